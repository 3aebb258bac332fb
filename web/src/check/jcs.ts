/** The canonical JSON text of a value (RFC 8785): no blanks, names sorted by UTF-16 code units. */
export function canonical(value: unknown): string {
  if (typeof value === 'string') {
    if (/[\ud800-\udfff]/u.test(value)) throw new TypeError('half of a surrogate pair');
    return JSON.stringify(value);
  }
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('no finite number');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object') {
    const members = value as Record<string, unknown>;
    const names = Object.keys(members).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${names.map((name) => `${canonical(name)}:${canonical(members[name])}`).join(',')}}`;
  }
  throw new TypeError('no JSON value');
}

/** The value of JSON text that is canonical to the last character (so no name is doubled); undefined: it is not. */
export function readCanonical(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return canonical(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

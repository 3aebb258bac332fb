import { fromBase64, fromUtf8, toUtf8 } from './bytes';
import { isDigest } from './disclosure';
import { verifies } from './ed25519';
import { canonical, readCanonical } from './jcs';
import { keyType, type VerifierKey } from './note';
import { Refused } from './refused';

/** An entry in Trucewatch's own form: canonical JSON, nothing restricted in it. */
export interface Entry {
  at: number;
  id: string | null;
  kind: string;
  label: string;
  org: string;
  prev: number | null;
  sd: string[];
  v: number;
  /** The author's signature (base64 Ed25519 over the canonical form without `sig`); records before it have none. */
  sig?: string;
}

const members = ['at', 'id', 'kind', 'label', 'org', 'prev', 'sd', 'v'];
const maxBytes = 8192;
const lastSecond = 253_402_300_799; // the end of the year 9999
const isNumber = (value: unknown, least: number, most = Number.MAX_SAFE_INTEGER) =>
  Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
const isName = (value: unknown) =>
  typeof value === 'string' && value.length <= 200 && /^[^\u0000-\u001f\u007f-\u009f\ud800-\udfff]+$/.test(value);
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Does it look like an entry of ours, well formed or not? */
export function seemsEntry(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && Array.isArray((value as { sd?: unknown }).sd);
  } catch {
    return false;
  }
}

/** Reads an entry; what differs from its one spelling by a byte is refused. */
export function readEntry(bytes: Uint8Array): Entry {
  if (bytes.length > maxBytes) throw new Refused('entry.form', { member: `${bytes.length} > ${maxBytes}` });
  const value = readCanonical(fromUtf8(bytes));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refused('entry.json');
  const entry = value as Entry & Record<string, unknown>;
  const wrong = [...members, ...Object.keys(entry)].find((name) => !isRight(entry, name));
  if (wrong !== undefined) throw new Refused('entry.form', { member: wrong });
  if (!entry.sd.every((digest, i) => isDigest(digest) && (i === 0 || entry.sd[i - 1]! < digest)))
    throw new Refused('entry.digests');
  return entry;
}

function isRight(entry: Record<string, unknown>, name: string): boolean {
  const value = entry[name];
  switch (name) {
    case 'v':
      return value === 1;
    case 'at':
      return isNumber(value, 0, lastSecond);
    case 'prev':
      return value === null || isNumber(value, 1);
    case 'id':
      return value === null || (typeof value === 'string' && uuid.test(value));
    case 'kind':
    case 'org':
      return isName(value);
    case 'label':
      return value === 'P' || value === 'R';
    case 'sd':
      return Array.isArray(value);
    case 'sig':
      return typeof value === 'string' && fromBase64(value)?.length === 64;
    default:
      return false;
  }
}

export type Authorship = 'unsigned' | 'no key' | 'holds';

/** Checks the author's signature with the Ed25519 keys that bear the author's name; refuses a wrong one. */
export function checkAuthor(entry: Entry, keys: readonly VerifierKey[]): Authorship {
  const { sig, ...rest } = entry;
  if (sig === undefined) return 'unsigned';
  const known = keys.filter((key) => key.type === keyType.log && key.name === entry.org);
  if (known.length === 0) return 'no key';
  const signed = toUtf8(canonical(rest));
  const signature = fromBase64(sig)!;
  if (!known.some((key) => verifies(signature, signed, key.key))) throw new Refused('entry.signature', { name: entry.org });
  return 'holds';
}

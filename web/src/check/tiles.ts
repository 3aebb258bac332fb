import { Refused } from './refused';

/** How many hashes or entries a full tile holds (C2SP tlog-tiles). */
export const width = 256;

const group = (n: number) => String(n).padStart(3, '0');

/** Groups of three digits, all but the last with an x: 1234067 is x001/x234/067. */
function numberPath(index: number): string {
  let text = group(index % 1000);
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    text = `x${group(rest % 1000)}/${text}`;
  return text;
}

const partial = (count: number) => (count === width ? '' : `.p/${count}`);

/** The file of a hash tile, such as `tile/0/001.p/44`. */
export const hashTile = (level: number, index: number, count = width) =>
  `tile/${level}/${numberPath(index)}${partial(count)}`;

/** The file of a bundle of entries, such as `tile/entries/001.p/44`. */
export const entriesTile = (index: number, count = width) => `tile/entries/${numberPath(index)}${partial(count)}`;

/** The file of the opened values of a bundle: Trucewatch's own, not of C2SP. */
export const valuesFile = (index: number) => `values/${numberPath(index)}.jsonl`;

export interface TilePath {
  level: number | 'entries';
  index: number;
  /** 1 to 255 for a partial tile, 256 for a full one. */
  count: number;
}

/** Reads a tile's path in its one spelling, or null. */
export function readTilePath(path: string): TilePath | null {
  const [, level, groups, count] =
    /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/){0,4}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/.exec(path) ?? [];
  if (level === undefined || groups === undefined) return null;
  const index = Number(groups.replace(/[x/]/g, ''));
  const tile: TilePath = {
    level: level === 'entries' ? level : Number(level),
    index,
    count: count === undefined ? width : Number(count),
  };
  const again = tile.level === 'entries' ? entriesTile(index, tile.count) : hashTile(tile.level, index, tile.count);
  return again === path ? tile : null;
}

/** The entries of a bundle, each after its length in two bytes, greatest first. */
export function readBundle(bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const start = at + 2;
    const end = start > bytes.length ? Infinity : start + bytes[at]! * 256 + bytes[at + 1]!;
    if (end > bytes.length) throw new Refused('bundle.cut', { number: entries.length + 1 });
    entries.push(bytes.subarray(start, end));
    at = end;
  }
  return entries;
}

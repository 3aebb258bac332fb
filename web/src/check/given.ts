import { fromOctets, fromUtf8, toUtf8 } from './bytes';
import { disclosureOf, readDisclosure } from './disclosure';
import { seemsEntry } from './entry';
import { readKey, type VerifierKey } from './note';
import { readPolicy, type Policy } from './policy';
import { proofHeader } from './proof';
import { readValues, type Files } from './record';
import { Refused } from './refused';
import { readTilePath } from './tiles';

/** Something that the reader gave: a file, or a text put into the page. */
export interface Given {
  /** Its path inside what was given, with `/` between. */
  path: string;
  /** In bytes. */
  size: number;
  isPasted?: boolean;
  read(): Promise<Uint8Array>;
}

/** What a thing is, by its content; `wrong`: it seems to be of this kind, and its form is refused. */
export type Item = { path: string; isPasted: boolean } & (
  | { kind: 'checkpoint'; bytes: Uint8Array; isSigned: boolean }
  | { kind: 'keys'; keys: VerifierKey[] }
  | { kind: 'policy'; policy: Policy }
  | { kind: 'proof'; bytes: Uint8Array }
  | { kind: 'entry'; bytes: Uint8Array }
  | { kind: 'disclosures'; disclosures: string[] }
  | { kind: 'bytes'; bytes: Uint8Array }
  | { kind: 'wrong'; of: 'keys' | 'policy' | 'disclosures'; refused: Refused }
  | { kind: 'large'; size: number }
);

/** A folder with `tile/…` in it. */
export interface RecordGiven {
  /** The path of the folder with its last `/`; empty: what was given is the folder itself. */
  folder: string;
  files: Files;
}

const largest = 4 << 20;

/** Finds the records among what was given, by the paths of their tiles, and what is left over. */
export function findRecords(all: readonly Given[]): { records: RecordGiven[]; others: Given[] } {
  const folders = new Map<string, Map<string, Given>>();
  for (const { path } of all) {
    const [, folder, tile] = /^((?:.*\/)?)(tile\/.*)$/s.exec(path) ?? [];
    if (folder !== undefined && tile !== undefined && readTilePath(tile)) folders.set(folder, new Map());
  }
  const others: Given[] = [];
  const innermostFirst = [...folders.keys()].sort((a, b) => b.length - a.length);
  for (const given of all) {
    const folder = innermostFirst.find(
      (start) => given.path.startsWith(start) && /^(tile\/|values\/|checkpoint$)/.test(given.path.slice(start.length)),
    );
    if (folder === undefined) others.push(given);
    else folders.get(folder)!.set(given.path.slice(folder.length), given);
  }
  return { records: [...folders].map(([folder, files]) => ({ folder, files: filesOf(files) })), others };
}

const filesOf = (files: Map<string, Given>): Files => ({
  paths: () => files.keys(),
  size: (path) => files.get(path)?.size,
  read: (path) => files.get(path)!.read(),
});

/** Says what a thing is, and reads it. */
export async function readItem(given: Given): Promise<Item> {
  const about = { path: given.path, isPasted: given.isPasted ?? false };
  if (given.size > largest) return { ...about, kind: 'large', size: given.size };
  const bytes = await given.read();
  const name = given.path.split('/').at(-1)!;
  let text: string;
  try {
    text = fromUtf8(bytes);
  } catch {
    if (name.endsWith('.tlog-proof')) return { ...about, kind: 'proof', bytes };
    if (name.startsWith('checkpoint')) return { ...about, kind: 'checkpoint', bytes, isSigned: true };
    if (isPolicy(fromOctets(bytes))) return policyOf(about, bytes);
    return { ...about, kind: 'bytes', bytes };
  }
  if (about.isPasted) text = text.replaceAll('\r\n', '\n').replace(/^\s+/, '');
  const line = about.isPasted ? toUtf8(`${text.trimEnd()}\n`) : bytes; // a text area loses the last line feed
  if (text.startsWith(proofHeader.split('@')[0]!) || name.endsWith('.tlog-proof'))
    return { ...about, kind: 'proof', bytes: line };
  if (/\n\n\u2014 /.test(text)) return { ...about, kind: 'checkpoint', bytes: line, isSigned: true };
  if (/^[^\n]+\n[0-9]+\n[A-Za-z0-9+/]{43}=\s*$/.test(text) || name.startsWith('checkpoint'))
    return { ...about, kind: 'checkpoint', bytes: line, isSigned: false };
  if (isPolicy(text)) return policyOf(about, line);
  if (seemsKeys(text)) return read(about, 'keys', () => ({ kind: 'keys', keys: keyLines(text).map(readKey) }));
  const trimmed = about.isPasted ? toUtf8(text.trim()) : bytes;
  if (seemsEntry(text)) return { ...about, kind: 'entry', bytes: trimmed };
  const keys = keysInJson(text);
  if (keys.length > 0) return read(about, 'keys', () => ({ kind: 'keys', keys: keys.map(readKey) }));
  const disclosures = disclosuresIn(text);
  if (disclosures)
    return read(about, 'disclosures', () => ({ kind: 'disclosures', disclosures: disclosures() }));
  return { ...about, kind: 'bytes', bytes: trimmed };
}

type About = { path: string; isPasted: boolean };
type Read = { kind: 'keys'; keys: VerifierKey[] } | { kind: 'policy'; policy: Policy } | { kind: 'disclosures'; disclosures: string[] };

function read(about: About, of: 'keys' | 'policy' | 'disclosures', reading: () => Read): Item {
  try {
    return { ...about, ...reading() };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ...about, kind: 'wrong', of, refused: error };
  }
}

const policyOf = (about: About, bytes: Uint8Array) =>
  read(about, 'policy', () => ({ kind: 'policy', policy: readPolicy(bytes) }));

const isPolicy = (text: string) => /^[ \t]*(log|witness|group|quorum)[ \t]/m.test(text) && !text.startsWith('{');

const keyLines = (text: string) =>
  text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));

const seemsKeys = (text: string) => {
  const lines = keyLines(text);
  return lines.length > 0 && lines.every((line) => /^[^\s+{"]+\+[0-9a-fA-F]{8}\+\S*$/.test(line));
};

/** Every text in a JSON file that has the shape of a verifier key. */
function keysInJson(text: string): string[] {
  const keys: string[] = [];
  const look = (value: unknown) => {
    if (typeof value === 'string' && /^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$/.test(value)) keys.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(look);
  };
  const json = jsonOf(text);
  if (typeof json === 'object') look(json);
  return keys;
}

/** One disclosure per line or between tildes, a JSON list of them, [salt, name, value] itself, or lines of `values/`. */
function disclosuresIn(text: string): (() => string[]) | null {
  const json = jsonOf(text);
  const list = Array.isArray(json) ? (json as unknown[]) : (json as { disclosures?: unknown } | undefined)?.disclosures;
  if (Array.isArray(list) && list.length > 0 && list.every((part) => typeof part === 'string' && isOne(part)))
    return () => list as string[];
  if (Array.isArray(list) && list.length === 3 && typeof list[0] === 'string' && typeof list[1] === 'string')
    return () => [disclosureOf({ salt: list[0] as string, name: list[1] as string, value: list[2] })];
  const lines = text.trim().split('\n');
  if (lines[0]!.startsWith('{"fields":')) return () => lines.flatMap((line) => readValues(line).fields.map(disclosureOf));
  const parts = text.split(/[\s~]+/).filter((part) => part !== '');
  if (parts.length > 0 && parts.some(isOne) && parts.every((part) => /^[A-Za-z0-9_-]{16,}$/.test(part)))
    return () => parts.map((part) => (readDisclosure(part), part));
  return null;
}

function isOne(text: string): boolean {
  try {
    readDisclosure(text);
    return true;
  } catch {
    return false;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

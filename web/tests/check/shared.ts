import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';
import type { Files } from '../../src/check/record';

/** The folder of the vectors: TRUCEWATCH_SHARED, or `shared` beside the repository. */
const shared = process.env.TRUCEWATCH_SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url));
const conformance = path.join(shared, 'conformance');
const isThere = existsSync(conformance);

const missing = `no vectors in ${conformance}: set TRUCEWATCH_SHARED to the folder that holds conformance/`;

/** A group of tests over the vectors: left out where there are none, which is a failure with CI=true. */
export function vectors(name: string, tests: () => void) {
  if (isThere) describe(name, tests);
  else if (process.env.CI === 'true') throw new Error(missing);
  else describe(name, () => it.skip(missing, () => {}));
}

export const file = (name: string): string => path.join(conformance, name);
export const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(file(name)));
export const textOf = (name: string): string => readFileSync(file(name), 'utf8');
export const jsonOf = <T>(name: string): T => JSON.parse(textOf(name)) as T;

/** All files of a folder, by their paths inside it. */
export function folderOf(name: string, inside = ''): Map<string, Uint8Array> {
  const all = new Map<string, Uint8Array>();
  for (const entry of readdirSync(file(path.join(name, inside)))) {
    const at = inside === '' ? entry : `${inside}/${entry}`;
    if (statSync(file(path.join(name, at))).isDirectory())
      for (const [key, value] of folderOf(name, at)) all.set(key, value);
    else all.set(at, bytesOf(path.join(name, at)));
  }
  return all;
}

export const filesOf = (all: Map<string, Uint8Array>): Files => ({
  paths: () => all.keys(),
  size: (name) => all.get(name)?.length,
  read: (name) => Promise.resolve(all.get(name)!),
});

export interface Change {
  file: string;
  op: 'write' | 'delete' | 'xor';
  content_b64?: string;
  offset?: number;
  hex?: string;
}

export const bytesFrom64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

export function changed(all: Map<string, Uint8Array>, changes: Change[]): Map<string, Uint8Array> {
  const copy = new Map<string, Uint8Array>([...all].map(([name, bytes]) => [name, bytes.slice()]));
  for (const { file: name, op, content_b64, offset, hex } of changes) {
    if (op === 'write') copy.set(name, bytesFrom64(content_b64!));
    else if (op === 'delete') copy.delete(name);
    else Buffer.from(hex!, 'hex').forEach((byte, i) => (copy.get(name)![offset! + i]! ^= byte));
  }
  return copy;
}

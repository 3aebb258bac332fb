import { hashes, getPublicKey, sign } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { joined, toBase64, toUtf8 } from '../../src/check/bytes';
import { cosignedText } from '../../src/check/cosignature';
import { digestOf, disclosureOf, type Disclosure } from '../../src/check/disclosure';
import type { Given } from '../../src/check/given';
import { canonical } from '../../src/check/jcs';
import { Frontier, leafHash } from '../../src/check/merkle';
import { keyId, keyText, keyType, type VerifierKey } from '../../src/check/note';
import { entriesTile, hashTile, valuesFile, width } from '../../src/check/tiles';

hashes.sha512 = (message) => sha512(message);

/** A test key of somebody, always the same for one name. */
export class Signer {
  private readonly secret: Uint8Array;
  readonly key: VerifierKey;

  constructor(
    readonly name: string,
    type: number = keyType.log,
  ) {
    this.secret = sha512(toUtf8(`test key of ${name}`)).slice(0, 32);
    const key = getPublicKey(this.secret);
    this.key = { name, type, key, id: keyId(name, type, key) };
  }

  get text() {
    return keyText(this.key);
  }

  sign = (text: string) => sign(toUtf8(text), this.secret);

  /** A signature line under a checkpoint. */
  line(text: string): string {
    const id = Uint8Array.from(this.key.id.match(/../g)!, (pair) => Number.parseInt(pair, 16));
    if (this.key.type === keyType.log) return `\u2014 ${this.name} ${toBase64(joined(id, this.sign(text)))}\n`;
    const time = new Uint8Array(8);
    new DataView(time.buffer).setBigUint64(0, 1_767_225_600n);
    const signature = this.sign(cosignedText(1_767_225_600n, text));
    return `\u2014 ${this.name} ${toBase64(joined(id, time, signature))}\n`;
  }
}

export interface Made {
  entry: string;
  /** The fields that the folder opens. */
  fields: Disclosure[];
}

const salt = (n: number) => `AAAAAAAAAAAAAAAAAAAA${String(n % 10)}A`;

/** An entry in Trucewatch's form, signed by its author where there is one to sign. */
export function makeEntry(n: number, author: Signer | null, change: Record<string, unknown> = {}): Made {
  const fields = ['place', 'text'].map((name, i) => ({ salt: salt(2 * n + i), name, value: `${name} of ${n}` }));
  const sd = fields.map((field) => digestOf(disclosureOf(field))).sort();
  const entry = {
    at: 1_767_225_600 + n,
    id: null,
    kind: 'observation',
    label: 'P',
    org: author?.name ?? 'nobody',
    prev: null,
    sd,
    v: 1,
    ...change,
  };
  const signed = author ? { ...entry, sig: toBase64(author.sign(canonical(entry))) } : entry;
  return { entry: canonical(signed), fields };
}

/** An exported record: checkpoint, tiles, bundles, opened values. */
export function makeRecord(origin: string, made: readonly Made[], signers: readonly Signer[]): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const tree = new Frontier();
  const levels: Uint8Array[][] = [];
  for (const { entry } of made)
    tree.append(leafHash(toUtf8(entry)), (height, hash) => {
      if (height % 8 === 0) (levels[height / 8] ??= []).push(hash);
    });
  for (const [level, hashes] of levels.entries())
    for (let index = 0; index * width < hashes.length; index++) {
      const tile = hashes.slice(index * width, (index + 1) * width);
      files.set(hashTile(level, index, tile.length), joined(...tile));
    }
  for (let index = 0; index * width < made.length; index++) {
    const bundle = made.slice(index * width, (index + 1) * width);
    const bytes = bundle.map(({ entry }) => toUtf8(entry)).map((e) => joined(Uint8Array.of(e.length >> 8, e.length & 255), e));
    files.set(entriesTile(index, bundle.length), joined(...bytes));
    const line = ({ fields }: Made, i: number) =>
      `${canonical({ fields: fields.map((f) => [f.salt, f.name, f.value, 'P']), number: index * width + i + 1 })}\n`;
    files.set(valuesFile(index), toUtf8(bundle.map(line).join('')));
  }
  const text = `${origin}\n${made.length}\n${toBase64(tree.root())}\n`;
  files.set('checkpoint', toUtf8(`${text}\n${signers.map((signer) => signer.line(text)).join('')}`));
  return files;
}

export const given = (path: string, content: string | Uint8Array, isPasted = false): Given => {
  const bytes = typeof content === 'string' ? toUtf8(content) : content;
  return { path, size: bytes.length, isPasted, read: () => Promise.resolve(bytes) };
};

export const folder = (name: string, files: Map<string, Uint8Array>): Given[] =>
  [...files].map(([path, bytes]) => given(`${name}/${path}`, bytes));

import { sha256 } from '@noble/hashes/sha2.js';
import { same, toHex } from './bytes';
import { Refused } from './refused';

export const hashLength = 32;

/** The hash of an entry: H(0x00 ‖ entry), RFC 6962 §2.1. */
export const leafHash = (entry: Uint8Array): Uint8Array =>
  sha256.create().update(Uint8Array.of(0)).update(entry).digest();

const pair = new Uint8Array(1 + 2 * hashLength);
pair[0] = 1;

/** The hash of a node: H(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  pair.set(left, 1);
  pair.set(right, 1 + hashLength);
  return sha256(pair);
}

/** The root of the tree without entries: H(""). */
export const emptyRoot = (): Uint8Array => sha256(new Uint8Array());

const isOdd = (n: number) => n % 2 === 1;
const half = (n: number) => Math.floor(n / 2);

/** The root that follows from a leaf and its path (RFC 9162 §2.1.3.2). Index and size are whole, up to 2^53 − 1. */
export function rootOf(leaf: Uint8Array, index: number, size: number, path: Uint8Array[]): Uint8Array {
  if (!(index < size)) throw new Refused('merkle.beyond', { index, size });
  let at = index;
  let last = size - 1;
  let root = leaf;
  for (const hash of path) {
    if (last === 0) throw new Refused('merkle.length', { count: path.length });
    if (isOdd(at) || at === last) {
      root = nodeHash(hash, root);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else root = nodeHash(root, hash);
    [at, last] = [half(at), half(last)];
  }
  if (last !== 0) throw new Refused('merkle.length', { count: path.length });
  return root;
}

/** Refuses unless the leaf stands at the index of the tree with this root. */
export function checkInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  path: Uint8Array[],
  root: Uint8Array,
): void {
  const found = rootOf(leaf, index, size, path);
  if (leaf.length !== hashLength || !same(found, root))
    throw new Refused('merkle.root', { found: toHex(found), wanted: toHex(root) });
}

/** Refuses unless the tree of size1 is the beginning of the tree of size2 (RFC 9162 §2.1.4.2). */
export function checkConsistency(
  size1: number,
  size2: number,
  path: Uint8Array[],
  root1: Uint8Array,
  root2: Uint8Array,
): void {
  const wrong = (found: Uint8Array, wanted: Uint8Array) => {
    if (!same(found, wanted)) throw new Refused('merkle.root', { found: toHex(found), wanted: toHex(wanted) });
  };
  const length = new Refused('merkle.length', { count: path.length });
  if (size1 > size2 || size1 < 1) throw new Refused('merkle.beyond', { index: size1, size: size2 });
  if (size1 === size2) {
    if (path.length > 0) throw length;
    return wrong(root1, root2);
  }

  let at = size1 - 1;
  let last = size2 - 1;
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  const hashes = at === 0 ? [root1, ...path] : path; // the first tree is a whole subtree of the second
  if (path.length === 0 || hashes.length === 0) throw length;
  let first = hashes[0]!;
  let second = hashes[0]!;
  for (const hash of hashes.slice(1)) {
    if (last === 0) throw length;
    if (isOdd(at) || at === last) {
      first = nodeHash(hash, first);
      second = nodeHash(hash, second);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else second = nodeHash(second, hash);
    [at, last] = [half(at), half(last)];
  }
  if (last !== 0) throw length;
  wrong(first, root1);
  wrong(second, root2);
}

/** A tree that grows leaf by leaf and keeps only its right edge. */
export class Frontier {
  size = 0;
  private readonly edge: { height: number; hash: Uint8Array }[] = [];

  /** Adds a leaf; `made` hears of every subtree that is whole now, from the leaf upwards. */
  append(leaf: Uint8Array, made: (height: number, hash: Uint8Array) => void = () => {}): void {
    let node = { height: 0, hash: leaf };
    made(0, leaf);
    while (this.edge.at(-1)?.height === node.height) {
      node = { height: node.height + 1, hash: nodeHash(this.edge.pop()!.hash, node.hash) };
      made(node.height, node.hash);
    }
    this.edge.push(node);
    this.size++;
  }

  root(): Uint8Array {
    if (this.edge.length === 0) return emptyRoot();
    return this.edge.map((node) => node.hash).reduceRight((right, left) => nodeHash(left, right));
  }
}

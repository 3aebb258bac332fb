import { fromBase64, fromUtf8, toUtf8, wholeNumber } from './bytes';
import { openCheckpoint, type SignedCheckpoint } from './checkpoint';
import { checkInclusion, hashLength, leafHash } from './merkle';
import type { VerifierKey } from './note';
import type { Policy } from './policy';
import { Refused } from './refused';

export const proofHeader = 'c2sp.org/tlog-proof@v1';

/** An offline proof (C2SP tlog-proof) taken apart, nothing checked yet. */
export interface Proof {
  /** What came with it; nothing vouches for it. */
  extra: Uint8Array | null;
  /** The entry's index, from 0. */
  index: number;
  path: Uint8Array[];
  checkpoint: Uint8Array;
}

export function readProof(bytes: Uint8Array): Proof {
  const text = fromUtf8(bytes);
  const split = text.indexOf('\n\n');
  const lines = split < 0 ? [text.split('\n')[0]!] : text.slice(0, split).split('\n');
  if (lines[0] !== proofHeader) throw new Refused('proof.header', { found: lines[0]!.slice(0, 40) });
  if (split < 0) throw new Refused('proof.form');

  let next = 1;
  let extra: Uint8Array | null = null;
  if (lines[next]?.startsWith('extra ')) {
    extra = fromBase64(lines[next]!.slice('extra '.length));
    if (!extra) throw new Refused('proof.extra');
    next++;
  }
  const line = lines[next++] ?? '';
  const index = line.startsWith('index ') ? wholeNumber(line.slice('index '.length)) : null;
  if (index === null) throw new Refused('proof.index', { found: line.slice(0, 40) });
  return { extra, index, path: readPath(lines.slice(next), next), checkpoint: toUtf8(text.slice(split + 2)) };
}

const readPath = (lines: string[], before: number): Uint8Array[] =>
  lines.map((line, i) => {
    const hash = fromBase64(line);
    if (hash?.length !== hashLength) throw new Refused('proof.hash', { line: before + i + 1 });
    return hash;
  });

/** Refuses unless the proof shows that this entry stands in the log, as signed. */
export function checkProof(
  proof: Proof,
  entry: Uint8Array,
  keys: readonly VerifierKey[],
  policy: Policy | null,
): SignedCheckpoint {
  const checkpoint = openCheckpoint(proof.checkpoint, keys, policy);
  checkInclusion(leafHash(entry), proof.index, checkpoint.size, proof.path, checkpoint.root);
  return checkpoint;
}

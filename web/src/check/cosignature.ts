import { verifies } from './ed25519';
import { toUtf8 } from './bytes';

/** The length of an ML-DSA-44 signature in bytes (FIPS 204). */
const mlDsa44Length = 2420;

export type Cosigned = { time: bigint; verdict: 'holds' | 'fails' | 'not checked' };

/** What a witness signs with Ed25519 (C2SP tlog-cosignature): that it saw this checkpoint at this time. */
export const cosignedText = (time: bigint, checkpoint: string): string =>
  `cosignature/v1\ntime ${time}\n${checkpoint}`;

/** When the signature says it was made, in seconds since 1970: its first eight bytes. */
const timeOf = (signature: Uint8Array): bigint =>
  new DataView(signature.buffer, signature.byteOffset, 8).getBigUint64(0);

/** Checks an Ed25519 cosignature (8 bytes of time, 64 of signature). */
export function checkCosignature(signature: Uint8Array, checkpoint: string, key: Uint8Array): Cosigned {
  if (signature.length !== 72) return { time: 0n, verdict: 'fails' };
  const time = timeOf(signature);
  const holds = verifies(signature.subarray(8), toUtf8(cosignedText(time, checkpoint)), key);
  return { time, verdict: holds ? 'holds' : 'fails' };
}

/** Reads an ML-DSA-44 cosignature. This page cannot check it: it counts towards no quorum. */
export function readMlDsaCosignature(signature: Uint8Array): Cosigned {
  if (signature.length !== 8 + mlDsa44Length) return { time: 0n, verdict: 'fails' };
  return { time: timeOf(signature), verdict: 'not checked' };
}

import { Point } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { joined, same } from './bytes';

/** The order of the base point: 2^252 + 27742317777372353535851937790883648493. */
const order = 2n ** 252n + 27742317777372353535851937790883648493n;

function littleEndian(bytes: Uint8Array): bigint {
  let number = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) number = (number << 8n) | BigInt(bytes[i]!);
  return number;
}

/**
 * Is this an Ed25519 signature of the message, by the same verdict as Go's crypto/ed25519 and OpenSSL?
 *
 * Those two accept any encoding of a point as key (y not below p, and x = 0 with its sign bit set), demand S below the
 * order, and compare the bytes of [S]B − [k]A with R: without the cofactor, so R has one spelling only. The library's
 * own `verify` multiplies by the cofactor and would take signatures that they refuse; only its points are used here.
 */
export function verifies(signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean {
  if (signature.length !== 64 || key.length !== 32) return false;
  const r = signature.subarray(0, 32);
  const s = littleEndian(signature.subarray(32));
  if (s >= order) return false;

  let a: Point;
  try {
    a = Point.fromBytes(key, true);
  } catch {
    return false; // no point of the curve has this y
  }

  const k = littleEndian(sha512(joined(r, key, message))) % order;
  return same(Point.BASE.multiplyUnsafe(s).subtract(a.multiplyUnsafe(k)).toBytes(), r);
}

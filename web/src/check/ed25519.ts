import { Point } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { joined, same, toHex } from './bytes';

/** The order of the base point: 2^252 + 27742317777372353535851937790883648493. */
const order = 2n ** 252n + 27742317777372353535851937790883648493n;

function littleEndian(bytes: Uint8Array): bigint {
  let number = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) number = (number << 8n) | BigInt(bytes[i]!);
  return number;
}

/**
 * A key's point, and once the key is used often (an author signs many entries) a table of its multiples: row i holds
 * 0 to 15 times 16^i A, so that [k]A takes 64 additions and no doubling.
 */
class KeyPoint {
  private uses = 0;
  private rows: Point[][] | null = null;

  constructor(private readonly point: Point) {}

  times(k: bigint): Point {
    if (++this.uses < 8) return this.point.multiplyUnsafe(k);
    this.rows ??= this.makeRows();
    let sum = Point.ZERO;
    let rest = k;
    for (const row of this.rows) {
      sum = sum.add(row[Number(rest & 15n)]!);
      rest >>= 4n;
    }
    return sum;
  }

  private makeRows(): Point[][] {
    const rows: Point[][] = [];
    let base = this.point;
    for (let i = 0; i < 64; i++) {
      const row = [Point.ZERO];
      for (let n = 1; n < 16; n++) row.push(row[n - 1]!.add(base));
      rows.push(row);
      base = row[15]!.add(base);
    }
    return rows;
  }
}

const points = new Map<string, KeyPoint>();
const mostPoints = 64;

function pointOf(key: Uint8Array): KeyPoint | null {
  const name = toHex(key);
  const known = points.get(name);
  if (known) return known;
  try {
    const point = new KeyPoint(Point.fromBytes(key, true));
    if (points.size >= mostPoints) points.clear();
    points.set(name, point);
    return point;
  } catch {
    return null; // no point of the curve has this y
  }
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

  const a = pointOf(key);
  if (!a) return false;
  const k = littleEndian(sha512(joined(r, key, message))) % order;
  return same(Point.BASE.multiplyUnsafe(s).subtract(a.times(k)).toBytes(), r);
}

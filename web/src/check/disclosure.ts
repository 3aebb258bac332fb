import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64Url, fromUtf8, toBase64Url, toUtf8 } from './bytes';
import { canonical } from './jcs';
import { Refused } from './refused';

/** One field opened: its salt, name and value (RFC 9901 §4.2.1). */
export interface Disclosure {
  salt: string;
  name: string;
  value: unknown;
}

/** The digest that stands in an entry's `sd`: base64url of SHA-256 of the disclosure's ASCII text (§4.2.3). */
export const digestOf = (disclosure: string): string => toBase64Url(sha256(toUtf8(disclosure)));

/** The disclosure of a field, as Trucewatch writes it: base64url of the canonical JSON [salt, name, value]. */
export const disclosureOf = ({ salt, name, value }: Disclosure): string =>
  toBase64Url(toUtf8(canonical([salt, name, value])));

/** Is this a digest in its only spelling (32 bytes, base64url)? */
export const isDigest = (text: unknown): text is string =>
  typeof text === 'string' && text.length === 43 && fromBase64Url(text)?.length === 32;

/** Reads a disclosure as it was written, ours or another program's. */
export function readDisclosure(text: string): Disclosure {
  const bytes = fromBase64Url(text);
  try {
    const parts: unknown = bytes && JSON.parse(fromUtf8(bytes));
    if (Array.isArray(parts) && parts.length === 3 && typeof parts[0] === 'string' && typeof parts[1] === 'string')
      return { salt: parts[0], name: parts[1], value: parts[2] as unknown };
  } catch {
    // said below
  }
  throw new Refused('disclosure.form', { found: text.slice(0, 24) });
}

/** Refuses unless the entry holds the digest of this disclosure. */
export function checkDisclosure(text: string, digests: readonly string[]): Disclosure {
  const opened = readDisclosure(text);
  const digest = digestOf(text);
  if (!digests.includes(digest)) throw new Refused('disclosure.absent', { name: opened.name, digest });
  return opened;
}

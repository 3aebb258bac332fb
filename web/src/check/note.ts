import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64, fromUtf8, joined, same, toBase64, toHex, toUtf8 } from './bytes';
import { checkCosignature, readMlDsaCosignature, type Cosigned } from './cosignature';
import { verifies } from './ed25519';
import { Refused } from './refused';

/** The kinds of key that are known (C2SP signed-note, tlog-cosignature). */
export const keyType = { log: 0x01, cosigner: 0x04, mlDsaCosigner: 0x06 } as const;

const keyLengths: Record<number, number> = { 0x01: 32, 0x04: 32, 0x06: 1312 };

/** Whose signatures can be checked: name, key id in hex, kind and public key. */
export interface VerifierKey {
  name: string;
  id: string;
  type: number;
  key: Uint8Array;
}

/** More signatures than this are refused; the standard asks for at least 16. */
export const maxSignatures = 100;

/** The first four bytes of SHA-256(name ‖ LF ‖ kind ‖ key), in hex. */
export const keyId = (name: string, type: number, key: Uint8Array): string =>
  toHex(sha256(joined(toUtf8(name), Uint8Array.of(0x0a, type), key)).subarray(0, 4));

/** A verifier key as one line: name+id+base64(kind ‖ key). */
export const keyText = ({ name, id, type, key }: VerifierKey): string =>
  `${name}+${id}+${toBase64(joined(Uint8Array.of(type), key))}`;

const isName = (name: string) => name !== '' && !/[\s\u0085+]/u.test(name);

/** Reads a verifier key. */
export function readKey(text: string): VerifierKey {
  const [, name, id, base64] = /^([^+]*)\+([0-9a-fA-F]{8})\+(.*)$/su.exec(text) ?? [];
  const bytes = base64 ? fromBase64(base64) : null;
  if (name === undefined || id === undefined || !isName(name) || !bytes || bytes.length < 2)
    throw new Refused('key.form', { key: text.slice(0, 60) });
  const type = bytes[0]!;
  const key = bytes.slice(1);
  if (keyLengths[type] !== key.length) throw new Refused('key.type', { name, type, length: key.length });
  const wanted = keyId(name, type, key);
  if (wanted !== id.toLowerCase()) throw new Refused('key.id', { name, found: id, wanted });
  return { name, id: wanted, type, key };
}

export interface Signature {
  name: string;
  id: string;
  bytes: Uint8Array;
}

/** A note taken apart, nothing checked yet. */
export interface Note {
  /** The signed text, with its last line feed. */
  text: string;
  signatures: Signature[];
}

/** Reads a signed note (C2SP signed-note): text, empty line, signature lines. */
export function readNote(bytes: Uint8Array): Note {
  const whole = fromUtf8(bytes);
  checkNoControl(whole);
  const split = whole.lastIndexOf('\n\n');
  const block = whole.slice(split + 2);
  if (split < 0 || block === '' || !block.endsWith('\n')) throw new Refused('note.form');
  const lines = block.slice(0, -1).split('\n');
  if (lines.length > maxSignatures) throw new Refused('note.many', { count: lines.length });
  const text = whole.slice(0, split + 1);
  const before = text.split('\n').length;
  return { text, signatures: lines.map((line, i) => readSignature(line, before + 1 + i)) };
}

function checkNoControl(text: string) {
  for (let i = 0, line = 1; i < text.length; i++) {
    if (text[i] === '\n') line++;
    else if (text.charCodeAt(i) < 0x20) throw new Refused('note.control', { line });
  }
}

function readSignature(line: string, number: number): Signature {
  const [, name, base64] = /^\u2014 ([^ ]+) ([^ ]+)$/u.exec(line) ?? [];
  const bytes = base64 ? fromBase64(base64) : null;
  if (name === undefined || !isName(name) || !bytes || bytes.length < 5) throw new Refused('note.line', { line: number });
  return { name, id: toHex(bytes.subarray(0, 4)), bytes: bytes.slice(4) };
}

/** A signature by a known key. */
export interface Signed {
  key: VerifierKey;
  /** Seconds since 1970, of a cosignature. */
  time?: bigint;
}

export interface OpenedNote {
  text: string;
  /** Checked and good, each key once. */
  verified: Signed[];
  /** By known keys of a kind that this page cannot check. */
  unchecked: Signed[];
  /** By keys that were not given. */
  unknown: { name: string; id: string }[];
}

/**
 * Reads a note and checks every signature by a known key. One bad signature by a known key refuses the whole note;
 * signatures by unknown keys are ignored. A note without any signature by a known key is refused.
 */
export function openNote(bytes: Uint8Array, keys: readonly VerifierKey[]): OpenedNote {
  const { text, signatures } = readNote(bytes);
  const opened: OpenedNote = { text, verified: [], unchecked: [], unknown: [] };
  for (const { name, id, bytes: signature } of signatures) {
    const known = keys.filter((key) => key.name === name && key.id === id);
    if (known.length > 1) throw new Refused('note.ambiguous', { name, id });
    const [key] = known;
    if (!key) {
      if (!opened.unknown.some((other) => other.name === name && other.id === id)) opened.unknown.push({ name, id });
      continue;
    }
    const signed = check(signature, text, key);
    if (signed.verdict === 'fails') throw new Refused('note.signature', { name, id });
    const list = signed.verdict === 'holds' ? opened.verified : opened.unchecked;
    if (!list.some((other) => other.key === key)) list.push({ key, time: signed.time });
  }
  if (opened.verified.length === 0 && opened.unchecked.length === 0)
    throw new Refused('note.unsigned', { count: signatures.length });
  return opened;
}

function check(signature: Uint8Array, text: string, { type, key }: VerifierKey): Partial<Cosigned> {
  switch (type) {
    case keyType.cosigner:
      return checkCosignature(signature, text, key);
    case keyType.mlDsaCosigner:
      return readMlDsaCosignature(signature);
    default:
      return { verdict: verifies(signature, toUtf8(text), key) ? 'holds' : 'fails' };
  }
}

/** The keys with each one once, so that a key that was given twice is not ambiguous. */
export function distinct(keys: readonly VerifierKey[]): VerifierKey[] {
  const kept: VerifierKey[] = [];
  for (const key of keys)
    if (!kept.some((k) => k.name === key.name && k.type === key.type && same(k.key, key.key))) kept.push(key);
  return kept;
}

import { expect, it } from 'vitest';
import { fromUtf8, toUtf8 } from '../../src/check/bytes';
import { readCheckpoint } from '../../src/check/checkpoint';
import { readDisclosure } from '../../src/check/disclosure';
import { readEntry } from '../../src/check/entry';
import { judge } from '../../src/check/judge';
import { readKey, readNote } from '../../src/check/note';
import { readPolicy } from '../../src/check/policy';
import { readProof } from '../../src/check/proof';
import { readValues } from '../../src/check/record';
import { Refused } from '../../src/check/refused';
import { readBundle } from '../../src/check/tiles';
import { given, makeEntry, makeRecord, Signer } from './maker';
import { jsonOf, vectors } from './shared';

/** The same numbers in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One to three changes: a byte altered, a piece cut out, a piece doubled. */
function mutated(bytes: Uint8Array, next: () => number): Uint8Array {
  let list = [...bytes];
  for (let changes = 1 + Math.floor(next() * 3); changes > 0; changes--) {
    const at = Math.floor(next() * list.length);
    const length = 1 + Math.floor(next() * 12);
    const kind = next();
    if (kind < 0.5) list[at] = Math.floor(next() * 256);
    else if (kind < 0.75) list.splice(at, length);
    else list = [...list.slice(0, at + length), ...list.slice(at)];
  }
  return Uint8Array.from(list);
}

const log = new Signer('record.example/truce');
const made = [1, 2, 3].map((n) => makeEntry(n, log));
const whole = makeRecord(log.name, made, [log]);
const checkpoint = whole.get('checkpoint')!;
const proof = toUtf8(
  `c2sp.org/tlog-proof@v1\nextra YWJj\nindex 1\n${'A'.repeat(43)}=\n${'A'.repeat(43)}=\n\n${fromUtf8(checkpoint)}`,
);

const readers: [string, Uint8Array, (bytes: Uint8Array) => unknown][] = [
  ['note', checkpoint, readNote],
  ['checkpoint', toUtf8(fromUtf8(checkpoint).split('\n\n')[0]! + '\n'), (bytes) => readCheckpoint(fromUtf8(bytes))],
  ['key', toUtf8(log.text), (bytes) => readKey(fromUtf8(bytes))],
  ['policy', toUtf8(`log ${log.text}\nwitness a ${log.text}\ngroup g 1 a\nquorum g\n`), readPolicy],
  ['proof', proof, readProof],
  ['entry', toUtf8(made[0]!.entry), readEntry],
  ['bundle', whole.get('tile/entries/000.p/3')!, readBundle],
  ['values', toUtf8(fromUtf8(whole.get('values/000.jsonl')!).split('\n')[0]!), (bytes) => readValues(fromUtf8(bytes))],
  ['disclosure', toUtf8('WyI4eHciLCJuYW1lIiwidmFsdWUiXQ'), (bytes) => readDisclosure(fromUtf8(bytes))],
];

it.each(readers)('a mutated %s is read or refused, never a crash', (_, good, read) => {
  const next = random(good.length);
  let refused = 0;
  for (let i = 0; i < 10_000; i++) {
    try {
      read(mutated(good, next));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(100);
}, 60_000);

it('whatever is given, the judge answers', async () => {
  const next = random(7);
  const all = [...readers.map(([, bytes]) => bytes), ...whole.values()];
  for (let i = 0; i < 400; i++) {
    const some = all.filter(() => next() < 0.3).map((bytes, n) => given(`f${n}`, mutated(bytes, next), next() < 0.3));
    const { answers } = await judge([...some, given('k', log.text)]);
    expect(answers.length).toBeGreaterThan(0);
  }
}, 60_000);

it('no byte of a record’s files can be changed unseen', async () => {
  const next = random(11);
  const values = 'values/000.jsonl';
  const opened = (bytes: Uint8Array) => fromUtf8(bytes).trimEnd().split('\n').map(readValues);
  for (let i = 0; i < 600; i++) {
    const [name, bytes] = [...whole][i % whole.size]!;
    const at = Math.floor(next() * bytes.length);
    const other = bytes.slice();
    other[at]! ^= 1 << Math.floor(next() * 8);
    const files = [...whole].map(([file, content]) => given(`r/${file}`, file === name ? other : content));
    const { answers } = await judge([...files, given('k', log.text)]);
    // A field's label stands beside it and has no digest: what is opened stays the same.
    if (name === values && answers[0]!.state === 'holds') expect(opened(other), `at ${at}`).toEqual(opened(bytes));
    else expect(answers[0]!.state, `${name} at ${at}`).toBe('refused');
  }
}, 60_000);

vectors('a proof', () => {
  it('holds for no change of any of its bytes', async () => {
    interface Case {
      name: string;
      log_vkey: string;
      entry_b64: string;
      proof: string;
    }
    const c = jsonOf<{ cases: Case[] }>('tlog/tlog-proofs.json').cases.find(({ name }) => name === 'index 5 of 11')!;
    const good = toUtf8(c.proof);
    const entry = given('entry', new Uint8Array(Buffer.from(c.entry_b64, 'base64')));
    for (let at = 0; at < good.length; at++) {
      const other = good.slice();
      other[at]! ^= 1 << (at % 8);
      const { answers } = await judge([given('p.tlog-proof', other), entry, given('k', c.log_vkey)]);
      expect(answers.map(({ state }) => state), `at ${at}`).not.toContain('holds');
    }
  }, 60_000);
});

import { describe, expect, it } from 'vitest';
import { fromUtf8, toUtf8 } from '../../src/check/bytes';
import { disclosureOf } from '../../src/check/disclosure';
import { readEntry } from '../../src/check/entry';
import type { Answer } from '../../src/check/answer';
import { judge } from '../../src/check/judge';
import { keyType } from '../../src/check/note';
import type { Given } from '../../src/check/given';
import { folder, given, makeEntry, makeRecord, Signer } from './maker';
import { changed, filesOf, folderOf, jsonOf, textOf, vectors, type Change } from './shared';

const log = new Signer('record.example/truce');
const witnesses = ['a', 'b', 'c'].map((name) => new Signer(`witness-${name}.example`, keyType.cosigner));
const author = new Signer('cell-north');
const policy = [
  `log ${log.text}`,
  ...witnesses.map((witness, i) => `witness w${i} ${witness.text}`),
  'group g 2 w0 w1 w2',
  'quorum g',
  '',
].join('\n');

const made = Array.from({ length: 300 }, (_, n) => makeEntry(n, n < 40 ? author : null));
const whole = makeRecord(log.name, made, [log, ...witnesses.slice(0, 2)]);

const tell = async (...all: Given[]) => (await judge(all)).answers;
const short = (answers: Answer[]) => answers.map(({ state, say }) => `${state} ${say.key}`);
const detailsOf = (answer?: Answer) => answer?.details.map(({ key }) => key);
const write = (file: string, text: string) => changed(whole, [{ file, op: 'write', content_b64: Buffer.from(text).toString('base64') }]);

describe('a record of ours', () => {
  it('holds under the policy, and its values are counted', async () => {
    const [answer, ...others] = await tell(...folder('r', whole), given('policy', policy), given('k', author.text));
    expect(others).toEqual([]);
    expect(`${answer!.state} ${answer!.say.key}`).toBe('holds check.holds.record');
    expect(answer!.say.with?.signed).toEqual({ key: 'check.signed.policy', with: { n: 2, of: 3 } });
    expect(answer!.details).toContainEqual({ key: 'check.detail.values', with: { open: 600, closed: 0 } });
    expect(answer!.details).toContainEqual({ key: 'check.detail.authors', with: { n: 40, of: 300 } });
    expect(answer!.details).toContainEqual({ key: 'check.detail.authors.unsigned', with: { n: 260 } });
  });

  it('is open, not good, where no key was given', async () => {
    expect(short(await tell(...folder('r', whole)))).toEqual(['open check.open.record']);
  });

  it('is refused at the entry whose author did not sign it', async () => {
    const forged = made.map((one, n) => (n === 6 ? { ...one, entry: one.entry.replace('"at":1767225606', '"at":1767225605') } : one));
    const all = makeRecord(log.name, forged, [log, ...witnesses]);
    const [answer] = await tell(...folder('r', all), given('policy', policy), given('k', author.text));
    expect(answer!.faults).toMatchObject([{ rule: 'entry.signature', number: 7, file: 'tile/entries/000' }]);
  });

  it('is refused at the value that does not fit its digest', async () => {
    const lines = fromUtf8(whole.get('values/000.jsonl')!).replace('text of 41', 'text of 14');
    const [answer] = await tell(...folder('r', write('values/000.jsonl', lines)), given('policy', policy));
    expect(answer!.faults).toMatchObject([{ rule: 'disclosure.absent', number: 42, file: 'values/000.jsonl' }]);
  });

  it.each([
    ['no line', 'values/001.jsonl', '', 'values.missing'],
    ['a stray file', 'tile/0/x', 'x', 'record.stray'],
    ['a stray file among the values', 'values/9.jsonl', 'x', 'record.stray'],
  ])('is refused with %s', async (_, file, text, rule) => {
    const [answer] = await tell(...folder('r', write(file, text)), given('policy', policy));
    expect(answer!.state).toBe('refused');
    expect(answer!.faults[0]!.rule).toBe(rule);
  });

  it('is not believed by keys out of its own folder when others were given', async () => {
    const [alone] = await tell(...folder('r', whole), given('r/keys', log.text));
    expect(alone!.state).toBe('holds');
    expect(detailsOf(alone)).toContain('check.detail.beside');
    const stranger = new Signer('another.example/log');
    const judged = await judge([...folder('r', whole), given('r/keys', log.text), given('mine', stranger.text)]);
    expect(judged.answers[0]!.faults[0]!.rule).toBe('note.unsigned');
    expect(judged.items.map(({ kind }) => kind)).toEqual(['record', 'unused', 'keys']);
  });

  it('is refused where a checkpoint that was kept says otherwise', async () => {
    const before = makeRecord(log.name, made.slice(0, 100), [log]).get('checkpoint')!;
    const [good] = await tell(...folder('r', whole), given('kept', before), given('k', log.text));
    expect(good!.details).toContainEqual({ key: 'check.detail.kept', with: { n: 1 } });
    const other = makeRecord(log.name, made.slice(5, 105), [log]).get('checkpoint')!;
    const [fork] = await tell(...folder('r', whole), given('kept', other), given('k', log.text));
    expect(fork!.faults[0]!.rule).toBe('kept.fork');
    const shorter = makeRecord(log.name, made.slice(0, 10), [log]);
    const [back] = await tell(...folder('r', shorter), given('kept', before), given('k', log.text));
    expect(back!.faults[0]!.rule).toBe('kept.rollback');
  });
});

describe('a checkpoint', () => {
  const at = (size: number, ...signers: Signer[]) => makeRecord(log.name, made.slice(0, size), signers).get('checkpoint')!;

  it('that the log signed binds it, though too few witnesses signed it', async () => {
    const fork = makeRecord(log.name, made.slice(5, 105), [log]).get('checkpoint')!;
    const answers = await tell(...folder('r', whole), given('kept', fork), given('policy', policy));
    expect(answers.map(({ faults }) => faults[0]!.rule)).toEqual(['kept.fork', 'checkpoint.quorum']);
  });

  it('needs a log of the policy, whatever other keys were given', async () => {
    const [good] = await tell(given('checkpoint', at(9, log, ...witnesses)), given('policy', policy), given('k', author.text));
    expect(good!.state).toBe('holds');
    const strangers = policy.replace(`log ${log.text}`, `log ${author.text}`);
    const [bad] = await tell(given('checkpoint', at(9, log, ...witnesses)), given('policy', strangers), given('k', log.text));
    expect(bad!.faults[0]!.rule).toBe('checkpoint.nolog');
  });

  it('of one size with two roots is refused as two histories', async () => {
    const other = makeRecord(log.name, made.slice(1, 10), [log]).get('checkpoint')!;
    const answers = await tell(given('one', at(9, log)), given('other', other), given('k', log.text));
    expect(answers.map(({ state }) => state)).toEqual(['holds', 'holds', 'refused']);
    expect(answers[2]!.faults[0]!.rule).toBe('kept.fork');
  });

  it('is not good without the log’s own key', async () => {
    const [answer] = await tell(given('checkpoint', at(9, log, ...witnesses)), given('k', witnesses[0]!.text));
    expect(`${answer!.state} ${answer!.say.key}`).toBe('open check.open.checkpoint');
    expect(detailsOf(answer)).toContain('check.detail.unknownkey');
  });
});

describe('an opened field', () => {
  const [first] = made;
  const [place] = first!.fields;

  it('belongs to its entry, and to the place of the entry in the record', async () => {
    const alone = await tell(given('e.json', first!.entry), given('d', disclosureOf(place!)), given('k', author.text));
    expect(short(alone)).toEqual(['open check.open.entry', 'holds check.holds.fieldofentry']);
    expect(detailsOf(alone[0])).toContain('check.author.holds');
    const inRecord = await tell(...folder('r', whole), given('policy', policy), given('d', disclosureOf(place!)));
    expect(short(inRecord)).toEqual(['holds check.holds.record', 'holds check.holds.field']);
    expect(inRecord[1]!.say.with).toMatchObject({ number: 1, name: 'place' });
    const both = await tell(...folder('r', whole), given('policy', policy), given('e.json', `${first!.entry}\n`));
    expect(short(both)).toEqual(['holds check.holds.record', 'holds check.holds.entry']);
  });

  it('is refused with another value, and open without an entry', async () => {
    const wrong = disclosureOf({ ...place!, value: 'elsewhere' });
    expect(short(await tell(given('e.json', first!.entry), given('d', wrong)))).toEqual([
      'open check.open.entry',
      'refused check.refused.field',
    ]);
    expect(short(await tell(given('d', wrong)))).toEqual(['open check.open.field']);
  });

  it('may come in several forms', async () => {
    const text = disclosureOf(place!);
    const { salt, name, value } = place!;
    const line = `{"fields":[["${salt}","${name}","${value as string}","P"]],"number":1}`;
    for (const form of [text, `${text}~`, JSON.stringify([text]), JSON.stringify([salt, name, value]), line])
      expect(short(await tell(given('e', first!.entry), given('d', form, true)))[1], form).toBe('holds check.holds.fieldofentry');
  });
});

describe('an entry', () => {
  // The same bytes are pinned in tests/Trucewatch.Record.Tests/EntryFormTests.cs.
  const pinned =
    '{"at":1745107200,"id":"017f22e2-79b0-7cc3-98c4-dc0c0c07398f","kind":"determination","label":"R","org":"commission","prev":41,"sd":["JAN0zEeSugrdwKEXLaNrfWP1E0kDJDKCAWiokGsQ67U","McfVAoDiri8eAJlXtb9iwYhLqchsXB2SKilsBh3Jfmg"],"v":1}';

  it('is read in its one spelling', () => expect(readEntry(toUtf8(pinned)).prev).toBe(41));

  it.each([
    ['{"at":', '{ "at":', 'entry.json'],
    ['"at":1745107200,', '', 'entry.form'],
    ['"at":1745107200,', '"at":1745107200.0,', 'entry.json'],
    ['"at":1745107200,', '"at":-1,', 'entry.form'],
    ['"v":1', '"v":2', 'entry.form'],
    ['"v":1', '"v":1,"w":1', 'entry.form'],
    ['"v":1', '"v":1,"v":1', 'entry.json'],
    ['"label":"R"', '"label":"Q"', 'entry.form'],
    ['"kind":"determination"', '"kind":""', 'entry.form'],
    ['017f22e2', '017F22E2', 'entry.form'],
    ['"prev":41', '"prev":0', 'entry.form'],
    ['JAN0', 'ZAN0', 'entry.digests'],
    ['67U"', '67V"', 'entry.digests'],
  ])('%s becoming %s is refused', (part, instead, rule) => {
    expect(() => readEntry(toUtf8(pinned.replace(part, instead)))).toThrow(rule);
  });
});

vectors('what a reader gives', () => {
  const keys = jsonOf<{ log_vkey: string; witness_vkeys: string[] }>('tlog/signed-log/keys.json');
  const base = folderOf('tlog/signed-log');
  const two = [`log ${keys.log_vkey}`, ...keys.witness_vkeys.map((key, i) => `witness w${i} ${key}`), 'group g 2 w0 w1 w2', 'quorum g', ''].join('\n');

  it('the signed log under 2 of 3', async () => {
    const [answer] = await tell(...folder('signed-log', base), given('policy', two));
    expect(answer!.say).toMatchObject({ key: 'check.holds.record', with: { size: 300, signed: { with: { n: 3, of: 3 } } } });
    expect(filesOf(base).size('checkpoint')).toBeGreaterThan(0);
  });

  it.each(jsonOf<{ cases: { name: string; changes: Change[]; needs?: string }[] }>('tlog/tampered.json').cases)(
    'tampered: $name',
    async ({ changes }) => {
      const all = await tell(...folder('signed-log', changed(base, changes)), given('policy', two));
      expect(all[0]!.state).toBe('refused');
      expect(all[0]!.say.with?.where ?? all[0]!.say.with?.rule).toBeDefined();
    },
  );

  interface ProofCase {
    name: string;
    log_vkey: string;
    entry_b64: string;
    proof: string;
    ok: boolean;
  }
  it.each(jsonOf<{ cases: ProofCase[] }>('tlog/tlog-proofs.json').cases)('proof: $name', async (c) => {
    const entry = given('entry', new Uint8Array(Buffer.from(c.entry_b64, 'base64')));
    const answers = await tell(given('p.tlog-proof', c.proof), entry, given('key', c.log_vkey));
    expect(short(answers)).toEqual([c.ok ? 'holds check.holds.proof' : 'refused check.refused.proof']);
  });

  it('a checkpoint pasted without its last line feed', async () => {
    const note = textOf('tlog/tessera-log/checkpoint').trimEnd();
    const key = 'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx';
    expect(short(await tell(given('1', note, true), given('2', key, true)))).toEqual(['holds check.holds.checkpoint']);
    expect(short(await tell(given('1', note, true)))).toEqual(['open check.open.checkpoint']);
    expect(short(await tell(given('2', `${key.slice(0, -2)}AA`, true)))).toEqual(['refused check.refused.keys']);
  });
});

it('one thing that nobody knows is not checked', async () => {
  expect(short(await tell(given('photo.jpg', Uint8Array.of(0xff, 0xd8, 0xff))))).toEqual(['open check.open.unknown']);
});

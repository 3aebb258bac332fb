import { whereOf, type Answer, type Judged, type Place, type Progress, type Say, type State } from './answer';
import { fromUtf8, same, toHex } from './bytes';
import { openCheckpoint, readCheckpoint, type Checkpoint, type SignedCheckpoint } from './checkpoint';
import { checkDisclosure, digestOf, readDisclosure } from './disclosure';
import { checkAuthor, readEntry, type Entry } from './entry';
import { findRecords, readItem, type Given, type Item, type RecordGiven } from './given';
import { checkInclusion, leafHash, rootOf } from './merkle';
import { distinct, type VerifierKey } from './note';
import type { Policy } from './policy';
import { readProof, type Proof } from './proof';
import { checkRecord, type RecordChecked } from './record';
import { Refused } from './refused';
import { isByLog, signedBy, signedDetails, stateOf } from './signed';
import { entriesTile, readBundle, width } from './tiles';

/** Looks at everything that was given and answers for each thing. Only a cancelled or broken reading throws. */
export async function judge(
  given: readonly Given[],
  progress: (progress: Progress) => void = () => {},
  signal?: AbortSignal,
): Promise<Judged> {
  const { records, others } = findRecords(given);
  const items: Item[] = [];
  for (const other of others) {
    items.push(await readItem(other));
    signal?.throwIfAborted();
  }
  return new Judge(items, records, progress, signal).run();
}

class Judge {
  private readonly answers: Answer[] = [];
  private readonly keys: VerifierKey[];
  private readonly policies: Policy[];
  private readonly trusted: Set<Item>;
  private readonly disclosures: { path: string; text: string }[];
  private readonly checkpoints: (Item & { kind: 'checkpoint' })[];
  private readonly used = new Set<Item>();
  /** Digests that stand in an entry of a record, and in which. */
  private readonly inRecords = new Map<string, Place>();
  /** Entries that a proof or a record shows to stand in it. */
  private readonly proven = new Map<Item, Place>();
  private readonly entries: { entry: Entry; item: Item }[] = [];
  /** The records whose entries a proof may be about. */
  private readonly openedRecords: { files: RecordGiven['files']; opened: Checkpoint }[] = [];

  constructor(
    private readonly items: Item[],
    private readonly records: RecordGiven[],
    private readonly progress: (progress: Progress) => void,
    private readonly signal?: AbortSignal,
  ) {
    const trusted = items.filter((item) => item.kind === 'keys' || item.kind === 'policy');
    const outside = trusted.filter((item) => !this.isBeside(item));
    // Whoever makes up a record makes up keys for it: keys in its folder count only where no others were given.
    this.trusted = new Set(outside.length > 0 ? outside : trusted);
    this.policies = [...this.trusted].flatMap((item) => (item.kind === 'policy' ? [item.policy] : []));
    this.keys = distinct([
      ...[...this.trusted].flatMap((item) => (item.kind === 'keys' ? item.keys : [])),
      ...this.policies.flatMap((policy) => policy.keys()),
    ]);
    this.disclosures = items.flatMap((item) =>
      item.kind === 'disclosures' ? item.disclosures.map((text) => ({ path: item.path, text })) : [],
    );
    this.checkpoints = items.filter((item) => item.kind === 'checkpoint');
  }

  async run(): Promise<Judged> {
    for (const item of this.items)
      if (item.kind === 'wrong') this.refuse(item.path, `check.refused.${item.of}`, item.refused);
    for (const record of this.records) await this.record(record);
    for (const item of this.checkpoints) if (!this.used.has(item)) this.checkpoint(item);
    this.sameLog();
    for (const item of this.items) if (item.kind === 'proof') await this.proof(item);
    for (const item of this.items) if (item.kind === 'entry') this.entry(item);
    this.fields();
    this.leftOver();
    const isUnused = (item: Item) => (item.kind === 'keys' || item.kind === 'policy') && !this.trusted.has(item);
    const items = this.items.map((item) => ({ ...item, kind: isUnused(item) ? ('unused' as const) : item.kind }));
    return {
      items: [
        ...this.records.map(({ folder }) => ({ path: folder, kind: 'record' as const, isPasted: false })),
        ...items.map(({ path, kind, isPasted }) => ({ path, kind, isPasted })),
      ],
      answers: this.answers,
    };
  }

  private answer(state: State, path: string, say: Say, more: Partial<Answer> = {}) {
    this.answers.push({ details: [], fields: [], faults: [], ...more, state, path, say });
  }

  private refuse(path: string, key: string, refused: Refused, more: Partial<Answer> = {}, values: Say['with'] = {}) {
    const { rule, found } = refused;
    const say = { key, with: { ...values, rule: { key: `check.rule.${rule}`, with: found } } };
    this.answer('refused', path, say, { ...more, faults: [{ rule, found, file: path }] });
  }

  /** Opens a checkpoint as far as what was given allows: with no key at all, its text only. */
  private open(bytes: Uint8Array, policies: readonly Policy[] = this.policies): Checkpoint | SignedCheckpoint {
    if (this.keys.length === 0) {
      const text = fromUtf8(bytes);
      const split = text.lastIndexOf('\n\n');
      return readCheckpoint(split < 0 ? text : text.slice(0, split + 1));
    }
    for (const policy of policies) openCheckpoint(bytes, this.keys, policy);
    return openCheckpoint(bytes, this.keys, null);
  }

  private async record({ folder, files }: RecordGiven) {
    const path = folder === '' ? '' : folder.slice(0, -1);
    const refused = (error: Refused, file: string) =>
      this.refuse(folder + file, 'check.refused.record', error, {}, { where: { key: 'check.where.file', with: { file } } });
    let own = this.checkpoints.find((item) => item.path === `${folder}checkpoint`)?.bytes ?? null;
    if (!own && files.size('checkpoint') !== undefined) own = await files.read('checkpoint');
    if (!own && this.checkpoints.length === 1) {
      own = this.checkpoints[0]!.bytes; // the folder has none, and one was given beside it
      this.used.add(this.checkpoints[0]!);
    }
    if (!own) return refused(new Refused('record.missing'), 'checkpoint');

    let opened: Checkpoint | SignedCheckpoint;
    try {
      opened = this.open(own);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return refused(error, 'checkpoint');
    }
    const kept = this.kept().flatMap(({ checkpoint }) => (checkpoint.origin === opened.origin ? [checkpoint] : []));
    const checked = await checkRecord(files, opened, {
      keys: this.keys,
      kept,
      digests: new Set(this.disclosures.map(({ text }) => digestOf(text))),
      leaves: new Set(candidatesOf(this.items).map(({ bytes }) => toHex(leafHash(bytes)))),
      progress: (done) => this.progress({ done, size: opened.size }),
      signal: this.signal,
    });
    this.openedRecords.push({ files, opened });
    const [first] = checked.faults;
    const state = first ? 'refused' : checked.hasEntries && isByLog(opened) ? 'holds' : 'open';
    const place = (number: number): Place => ({ number, origin: opened.origin, state });
    for (const [digest, number] of checked.digests) this.inRecords.set(digest, place(number));
    for (const { item, bytes } of candidatesOf(this.items)) {
      const number = checked.leaves.get(toHex(leafHash(bytes)));
      if (number !== undefined && !first) this.proven.set(item, place(number));
    }

    const details = [...this.recordDetails(opened, checked), ...signedDetails(opened, this.policies)];
    if (first) {
      const say = {
        key: 'check.refused.record',
        with: { where: whereOf(first), rule: { key: `check.rule.${first.rule}`, with: first.found } },
      };
      return this.answer('refused', path, say, { details, faults: checked.faults });
    }
    const values = { origin: opened.origin, size: opened.size, signed: signedBy(opened, this.keys, this.policies) };
    const key = !checked.hasEntries ? 'check.open.hashes' : isByLog(opened) ? 'check.holds.record' : 'check.open.record';
    this.answer(state, path, { key, with: values }, { details });
  }

  /**
   * The checkpoints that were given beside the records. What the log once signed binds it, though too few witnesses
   * signed it then: the policy is not asked.
   */
  private kept(): { path: string; checkpoint: Checkpoint }[] {
    const kept: { path: string; checkpoint: Checkpoint }[] = [];
    for (const { path, bytes } of this.checkpoints) {
      try {
        kept.push({ path, checkpoint: this.open(bytes, []) });
      } catch (error) {
        if (!(error instanceof Refused)) throw error; // it gets its own answer
      }
    }
    return kept;
  }

  private recordDetails(opened: Checkpoint, checked: RecordChecked): Say[] {
    const { ours, opened: open, closed, authors, later, kept } = checked;
    const details: Say[] = [{ key: 'check.detail.root', with: { root: toHex(opened.root) } }];
    if (ours > 0) details.push({ key: 'check.detail.values', with: { open, closed } });
    if (authors.holds > 0) details.push({ key: 'check.detail.authors', with: { n: authors.holds, of: ours } });
    if (authors['no key'] > 0) details.push({ key: 'check.detail.authors.nokey', with: { n: authors['no key'] } });
    if (authors.unsigned > 0) details.push({ key: 'check.detail.authors.unsigned', with: { n: authors.unsigned } });
    if (kept > 0) details.push({ key: 'check.detail.kept', with: { n: kept } });
    if (later > 0) details.push({ key: 'check.detail.later', with: { n: later } });
    if ([...this.trusted].some((item) => this.isBeside(item))) details.push({ key: 'check.detail.beside' });
    return details;
  }

  /** Does it lie in the folder of a record? */
  private isBeside({ path }: Item): boolean {
    return this.records.some(({ folder }) => folder !== '' && path.startsWith(folder));
  }

  private checkpoint(item: Item & { kind: 'checkpoint' }) {
    try {
      const opened = this.open(item.bytes);
      const values = { origin: opened.origin, size: opened.size, signed: signedBy(opened, this.keys, this.policies) };
      const details = [{ key: 'check.detail.root', with: { root: toHex(opened.root) } }, ...signedDetails(opened, this.policies)];
      const state = stateOf(opened);
      this.answer(state, item.path, { key: `check.${state}.checkpoint`, with: values }, { details });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.refuse(item.path, 'check.refused.checkpoint', error);
    }
  }

  /** Two checkpoints of one log and one size with two roots: the log has shown two histories. */
  private sameLog() {
    const opened = this.kept();
    for (const [i, { path, checkpoint: one }] of opened.entries())
      for (const { checkpoint: other } of opened.slice(i + 1))
        if (one.origin === other.origin && one.size === other.size && !same(one.root, other.root)) {
          const found = { size: one.size, found: toHex(one.root), wanted: toHex(other.root) };
          this.refuse(path, 'check.refused.checkpoint', new Refused('kept.fork', found));
        }
  }

  private async proof(item: Item & { kind: 'proof' }) {
    try {
      const proof = readProof(item.bytes);
      const opened = this.open(proof.checkpoint);
      const values = {
        number: proof.index + 1,
        origin: opened.origin,
        size: opened.size,
        signed: signedBy(opened, this.keys, this.policies),
      };
      const details = [{ key: 'check.detail.root', with: { root: toHex(opened.root) } }, ...signedDetails(opened, this.policies)];
      const entry = await this.entryOf(proof, opened);
      if (!entry) return this.answer('open', item.path, { key: 'check.open.noentry', with: values }, { details });
      details.unshift({ key: 'check.detail.entry', with: { file: entry.path } });
      if (proof.extra) details.push({ key: 'check.detail.extra', with: { n: proof.extra.length } });
      const state = stateOf(opened);
      this.answer(state, item.path, { key: `check.${state}.proof`, with: values }, { details });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.refuse(item.path, 'check.refused.proof', error);
      for (const other of this.items) if (other.kind === 'bytes') this.used.add(other); // may be its entry: not judged apart
    }
  }

  /** The entry that the proof is about; null: none was given. Refuses where none of those that were given fits. */
  private async entryOf(proof: Proof, opened: Checkpoint): Promise<{ path: string } | null> {
    const candidates: { item?: Item; path: string; bytes: Uint8Array }[] = candidatesOf(this.items);
    for (const { files, opened: record } of this.openedRecords) {
      if (record.origin !== opened.origin || proof.index >= record.size) continue;
      const bundle = Math.floor(proof.index / width);
      const file = entriesTile(bundle, Math.min(width, record.size - bundle * width));
      const bytes = files.size(file) === undefined ? undefined : bundleOf(await files.read(file))[proof.index % width];
      if (bytes) candidates.push({ path: file, bytes });
    }
    if (candidates.length === 0) {
      rootOf(opened.root, proof.index, opened.size, proof.path); // the path must have the right length all the same
      return null;
    }
    let wrong: unknown;
    for (const { item, path, bytes } of candidates) {
      try {
        checkInclusion(leafHash(bytes), proof.index, opened.size, proof.path, opened.root);
        if (item) this.proven.set(item, { number: proof.index + 1, origin: opened.origin, state: stateOf(opened) });
        return { path };
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        wrong ??= error;
        if (item?.kind === 'bytes') this.used.add(item);
      }
    }
    throw wrong;
  }

  private entry(item: Item & { kind: 'entry' }) {
    try {
      const proven = this.proven.get(item);
      const entry = readEntry(item.bytes.at(-1) === 0x0a ? item.bytes.subarray(0, -1) : item.bytes);
      const author = checkAuthor(entry, this.keys);
      this.entries.push({ entry, item });
      const details: Say[] = [
        { key: 'check.detail.kind', with: { kind: entry.kind, org: entry.org, at: new Date(entry.at * 1000) } },
        { key: `check.author.${author === 'no key' ? 'nokey' : author}`, with: { org: entry.org } },
      ];
      const open = this.disclosures.filter(({ text }) => entry.sd.includes(digestOf(text))).length;
      details.push({ key: 'check.detail.values', with: { open, closed: entry.sd.length - open } });
      if (proven) {
        const { number, origin, state } = proven;
        this.answer(state, item.path, { key: 'check.holds.entry', with: { number, origin } }, { details });
      } else this.answer('open', item.path, { key: 'check.open.entry' }, { details });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.refuse(item.path, 'check.refused.entry', error);
    }
  }

  /** Each disclosure belongs to an entry that was given, or to one of a record that was given. */
  private fields() {
    for (const { path, text } of this.disclosures) {
      try {
        const field = readDisclosure(text);
        const digest = digestOf(text);
        const more = { fields: [field], details: [{ key: 'check.detail.digest', with: { digest } }] };
        const inEntry = this.entries.find(({ entry }) => entry.sd.includes(digest));
        const place = this.inRecords.get(digest) ?? (inEntry && this.proven.get(inEntry.item));
        if (place?.state === 'refused') {
          this.answer('open', path, { key: 'check.open.fieldofbroken', with: { name: field.name } }, more);
        } else if (place) {
          const { number, origin, state } = place;
          this.answer(state, path, { key: 'check.holds.field', with: { name: field.name, number, origin } }, more);
        } else if (inEntry) {
          const say = { key: 'check.holds.fieldofentry', with: { name: field.name, file: inEntry.item.path } };
          this.answer('holds', path, say, more);
        } else if (this.entries.length > 0 || this.records.length > 0)
          checkDisclosure(text, []);
        else this.answer('open', path, { key: 'check.open.field', with: { name: field.name } }, more);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        this.refuse(path, 'check.refused.field', error);
      }
    }
  }

  private leftOver() {
    for (const item of this.items) {
      if (item.kind === 'large')
        this.answer('open', item.path, { key: 'check.open.large', with: { bytes: item.size } });
      else if (item.kind === 'bytes' && this.proven.has(item)) this.found(item, this.proven.get(item)!);
      else if (item.kind === 'bytes' && !this.used.has(item))
        this.answer('open', item.path, { key: 'check.open.unknown' });
    }
    if (this.answers.length === 0 && this.keys.length > 0)
      this.answer('open', '', { key: 'check.open.keysonly', with: { n: this.keys.length } });
  }

  private found(item: Item, { number, origin, state }: Place) {
    const says = this.answers.some(({ say }) => say.key.endsWith('.proof') && say.with?.number === number);
    if (!says) this.answer(state, item.path, { key: 'check.holds.entry', with: { number, origin } });
  }
}

/** What may be the bytes of an entry: as given, and without the line feed that an editor puts at the end. */
const candidatesOf = (items: readonly Item[]) =>
  items.flatMap((item) => {
    if (item.kind !== 'entry' && item.kind !== 'bytes') return [];
    const { path, bytes } = item;
    return [bytes, ...(bytes.at(-1) === 0x0a ? [bytes.subarray(0, -1)] : [])].map((b) => ({ item, path, bytes: b }));
  });

function bundleOf(bytes: Uint8Array): Uint8Array[] {
  try {
    return readBundle(bytes);
  } catch {
    return []; // the record's own answer says what is wrong with it
  }
}

import { fromBase64Url, fromUtf8, same, toHex } from './bytes';
import type { Checkpoint } from './checkpoint';
import { digestOf, disclosureOf, type Disclosure } from './disclosure';
import { checkAuthor, readEntry, seemsEntry, type Entry } from './entry';
import { readCanonical } from './jcs';
import { emptyRoot, Frontier, hashLength, leafHash } from './merkle';
import type { VerifierKey } from './note';
import { Refused, type Found, type Rule } from './refused';
import { entriesTile, hashTile, readBundle, readTilePath, valuesFile, width } from './tiles';

/** The files of a record, by their paths inside its folder. */
export interface Files {
  paths(): Iterable<string>;
  /** In bytes; undefined: there is no such file. */
  size(path: string): number | undefined;
  read(path: string): Promise<Uint8Array>;
}

/** One rule broken at one place. */
export interface Fault {
  rule: Rule;
  found: Found;
  file?: string;
  /** The entry's number, from 1. */
  number?: number;
}

export interface RecordChecked {
  /** In the order found, at most `maxFaults`. */
  faults: Fault[];
  /** False: the folder has hash tiles only, so no entry was looked at. */
  hasEntries: boolean;
  /** Entries in Trucewatch's own form. */
  ours: number;
  opened: number;
  closed: number;
  authors: { holds: number; 'no key': number; unsigned: number };
  /** Valid tiles beyond the checkpoint: they belong to a later one and were not looked at. */
  later: number;
  /** How many checkpoints that were kept earlier the record contains. */
  kept: number;
  /** The numbers of the entries that hold the digests that were asked for. */
  digests: Map<string, number>;
  /** The numbers of the entries that were asked for, by their leaf hash in hex. */
  leaves: Map<string, number>;
}

export interface RecordQuestion {
  /** Keys for the authors' signatures. */
  keys: readonly VerifierKey[];
  /** Checkpoints of this record that somebody kept; each must be its beginning. */
  kept?: readonly Checkpoint[];
  /** Digests to look for. */
  digests?: ReadonlySet<string>;
  /** Leaf hashes (hex) of entries to look for. */
  leaves?: ReadonlySet<string>;
  /** Hears how many entries are done. */
  progress?: (done: number) => void;
  signal?: AbortSignal;
}

export const maxFaults = 200;
const maxBundle = width * (2 + 65_535);

/** Checks a whole record against a checkpoint: every entry, every tile, every opened value, the root. */
export function checkRecord(files: Files, checkpoint: Checkpoint, question: RecordQuestion): Promise<RecordChecked> {
  return new RecordCheck(files, checkpoint, question).run();
}

class RecordCheck {
  private readonly checked: RecordChecked;
  private readonly tree = new Frontier();
  /** By level: the hashes of the tile that is not full yet, and its index. */
  private readonly levels: { index: number; hashes: Uint8Array[] }[] = [];
  private readonly expected = new Set<string>();
  /** Tiles that are full now and wait to be compared with their files. */
  private full: { level: number; index: number; hashes: Uint8Array[] }[] = [];
  private readonly hasValues: boolean;
  private isOurs = false;
  private lastAt = 0;
  private rested = performance.now();

  constructor(
    private readonly files: Files,
    private readonly checkpoint: Checkpoint,
    private readonly question: RecordQuestion,
  ) {
    const paths = [...files.paths()];
    this.hasValues = paths.some((path) => path.startsWith('values/'));
    this.checked = {
      faults: [],
      hasEntries: checkpoint.size === 0 || paths.some((path) => path.startsWith('tile/entries/')),
      ours: 0,
      opened: 0,
      closed: 0,
      authors: { holds: 0, 'no key': 0, unsigned: 0 },
      later: 0,
      kept: 0,
      digests: new Map(),
      leaves: new Map(),
    };
  }

  async run(): Promise<RecordChecked> {
    const { size, root } = this.checkpoint;
    this.compareKept(0);
    for (let index = 0; index * width < size; index++) {
      const count = Math.min(width, size - index * width);
      const isRead = this.checked.hasEntries ? await this.bundle(index, count) : await this.leaves(index, count);
      if (!isRead) return this.checked; // without these there is no tree to compare anything with
      await this.compareFull();
      await this.rest();
    }
    for (const [level, { index, hashes }] of this.levels.entries())
      if (hashes.length > 0) await this.compareTile(level, index, hashes);
    if (!same(this.tree.root(), root))
      this.fault('record.root', { found: toHex(this.tree.root()), wanted: toHex(root) }, 'checkpoint');
    for (const kept of this.question.kept ?? [])
      if (kept.size > size) this.fault('kept.rollback', { kept: kept.size, size }, 'checkpoint');
    await this.others();
    return this.checked;
  }

  private fault(rule: Rule, found: Found, file?: string, number?: number) {
    if (this.checked.faults.length < maxFaults) this.checked.faults.push({ rule, found, file, number });
  }

  /** Runs what may refuse; true: it did not. */
  private holds(check: () => void, file: string, number?: number): boolean {
    try {
      check();
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.fault(error.rule, error.found, file, number);
      return false;
    }
  }

  /** Lets the page draw and the reader cancel. */
  private async rest() {
    if (performance.now() - this.rested < 24) return;
    this.question.progress?.(this.tree.size);
    await new Promise((resume) => setTimeout(resume));
    this.question.signal?.throwIfAborted();
    this.rested = performance.now();
  }

  private async bundle(index: number, count: number): Promise<boolean> {
    const file = entriesTile(index, count);
    const bytes = await this.read(file, maxBundle);
    if (!bytes) return false;
    let entries: Uint8Array[] = [];
    if (!this.holds(() => (entries = readBundle(bytes)), file, this.tree.size + 1)) return false;
    if (entries.length !== count) {
      this.fault('bundle.count', { found: entries.length, wanted: count }, file, this.tree.size + 1);
      return false;
    }
    if (index === 0) this.isOurs = this.hasValues || seemsEntry(safeText(entries[0]!));
    const lines = this.hasValues ? await this.values(index, count) : null;
    for (const [i, bytesOfEntry] of entries.entries()) {
      const number = this.tree.size + 1;
      if (this.isOurs) {
        this.ourEntry(bytesOfEntry, number, file, lines?.[i] ?? null, valuesFile(index));
        await this.rest();
      }
      this.append(leafHash(bytesOfEntry));
    }
    return true;
  }

  private ourEntry(bytes: Uint8Array, number: number, file: string, line: string | null, values: string) {
    let entry: Entry | null = null;
    this.holds(() => (entry = readEntry(bytes)), file, number);
    if (!entry) return;
    const { at, prev, sd } = entry as Entry;
    this.checked.ours++;
    if (at < this.lastAt) this.fault('entry.time', { found: new Date(at * 1000), before: new Date(this.lastAt * 1000) }, file, number);
    this.lastAt = at;
    if (prev !== null && prev >= number) this.fault('entry.prev', { found: prev }, file, number);
    this.holds(() => this.checked.authors[checkAuthor(entry!, this.question.keys)]++, file, number);
    for (const digest of sd) if (this.question.digests?.has(digest)) this.checked.digests.set(digest, number);
    let opened = 0;
    if (line !== null) this.holds(() => (opened = checkValues(line, number, sd)), values, number);
    this.checked.opened += opened;
    this.checked.closed += sd.length - opened;
  }

  private async values(index: number, count: number): Promise<string[]> {
    const file = valuesFile(index);
    const bytes = await this.read(file, Number.MAX_SAFE_INTEGER);
    if (!bytes) return [];
    let lines: string[] = [];
    this.holds(() => (lines = fromUtf8(bytes).split('\n')), file);
    if (lines.at(-1) === '') lines.pop();
    if (lines.length < count) this.fault('values.missing', {}, file, index * width + lines.length + 1);
    if (lines.length > count) this.fault('values.more', { found: lines.length, wanted: count }, file);
    return lines;
  }

  /** Hash tiles only: the leaf hashes are taken as they stand. */
  private async leaves(index: number, count: number): Promise<boolean> {
    const file = hashTile(0, index, count);
    const bytes = await this.read(file, width * hashLength);
    if (bytes?.length !== count * hashLength) {
      if (bytes) this.fault('tile.length', { found: bytes.length, wanted: count * hashLength }, file);
      return false;
    }
    for (let at = 0; at < bytes.length; at += hashLength) this.append(bytes.slice(at, at + hashLength));
    return true;
  }

  private append(leaf: Uint8Array) {
    if (this.question.leaves?.size) {
      const hex = toHex(leaf);
      if (this.question.leaves.has(hex)) this.checked.leaves.set(hex, this.tree.size + 1);
    }
    this.tree.append(leaf, (height, hash) => {
      if (height % 8 !== 0) return;
      const level = height / 8;
      const tile = (this.levels[level] ??= { index: 0, hashes: [] });
      tile.hashes.push(hash);
      if (tile.hashes.length < width) return;
      this.full.push({ level, ...tile });
      this.levels[level] = { index: tile.index + 1, hashes: [] };
    });
    this.compareKept(this.tree.size);
  }

  private compareKept(size: number) {
    for (const kept of this.question.kept ?? []) {
      if (kept.size !== size || size > this.checkpoint.size) continue;
      const root = size === 0 ? emptyRoot() : this.tree.root();
      if (same(root, kept.root)) this.checked.kept++;
      else this.fault('kept.fork', { size, found: toHex(root), wanted: toHex(kept.root) }, 'checkpoint');
    }
  }

  private async compareFull() {
    const full = this.full;
    this.full = [];
    for (const { level, index, hashes } of full) await this.compareTile(level, index, hashes);
  }

  private async compareTile(level: number, index: number, hashes: Uint8Array[]) {
    const file = hashTile(level, index, hashes.length);
    const bytes = await this.read(file, Number.MAX_SAFE_INTEGER);
    if (!bytes) return;
    const wanted = hashes.length * hashLength;
    if (bytes.length !== wanted) return this.fault('tile.length', { found: bytes.length, wanted }, file);
    hashes.forEach((hash, i) => {
      const stored = bytes.subarray(i * hashLength, (i + 1) * hashLength);
      if (same(hash, stored)) return;
      const found = { found: toHex(stored), wanted: toHex(hash) };
      if (level === 0) this.fault('tile.leaf', found, file, index * width + i + 1);
      else this.fault('tile.hash', { ...found, place: i + 1 }, file);
    });
  }

  /** The file's bytes; null: it is missing or too long, and that is said. */
  private async read(file: string, most: number): Promise<Uint8Array | null> {
    this.expected.add(file);
    const size = this.files.size(file);
    if (size === undefined) {
      this.fault('record.missing', {}, file);
      return null;
    }
    if (size > most) {
      this.fault('record.long', { found: size, most }, file);
      return null;
    }
    return this.files.read(file);
  }

  /** Files of the record that nothing above asked for. */
  private async others() {
    for (const file of [...this.files.paths()].sort()) {
      if (!/^(tile|values)\//.test(file) || this.expected.has(file)) continue;
      const tile = readTilePath(file);
      if (!tile) {
        this.fault('record.stray', {}, file);
        continue;
      }
      const count = Math.min(width, this.countOf(tile.level) - tile.index * width);
      if (tile.count < count) {
        const newer = tile.level === 'entries' ? entriesTile(tile.index, count) : hashTile(tile.level, tile.index, count);
        if (this.expected.has(newer)) await this.olderPartial(file, newer);
      } else this.checked.later++;
      await this.rest();
    }
  }

  /** How many hashes a level has at the checkpoint's size, or how many entries there are. */
  private countOf(level: number | 'entries'): number {
    return Math.floor(this.checkpoint.size / (level === 'entries' ? 1 : width ** level));
  }

  /** A partial tile that was kept when it grew is the beginning of what it grew into. */
  private async olderPartial(file: string, newer: string) {
    const [old, now] = [await this.files.read(file), await this.files.read(newer)];
    if (!same(old, now.subarray(0, old.length))) this.fault('tile.partial', { newer }, file);
  }
}

function safeText(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    return '';
  }
}

/** The fields that a line of `values/` opens: [salt, name, value, label] each. */
export function readValues(line: string): { number: number; fields: Disclosure[] } {
  const refused = new Refused('values.form');
  const value = readCanonical(line);
  if (typeof value !== 'object' || value === null) throw refused;
  const { fields, number, ...rest } = value as { fields?: unknown; number?: unknown };
  if (!Array.isArray(fields) || !Number.isSafeInteger(number) || Object.keys(rest).length > 0) throw refused;
  return {
    number: number as number,
    fields: fields.map((field: unknown) => {
      const [salt, name, content, label] = Array.isArray(field) && field.length === 4 ? (field as unknown[]) : [];
      if (typeof salt !== 'string' || typeof name !== 'string' || typeof label !== 'string') throw refused;
      if (fromBase64Url(salt)?.length !== 16) throw refused;
      return { salt, name, value: content };
    }),
  };
}

/** Refuses unless every opened value of the line is one of the entry's; returns how many there are. */
export function checkValues(line: string, entry: number, digests: readonly string[]): number {
  const { number, fields } = readValues(line);
  if (number !== entry) throw new Refused('values.number', { found: number });
  const closed = new Set(digests);
  const names = new Set<string>();
  for (const field of fields) {
    const digest = digestOf(disclosureOf(field));
    if (!closed.delete(digest)) throw new Refused('disclosure.absent', { name: field.name, digest });
    if (names.has(field.name)) throw new Refused('disclosure.twice', { name: field.name });
    names.add(field.name);
  }
  return fields.length;
}

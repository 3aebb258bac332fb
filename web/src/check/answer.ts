import type { Disclosure } from './disclosure';
import type { Item } from './given';
import type { Fault } from './record';

/** A sentence of the texts: its key, and what fills its holes (sentences again, where need be). */
export interface Say {
  key: string;
  with?: Record<string, string | number | Date | Say>;
}

/** holds: every rule holds; refused: one does not; open: it cannot be told from what was given. */
export type State = 'holds' | 'refused' | 'open';

export interface Answer {
  state: State;
  /** What was asked about: a file or folder. */
  path: string;
  say: Say;
  details: Say[];
  /** The opened fields, as they stand. */
  fields: Disclosure[];
  faults: Fault[];
}

export interface Judged {
  items: { path: string; kind: Item['kind'] | 'record' | 'unused'; isPasted: boolean }[];
  answers: Answer[];
}

/** Where an entry stands, and how surely: the answer for the proof or record that shows it. */
export interface Place {
  number: number;
  origin: string;
  state: State;
}

export interface Progress {
  done: number;
  size: number;
}

export function whereOf({ file = '', number }: Fault): Say {
  return number === undefined
    ? { key: 'check.where.file', with: { file } }
    : { key: 'check.where.entry', with: { file, number } };
}

/** The shapes of the server's answers. To be generated from its OpenAPI; until then this is the one place. */

export type Language = 'en' | 'fr' | 'uk' | 'de' | 'ru';
export type Names = Partial<Record<Language, string>>;
export type Mark = 'LIVE' | 'EXERCISE' | 'REPLAY';
export type Audience = 'PUBLIC' | 'LEAD' | 'COAL' | 'HOST' | 'PTA' | 'PTB' | 'OBS' | 'MISSION';
export type Standing = 'seen' | 'reported' | 'alleged';
export type Status = 'open' | 'verified' | 'refuted' | 'alleged';
export type Value = 'complied' | 'breached' | 'not observed' | 'disputed';

export interface Party {
  id: string;
  side: 'A' | 'B';
  name: Names;
}

export interface Provision {
  clause: string;
  title: string;
  prose: string;
  source: string;
  codes: string;
  readBack: Names;
}

export interface Sector {
  id: string;
  name: Names;
}

export interface Source {
  id: string;
  name: Names;
  kind: string;
  owner: string | null;
  grade: string;
  attribution: string;
  observations: number;
  rejected: number;
  ownMeans: boolean;
}

export interface Mission {
  id: string;
  name: Names;
  mark: Mark;
  origin: string;
  zone: string;
  window: { from: string; until: string };
  days: string[];
  firstDay: string;
  lastDay: string;
  cutOff: string;
  parties: Party[];
  provisions: Provision[];
  sectors: Sector[];
  classes: { id: string; codes: string[] }[];
  sources: Source[];
  audience: Audience;
  audiences: Audience[];
  mayAskAsOf: boolean;
  entries: number;
  root: string | null;
  /** West, south, east, north: degrees. */
  bounds: [number, number, number, number];
}

export type Precision = 'minute' | 'day' | 'span';

export interface Place {
  kind: 'point' | 'sector' | 'areas' | 'unknown';
  lon: number | null;
  lat: number | null;
  radiusMeters: number | null;
  name: string;
  zones: string[];
}

export interface IncidentRow {
  number: number;
  code: string;
  codes: string[];
  class: string | null;
  from: string;
  until: string;
  precision: Precision;
  place: Place;
  sectors: string[];
  standing: Standing;
  status: Status;
  observations: number;
  groups: number;
  sources: string[];
  attribution: { party: string | null; standard: string; by: string } | null;
  inWindow: boolean;
}

export interface IncidentList {
  asOf: number;
  total: number | null;
  totalText: string;
  page: number;
  size: number;
  items: IncidentRow[];
}

export interface ObservationCard {
  entry: number | null;
  source: string;
  group: string;
  from: string;
  until: string;
  precision: Precision;
  declared: string | null;
  received: string;
  place: Place;
  placeName: string;
  codes: { code: string; nats: number }[];
  standing: Standing;
  count: number | null;
  unit: string | null;
  repeats: number;
  accused: string | null;
  details: { name: string; value: string; marking: string }[];
}

export interface Weights {
  place: number;
  time: number;
  type: number;
  total: number;
}

export interface Membership extends Weights {
  /** Index into the incident's observations. */
  observation: number;
}

export interface Against extends Weights {
  incident: number | null;
  kilometers: number | null;
  hours: number | null;
  reason: string;
}

export interface Because {
  key: string;
  args: Record<string, string>;
}

export interface BoardCell {
  clause: string;
  party: string;
  sector: string;
  day: string;
  value: Value;
  inForce: 'yes' | 'disputed';
  incidents: number[];
  doubtful: number[];
  allegations: number;
  hoursInForce: number;
  hoursWatched: number;
  missed: number | null;
  because: Because[];
}

export interface IncidentDetail {
  incident: IncidentRow;
  observations: ObservationCard[];
  because: Membership[];
  against: Against[];
  cells: BoardCell[];
}

export interface Board {
  asOf: number;
  days: string[];
  cells: BoardCell[];
  parties: { party: string; cellHours: number; watchedHours: number; share: number }[];
  summary: {
    clause: string;
    party: string;
    value: Value;
    complied: number;
    breached: number;
    notObserved: number;
    disputed: number;
  }[];
}

export type SentenceKind = 'fact' | 'verdict' | 'allegation' | 'coverage' | 'caution';

export interface Reference {
  kind: 'incident' | 'count' | 'claim' | 'source' | 'act' | 'cell';
  id: string;
}

/** The report as its own format has it (`trucewatch-report-1`): snake case, every text in five languages. */
export interface Report {
  number: number;
  mark: Mark;
  audience: Audience;
  as_of: number;
  information_until: string;
  rulebook: string;
  release: string;
  title: Names;
  headline: Names;
  digest: string | null;
  root: string | null;
  sections: ReportSection[];
}

export interface ReportSection {
  id: string;
  number: number;
  title: Names;
  sentences: { key: string; text: Names; kind: SentenceKind; refs: Reference[] }[];
  charts: ReportChart[];
  tables: { title: Names; columns: Names[]; rows: Names[][] }[];
}

export interface ReportChart {
  title: Names;
  first: string;
  last: string;
  /** A day without a figure is not there: blank is not zero. */
  days: { day: string; count: number | null }[];
}

export interface Histogram {
  days: HistogramDay[];
}

export interface HistogramDay {
  day: string;
  seen: number;
  reported: number;
  alleged: number;
  watchedShare: number | null;
  inWindow: boolean;
}

export interface ZoneProperties {
  id: string;
  kind: 'sector' | 'area' | 'line' | 'facility' | 'region';
  name: Names;
  drawer: string;
  from: string | null;
  until: string | null;
}

/** RFC 9457 problem details. */
export interface Problem {
  title: string;
  status: number;
  detail?: string;
  reasons?: { field: string; problem: string; found: string }[];
}

/** A document of the agreement. */
export interface AgreementDocument {
  file: string;
  text: string;
}

/** A step of a test, and what came of it. */
export interface TrialOutcome {
  line: number;
  expected: string;
  came: string;
  holds: boolean;
}

export interface TrialTest {
  clause: string;
  title: string;
  file: string;
  line: number;
  ran: boolean;
  holds: boolean;
  outcomes: TrialOutcome[];
}

/** What came of reading, checking and testing documents. Lines and columns from 1. */
export interface Trial {
  problems: {
    file: string;
    line: number;
    column: number;
    code: string;
    found: string;
    expected: string;
    cure: string;
  }[];
  provisions: { clause: string; file: string; line: number; text: string }[];
  checks: {
    check: string;
    clause: string;
    file: string;
    line: number;
    column: number;
    weight: 'note' | 'warning' | 'error';
    wrong: string;
    cure: string;
  }[];
  tests: TrialTest[];
  boundaries: { clause: string; text: string; isOpen: boolean }[];
}

/** Which verdict a proof is asked of. */
export interface VerdictAsked {
  clause: string;
  bearer: string;
  anchor?: string;
  sector?: string;
}

export interface ToldStep {
  text: string;
  entries: number[];
  fact: string | null;
  below: ToldStep[];
}

/** A proof in words, and what would turn the verdict. */
export interface ToldVerdict {
  title: string;
  value: string;
  steps: ToldStep[];
  mark: string;
  turns: { changes: string[]; then: string }[];
}

/** An entry of the record as its reader may see it. */
export interface Entry {
  number: number;
  kind: string;
  by: string;
  at: number;
  leaf: string;
  fields: { name: string; is: unknown; label: string }[];
  closed: number;
}

export interface VerdictLine {
  clause: string;
  bearer: string;
  anchor: { kind: string; incident: number | null; act: string | null; from: string; until: string };
  value: Value | null;
  state: string | null;
  limit: string | null;
  because: string[];
  incidents: number[];
}

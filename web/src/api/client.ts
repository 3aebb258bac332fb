import type { Feature, FeatureCollection, Geometry, Point } from 'geojson';
import type {
  AgreementDocument,
  Board,
  Entry,
  Histogram,
  IncidentDetail,
  IncidentList,
  Mission,
  Problem,
  Report,
  Standing,
  Status,
  ToldVerdict,
  Trial,
  VerdictAsked,
  VerdictLine,
  ZoneProperties,
} from './types';

/** What a filter may name; the same names in the address bar and in the API. */
export const filterNames = ['class', 'code', 'sector', 'party', 'source', 'standing', 'from', 'until', 'text'] as const;
export type FilterName = (typeof filterNames)[number];
export type Filter = Partial<Record<FilterName, string>>;

/** For whom, and as known when. */
export interface View {
  audience?: string;
  asOf?: string;
}

/** An answer that is not the one asked for. */
export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
  }
}

type Question = Record<string, string | number | undefined>;

/** The address of a question, empty parts left out. */
export function address(path: string, question: Question = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(question))
    if (value !== undefined && value !== '') query.set(name, String(value));
  const text = query.toString();
  return text ? `/api/${path}?${text}` : `/api/${path}`;
}

async function ask<T>(path: string, question: Question, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(address(path, question), { signal, headers: { accept: 'application/json' } });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError({ title: 'unreachable', status: 0 });
  }
  if (response.ok) return (await response.json()) as T;
  throw new ApiError(await readProblem(response));
}

async function tell<T>(path: string, question: Question, body: unknown, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(address(path, question), {
      method: 'POST',
      body: JSON.stringify(body),
      signal,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError({ title: 'unreachable', status: 0 });
  }
  if (response.ok) return (await response.json()) as T;
  throw new ApiError(await readProblem(response));
}

async function readProblem(response: Response): Promise<Problem> {
  try {
    return { ...((await response.json()) as Problem), status: response.status };
  } catch {
    return { title: response.statusText, status: response.status };
  }
}

/** A feature of the server's GeoJSON: an incident, without geometry where it is known to an area only. */
export type IncidentFeature = Feature<
  Point | null,
  { number: number; code: string; status: Status; standing: Standing; radius_m: number | null; zones?: string[] }
>;

export type ZoneFeatures = FeatureCollection<Geometry, ZoneProperties>;
export type Order = 'time' | '-time';

export const askMission = (view: View, signal?: AbortSignal) => ask<Mission>('mission', { ...view }, signal);

export const askIncidents = (
  filter: Filter,
  view: View,
  order: Order,
  page: number,
  size: number,
  signal?: AbortSignal,
) => ask<IncidentList>('incidents', { ...filter, order, page, size, ...view }, signal);

export const askIncident = (number: number, view: View, signal?: AbortSignal) =>
  ask<IncidentDetail>(`incidents/${number}`, { ...view }, signal);

export const askBoard = (view: View, signal?: AbortSignal) => ask<Board>('board', { ...view }, signal);

export const askReport = (view: View, signal?: AbortSignal) => ask<Report>('report', { ...view }, signal);

export const askZones = (view: View, signal?: AbortSignal) => ask<ZoneFeatures>('map/zones', { ...view }, signal);

export const askIncidentFeatures = (filter: Filter, view: View, signal?: AbortSignal) =>
  ask<{ features: IncidentFeature[] }>('map/incidents', { ...filter, ...view }, signal).then((c) => c.features);

export const askHistogram = (filter: Filter, view: View, signal?: AbortSignal) =>
  ask<Histogram>('histogram', { ...filter, ...view }, signal);

export const askDocuments = (signal?: AbortSignal) => ask<AgreementDocument[]>('agreement/documents', {}, signal);

/** Reads, checks and tests documents; nothing is stored. */
export const tryAgreement = (
  documents: AgreementDocument[],
  language: string,
  boundaries: boolean,
  view: View,
  signal?: AbortSignal,
) => tell<Trial>('agreement/try', { ...view }, { documents, language, boundaries }, signal);

export const askProof = (asked: VerdictAsked, language: string, view: View, signal?: AbortSignal) =>
  ask<ToldVerdict>('proof/told', { ...asked, language, ...view }, signal);

export const askEntry = (number: number, view: View, signal?: AbortSignal) =>
  ask<Entry>(`entries/${number}`, { ...view }, signal);

export const askVerdicts = (clause: string, view: View, signal?: AbortSignal) =>
  ask<{ verdicts: VerdictLine[] }>('verdicts', { clause, ...view }, signal);

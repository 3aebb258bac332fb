import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useFilter, useOrder, useView } from '../address';
import type { AgreementDocument, VerdictAsked } from './types';
import {
  askBoard,
  askDocuments,
  askEntry,
  askHistogram,
  askIncident,
  askIncidentFeatures,
  askIncidents,
  askMission,
  askProof,
  askReport,
  askVerdicts,
  askZones,
  tryAgreement,
} from './client';

const pageSize = 200;

export function useMission() {
  const view = useView();
  return useQuery({
    queryKey: ['mission', view],
    queryFn: ({ signal }) => askMission(view, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

export function useIncidents() {
  const [filter, view, order] = [useFilter(), useView(), useOrder()];
  return useInfiniteQuery({
    queryKey: ['incidents', filter, view, order],
    queryFn: ({ pageParam, signal }) => askIncidents(filter, view, order, pageParam, pageSize, signal),
    initialPageParam: 1,
    getNextPageParam: (last) => (last.items.length < last.size ? undefined : last.page + 1),
    placeholderData: keepPreviousData,
  });
}

export function useIncidentFeatures() {
  const [filter, view] = [useFilter(), useView()];
  return useQuery({
    queryKey: ['map/incidents', filter, view],
    queryFn: ({ signal }) => askIncidentFeatures(filter, view, signal),
    placeholderData: keepPreviousData,
  });
}

/** Reports by day: all days stay in the picture, so the filter's own day range is left out. */
export function useHistogram() {
  const [{ from: _from, until: _until, ...filter }, view] = [useFilter(), useView()];
  return useQuery({
    queryKey: ['histogram', filter, view],
    queryFn: ({ signal }) => askHistogram(filter, view, signal),
    placeholderData: keepPreviousData,
  });
}

export function useZones() {
  const view = useView();
  return useQuery({ queryKey: ['map/zones', view], queryFn: ({ signal }) => askZones(view, signal), staleTime: Infinity });
}

export function useIncident(number: number | null) {
  const view = useView();
  return useQuery({
    queryKey: ['incident', number, view],
    queryFn: ({ signal }) => askIncident(number!, view, signal),
    enabled: number !== null,
  });
}

export function useBoard() {
  const view = useView();
  return useQuery({ queryKey: ['board', view], queryFn: ({ signal }) => askBoard(view, signal) });
}

export function useReport() {
  const view = useView();
  return useQuery({ queryKey: ['report', view], queryFn: ({ signal }) => askReport(view, signal) });
}

export function useDocuments() {
  return useQuery({ queryKey: ['documents'], queryFn: ({ signal }) => askDocuments(signal), staleTime: Infinity });
}

/** What comes of reading, checking and testing documents; the last answer stands until the next one is there. */
export function useTrial(documents: AgreementDocument[], language: string, boundaries: boolean) {
  const view = useView();
  return useQuery({
    queryKey: ['try', documents, language, boundaries, view],
    queryFn: ({ signal }) => tryAgreement(documents, language, boundaries, view, signal),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
  });
}

export function useProof(asked: VerdictAsked, language: string) {
  const view = useView();
  return useQuery({
    queryKey: ['proof', asked, language, view],
    queryFn: ({ signal }) => askProof(asked, language, view, signal),
    retry: false,
  });
}

export function useEntry(number: number) {
  const view = useView();
  return useQuery({ queryKey: ['entry', number, view], queryFn: ({ signal }) => askEntry(number, view, signal) });
}

export function useVerdicts(clause: string) {
  const view = useView();
  return useQuery({ queryKey: ['verdicts', clause, view], queryFn: ({ signal }) => askVerdicts(clause, view, signal) });
}

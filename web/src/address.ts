import { useMemo, useSyncExternalStore } from 'react';
import { filterNames, type Filter, type Order, type View } from './api/client';

/** The address bar holds the whole state, so that any view can be sent as a link. */
export interface Address {
  path: string;
  query: URLSearchParams;
}

export type Changes = Record<string, string | number | null | undefined>;

/** What goes along to every page; the rest belongs to the page that set it. */
const framed = ['language', 'audience', 'asOf'];
/** What goes along between the watch wall and an incident. */
const watched = [...framed, ...filterNames, 'order', 'view'];

const changed = new EventTarget();

function subscribe(listener: () => void) {
  changed.addEventListener('change', listener);
  window.addEventListener('popstate', listener);
  return () => {
    changed.removeEventListener('change', listener);
    window.removeEventListener('popstate', listener);
  };
}

const current = () => location.pathname + location.search;

export function useAddress(): Address {
  const text = useSyncExternalStore(subscribe, current);
  return useMemo(() => readAddress(text), [text]);
}

export function readAddress(text: string): Address {
  const url = new URL(text, 'http://here');
  return { path: url.pathname.replace(/(.)\/$/, '$1'), query: url.searchParams };
}

export function writeAddress(path: string, query: URLSearchParams): string {
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** The query with some parts set, and those set to null or nothing taken out. */
export function withChanges(query: URLSearchParams, changes: Changes): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes))
    if (value === null || value === undefined || value === '') next.delete(name);
    else next.set(name, String(value));
  next.sort();
  return next;
}

/** The address of another page: what frames every page goes along; between watch and incident the filter does too. */
export function addressOf(path: string, changes: Changes = {}, from: Address = readAddress(current())): string {
  const near = /^\/(watch|incidents)/;
  const kept = near.test(path) && near.test(from.path) ? watched : framed;
  const query = new URLSearchParams([...from.query].filter(([name]) => kept.includes(name)));
  return writeAddress(path, withChanges(query, changes));
}

export function go(address: string, how: 'push' | 'replace' = 'push') {
  if (address === current()) return;
  history[how === 'push' ? 'pushState' : 'replaceState'](null, '', address);
  changed.dispatchEvent(new Event('change'));
}

/** Changes parts of this page's state. Moving about replaces, choosing pushes. */
export function change(changes: Changes, how: 'push' | 'replace' = 'push') {
  const { path, query } = readAddress(current());
  go(writeAddress(path, withChanges(query, changes)), how);
}

export function readFilter(query: URLSearchParams): Filter {
  const filter: Filter = {};
  for (const name of filterNames) {
    const value = query.get(name);
    if (value) filter[name] = value;
  }
  return filter;
}

export function useFilter(): Filter {
  const { query } = useAddress();
  return useMemo(() => readFilter(query), [query]);
}

export function useView(): View {
  const { query } = useAddress();
  const [audience, asOf] = [query.get('audience') ?? undefined, query.get('asOf') ?? undefined];
  return useMemo(() => ({ audience, asOf }), [audience, asOf]);
}

export function useOrder(): Order {
  return useAddress().query.get('order') === 'time' ? 'time' : '-time';
}

export function useSelected(): number | null {
  const text = useAddress().query.get('selected');
  return text && /^\d+$/.test(text) ? Number(text) : null;
}

import type { IncidentRow } from '../api/types';
import { dayOf } from '../words/format';

export type Line = { day: string } | { row: IncidentRow; position: number };

/** Incidents under the heading of their local day, in the order of the answer. */
export function linesOf(rows: IncidentRow[], zone: string): Line[] {
  const lines: Line[] = [];
  let last = '';
  rows.forEach((row, i) => {
    const day = dayOf(row.from, zone);
    if (day !== last) lines.push({ day });
    last = day;
    lines.push({ row, position: i + 1 });
  });
  return lines;
}

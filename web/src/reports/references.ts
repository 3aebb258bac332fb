import type { Reference, Report } from '../api/types';

export const keyOf = (ref: Reference) => `${ref.kind} ${ref.id}`;

/** Numbers as runs: 5, 6, 7, 9 reads 5–7, 9. */
export function runsOf(numbers: number[]): [from: number, until: number][] {
  const runs: [number, number][] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}

/** References in the order of their first use: the same row has the same number throughout. */
export function numberReferences(report: Report): ReadonlyMap<string, { number: number; ref: Reference }> {
  const numbered = new Map<string, { number: number; ref: Reference }>();
  for (const section of report.sections)
    for (const sentence of section.sentences)
      for (const ref of sentence.refs)
        if (!numbered.has(keyOf(ref))) numbered.set(keyOf(ref), { number: numbered.size + 1, ref });
  return numbered;
}

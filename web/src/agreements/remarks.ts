import type { Trial } from '../api/types';

/** One thing to be said about a place in the text. */
export interface Remark {
  code: string;
  line: number;
  column: number;
  found: string;
  weight: 'error' | 'warning' | 'info';
  message: string;
}

/** All that is to be said about the text, in the order of its lines: what cannot be read, flaws, tests that fail. */
export function remarksOf(trial: Trial | undefined, failed: string): Remark[] {
  if (!trial) return [];
  const problems = trial.problems.map(
    (p): Remark => ({ ...p, weight: 'error', message: `${sentence(p.expected)} ${p.cure}` }),
  );
  const flaws = trial.checks.map(
    (f): Remark => ({
      code: f.check,
      line: f.line,
      column: f.column,
      found: '',
      weight: f.weight === 'note' ? 'info' : f.weight,
      message: `${sentence(f.wrong)} ${f.cure}`,
    }),
  );
  const tests = trial.tests.flatMap((test) =>
    test.outcomes
      .filter((outcome) => !outcome.holds)
      .map(
        (outcome): Remark => ({
          code: test.clause,
          line: outcome.line,
          column: 1,
          found: '',
          weight: 'error',
          message: `${failed}: ${outcome.came}`,
        }),
      ),
  );
  return [...problems, ...flaws, ...tests].sort((a, b) => a.line - b.line || a.column - b.column);
}

const sentence = (words: string) => (/[.!?]$/.test(words) ? words : `${words}.`);

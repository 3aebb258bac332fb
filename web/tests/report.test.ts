import { expect, it } from 'vitest';
import type { Report } from '../src/api/types';
import { numberReferences, runsOf } from '../src/reports/references';

it('the same row has the same number throughout', () => {
  const sentence = (...ids: string[]) => ({ refs: ids.map((id) => ({ kind: 'incident', id })) });
  const report = { sections: [{ sentences: [sentence('7', '9')] }, { sentences: [sentence('9', '2')] }] } as unknown as Report;
  expect([...numberReferences(report).values()].map(({ number, ref }) => [number, ref.id])).toEqual([
    [1, '7'],
    [2, '9'],
    [3, '2'],
  ]);
});

it('numbers that follow one another are written as a run', () => {
  expect(runsOf([9, 5, 6, 7, 6])).toEqual([
    [5, 7],
    [9, 9],
  ]);
});

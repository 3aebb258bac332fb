import { describe, expect, it } from 'vitest';
import type { IncidentFeature, ZoneFeatures } from '../src/api/client';
import type { IncidentRow } from '../src/api/types';
import { circleAround } from '../src/map/circles';
import { middleOf, placeIncidents } from '../src/map/features';
import { linesOf } from '../src/watch/lines';

const feature = (number: number, at: [number, number] | null): IncidentFeature => ({
  type: 'Feature',
  geometry: at && { type: 'Point', coordinates: at },
  properties: { number, code: 'K-4', status: 'open', standing: 'seen', radius_m: at && 500 },
});

const row = (number: number, zones: string[], from = '2026-03-01T12:00:00Z') =>
  ({ number, from, place: { kind: 'areas', lon: null, lat: null, radiusMeters: null, name: '', zones } }) as unknown as IncidentRow;

const square = { type: 'Polygon' as const, coordinates: [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]] };
const zones: ZoneFeatures = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      geometry: square,
      properties: { id: 'NW', kind: 'sector', name: { en: 'North-West' }, drawer: 'c', from: null, until: null },
    },
  ],
};

describe('the map shows all that the list has', () => {
  it('as points, in areas, or counted as without a place', () => {
    const placed = placeIncidents(
      [feature(1, [1, 1]), feature(2, null), feature(3, null)],
      [row(2, ['NW']), row(3, [])],
      zones,
      () => 'ground_fire',
    );
    expect(placed.points.features).toHaveLength(1);
    expect(placed.areas.features.map((f) => f.properties)).toEqual([{ zone: 'NW', count: 1 }]);
    expect([placed.inAreas, placed.placeless]).toEqual([1, 1]);
  });
});

describe('an uncertain place', () => {
  it('is a circle of its radius', () => {
    const [ring] = circleAround([-30, 40], 11_119.5).coordinates;
    expect(Math.max(...ring!.map((c) => c[1]!))).toBeCloseTo(40.1, 5);
    expect(ring![0]).toEqual(ring!.at(-1));
  });
});

it('an area is named in its middle', () => {
  expect(middleOf(square)).toEqual([1, 1]);
});

it('the list puts incidents under their local day', () => {
  const rows = [row(1, [], '2026-03-02T00:30:00Z'), row(2, [], '2026-03-01T12:00:00Z'), row(3, [], '2026-02-28T12:00:00Z')];
  const lines = linesOf(rows, 'Atlantic/Azores').map((line) => ('day' in line ? line.day : line.row.number));
  expect(lines).toEqual(['2026-03-01', 1, 2, '2026-02-28', 3]);
});

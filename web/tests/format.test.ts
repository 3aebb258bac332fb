import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import type { Place } from '../src/api/types';
import { clocksOf, coordinatesText, dayOf, distanceText, placeText, utcOf, whenText } from '../src/words/format';

const formats = { language: 'en', zone: 'Atlantic/Azores' };
const t = ((key: string, args: Record<string, string>) => [key, ...Object.values(args ?? {})].join('|')) as TFunction;
const names = { zone: (id: string) => `Sector ${id}` };
const point: Place = { kind: 'point', lon: -30.2595, lat: 40.3372, radiusMeters: 620, name: 'Millrace', zones: [] };

describe('time', () => {
  it('is told in the mission’s zone, and in UTC beside it', () => {
    const when = { from: '2026-03-01T10:05:00Z', until: '2026-03-01T10:06:00Z', precision: 'minute' as const };
    expect(whenText(when, formats, t)).toBe('1 Mar 2026, 09:05 GMT-1');
    expect(utcOf(when.from, formats)).toBe('1 Mar, 10:05 UTC');
  });

  it('is told with its uncertainty to both sides', () => {
    const when = { from: '2026-03-02T14:35:00Z', until: '2026-03-02T16:05:00Z', precision: 'minute' as const };
    expect(whenText(when, formats, t)).toBe('2 Mar 2026, 14:20 GMT-1 ± 45 min');
    expect(clocksOf(when, formats)).toBe('14:20 ± 45 min');
  });

  it('of a day only is told as a day', () => {
    const when = { from: '2026-03-01T01:00:00Z', until: '2026-03-02T01:00:00Z', precision: 'day' as const };
    expect(whenText(when, formats, t)).toBe('web.when.day|1 March 2026');
  });

  it('counts days in the mission’s zone', () => {
    expect(dayOf('2026-03-02T00:30:00Z', 'Atlantic/Azores')).toBe('2026-03-01');
  });
});

describe('place', () => {
  it('is told with its uncertainty, never as an exact point', () => {
    expect(placeText(point, names, formats, t)).toBe('web.place.near|Millrace|620 m');
  });

  it('of an area only is told as somewhere in it', () => {
    const area: Place = { ...point, kind: 'areas', lon: null, lat: null, radiusMeters: null, name: '', zones: ['NW', 'SW'] };
    expect(placeText(area, names, formats, t)).toBe('web.place.somewhere|Sector NW, Sector SW');
  });

  it('has no more decimals than are known', () => {
    expect(coordinatesText(point)).toBe('40.337, -30.259');
    expect(coordinatesText({ ...point, radiusMeters: 20_000 })).toBe('40.3, -30.3');
  });

  it('has distances of two figures', () => {
    expect(distanceText(1234, 'en')).toBe('1.2 km');
    expect(distanceText(456, 'de')).toBe('460 m');
  });
});

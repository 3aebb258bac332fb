import { describe, expect, it } from 'vitest';
import { addressOf, readAddress, readFilter, withChanges, writeAddress } from '../src/address';
import { address } from '../src/api/client';

describe('the address holds the whole state', () => {
  it('reads a filter and leaves the rest alone', () => {
    const { query } = readAddress('/watch?class=drones&from=2026-03-01&language=uk&selected=7&text=');
    expect(readFilter(query)).toEqual({ class: 'drones', from: '2026-03-01' });
  });

  it('takes out what is set to nothing', () => {
    const { path, query } = readAddress('/watch?class=drones&sector=NW');
    expect(writeAddress(path, withChanges(query, { class: null, text: 'Vane' }))).toBe('/watch?sector=NW&text=Vane');
  });

  it('takes language, audience and as-of to every page', () => {
    const from = readAddress('/watch?asOf=12&audience=MISSION&class=drones&language=de&selected=3');
    expect(addressOf('/board', {}, from)).toBe('/board?asOf=12&audience=MISSION&language=de');
  });

  it('takes the filter from the watch wall to an incident and back', () => {
    const from = readAddress('/watch?class=drones&selected=3');
    const incident = addressOf('/incidents/3', {}, from);
    expect(incident).toBe('/incidents/3?class=drones');
    expect(addressOf('/watch', { selected: 3 }, readAddress(incident))).toBe('/watch?class=drones&selected=3');
  });

  it('asks the server the same', () => {
    expect(address('incidents', { class: 'drones', text: undefined, page: 2 })).toBe('/api/incidents?class=drones&page=2');
  });
});

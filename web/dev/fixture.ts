import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import type { Feature, Polygon } from 'geojson';
import type {
  BoardCell,
  IncidentDetail,
  IncidentRow,
  Mission,
  Report,
  Standing,
  Status,
  Value,
  ZoneProperties,
} from '../src/api/types';

/**
 * A made-up mission for working on the pages without a server. Serves `vite` only, never a build. The zones are those of
 * a mission folder; everything that happens in them is drawn from a fixed seed.
 */
export function fixture(folder = process.env.TRUCEWATCH_MISSION ?? '../missions/lantern'): Plugin {
  return {
    name: 'trucewatch-fixture',
    configureServer(server) {
      const answer = makeWorld(folder);
      server.middlewares.use('/api', (request, response) => {
        const url = new URL(request.url ?? '/', 'http://here');
        const reply = answer(url.pathname.slice(1), url.searchParams);
        response.setHeader('content-type', reply ? 'application/json' : 'application/problem+json');
        response.statusCode = reply ? 200 : 404;
        response.end(JSON.stringify(reply ?? { title: 'Not found', status: 404 }));
      });
    },
  };
}

type Zone = Feature<Polygon, ZoneProperties>;

const hour = 3_600_000;
const iso = (time: number) => new Date(time).toISOString();
const day = (time: number) => iso(time - hour).slice(0, 10); // UTC-1
const first = Date.parse('2026-02-22T01:00:00Z');
const days = Array.from({ length: 12 }, (_, i) => day(first + i * 24 * hour + hour));
const windowDays = days.slice(7);
const classes = [
  { id: 'ground_fire', codes: ['K-1', 'K-2', 'K-3', 'K-4', 'K-5', 'K-7', 'K-11'] },
  { id: 'long_range', codes: ['K-6', 'K-8'] },
  { id: 'drones', codes: ['A-2'] },
  { id: 'infrastructure', codes: ['I-1', 'I-4'] },
  { id: 'ground_movement', codes: ['M-1', 'M-3'] },
];
const places = ['Tarnside', 'Millrace', 'Brindle', 'Saltmarsh', 'Vane', 'Sallow', 'Ostrey', 'Dunmarsh', 'Cressing Bay'];
const sourceKinds = { cameras: 'camera', 'array-west': 'acoustic', patrols: 'patrol', courier: 'media', 'bulletin-a': 'bulletin', 'bulletin-b': 'bulletin' };

function makeWorld(folder: string) {
  const zones = readdirSync(path.join(folder, 'zones')).flatMap(
    (file) => JSON.parse(readFileSync(path.join(folder, 'zones', file), 'utf8')).features as Zone[],
  );
  const sectors = zones.filter((z) => z.properties.kind === 'sector');
  const random = mulberry(7);
  const pick = <T>(items: readonly T[]) => items[Math.floor(random() * items.length)]!;

  const incidents = Array.from({ length: 240 }, (_, i): IncidentRow => {
    const kind = pick([classes[0]!, classes[0]!, ...classes]);
    const code = pick(kind.codes);
    const from = first + Math.pow(random(), 1.3) * 12 * 24 * hour;
    const precision = pick(['minute', 'minute', 'minute', 'minute', 'day', 'span'] as const);
    const standing = pick<Standing>(['seen', 'seen', 'seen', 'reported', 'alleged', 'alleged']);
    const status: Status = standing === 'alleged' ? 'alleged' : pick(['open', 'open', 'verified', 'verified', 'refuted']);
    const sector = pick(sectors);
    const ring = sector.geometry.coordinates[0]!;
    const [a, b] = [pick(ring), pick(ring)];
    const centre = ring.reduce<[number, number]>((m, c) => [m[0] + c[0]! / ring.length, m[1] + c[1]! / ring.length], [0, 0]);
    const at = [0, 1].map((n) => centre[n]! * 0.45 + a[n]! * 0.3 + b[n]! * 0.25);
    const point = standing !== 'alleged' || random() < 0.4;
    const groups = 1 + Math.floor(random() * 3);
    return {
      number: i + 1,
      code,
      codes: [code],
      class: kind.id,
      from: iso(precision === 'day' ? first + Math.floor((from - first) / (24 * hour)) * 24 * hour : from),
      until: iso(precision === 'minute' ? from + 60_000 : from + (precision === 'day' ? 24 : 5) * hour),
      precision,
      place: point
        ? { kind: 'point', lon: at[0]!, lat: at[1]!, radiusMeters: pick([400, 600, 900, 2500, 4000]), name: pick(places), zones: [sector.properties.id] }
        : { kind: 'areas', lon: null, lat: null, radiusMeters: null, name: '', zones: [sector.properties.id] },
      sectors: [sector.properties.id],
      standing,
      status,
      observations: groups + Math.floor(random() * 3),
      groups,
      sources: standing === 'alleged' ? [pick(['bulletin-a', 'bulletin-b'])] : ['cameras', 'array-west', 'courier'].slice(0, groups),
      attribution: status === 'verified' && random() < 0.5 ? { party: pick(['A', 'B']), standard: 'reasonable_grounds', by: 'commission' } : null,
      inWindow: windowDays.includes(day(from)),
    };
  }).sort((x, y) => y.from.localeCompare(x.from));

  const mission: Mission = {
    id: 'lantern',
    name: { en: 'Lantern Island', fr: 'Île Lanterne', uk: 'Острів Лантерн', de: 'Insel Lantern', ru: 'Остров Лантерн' },
    mark: 'EXERCISE',
    origin: 'trucewatch.example/lantern',
    zone: 'Atlantic/Azores',
    window: { from: '2026-03-01T10:00:00Z', until: '2026-03-05T10:00:00Z' },
    days: windowDays,
    firstDay: days[0]!,
    lastDay: days.at(-1)!,
    cutOff: '19:30',
    parties: [
      { id: 'A', side: 'A', name: { en: 'Aurel', uk: 'Аурель', ru: 'Аурель' } },
      { id: 'B', side: 'B', name: { en: 'Borrin', uk: 'Боррін', ru: 'Боррин' } },
    ],
    provisions: [
      ['2(1)', 'Fire', 'Neither party shall fire with any weapon in the area of the ceasefire.', 'fire with any weapon\n  in the area of the ceasefire', 'K-1 to K-12'],
      ['3(1)', 'Buffer zone', 'Neither party shall fly drones over the buffer zone, which reaches 2 km to each side of the line of contact.', 'fly a drone\n  in the buffer zone', 'A-2'],
      ['4(1)', 'Protected facilities', 'Neither party shall strike the listed facilities, or anything within 2 km of them.', 'strike with any weapon\n  within 2 km of the listed facilities', 'K-4 to K-9, I-1 to I-4'],
    ].map(([clause, title, prose, what, codes]) => ({
      clause: clause!,
      title: title!,
      prose: prose!,
      source: `Each party must not ${what}\n  from entry into force\n  codes ${codes}\n  needs reasonable grounds, 2 independent sources`,
      codes: codes!,
      readBack: { en: `Clause ${clause}. Each party must not do this (codes ${codes}).` },
    })),
    sectors: sectors.map((s) => ({ id: s.properties.id, name: s.properties.name })),
    classes,
    sources: Object.entries(sourceKinds).map(([id, kind]) => ({
      id,
      name: { en: id },
      kind,
      owner: id.startsWith('bulletin') ? id.slice(-1).toUpperCase() : null,
      grade: kind === 'media' ? 'D3' : 'B2',
      attribution: 'Invented for the exercise.',
      observations: 40,
      rejected: 2,
      ownMeans: ['camera', 'acoustic', 'patrol'].includes(kind),
    })),
    audience: 'MISSION',
    audiences: ['PUBLIC', 'LEAD', 'COAL', 'HOST', 'PTA', 'PTB', 'OBS', 'MISSION'],
    mayAskAsOf: true,
    entries: 412,
    root: 'b5d4045c3f466fa91fe2cc6abe79232a1a57cdf104f7a26e716e0a1e2789df78',
    bounds: [-30.5, 40.02, -29.5, 40.97],
  };

  const cells: BoardCell[] = mission.provisions.flatMap(({ clause }, c) =>
    mission.parties.flatMap(({ id: party }) =>
      sectors.flatMap(({ properties: { id: sector } }) =>
        windowDays.map((date): BoardCell => {
          const value: Value = pick(['complied', 'complied', 'complied', 'not observed', 'breached', 'disputed']);
          const near = incidents.filter((i) => i.sectors.includes(sector) && day(Date.parse(i.from)) === date);
          const watched = value === 'not observed' ? random() * 20 : 23.4;
          return {
            clause,
            party,
            sector,
            day: date,
            value,
            inForce: value === 'disputed' ? 'disputed' : 'yes',
            incidents: value === 'breached' ? near.filter((i) => i.standing !== 'alleged').slice(0, 2).map((i) => i.number) : [],
            doubtful: value === 'disputed' ? near.slice(0, 1).map((i) => i.number) : [],
            allegations: c === 0 ? near.filter((i) => i.standing === 'alleged').length : 0,
            hoursInForce: 24,
            hoursWatched: watched,
            missed: value === 'not observed' ? 0.4 : null,
            because: [{ key: `board.because.${value.replace(' ', '_')}`, args: { watched: watched.toFixed(1), hours: '24', count: '2', share: '97' } }],
          };
        }),
      ),
    ),
  );

  const count = (clause: string, party: string, value: Value) =>
    cells.filter((c) => c.clause === clause && c.party === party && c.value === value).length;
  const board = {
    asOf: mission.entries,
    days: windowDays,
    cells,
    parties: [
      { party: 'A', cellHours: 1440, watchedHours: 1250, share: 0.868 },
      { party: 'B', cellHours: 1440, watchedHours: 1094, share: 0.76 },
    ],
    summary: mission.provisions.flatMap(({ clause }) =>
      mission.parties.map(({ id: party }) => {
        const [complied, breached, notObserved, disputed] = (['complied', 'breached', 'not observed', 'disputed'] as const).map((v) => count(clause, party, v));
        const value: Value = breached ? 'breached' : disputed ? 'disputed' : notObserved ? 'not observed' : 'complied';
        return { clause, party, value, complied, breached, notObserved, disputed };
      }),
    ),
  };

  const detail = (number: number): IncidentDetail | undefined => {
    const incident = incidents.find((i) => i.number === number);
    if (!incident) return undefined;
    const weights = (i: number) => ({ place: 2.9 - i, time: 1.8, type: 0.9 - i, total: 5.6 - 2 * i });
    return {
      incident,
      observations: Array.from({ length: incident.observations }, (_, i) => {
        const source = incident.sources[i % incident.sources.length]!;
        return {
          entry: 100 + i,
          source,
          group: source,
          from: incident.from,
          until: incident.until,
          precision: incident.precision,
          declared: i === 0 ? '2026-03-02 14:10' : null,
          received: iso(Date.parse(incident.from) + (i + 1) * hour),
          place: incident.place.lon === null ? incident.place : { ...incident.place, lon: incident.place.lon + 0.01 * i, radiusMeters: 500 + 400 * i },
          placeName: incident.place.name,
          codes: [{ code: incident.code, nats: 0 }, { code: 'K-11', nats: -1.2 }],
          standing: incident.standing,
          count: 11 - i,
          unit: 'round',
          repeats: i,
          accused: incident.standing === 'alleged' ? 'B' : null,
          details: i === 0 ? [{ name: 'mast', value: 'W4', marking: 'RESTRICTED' }] : [],
        };
      }),
      because: Array.from({ length: incident.observations }, (_, i) => ({ observation: i, ...weights(i) })),
      against: [{ incident: Math.max(1, number - 1), kilometers: 6.2, hours: 1.4, place: -2.1, time: 0.3, type: 0.4, total: -1.4, reason: 'place' }],
      cells: cells.filter((c) => c.incidents.includes(number) || c.doubtful.includes(number)),
    };
  };

  const said = (kind: Report['sections'][0]['sentences'][0]['kind'], en: string, ...refs: string[]) => ({
    key: '',
    kind,
    text: { en },
    refs: refs.map((ref) => ({ kind: ref.split(' ')[0] as 'cell', id: ref.split(' ')[1]! })),
  });
  const report: Report = {
    number: 4,
    mark: 'EXERCISE',
    audience: 'MISSION',
    as_of: mission.entries,
    information_until: '2026-03-05T20:30:00Z',
    rulebook: 'default-1',
    release: '0.1.0',
    title: mission.name,
    headline: { en: 'Daily report 4/2026, on information of 2026-03-05 19:30 (Atlantic/Azores). Window: 2026-03-01 09:00 to 2026-03-05 09:00.' },
    digest: mission.root,
    root: mission.root,
    sections: [
      {
        id: 'summary',
        number: 1,
        title: { en: 'Summary' },
        sentences: [
          said('finding', 'Clause 2(1) was breached in Sector North-West on 2 March.', 'cell 2(1)~B~NW~2026-03-02', 'incident 12'),
          said('fact', 'Cameras and microphones recorded 14 explosions.', 'incident 12', 'source cameras'),
          said('allegation', 'Aurel alleges 112 breaches; the mechanism has not been able to verify this.', 'count counts-4'),
          said('coverage', 'Of the East nothing could be heard from 13:00 on 3 March for 12 hours: jamming.', 'source array-west'),
          said('caution', 'The parties count in different units and periods.'),
        ],
        charts: [{ title: { en: 'Incidents by day' }, first: days[0]!, last: days.at(-1)!, days: days.map((d, i) => ({ day: d, count: i === 2 ? null : (i * 7) % 23 })) }],
        tables: [{ title: { en: 'Incidents by class' }, columns: [{ en: 'Class' }, { en: 'Seen' }, { en: 'Alleged' }], rows: [['Ground fire', '61', '40'], ['Drones', '12', '9']].map((row) => row.map((en) => ({ en }))) }],
      },
    ],
  };

  const matching = (q: URLSearchParams) =>
    incidents.filter((i) => {
      const date = day(Date.parse(i.from));
      return (
        [['class', i.class], ['code', i.code], ['standing', i.standing]].every(([n, v]) => !q.get(n!) || q.get(n!) === v) &&
        (!q.get('sector') || i.sectors.includes(q.get('sector')!)) &&
        (!q.get('source') || i.sources.includes(q.get('source')!)) &&
        (!q.get('party') || i.attribution?.party === q.get('party')) &&
        (!q.get('from') || date >= q.get('from')!) &&
        (!q.get('until') || date <= q.get('until')!) &&
        (!q.get('text') || `${i.code} ${i.place.name}`.toLowerCase().includes(q.get('text')!.toLowerCase()))
      );
    });

  const list = (q: URLSearchParams) => {
    const found = matching(q);
    if (q.get('order') === 'time') found.reverse();
    const [page, size] = [Number(q.get('page') ?? 1), Number(q.get('size') ?? 100)];
    const items = found.slice((page - 1) * size, page * size);
    return { asOf: mission.entries, total: found.length, totalText: `${found.length}`, page, size, items };
  };

  const features = (q: URLSearchParams) => {
    return {
      type: 'FeatureCollection',
      features: matching(q).map((i) => ({
        type: 'Feature',
        geometry: i.place.lon === null ? null : { type: 'Point', coordinates: [i.place.lon, i.place.lat] },
        properties: { number: i.number, code: i.code, status: i.status, standing: i.standing, radius_m: i.place.radiusMeters },
      })),
    };
  };

  const histogram = (q: URLSearchParams) => {
    const found = matching(q);
    const on = (date: string, standing: Standing) => found.filter((i) => day(Date.parse(i.from)) === date && i.standing === standing).length;
    return {
      days: days.map((date, i) => ({
        day: date,
        seen: on(date, 'seen'),
        reported: on(date, 'reported'),
        alleged: on(date, 'alleged'),
        watchedShare: i === 2 ? null : 0.55 + 0.4 * Math.abs(Math.sin(i)),
        inWindow: windowDays.includes(date),
      })),
    };
  };

  return (route: string, q: URLSearchParams): unknown => {
    const [room, number] = route.split('/');
    if (room === 'incidents' && number) return detail(Number(number));
    const answers: Record<string, () => unknown> = {
      mission: () => ({ ...mission, audience: q.get('audience') ?? 'MISSION' }),
      incidents: () => list(q),
      board: () => board,
      report: () => report,
      'map/zones': () => ({ type: 'FeatureCollection', features: zones }),
      'map/incidents': () => features(q),
      histogram: () => histogram(q),
    };
    return answers[route]?.();
  };
}

/** A small generator of numbers that are always the same. */
function mulberry(seed: number) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

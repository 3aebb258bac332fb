import type { Feature, FeatureCollection, Geometry, Point, Position } from 'geojson';
import type { IncidentFeature, ZoneFeatures } from '../api/client';
import type { IncidentRow } from '../api/types';
import { nameIn } from '../words/words';

/** All corners of a geometry. */
export function cornersOf(geometry: Geometry): Position[] {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(cornersOf);
  const flat = (c: unknown): Position[] =>
    Array.isArray(c) && typeof c[0] === 'number' ? [c as Position] : (c as unknown[]).flatMap(flat);
  return flat(geometry.coordinates);
}

export type Box = [west: number, south: number, east: number, north: number];

export function boxOf(geometries: Geometry[]): Box | null {
  const corners = geometries.flatMap(cornersOf);
  if (corners.length === 0) return null;
  const [lons, lats] = [corners.map((c) => c[0]!), corners.map((c) => c[1]!)];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** The middle of the largest ring by area: a place to write a name or a count at. */
export function middleOf(geometry: Geometry): Position {
  const ring =
    geometry.type === 'Polygon'
      ? geometry.coordinates[0]!
      : geometry.type === 'MultiPolygon'
        ? [...geometry.coordinates].sort((a, b) => b[0]!.length - a[0]!.length)[0]![0]!
        : cornersOf(geometry);
  let [area, x, y] = [0, 0, 0];
  ring.forEach(([ax = 0, ay = 0], i) => {
    const [bx = 0, by = 0] = ring[(i + 1) % ring.length]!;
    const part = ax * by - bx * ay;
    area += part;
    x += (ax + bx) * part;
    y += (ay + by) * part;
  });
  return Math.abs(area) > 1e-9 ? [x / (3 * area), y / (3 * area)] : ring[0]!;
}

const point = <P>(coordinates: Position, properties: P): Feature<Point, P> => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Point', coordinates },
});

export const collection = <G extends Geometry, P>(features: Feature<G, P>[]): FeatureCollection<G, P> => ({
  type: 'FeatureCollection',
  features,
});

/** Zones with their name in the reader's language. */
export function labelledZones(zones: ZoneFeatures, language: string) {
  return collection(
    zones.features.map((f) => ({
      ...f,
      properties: { ...f.properties, label: nameIn(f.properties.name, language) || f.properties.id },
    })),
  );
}

/** Where to write the names of sectors and of areas that hold incidents, with how many they hold. */
export function zoneLabels(zones: ZoneFeatures, language: string, areas: MapIncidents['areas'] | undefined, say: (count: number) => string) {
  const counts = new Map(areas?.features.map((f) => [f.properties.zone, f.properties.count]));
  const named = zones.features.filter((f) => f.properties.kind === 'sector' || counts.has(f.properties.id));
  return collection(
    named.map((f) => {
      const count = counts.get(f.properties.id);
      const label = nameIn(f.properties.name, language) || f.properties.id;
      return point(middleOf(f.geometry), { label, count: count ? say(count) : '' });
    }),
  );
}

/** An incident on the map: its class for the symbol, its radius for the circle. */
export interface MapPoint {
  number: number;
  code: string;
  class: string | null;
  status: string;
  radiusMeters: number | null;
}

export interface MapIncidents {
  points: FeatureCollection<Point, MapPoint>;
  /** Areas that hold incidents whose place is no better known, with how many. */
  areas: FeatureCollection<Geometry, { zone: string; count: number }>;
  inAreas: number;
  placeless: number;
}

/**
 * The incidents of the map's answer as points, areas, and those with no place. A sector of sound (bearing and range) and
 * the areas come from the list's rows, which say more than the features do.
 */
export function placeIncidents(
  features: IncidentFeature[],
  rows: IncidentRow[],
  zones: ZoneFeatures | undefined,
  classOf: (code: string) => string | null,
): MapIncidents {
  const rowOf = new Map(rows.map((row) => [row.number, row]));
  const shapes = new Map((zones?.features ?? []).map((f) => [f.properties.id, f.geometry]));
  const points: Feature<Point, MapPoint>[] = [];
  const perArea = new Map<string, number>();
  let [inAreas, placeless] = [0, 0];
  for (const { geometry, properties: p } of features) {
    const place = rowOf.get(p.number)?.place;
    const mapped = { number: p.number, code: p.code, class: classOf(p.code), status: p.status };
    const areas = (p.zones ?? place?.zones ?? []).filter((id) => shapes.has(id));
    if (geometry) points.push(point(geometry.coordinates, { ...mapped, radiusMeters: p.radius_m }));
    else if (place && place.lon !== null && place.lat !== null)
      points.push(point([place.lon, place.lat], { ...mapped, radiusMeters: place.radiusMeters }));
    else if (areas.length > 0) {
      inAreas++;
      for (const id of areas) perArea.set(id, (perArea.get(id) ?? 0) + 1);
    } else placeless++;
  }
  const areas = [...perArea].map(
    ([zone, count]): Feature<Geometry, { zone: string; count: number }> => ({
      type: 'Feature',
      properties: { zone, count },
      geometry: shapes.get(zone)!,
    }),
  );
  return {
    points: collection(points),
    areas: collection(areas),
    inAreas,
    placeless,
  };
}

/** The box of most points: the outermost fiftieth at each side does not decide what is seen first. */
export function boxOfMost(points: MapIncidents['points']): Box | null {
  const trimmed = (axis: 0 | 1): [number, number] => {
    const sorted = points.features.map((f) => f.geometry.coordinates[axis]!).sort((a, b) => a - b);
    const off = Math.floor(sorted.length / 50);
    return [sorted[off]!, sorted[sorted.length - 1 - off]!];
  };
  if (points.features.length === 0) return null;
  const [[west, east], [south, north]] = [trimmed(0), trimmed(1)];
  return [west, south, east, north];
}

/** The smaller of what the mission spans and what its incidents span, so that neither sea nor steppe fills the map. */
export function firstBox(points: MapIncidents['points'], bounds: Box): Box {
  const most = boxOfMost(points);
  if (!most) return bounds;
  const [west, south, east, north] = most;
  const [dx, dy] = [(east - west) * 0.12 + 0.05, (north - south) * 0.12 + 0.05];
  return [
    Math.max(bounds[0], west - dx),
    Math.max(bounds[1], south - dy),
    Math.min(bounds[2], east + dx),
    Math.min(bounds[3], north + dy),
  ];
}

type PlaceRow = [name: string, lon: number, lat: number, rank: number];

export async function loadPlaces() {
  const rows = (await (await fetch('/basemap/places.json')).json()) as PlaceRow[];
  return collection(rows.map(([name, lon, lat, rank]) => point([lon, lat], { name, rank })));
}

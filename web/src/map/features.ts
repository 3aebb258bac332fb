import type { Feature, FeatureCollection, Geometry, Point, Position } from 'geojson';
import type { IncidentFeatures, ZoneFeatures } from '../api/client';
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

/** A point to write a name at: the middle of the outline's corners by area, good enough for sectors. */
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

const collection = <G extends Geometry, P>(features: Feature<G, P>[]): FeatureCollection<G, P> => ({
  type: 'FeatureCollection',
  features,
});

/** Zones with their name in the reader's language, and where to write the names of sectors. */
export function labelledZones(zones: ZoneFeatures, language: string) {
  const features = zones.features.map((f) => ({
    ...f,
    properties: { ...f.properties, label: nameIn(f.properties.name, language) || f.properties.id },
  }));
  const sectors = features.filter((f) => f.properties.kind === 'sector');
  return {
    shapes: collection(features),
    names: collection(sectors.map((f) => point(middleOf(f.geometry), { label: f.properties.label }))),
  };
}

/** Incidents at a point, and areas that hold incidents whose place is no better known. */
export function splitIncidents(incidents: IncidentFeatures) {
  const points = incidents.features.filter((f) => f.geometry?.type === 'Point');
  const areas = incidents.features.filter((f) => f.geometry && f.geometry.type !== 'Point');
  return {
    points: collection(points as Feature<Point, IncidentFeatures['features'][number]['properties']>[]),
    areas: collection(areas),
    inAreas: areas.reduce((sum, f) => sum + (f.properties.count ?? 1), 0),
  };
}

export function areaCounts(areas: IncidentFeatures, label: (count: number) => string) {
  return collection(
    areas.features.map((f) => point(middleOf(f.geometry), { label: label(f.properties.count ?? 1) })),
  );
}

type PlaceRow = [name: string, lon: number, lat: number, rank: number];

export async function loadPlaces() {
  const rows = (await (await fetch('/basemap/places.json')).json()) as PlaceRow[];
  return collection(rows.map(([name, lon, lat, rank]) => point([lon, lat], { name, rank })));
}

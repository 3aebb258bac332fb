import type { Feature, FeatureCollection, Point, Polygon } from 'geojson';

const metersPerDegree = 111_195;

/** A circle of that radius on the ground, as a polygon. Good to a part in a thousand below 200 km. */
export function circleAround([lon, lat]: [number, number], radiusMeters: number, corners = 64): Polygon {
  const north = radiusMeters / metersPerDegree;
  const east = north / Math.cos((lat * Math.PI) / 180);
  const ring = Array.from({ length: corners + 1 }, (_, i) => {
    const turn = (i % corners) * ((2 * Math.PI) / corners);
    return [lon + east * Math.cos(turn), lat + north * Math.sin(turn)];
  });
  return { type: 'Polygon', coordinates: [ring] };
}

/** The circles of those points that are not known exactly. */
export function circlesOf<P extends { radiusMeters: number | null }>(
  features: Feature<Point, P>[],
): FeatureCollection<Polygon, P> {
  return {
    type: 'FeatureCollection',
    features: features
      .filter((f) => (f.properties.radiusMeters ?? 0) > 0)
      .map((f) => ({
        type: 'Feature',
        properties: f.properties,
        geometry: circleAround(f.geometry.coordinates as [number, number], f.properties.radiusMeters!),
      })),
  };
}

/** Metres a pixel stands for at a zoom and latitude (tiles of 512 pixels). */
export const metersPerPixel = (zoom: number, lat: number) =>
  (40_075_016 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** zoom);

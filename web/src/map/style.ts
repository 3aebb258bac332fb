import latin from '@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2?url';
import latinExt from '@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2?url';
import cyrillic from '@fontsource/noto-sans/files/noto-sans-cyrillic-400-normal.woff2?url';
import cyrillicExt from '@fontsource/noto-sans/files/noto-sans-cyrillic-ext-400-normal.woff2?url';
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { metersPerPixel } from './circles';

const here = (url: string) => new URL(url, location.href).href;

const faces = {
  'Noto Sans': [
    { url: here(latin), 'unicode-range': ['U+0000-00FF', 'U+2000-206F', 'U+20AC', 'U+2212'] },
    { url: here(latinExt), 'unicode-range': ['U+0100-02BA', 'U+1E00-1E9F'] },
    { url: here(cyrillic), 'unicode-range': ['U+0400-045F', 'U+0490-0491', 'U+2116'] },
    { url: here(cyrillicExt), 'unicode-range': ['U+0460-048F', 'U+0492-052F'] },
  ],
};

/** How each drawer of a line is told apart: by dash. The first is drawn through. */
export const dashes = [[1, 0], [5, 3], [1.5, 2], [6, 2, 1.5, 2], [2.5, 1.5]];

const empty = { type: 'geojson' as const, data: { type: 'FeatureCollection' as const, features: [] } };

const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export function readColours() {
  return {
    ink: token('--ink'),
    ink2: token('--ink-2'),
    ink3: token('--ink-3'),
    surface: token('--surface'),
    land: token('--map-land'),
    line: token('--line-strong'),
    water: token('--map-water'),
    coast: token('--map-coast'),
    border: token('--map-border'),
    label: token('--map-label'),
    halo: token('--map-halo'),
    accent: token('--accent'),
    partyA: token('--party-a'),
    partyB: token('--party-b'),
  };
}
export type Colours = ReturnType<typeof readColours>;

const klass: ExpressionSpecification = ['coalesce', ['get', 'class'], 'other'];
const clustered: ExpressionSpecification = ['has', 'point_count'];

/** One of two, by whether the uncertainty of the place is larger on the screen than a symbol. */
function bySize<T>(lat: number, large: T, small: T): ExpressionSpecification {
  const at = (zoom: number) => [
    'case',
    ['>', ['coalesce', ['get', 'radiusMeters'], 0], 14 * metersPerPixel(zoom + 0.5, lat)],
    large,
    small,
  ];
  const steps = Array.from({ length: 17 }, (_, i) => [i + 1, at(i + 1)]).flat();
  return ['step', ['zoom'], at(0), ...steps] as unknown as ExpressionSpecification;
}

/** The symbol of an incident: a badge while its uncertainty is smaller than the badge, else only what happened. */
const incidentImage = (lat: number) =>
  bySize<ExpressionSpecification>(
    lat,
    ['concat', 'bare|', klass],
    ['concat', 'incident|', klass, '|', ['get', 'status']],
  );

/** A ring around a place that is known well enough on this scale; else its circle alone says where. */
const onlyWhileSmall = (lat: number, opacity: number) => bySize(lat, 0, opacity);

export interface Drawers {
  /** All drawers in order, each with its dash. */
  ids: string[];
  partyA: string[];
  partyB: string[];
}

function byDrawer(drawers: Drawers, colours: Colours) {
  const drawer: ExpressionSpecification = ['get', 'drawer'];
  const dash = drawers.ids.flatMap((id, i) => [id, ['literal', dashes[i % dashes.length]!]]);
  const hue = [...drawers.partyA.map((id) => [id, colours.partyA]), ...drawers.partyB.map((id) => [id, colours.partyB])];
  return {
    dash: (drawers.ids.length ? ['match', drawer, ...dash, ['literal', [1, 0]]] : ['literal', [1, 0]]) as never,
    colour: (hue.length ? ['match', drawer, ...hue.flat(), colours.ink2] : colours.ink2) as never,
  };
}

const kindIs = (kind: string): ExpressionSpecification => ['==', ['get', 'kind'], kind];

export function buildStyle(colours: Colours, drawers: Drawers, lat: number, cluster: boolean): StyleSpecification {
  const drawn = byDrawer(drawers, colours);
  const text = { 'text-font': ['Noto Sans'], 'text-padding': 4 };
  const haloed = { 'text-color': colours.label, 'text-halo-color': colours.halo, 'text-halo-width': 1.4 };
  const layers: LayerSpecification[] = [
    { id: 'water', type: 'background', paint: { 'background-color': colours.water } },
    { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colours.land } },
    { id: 'coast', type: 'line', source: 'land', paint: { 'line-color': colours.coast, 'line-width': 0.8 } },
    {
      id: 'zone-region',
      type: 'fill',
      source: 'zones',
      filter: kindIs('region'),
      paint: { 'fill-color': colours.land },
    },
    {
      id: 'zone-region-line',
      type: 'line',
      source: 'zones',
      filter: kindIs('region'),
      paint: { 'line-color': colours.coast, 'line-width': 1 },
    },
    {
      id: 'borders',
      type: 'line',
      source: 'borders',
      paint: { 'line-color': colours.border, 'line-width': 1, 'line-dasharray': [4, 2] },
    },
    {
      id: 'zone-sector',
      type: 'line',
      source: 'zones',
      filter: kindIs('sector'),
      paint: { 'line-color': colours.ink3, 'line-width': 0.8, 'line-opacity': 0.7 },
    },
    {
      id: 'zone-area',
      type: 'fill',
      source: 'zones',
      filter: kindIs('area'),
      paint: { 'fill-color': drawn.colour, 'fill-opacity': 0.06 },
    },
    {
      id: 'zone-area-line',
      type: 'line',
      source: 'zones',
      filter: kindIs('area'),
      paint: { 'line-color': drawn.colour, 'line-width': 1.2, 'line-dasharray': drawn.dash, 'line-opacity': 0.8 },
    },
    {
      id: 'areas',
      type: 'fill',
      source: 'areas',
      paint: { 'fill-pattern': 'hatch', 'fill-opacity': 0.5 },
    },
    {
      id: 'zone-line',
      type: 'line',
      source: 'zones',
      filter: kindIs('line'),
      layout: { 'line-cap': 'butt', 'line-join': 'round' },
      paint: { 'line-color': drawn.colour, 'line-width': 2.2, 'line-dasharray': drawn.dash },
    },
    {
      id: 'places',
      type: 'symbol',
      source: 'places',
      filter: ['step', ['zoom'], ['<=', ['get', 'rank'], 0], 4, ['<=', ['get', 'rank'], 1], 5, ['<=', ['get', 'rank'], 2], 6.5, ['<=', ['get', 'rank'], 3], 7.5, ['<=', ['get', 'rank'], 4], 8.5, true] as never,
      layout: {
        ...text,
        'text-field': ['get', 'name'],
        'text-size': ['interpolate', ['linear'], ['get', 'rank'], 0, 13, 5, 11],
        'symbol-sort-key': ['get', 'rank'],
      },
      paint: haloed,
    },
    {
      id: 'zone-facility',
      type: 'symbol',
      source: 'zones',
      filter: kindIs('facility'),
      layout: {
        ...text,
        'icon-image': 'facility',
        'icon-allow-overlap': true,
        'text-field': ['step', ['zoom'], '', 7, ['get', 'label']] as never,
        'text-size': 11,
        'text-offset': [0, 0.9],
        'text-anchor': 'top',
        'text-optional': true,
      },
      paint: haloed,
    },
    {
      id: 'zone-name',
      type: 'symbol',
      source: 'zone-names',
      layout: {
        ...text,
        'text-field': ['format', ['get', 'label'], {}, '\n', {}, ['get', 'count'], { 'text-color': colours.ink2 }],
        'text-size': 12,
        'text-line-height': 1.35,
        // Counts and symbols come first; the name goes where there is room.
        'text-variable-anchor-offset': ['center', [0, 0], 'top', [0, 2.2], 'bottom', [0, -2.2]],
      },
      paint: { ...haloed, 'text-color': colours.ink3, 'text-halo-width': 2 },
    },
    {
      id: 'circles',
      type: 'fill',
      source: 'circles',
      paint: { 'fill-color': colours.ink, 'fill-opacity': 0.05 },
    },
    {
      id: 'circles-line',
      type: 'line',
      source: 'circles',
      paint: { 'line-color': colours.ink2, 'line-width': 1, 'line-dasharray': [3, 2], 'line-opacity': 0.7 },
    },
    {
      id: 'selected-area',
      type: 'fill',
      source: 'selected',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colours.accent, 'fill-opacity': 0.14 },
    },
    {
      id: 'selected-line',
      type: 'line',
      source: 'selected',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'line-color': colours.accent, 'line-width': 2 },
    },
    {
      id: 'clusters',
      type: 'symbol',
      source: 'incidents',
      filter: clustered,
      layout: {
        ...text,
        'icon-image': ['concat', 'cluster|', ['get', 'verified'], '|', ['get', 'open'], '|', ['get', 'alleged'], '|', ['get', 'refuted']],
        'icon-allow-overlap': true,
        'text-field': ['to-string', ['get', 'point_count']],
        'text-size': 12,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': colours.ink },
    },
    {
      id: 'selected-ring',
      type: 'circle',
      source: 'selected',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 15,
        'circle-color': colours.accent,
        'circle-opacity': onlyWhileSmall(lat, 0.12),
        'circle-stroke-color': colours.accent,
        'circle-stroke-width': 2.5,
        'circle-stroke-opacity': onlyWhileSmall(lat, 1),
      },
    },
    {
      id: 'incidents',
      type: 'symbol',
      source: 'incidents',
      filter: ['!', clustered],
      layout: {
        'icon-image': incidentImage(lat),
        'icon-allow-overlap': true,
      },
    },
  ];
  return {
    version: 8,
    'font-faces': faces,
    sources: {
      land: { type: 'geojson', data: here('/basemap/land.json') },
      borders: { type: 'geojson', data: here('/basemap/borders.json') },
      places: empty,
      zones: empty,
      'zone-names': empty,
      areas: empty,
      circles: empty,
      selected: empty,
      incidents: {
        ...empty,
        cluster,
        clusterRadius: 38,
        clusterMaxZoom: 11,
        clusterProperties: Object.fromEntries(
          ['verified', 'open', 'alleged', 'refuted'].map((status) => [
            status,
            ['+', ['case', ['==', ['get', 'status'], status], 1, 0]],
          ]),
        ),
      },
    },
    layers,
  };
}

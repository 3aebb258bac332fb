import { Map as GlMap, NavigationControl, ScaleControl, setWorkerUrl, type GeoJSONSource, type MapMouseEvent } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ZoneFeatures } from '../api/client';
import type { Place } from '../api/types';
import { useRoom } from '../frame/mission';
import { distanceText } from '../words/format';
import { circleAround, circlesOf } from './circles';
import { labelledZones, loadPlaces, zoneLabels, type Box, type MapIncidents } from './features';
import { Legend, readLegend, type LegendItem } from './Legend';
import { buildStyle, readColours, type Drawers } from './style';
import { drawSymbol } from './symbols';
import './map.css';

setWorkerUrl(workerUrl);

interface MapProps {
  zones?: ZoneFeatures;
  incidents?: MapIncidents;
  selected?: { place: Place } | null;
  onSelect?: (number: number) => void;
  /** What to show at first, and again when it changes. */
  box: Box;
  small?: boolean;
}

const hoverLayers = ['incidents', 'clusters', 'zone-line', 'zone-facility', 'areas', 'circles', 'zone-area'];

const still = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
const ease = () => ({ duration: still() ? 0 : 150 });

/** The map beside the list. It shows nothing the list does not have, and needs nothing from outside. */
export default function WatchMap({ zones, incidents, selected, onSelect, box, small = false }: MapProps) {
  const { t } = useTranslation();
  const { mission, names, formats } = useRoom();
  const holder = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<GlMap | null>(null);
  const [legend, setLegend] = useState<LegendItem[]>([]);
  const [hover, setHover] = useState<{ x: number; y: number; text: string } | null>(null);
  const [failed, setFailed] = useState(false);

  const drawers = useMemo<Drawers>(() => {
    const ids = [...new Set((zones?.features ?? []).map((f) => f.properties.drawer))].sort();
    const side = (s: 'A' | 'B') => mission.parties.filter((p) => p.side === s).map((p) => p.id);
    return { ids, partyA: side('A'), partyB: side('B') };
  }, [zones, mission.parties]);

  const drawersKey = drawers.ids.join(' ');
  const start = useRef(box);
  const view = useRef<{ center: [number, number]; zoom: number } | null>(null);

  useEffect(() => {
    const colours = readColours();
    let gl: GlMap;
    try {
      gl = new GlMap({
        container: holder.current!,
        style: buildStyle(colours, drawers, (start.current[1] + start.current[3]) / 2, !small),
        ...(view.current ?? { bounds: start.current, fitBoundsOptions: { padding: small ? 24 : 40 } }),
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        maxZoom: 15,
        fadeDuration: still() ? 0 : 150,
        locale: {
          'NavigationControl.ZoomIn': t('web.map.in'),
          'NavigationControl.ZoomOut': t('web.map.out'),
          'Map.Title': t('web.map.title'),
        },
      });
    } catch {
      setFailed(true);
      return undefined;
    }
    gl.touchZoomRotate.disableRotation();
    gl.keyboard.disableRotation();
    gl.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    gl.addControl(new ScaleControl({ maxWidth: 90 }), 'bottom-right');
    gl.setMissingStyleImageResolver((id) => {
      const symbol = drawSymbol(id, colours);
      if (symbol && !gl.hasImage(id)) gl.addImage(id, symbol.image, { pixelRatio: symbol.pixelRatio });
    });
    gl.on('moveend', () => {
      const { lng, lat } = gl.getCenter();
      view.current = { center: [lng, lat], zoom: gl.getZoom() };
    });
    gl.once('idle', () => holder.current?.setAttribute('data-idle', 'true'));
    gl.on('load', () => {
      setMap(gl);
      void loadPlaces().then((places) => gl.getSource<GeoJSONSource>('places')?.setData(places));
    });
    return () => {
      setMap(null);
      gl.remove();
    };
    // The map is made once for its drawers; words and data reach it below.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [drawersKey, small]);

  useEffect(() => {
    if (!map || !zones) return;
    map.getSource<GeoJSONSource>('zones')?.setData(labelledZones(zones, formats.language));
  }, [map, zones, formats.language]);

  const areas = incidents?.areas;
  useEffect(() => {
    if (!map || !zones) return;
    const labels = zoneLabels(zones, formats.language, areas, (count) => t('web.map.inArea', { count }));
    map.getSource<GeoJSONSource>('zone-names')?.setData(labels);
  }, [map, zones, formats.language, areas, t]);

  useEffect(() => {
    if (!map || !incidents) return undefined;
    const { points, areas } = incidents;
    map.getSource<GeoJSONSource>('incidents')?.setData(points);
    map.getSource<GeoJSONSource>('areas')?.setData(areas);
    // Only what stands for itself has its circle: those in a cluster are a count.
    let last = '';
    const drawCircles = () => {
      const alone = new Set(
        map.queryRenderedFeatures({ layers: ['incidents'] }).map((f) => f.properties.number as number),
      );
      const shown = small ? points.features : points.features.filter((f) => alone.has(f.properties.number));
      const key = shown.map((f) => f.properties.number).join(' ');
      if (key === last) return;
      last = key;
      map.getSource<GeoJSONSource>('circles')?.setData(circlesOf(shown));
    };
    const settle = () => {
      drawCircles();
      setLegend((old) => {
        const next = readLegend(map);
        return JSON.stringify(next) === JSON.stringify(old) ? old : next;
      });
    };
    map.on('idle', settle);
    return () => {
      map.off('idle', settle);
    };
  }, [map, incidents, small]);

  useEffect(() => {
    if (!map) return;
    const source = map.getSource<GeoJSONSource>('selected');
    const place = selected?.place;
    const nothing = { type: 'FeatureCollection' as const, features: [] };
    if (!place) return void source?.setData(nothing);
    if (place.lon !== null && place.lat !== null) {
      const at: [number, number] = [place.lon, place.lat];
      const feature = (geometry: GeoJSON.Geometry) => ({
        type: 'Feature' as const,
        properties: { radiusMeters: place.radiusMeters },
        geometry,
      });
      source?.setData({
        type: 'FeatureCollection',
        features: [
          feature({ type: 'Point', coordinates: at }),
          ...(place.radiusMeters ? [feature(circleAround(at, place.radiusMeters))] : []),
        ],
      });
      if (!map.getBounds().contains(at)) map.easeTo({ center: at, ...ease() });
    } else {
      const areas = (zones?.features ?? []).filter((f) => place.zones.includes(f.properties.id));
      source?.setData({ type: 'FeatureCollection', features: areas });
    }
  }, [map, selected, zones]);

  const boxKey = box.join(' ');
  useEffect(() => {
    if (map && small) map.fitBounds(boxKey.split(' ').map(Number) as Box, { padding: 32, maxZoom: 11, ...ease() });
  }, [map, small, boxKey]);

  useEffect(() => {
    if (!map) return undefined;
    const isZone = (p: Record<string, unknown>) => typeof p.drawer === 'string';
    const textOf = (event: MapMouseEvent) => {
      const found = map.queryRenderedFeatures(event.point, { layers: hoverLayers });
      const top = found.find((f) => f.layer.id !== 'zone-area') ?? found[0];
      if (!top) return null;
      const p = top.properties;
      if (top.layer.id === 'clusters') return t('web.map.cluster', { count: p.point_count as number });
      if (isZone(p)) return t('web.map.drawnBy', { name: p.label, drawer: names.party(p.drawer as string) });
      if (top.layer.id === 'areas') return t('web.map.inArea', { count: (p.count as number) ?? 1 });
      const radius = p.radiusMeters ? ` · ± ${distanceText(p.radiusMeters as number, formats.language)}` : '';
      return `${p.code} ${t(`code.${p.code}`)} · ${t(`status.${p.status}`)}${radius}`;
    };
    const move = (event: MapMouseEvent) => {
      const text = textOf(event);
      map.getCanvas().style.cursor = text ? 'pointer' : '';
      setHover(text ? { x: event.point.x, y: event.point.y, text } : null);
    };
    const out = () => setHover(null);
    const click = async (event: MapMouseEvent) => {
      const [top] = map.queryRenderedFeatures(event.point, { layers: ['incidents', 'clusters'] });
      if (top?.layer.id === 'incidents') onSelect?.(top.properties.number as number);
      if (top?.layer.id === 'clusters') {
        const source = map.getSource<GeoJSONSource>('incidents')!;
        const zoom = await source.getClusterExpansionZoom(top.properties.cluster_id as number);
        const [lon, lat] = (top.geometry as GeoJSON.Point).coordinates;
        map.easeTo({ center: [lon!, lat!], zoom, ...ease() });
      }
    };
    map.on('mousemove', move);
    map.on('mouseout', out);
    map.on('click', click);
    return () => {
      map.off('mousemove', move);
      map.off('mouseout', out);
      map.off('click', click);
    };
  }, [map, names, formats.language, onSelect, t]);

  if (failed) return <div className="map map-failed quiet">{t('web.map.failed')}</div>;
  return (
    <div className={small ? 'map small-map' : 'map'}>
      <div ref={holder} className="map-canvas" data-ready={map !== null} />
      {hover && (
        <div className="tooltip map-hover" style={{ left: hover.x, top: hover.y }}>
          {hover.text}
        </div>
      )}
      {!small && incidents && <Counts incidents={incidents} />}
      {!small && <Legend items={legend} drawers={drawers} />}
      <p className="map-credit">{t('web.map.credit')}</p>
    </div>
  );
}

/** What of the list is on the map, and what cannot be. */
function Counts({ incidents: { points, inAreas, placeless } }: { incidents: MapIncidents }) {
  const { t } = useTranslation();
  const parts = [
    t('web.map.points', { count: points.features.length }),
    inAreas > 0 && t('web.map.areas', { count: inAreas }),
    placeless > 0 && t('web.map.placeless', { count: placeless }),
  ];
  return (
    <p
      className="map-count small figures"
      data-points={points.features.length}
      data-areas={inAreas}
      data-placeless={placeless}
    >
      {parts.filter(Boolean).join(' · ')}
    </p>
  );
}

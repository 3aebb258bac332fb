import type { Map as GlMap } from 'maplibre-gl';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Status } from '../api/types';
import { DownIcon } from '../frame/icons';
import { StatusShape } from '../frame/Marks';
import { useRoom } from '../frame/mission';
import { dashes, type Drawers } from './style';
import { glyphs, glyphWidth, otherGlyph } from './symbols';

export type LegendItem =
  | { kind: 'status'; status: Status }
  | { kind: 'class'; class: string }
  | { kind: 'cluster' }
  | { kind: 'circle' }
  | { kind: 'area' }
  | { kind: 'zone'; zone: 'line' | 'area' | 'facility' | 'sector'; drawer: string };

const statuses: Status[] = ['verified', 'open', 'alleged', 'refuted'];

/** What is on the screen now, and only that. */
export function readLegend(map: GlMap): LegendItem[] {
  const on = (layer: string) => map.queryRenderedFeatures({ layers: [layer] });
  const incidents = on('incidents');
  const seen = new Set(incidents.map((f) => f.properties.status as Status));
  const classes = [...new Set(incidents.map((f) => (f.properties.class as string | null) ?? ''))].sort();
  const zones = new Map<string, LegendItem>();
  for (const zone of ['line', 'area', 'facility'] as const)
    for (const f of on(`zone-${zone}`)) {
      const drawer = f.properties.drawer as string;
      zones.set(`${zone} ${drawer}`, { kind: 'zone', zone, drawer });
    }
  return [
    ...statuses.filter((s) => seen.has(s)).map((status): LegendItem => ({ kind: 'status', status })),
    ...classes.filter((c) => c).map((c): LegendItem => ({ kind: 'class', class: c })),
    ...(on('clusters').length > 0 ? [{ kind: 'cluster' } as const] : []),
    ...(on('circles').length > 0 ? [{ kind: 'circle' } as const] : []),
    ...(on('areas').length > 0 ? [{ kind: 'area' } as const] : []),
    ...[...zones.entries()].sort(([a], [b]) => a.localeCompare(b)).map(([, item]) => item),
  ];
}

export function Legend({ items, drawers }: { items: LegendItem[]; drawers: Drawers }) {
  const { t } = useTranslation();
  const { names } = useRoom();
  const [open, setOpen] = useState(() => window.innerWidth >= 1180);
  if (items.length === 0) return null;
  const zoneText = (item: LegendItem & { kind: 'zone' }) =>
    t(`web.legend.${item.zone}`, { drawer: names.party(item.drawer) });
  const hue = (drawer: string) =>
    drawers.partyA.includes(drawer) ? 'var(--party-a)' : drawers.partyB.includes(drawer) ? 'var(--party-b)' : 'var(--ink-2)';
  return (
    <section className="legend" aria-label={t('web.legend')}>
      <button className="legend-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('web.legend')}
        <span className={open ? 'turn-down open' : 'turn-down'}>
          <DownIcon size={14} />
        </span>
      </button>
      {open && (
        <ul>
          {items.map((item) => {
            switch (item.kind) {
              case 'status':
                return (
                  <li key={item.status}>
                    <StatusShape status={item.status} size={14} />
                    {t(`status.${item.status}`)}
                  </li>
                );
              case 'class':
                return (
                  <li key={item.class}>
                    <svg
                      width="16"
                      height="16"
                      viewBox="4 4 16 16"
                      fill="none"
                      stroke="currentColor"
                      strokeWidth={glyphWidth(item.class)}
                      strokeLinecap="round"
                      strokeLinejoin="round"
                      aria-hidden="true"
                    >
                      <path d={glyphs[item.class] ?? otherGlyph} />
                    </svg>
                    {t(`class.${item.class}`)}
                  </li>
                );
              case 'cluster':
                return (
                  <li key="cluster">
                    <span className="legend-cluster">n</span>
                    {t('web.legend.cluster')}
                  </li>
                );
              case 'circle':
                return (
                  <li key="circle">
                    <span className="legend-circle" />
                    {t('web.legend.circle')}
                  </li>
                );
              case 'area':
                return (
                  <li key="area">
                    <span className="legend-hatch" />
                    {t('web.legend.hatch')}
                  </li>
                );
              case 'zone':
                return (
                  <li key={`${item.zone} ${item.drawer}`}>
                    {item.zone === 'facility' ? (
                      <span className="legend-facility" />
                    ) : (
                      <svg width="22" height="14" viewBox="0 0 22 14" aria-hidden="true">
                        <path
                          d="M0 7h22"
                          stroke={hue(item.drawer)}
                          strokeWidth={item.zone === 'line' ? 2.2 : 1.2}
                          strokeDasharray={(dashes[drawers.ids.indexOf(item.drawer) % dashes.length] ?? [1, 0])
                            .map((d) => d * 2.2)
                            .join(' ')}
                        />
                      </svg>
                    )}
                    {zoneText(item)}
                  </li>
                );
            }
          })}
        </ul>
      )}
    </section>
  );
}

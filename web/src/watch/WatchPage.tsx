import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { addressOf, change, go, useAddress, useFilter, useOrder, useSelected, useView } from '../address';
import { address } from '../api/client';
import { useIncidentFeatures, useIncidents, useZones } from '../api/queries';
import { BecausePage } from '../frame/Because';
import { DownloadIcon, ListIcon, MapIcon, SearchIcon } from '../frame/icons';
import { useKeys } from '../frame/keys';
import { useRoom } from '../frame/mission';
import { firstBox, placeIncidents } from '../map/features';
import { Failure, Loading, Notice } from '../frame/states';
import { Filters } from './Filters';
import { IncidentList } from './IncidentList';
import { Peek } from './Peek';
import { TimeStrip } from './TimeStrip';
import './watch.css';

const WatchMap = lazy(() => import('../map/WatchMap'));

/** The watch wall: list and map of the same filter, beside each other. */
export function WatchPage() {
  const { t } = useTranslation();
  const { mission } = useRoom();
  const { query: asked } = useAddress();
  const incidents = useIncidents();
  const features = useIncidentFeatures();
  const zones = useZones();
  const selected = useSelected();
  const showsMap = asked.get('view') === 'map';

  const pages = incidents.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  const first = pages?.[0];
  const classes = useMemo(
    () => new Map(mission.classes.flatMap(({ id, codes }) => codes.map((code) => [code, id] as const))),
    [mission.classes],
  );
  const placed = useMemo(
    () => features.data && placeIncidents(features.data, rows, zones.data, (code) => classes.get(code) ?? null),
    [features.data, rows, zones.data, classes],
  );
  const selectedRow = useMemo(() => rows.find((row) => row.number === selected) ?? null, [rows, selected]);
  const select = useCallback((number: number | null) => change({ selected: number }, 'replace'), []);

  useKeys(
    useMemo(() => {
      const at = rows.findIndex((row) => row.number === selected);
      const move = (step: number) => () => {
        const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
        if (!next) return;
        select(next.number);
        // The row may have to be scrolled in before it can take the focus.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => document.getElementById(`incident-${next.number}`)?.focus()),
        );
      };
      return {
        j: move(1),
        k: move(-1),
        ArrowDown: move(1),
        ArrowUp: move(-1),
        Enter: () => selected !== null && go(addressOf(`/incidents/${selected}`)),
        Escape: () => select(null),
        m: () => {
          change({ view: showsMap ? null : 'map' }, 'replace');
          if (!showsMap) setTimeout(() => document.querySelector<HTMLElement>('.watch-map canvas')?.focus());
        },
        '/': () => document.getElementById('search')?.focus(),
      };
    }, [rows, selected, select, showsMap]),
  );

  return (
    <BecausePage>
      <div className={showsMap ? 'watch shows-map' : 'watch'}>
        <section className="watch-list" aria-label={t('web.room.watch')}>
          <div className="watch-title">
            <h1>{t('web.room.watch')}</h1>
            <button className="button switch-map" onClick={() => change({ view: 'map' }, 'replace')}>
              <MapIcon size={18} />
              {t('web.map')}
            </button>
          </div>
          <Filters />
          <ListHead total={first?.total ?? null} text={first?.totalText} />
          <NewEntries asOf={first?.asOf} again={() => void incidents.refetch()} />
          {incidents.error && !first ? (
            <Failure error={incidents.error} again={() => void incidents.refetch()} />
          ) : !first ? (
            <Loading lines={12} />
          ) : rows.length === 0 ? (
            <NothingFound />
          ) : (
            <IncidentList query={incidents} rows={rows} total={first.total} />
          )}
        </section>
        <section className="watch-map" aria-label={t('web.map.title')}>
          <button className="button switch-list" onClick={() => change({ view: null }, 'replace')}>
            <ListIcon size={18} />
            {t('web.list')}
          </button>
          <Suspense fallback={<div className="map" />}>
            {(placed || features.isError) && (
              <WatchMap
                zones={zones.data}
                incidents={placed}
                selected={selectedRow}
                onSelect={select}
                box={placed ? firstBox(placed.points, mission.bounds) : mission.bounds}
              />
            )}
          </Suspense>
          {selected !== null && <Peek number={selected} onClose={() => select(null)} />}
        </section>
        <TimeStrip />
      </div>
    </BecausePage>
  );
}

function ListHead({ total, text }: { total: number | null; text?: string }) {
  const { t } = useTranslation();
  const order = useOrder();
  return (
    <div className="list-head small">
      <span className="figures" aria-live="polite" data-total={total ?? ''}>
        {text === undefined ? ' ' : total === null ? text : t('web.count.incidents', { count: total })}
      </span>
      <button className="list-order" onClick={() => change({ order: order === 'time' ? null : 'time' }, 'replace')}>
        {t(order === 'time' ? 'web.order.oldest' : 'web.order.newest')}
      </button>
      <Export />
    </div>
  );
}

/** Exports exactly what is shown: the same filter, viewer and as-of. */
function Export() {
  const { t } = useTranslation();
  const question = { ...useFilter(), ...useView(), order: useOrder() };
  return (
    <MenuTrigger>
      <Button className="list-order">
        <DownloadIcon size={14} />
        {t('web.export')}
      </Button>
      <Popover className="popover" offset={4}>
        <Menu className="options" aria-label={t('web.export')}>
          {['csv', 'geojson'].map((kind) => (
            <MenuItem
              key={kind}
              className="option"
              href={address(`export/incidents.${kind}`, question)}
              download={`incidents.${kind}`}
            >
              {t(`web.export.${kind}`)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** What came in since does not move what someone reads: it waits behind a bar. */
function NewEntries({ asOf, again }: { asOf?: number; again: () => void }) {
  const { t } = useTranslation();
  const { mission } = useRoom();
  const view = useView();
  const [seen, setSeen] = useState(mission.entries);
  useEffect(() => setSeen((old) => Math.max(old, asOf ?? 0)), [asOf]);
  const count = mission.entries - seen;
  if (view.asOf || asOf === undefined || count <= 0) return null;
  return (
    <button
      className="new-bar"
      onClick={() => {
        setSeen(mission.entries);
        again();
      }}
    >
      {t('web.new', { count })}
    </button>
  );
}

function NothingFound() {
  const { t } = useTranslation();
  const filter = useFilter();
  const any = Object.keys(filter).length > 0;
  return (
    <Notice
      icon={<SearchIcon />}
      title={t('web.empty.incidents')}
      text={t(any ? 'web.empty.filtered' : 'web.empty.unfiltered')}
    >
      {any && (
        <button
          className="button"
          onClick={() => change(Object.fromEntries(Object.keys(filter).map((name) => [name, null])))}
        >
          {t('web.filter.clear')}
        </button>
      )}
    </Notice>
  );
}

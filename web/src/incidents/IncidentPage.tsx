import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIncident, useZones } from '../api/queries';
import type { Against, BoardCell, IncidentDetail, ObservationCard, Place } from '../api/types';
import { BecausePage, Because } from '../frame/Because';
import { CopyIcon, LeftIcon, TickIcon } from '../frame/icons';
import { Link } from '../frame/Link';
import { StandingWord, StatusWord, ValueWord } from '../frame/Marks';
import { useRoom } from '../frame/mission';
import { Moment, When } from '../frame/Moment';
import { Answer } from '../frame/states';
import { circleAround } from '../map/circles';
import { boxOf, collection, type Box, type MapIncidents } from '../map/features';
import { coordinatesText, dayText, distanceText, middleOf, numberText, placeText, utcOf } from '../words/format';
import { writeCell } from '../verdicts/cells';
import { strengthOf, WeightTable, WhyTogether } from './Weights';
import './incident.css';

const WatchMap = lazy(() => import('../map/WatchMap'));

export function IncidentPage({ number }: { number: number }) {
  const { t } = useTranslation();
  const query = useIncident(number);
  return (
    <BecausePage>
      <div className="sheet-page incident">
        <Link to="/watch" with={{ selected: number }} className="back">
          <LeftIcon size={16} />
          {t('web.room.watch')}
        </Link>
        <Answer query={query}>{(detail) => <Detail detail={detail} />}</Answer>
      </div>
    </BecausePage>
  );
}

function Detail({ detail }: { detail: IncidentDetail }) {
  const { t } = useTranslation();
  const { formats, names, mission } = useRoom();
  const { incident, observations, against, cells } = detail;
  const { attribution } = incident;
  return (
    <>
      <header className="incident-head">
        <p className="quiet">
          <span className="figures">{t('web.incident.number', { number: incident.number })}</span>
          {!incident.inWindow && <> · {t('web.incident.outside')}</>}
        </p>
        <h1>
          <span className="mono incident-code">{incident.code}</span> {t(`code.${incident.code}`)}
        </h1>
        <p className="incident-marks">
          <StatusWord status={incident.status} />
          {incident.status !== 'alleged' && <StandingWord standing={incident.standing} />}
          <span>
            {t('web.count.observations', { count: incident.observations })} /{' '}
            {t('web.count.groups', { count: incident.groups })}
          </span>
        </p>
      </header>
      <div className="incident-body">
        <div className="incident-main">
          <dl className="facts">
            <Fact name={t('web.fact.when')}>
              <When {...incident} />
              {incident.precision === 'minute' && (
                <span className="faint figures"> {utcOf(middleOf(incident), formats)}</span>
              )}
            </Fact>
            <Fact name={t('web.fact.where')}>
              {placeText(incident.place, names, formats, t)}
              <Coordinates place={incident.place} />
            </Fact>
            <Fact name={t('web.fact.who')}>
              {attribution ? (
                <>
                  {attribution.party ? names.party(attribution.party) : t('web.attribution.none')}
                  <span className="quiet">
                    {' – '}
                    {t('web.attribution.by', {
                      by: attribution.by,
                      standard: t(`standard.${attribution.standard}`),
                    })}
                  </span>
                </>
              ) : (
                <span className="quiet">{t('web.attribution.open')}</span>
              )}
            </Fact>
          </dl>

          <section>
            <h2>{t('web.incident.together')}</h2>
            <WhyTogether detail={detail} />
          </section>

          <section>
            <h2>{t('web.incident.observations')}</h2>
            <ol className="cards">
              {observations.map((observation, i) => (
                <Card key={i} observation={observation} />
              ))}
            </ol>
          </section>

          <section>
            <h2>{t('web.incident.against')}</h2>
            {against.length === 0 ? (
              <p className="quiet">{t('web.against.none')}</p>
            ) : (
              <ul className="against-list">
                {against.map((neighbour, i) => (
                  <AgainstLine key={i} neighbour={neighbour} />
                ))}
              </ul>
            )}
          </section>
        </div>
        <aside className="incident-aside">
          <SmallMap detail={detail} fallback={mission.bounds} />
          <section>
            <h2>{t('web.incident.cells')}</h2>
            {cells.length === 0 ? (
              <p className="quiet">{t('web.cells.none')}</p>
            ) : (
              <ul className="cell-list">
                {cells.map((cell) => (
                  <CellLine key={`${cell.clause} ${cell.party} ${cell.sector} ${cell.day}`} cell={cell} />
                ))}
              </ul>
            )}
          </section>
        </aside>
      </div>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Coordinates no finer than they are known, ready to copy. */
function Coordinates({ place }: { place: Place }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const text = coordinatesText(place);
  if (!text) return null;
  return (
    <span className="coordinates">
      <span className="mono">{text}</span>
      <button
        className="button plain icon"
        aria-label={t(copied ? 'web.copied' : 'web.copy')}
        onClick={() => {
          void navigator.clipboard?.writeText(text);
          setCopied(true);
          setTimeout(() => setCopied(false), 2000);
        }}
      >
        {copied ? <TickIcon size={16} /> : <CopyIcon size={16} />}
      </button>
    </span>
  );
}

function Card({ observation: o }: { observation: ObservationCard }) {
  const { t } = useTranslation();
  const { formats, names, mission } = useRoom();
  const source = mission.sources.find((s) => s.id === o.source);
  const best = [...o.codes].sort((a, b) => b.nats - a.nats);
  return (
    <li className="card">
      <div className="card-head">
        <b>{names.source(o.source)}</b>
        {source && <Link to="/sources" with={{ source: o.source }} className="grade mono">{source.grade}</Link>}
        <StandingWord standing={o.standing} />
        {o.entry !== null && <span className="faint mono card-entry">#{o.entry}</span>}
      </div>
      <p>
        {best.slice(0, 3).map((c, i) => (
          <span key={c.code} className={i === 0 ? '' : 'quiet'}>
            {i > 0 && ' · '}
            <span className="mono">{c.code}</span> {t(`code.${c.code}`)}
          </span>
        ))}
        {o.count !== null && (
          <span className="figures">
            {' – '}
            {numberText(o.count, formats.language)} {o.unit && `× ${t(`unit.${o.unit}`)}`}
          </span>
        )}
      </p>
      <dl className="card-facts">
        <Fact name={t('web.fact.when')}>
          <When {...o} />
          {o.declared && <span className="faint"> · {t('web.fact.declared', { text: o.declared })}</span>}
        </Fact>
        <Fact name={t('web.fact.where')}>
          {placeText(o.place, names, formats, t)}
          {o.placeName && o.placeName !== o.place.name && (
            <span className="faint"> · {t('web.fact.declared', { text: o.placeName })}</span>
          )}
        </Fact>
        <Fact name={t('web.fact.received')}>
          <Moment at={o.received} />
        </Fact>
        {o.repeats > 0 && (
          <Fact name={t('web.fact.repeats')}>{t('web.repeats', { count: o.repeats })}</Fact>
        )}
        {o.accused && (
          <Fact name={t('web.fact.accused')}>
            {names.party(o.accused)} <span className="faint">{t('web.fact.accused.note')}</span>
          </Fact>
        )}
        {o.details.map((d) => (
          <Fact key={d.name} name={d.name}>
            {d.value} {d.marking !== 'public' && <span className="marking">{d.marking.toUpperCase()}</span>}
          </Fact>
        ))}
      </dl>
    </li>
  );
}

function AgainstLine({ neighbour }: { neighbour: Against }) {
  const { t } = useTranslation();
  const { formats } = useRoom();
  const apart = [
    neighbour.kilometers !== null && distanceText(neighbour.kilometers * 1000, formats.language),
    neighbour.hours !== null && t('web.hours.apart', { hours: numberText(neighbour.hours, formats.language, 1) }),
  ].filter(Boolean);
  return (
    <li>
      <Because
        summary={
          <>
            {t(`web.against.${neighbour.reason.replace(/^against\./, '')}`)}
            {apart.length > 0 && <span className="faint"> ({apart.join(', ')})</span>}
          </>
        }
      >
        <WeightTable weights={neighbour} />
      </Because>
      <p className="against-foot small">
        {neighbour.incident !== null ? (
          <Link to={`/incidents/${neighbour.incident}`}>
            {t('web.incident.number', { number: neighbour.incident })}
          </Link>
        ) : (
          <span className="faint">{t('web.against.unnamed')}</span>
        )}
        <span className="quiet"> · {t(`web.strength.${strengthOf(neighbour.total)}`)}</span>
      </p>
    </li>
  );
}

function CellLine({ cell }: { cell: BoardCell }) {
  const { formats, names } = useRoom();
  return (
    <li>
      <Link to="/board" with={{ cell: writeCell(cell) }} className="cell-line">
        <ValueWord value={cell.value} />
        <span>
          <b className="mono">{cell.clause}</b> {names.party(cell.party)}
          <span className="quiet small">
            {names.sector(cell.sector)}, {dayText(cell.day, formats)}
          </span>
        </span>
      </Link>
    </li>
  );
}

/** Where the incident is taken to lie, and where each observation put it. */
function SmallMap({ detail, fallback }: { detail: IncidentDetail; fallback: Box }) {
  const zones = useZones();
  const { incident, observations } = detail;
  const [features, box] = useMemo(() => {
    const placed = observations.filter((o) => o.place.lon !== null && o.place.lat !== null);
    const incidents: MapIncidents = {
      points: collection(
        placed.map((o) => ({
          type: 'Feature',
          geometry: { type: 'Point', coordinates: [o.place.lon!, o.place.lat!] },
          properties: {
            number: incident.number,
            code: o.codes[0]?.code ?? incident.code,
            class: incident.class,
            status: o.standing === 'alleged' ? 'alleged' : 'open',
            radiusMeters: o.place.radiusMeters,
          },
        })),
      ),
      areas: collection([]),
      inAreas: 0,
      placeless: 0,
    };
    const round = [incident.place, ...placed.map((o) => o.place)]
      .filter((place) => place.lon !== null && place.lat !== null)
      .map((place) => circleAround([place.lon!, place.lat!], (place.radiusMeters ?? 500) * 1.15));
    const areas = (zones.data?.features ?? [])
      .filter((f) => incident.place.zones.includes(f.properties.id) || incident.sectors.includes(f.properties.id))
      .map((f) => f.geometry);
    return [incidents, boxOf(round) ?? boxOf(areas) ?? fallback];
  }, [incident, observations, zones.data, fallback]);
  return (
    <div className="incident-map">
      <Suspense fallback={<div className="map" />}>
        <WatchMap zones={zones.data} incidents={features} selected={incident} box={box} small />
      </Suspense>
    </div>
  );
}

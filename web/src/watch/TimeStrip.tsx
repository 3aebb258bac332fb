import { useMemo, useState, type CSSProperties } from 'react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { change, useFilter } from '../address';
import { useHistogram } from '../api/queries';
import type { HistogramDay } from '../api/types';
import { useRoom } from '../frame/mission';
import { dayText, numberText, percentText } from '../words/format';
import './strip.css';

/** Reports by day, and under them how much was watched: a day nobody watched is blank, not calm. */
export function TimeStrip() {
  const query = useHistogram();
  const days = query.data?.days;
  if (!days || days.length === 0) return <div className="strip" aria-hidden="true" />;
  return <Strip days={days} />;
}

function Strip({ days }: { days: HistogramDay[] }) {
  const { t } = useTranslation();
  const { formats } = useRoom();
  const filter = useFilter();
  const [over, setOver] = useState<HistogramDay | null>(null);
  const last = days.length - 1;
  const indexOf = (day: string | undefined, otherwise: number) => {
    const i = days.findIndex((d) => d.day === day);
    return i < 0 ? otherwise : i;
  };
  const asked: [number, number] = [indexOf(filter.from, 0), indexOf(filter.until, last)];
  const [dragged, setDragged] = useState<[number, number] | null>(null);
  const [from, until] = dragged ?? asked;
  const most = useMemo(() => Math.max(1, ...days.map((d) => d.seen + d.reported + d.alleged)), [days]);
  const choose = ([a, b]: [number, number]) => {
    setDragged(null);
    const whole = a === 0 && b === last;
    change({ from: whole ? null : days[a]!.day, until: whole ? null : days[b]!.day });
  };
  const windowStart = days.findIndex((d) => d.inWindow);
  const windowEnd = days.findLastIndex((d) => d.inWindow) + 1;
  const at = (i: number) => `${(i / days.length) * 100}%`;
  const shown = over ?? null;
  const labelled = labelDays(days.length);
  const chosen = days.slice(from, until + 1);
  const sum = chosen.reduce((n, d) => n + d.seen + d.reported + d.alleged, 0);

  return (
    <section className="strip" aria-label={t('web.strip')} onMouseLeave={() => setOver(null)}>
      <div className="strip-head small">
        {shown ? (
          <span className="figures">
            <b>{dayText(shown.day, formats, 'long')}</b>
            {' · '}
            {(['seen', 'reported', 'alleged'] as const)
              .filter((kind) => shown[kind] > 0)
              .map((kind) => `${numberText(shown[kind], formats.language)} ${t(`standing.${kind}`)}`)
              .join(', ') || t('web.strip.none')}
            {' · '}
            {shown.watchedShare === null
              ? t('web.strip.unwatched')
              : t('web.strip.watched', { share: percentText(shown.watchedShare, formats.language) })}
          </span>
        ) : (
          <span className="figures">
            <b>
              {dayText(days[from]!.day, formats)} – {dayText(days[until]!.day, formats, 'long')}
            </b>
            {' · '}
            {t('web.strip.sum', { count: sum })}
          </span>
        )}
        <span className="strip-key">
          <i className="tone seen" /> {t('standing.seen')}
          <i className="tone reported" /> {t('standing.reported')}
          <i className="tone alleged" /> {t('standing.alleged')}
        </span>
      </div>
      <div className="strip-plot">
        <span className="strip-scale small figures" aria-hidden="true">
          {numberText(most, formats.language)}
        </span>
        <div className="strip-bars" aria-hidden="true">
          {days.map((d, i) => (
            <div
              key={d.day}
              className={`strip-day${i < from || i > until ? ' off' : ''}`}
              onMouseEnter={() => setOver(d)}
              onClick={() => choose([i, i])}
            >
              <span className="bar alleged" style={{ height: `${(d.alleged / most) * 100}%` }} />
              <span className="bar reported" style={{ height: `${(d.reported / most) * 100}%` }} />
              <span className="bar seen" style={{ height: `${(d.seen / most) * 100}%` }} />
            </div>
          ))}
        </div>
        <span className="strip-scale low small" aria-hidden="true">
          {t('web.strip.watchedShort')}
        </span>
        <div className="strip-watched" aria-hidden="true">
          {days.map((d, i) => (
            <div
              key={d.day}
              className={`strip-share${d.watchedShare === null ? ' blank' : ''}${i < from || i > until ? ' off' : ''}`}
              onMouseEnter={() => setOver(d)}
              onClick={() => choose([i, i])}
            >
              <span style={{ height: `${(d.watchedShare ?? 0) * 100}%` }} />
            </div>
          ))}
        </div>
        {windowStart >= 0 && (
          <div className="strip-rules" aria-hidden="true">
            <span className="strip-rule" style={{ left: at(windowStart) }}>
              <span>{t('web.strip.window')}</span>
            </span>
            {windowEnd < days.length && <span className="strip-rule end" style={{ left: at(windowEnd) }} />}
          </div>
        )}
        <Slider
          className="strip-slider"
          style={{ '--days': days.length } as CSSProperties}
          aria-label={t('web.filter.days')}
          minValue={0}
          maxValue={last}
          value={[from, until]}
          onChange={(value) => setDragged(value as [number, number])}
          onChangeEnd={(value) => choose(value as [number, number])}
        >
          <SliderTrack className="strip-track">
            <div
              className="strip-range"
              style={{ left: `${(from / Math.max(1, last)) * 100}%`, right: `${100 - (until / Math.max(1, last)) * 100}%` }}
            />
            <SliderThumb index={0} className="strip-thumb" aria-label={t('web.filter.from')} />
            <SliderThumb index={1} className="strip-thumb" aria-label={t('web.filter.until')} />
          </SliderTrack>
        </Slider>
        <div className="strip-days small figures" aria-hidden="true">
          {days.map((d, i) => (
            <span key={d.day}>{labelled(i) ? dayText(d.day, formats) : ''}</span>
          ))}
        </div>
      </div>
      <div className="hidden">
        <table>
        <caption>{t('web.strip')}</caption>
        <thead>
          <tr>
            <th>{t('web.day')}</th>
            {(['seen', 'reported', 'alleged'] as const).map((kind) => (
              <th key={kind}>{t(`standing.${kind}`)}</th>
            ))}
            <th>{t('web.strip.watchedShort')}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((d) => (
            <tr key={d.day}>
              <th>{dayText(d.day, formats, 'long')}</th>
              <td>{d.seen}</td>
              <td>{d.reported}</td>
              <td>{d.alleged}</td>
              <td>
                {d.watchedShare === null ? t('web.strip.unwatched') : percentText(d.watchedShare, formats.language)}
              </td>
            </tr>
          ))}
        </tbody>
        </table>
      </div>
    </section>
  );
}

/** Which days are written under the bars: about eight, evenly. */
function labelDays(count: number) {
  const step = Math.max(1, Math.ceil(count / 8));
  return (i: number) => i % step === 0;
}

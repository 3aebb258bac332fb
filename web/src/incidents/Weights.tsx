import { useTranslation } from 'react-i18next';
import type { IncidentDetail, Weights } from '../api/types';
import { Because } from '../frame/Because';
import { useRoom } from '../frame/mission';
import { numberText } from '../words/format';
import './weights.css';

const parts = ['place', 'time', 'type'] as const;

/** How strongly one part speaks, in a word. Weights are natural logarithms of odds: 3 is about 20 to 1. */
export function strengthOf(weight: number): 'strongFor' | 'for' | 'neutral' | 'against' | 'strongAgainst' {
  if (weight >= 3) return 'strongFor';
  if (weight >= 0.7) return 'for';
  if (weight > -0.7) return 'neutral';
  return weight > -3 ? 'against' : 'strongAgainst';
}

/** A weight as a bar from the middle: to the right it speaks for "the same", to the left against. */
function Bar({ weight, most }: { weight: number; most: number }) {
  const share = Math.min(1, Math.abs(weight) / most) * 50;
  return (
    <span className="weight-bar" aria-hidden="true">
      <span
        className={weight < 0 ? 'against' : 'for'}
        style={weight < 0 ? { right: '50%', width: `${share}%` } : { left: '50%', width: `${share}%` }}
      />
    </span>
  );
}

export function WeightTable({ weights, most = 8 }: { weights: Weights; most?: number }) {
  const { t } = useTranslation();
  const { formats } = useRoom();
  return (
    <dl className="weights">
      {parts.map((part) => (
        <div key={part}>
          <dt>{t(`web.weight.${part}`)}</dt>
          <dd>
            <Bar weight={weights[part]} most={most} />
            <span className="weight-figure figures">{signed(weights[part], formats.language)}</span>
            <span className="quiet">{t(`web.strength.${strengthOf(weights[part])}`)}</span>
          </dd>
        </div>
      ))}
      <div className="weight-total">
        <dt>{t('web.weight.total')}</dt>
        <dd>
          <Bar weight={weights.total} most={most * 1.5} />
          <span className="weight-figure figures">{signed(weights.total, formats.language)}</span>
          <span className="quiet">{t(`web.strength.${strengthOf(weights.total)}`)}</span>
        </dd>
      </div>
    </dl>
  );
}

const signed = (value: number, language: string) =>
  `${value < 0 ? '−' : '+'}${numberText(Math.abs(value), language, 1)}`;

/** Why these observations are taken for one incident, in a line; each one's weight on demand. */
export function WhyTogether({ detail }: { detail: IncidentDetail }) {
  const { t } = useTranslation();
  const { names } = useRoom();
  const { incident, observations, because } = detail;
  if (observations.length < 2 || because.length === 0)
    return <p className="quiet">{t('web.why.single', { source: names.source(observations[0]?.source ?? '') })}</p>;
  const weakest = because.reduce((a, b) => (b.total < a.total ? b : a));
  return (
    <Because
      summary={t('web.why.together', {
        observations: t('web.count.observations', { count: incident.observations }),
        groups: t('web.count.groups', { count: incident.groups }),
        strength: t(`web.strength.${strengthOf(weakest.total)}`),
      })}
    >
      <ul className="why">
        {because.map((member) => (
          <li key={member.observation}>
            <p>
              <b>{names.source(observations[member.observation]?.source ?? '')}</b>{' '}
              <span className="faint">{t('web.why.rest')}</span>
            </p>
            <WeightTable weights={member} />
          </li>
        ))}
      </ul>
      <p className="small faint">{t('web.why.scale')}</p>
    </Because>
  );
}

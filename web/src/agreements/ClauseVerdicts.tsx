import { useTranslation } from 'react-i18next';
import { useVerdicts } from '../api/queries';
import type { VerdictLine } from '../api/types';
import { Link } from '../frame/Link';
import { PartyBadge, ValueWord } from '../frame/Marks';
import { useRoom } from '../frame/mission';
import { momentOf } from '../words/format';

/** The verdicts of a clause by bearer, the latest first; each leads to its proof. */
export function ClauseVerdicts({ clause }: { clause: string }) {
  const { t } = useTranslation();
  const { mission, names } = useRoom();
  const { data } = useVerdicts(clause);
  if (!data) return null;
  const bearers = [...new Set(data.verdicts.map((v) => v.bearer))].sort();
  return (
    <div className="provision-verdicts">
      <h3>{t('web.agreement.verdicts')}</h3>
      {bearers.length === 0 && <p className="quiet">{t('web.agreement.verdicts.none')}</p>}
      {bearers.map((bearer) => {
        const party = mission.parties.find((p) => p.id === bearer);
        const own = data.verdicts.filter((v) => v.bearer === bearer).sort(byTime);
        return (
          <details key={bearer}>
            <summary>
              {party ? <PartyBadge side={party.side} name={names.party(bearer)} /> : bearer}{' '}
              <span className="small quiet">{t('web.agreement.verdicts.count', { count: own.length })}</span>
            </summary>
            <ol>
              {own.map((verdict, i) => (
                <Line key={i} verdict={verdict} />
              ))}
            </ol>
          </details>
        );
      })}
    </div>
  );
}

const byTime = (a: VerdictLine, b: VerdictLine) => b.anchor.from.localeCompare(a.anchor.from);

function Line({ verdict }: { verdict: VerdictLine }) {
  const { t } = useTranslation();
  const { mission, formats } = useRoom();
  const { anchor } = verdict;
  const what = anchor.incident !== null ? t('web.incident.number', { number: anchor.incident }) : (anchor.act ?? '');
  const fact = anchor.incident !== null ? `I-${anchor.incident}` : anchor.act ? `act:${anchor.act}` : anchor.from;
  return (
    <li>
      <span className="figures">{momentOf(anchor.from, formats)}</span>
      {verdict.value ? <ValueWord value={verdict.value} /> : <span className="quiet">{t('web.agreement.verdicts.open')}</span>}
      {verdict.state && <span className="small">{t(`web.duty.${verdict.state}`)}</span>}
      {verdict.limit && (
        <span className="small quiet">{t('web.duty.limit', { at: momentOf(verdict.limit, formats) })}</span>
      )}
      {anchor.incident !== null ? <Link to={`/incidents/${anchor.incident}`}>{what}</Link> : <span>{what}</span>}
      {mission.audience === 'MISSION' && (
        <Link to="/proof" with={{ clause: verdict.clause, bearer: verdict.bearer, anchor: fact }}>
          {t('web.proof')}
        </Link>
      )}
    </li>
  );
}

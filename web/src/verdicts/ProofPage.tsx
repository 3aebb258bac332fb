import { useTranslation } from 'react-i18next';
import { useAddress } from '../address';
import { useProof } from '../api/queries';
import type { ToldStep, ToldVerdict, VerdictAsked } from '../api/types';
import { PageHead } from '../frame/Frame';
import { SearchIcon } from '../frame/icons';
import { Link } from '../frame/Link';
import { useRoom } from '../frame/mission';
import { Answer, Notice } from '../frame/states';
import './proof.css';

/** The proof of a verdict as a tree down to the entries, and what would have to be different. */
export function ProofPage() {
  const { t } = useTranslation();
  const { query } = useAddress();
  const [clause, bearer] = [query.get('clause'), query.get('bearer')];
  if (!clause || !bearer)
    return (
      <Notice icon={<SearchIcon />} title={t('web.proof.which')} text={t('web.proof.which.text')}>
        <Link to="/board" className="button">
          {t('web.room.board')}
        </Link>
      </Notice>
    );
  const asked = {
    clause,
    bearer,
    anchor: query.get('anchor') ?? undefined,
    sector: query.get('sector') ?? undefined,
  };
  return <Proven asked={asked} />;
}

function Proven({ asked }: { asked: VerdictAsked }) {
  const { t } = useTranslation();
  const { names, formats, mission } = useRoom();
  const proof = useProof(asked, formats.language);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(asked.anchor ?? '');
  return (
    <div className="sheet-page proof">
      <PageHead
        title={t('web.proof.title', { clause: asked.clause, bearer: names.party(asked.bearer) })}
        text={mission.provisions.find((p) => p.clause === asked.clause)?.title}
      >
        <Link to="/agreement" with={{ clause: asked.clause }} className="button">
          {t('web.board.toText')}
        </Link>
        {isDay && asked.sector && (
          <Link
            to="/board"
            with={{ cell: [asked.clause, asked.bearer, asked.sector, asked.anchor].join('~') }}
            className="button"
          >
            {t('web.proof.toCoverage')}
          </Link>
        )}
      </PageHead>
      <Answer query={proof}>{(told) => <Told told={told} />}</Answer>
    </div>
  );
}

function Told({ told }: { told: ToldVerdict }) {
  const { t } = useTranslation();
  return (
    <>
      <p className={`proof-title ${told.value}`}>{told.title}</p>
      <ul className="proof-tree" aria-label={t('web.proof.tree')}>
        {told.steps.map((step, i) => (
          <Step key={i} step={step} />
        ))}
      </ul>
      <section className="proof-turns" aria-labelledby="turns">
        <h2 id="turns">
          {t('web.proof.turns')} <span className="proof-mark">{told.mark}</span>
        </h2>
        <p className="quiet">{told.turns.length > 0 ? t('web.proof.turns.text') : t('web.proof.turns.none')}</p>
        <ol>
          {told.turns.map((turn, i) => (
            <li key={i}>
              {turn.changes.join('; ')} <span aria-hidden="true">→</span>{' '}
              <b>{turn.then === '–' ? t('web.proof.turns.gone') : turn.then}</b>
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}

/** One step: what it says, where it rests, and below it what it follows from. */
function Step({ step }: { step: ToldStep }) {
  const says = (
    <>
      <span>{step.text}</span> <Rests step={step} />
    </>
  );
  if (step.below.length === 0) return <li className="proof-leaf">{says}</li>;
  return (
    <li>
      <details open>
        <summary>{says}</summary>
        <ul>
          {step.below.map((below, i) => (
            <Step key={i} step={below} />
          ))}
        </ul>
      </details>
    </li>
  );
}

function Rests({ step }: { step: ToldStep }) {
  const { t } = useTranslation();
  const incident = /^I-(\d+)$/.exec(step.fact ?? '')?.[1];
  return (
    <span className="proof-rests">
      {incident && <Link to={`/incidents/${incident}`}>{t('web.incident.number', { number: Number(incident) })}</Link>}
      {step.entries.map((entry) => (
        <Link key={entry} to={`/entries/${entry}`} className="mono">
          {t('web.entry.number', { number: entry })}
        </Link>
      ))}
    </span>
  );
}

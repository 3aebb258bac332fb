import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDocuments, useTrial } from '../api/queries';
import type { AgreementDocument, Trial, TrialOutcome, TrialTest } from '../api/types';
import { PageHead } from '../frame/Frame';
import { AgreementIcon } from '../frame/icons';
import { Link } from '../frame/Link';
import { useRoom } from '../frame/mission';
import { Answer, Failure, Notice } from '../frame/states';
import { Editor } from './Editor';
import { remarksOf, type Remark } from './remarks';
import './try.css';

/** A lawyer's desk: the text is edited, errors stand in place, clause tests run. Nothing is stored. */
export function TryPage() {
  const { t } = useTranslation();
  const query = useDocuments();
  return (
    <div className="sheet-page try">
      <PageHead title={t('web.try.title')} text={t('web.try.text')}>
        <Link to="/agreement" className="button">
          {t('web.room.agreement')}
        </Link>
      </PageHead>
      <Answer query={query}>
        {(documents) =>
          documents.length === 0 ? (
            <Notice icon={<AgreementIcon />} title={t('web.agreement.empty')} />
          ) : (
            <Desk documents={documents} />
          )
        }
      </Answer>
    </div>
  );
}

function Desk({ documents }: { documents: AgreementDocument[] }) {
  const { t } = useTranslation();
  const { formats } = useRoom();
  const [edited, setEdited] = useState(documents);
  const [turns, setTurns] = useState(0); // how often the text as it stands came back: a new editor each time
  const [open, setOpen] = useState(documents[0]!.file);
  const [goTo, setGoTo] = useState<{ line: number } | null>(null);
  const asked = useSettled(edited, 600);
  const [boundaries, setBoundaries] = useState(false);
  const trial = useTrial(asked, formats.language, boundaries);
  const text = edited.find((d) => d.file === open)?.text ?? '';
  const here = useMemo(
    () => remarksOf(trial.data && inFile(trial.data, open), t('web.try.came')),
    [trial.data, open, t],
  );
  const isChanged = edited.some((d, i) => d.text !== documents[i]?.text);
  return (
    <div className="try-desk">
      <section className="try-text" aria-label={t('web.try.editor')}>
        <div className="try-bar">
          {edited.map((d) => (
            <button
              key={d.file}
              className={d.file === open ? 'button plain on' : 'button plain'}
              aria-pressed={d.file === open}
              onClick={() => setOpen(d.file)}
            >
              <span className="mono">{d.file}</span>
            </button>
          ))}
          <span className="small faint">{isChanged ? t('web.try.changed') : t('web.try.unchanged')}</span>
          {isChanged && (
            <button className="button plain" onClick={() => (setEdited(documents), setTurns(turns + 1))}>
              {t('web.try.back')}
            </button>
          )}
        </div>
        <Editor
          key={`${open} ${turns}`}
          label={`${t('web.try.editor')} ${open}`}
          text={text}
          remarks={here}
          goTo={goTo}
          onChange={(next) => setEdited(edited.map((d) => (d.file === open ? { ...d, text: next } : d)))}
        />
      </section>
      <section className="try-answers" aria-label={t('web.try.answers')} aria-busy={trial.isFetching}>
        {trial.error && <Failure error={trial.error} again={() => void trial.refetch()} />}
        {trial.data && (
          <>
            <Tally trial={trial.data} />
            <Remarks remarks={here} onGo={(line) => setGoTo({ line })} />
            <Tests tests={trial.data.tests} onGo={(file, line) => (setOpen(file), setGoTo({ line }))} />
            <Boundaries trial={trial.data} asked={boundaries} onAsk={() => setBoundaries(true)} />
            <ReadBack trial={trial.data} />
          </>
        )}
      </section>
    </div>
  );
}

/** The trial as it concerns one file. */
const inFile = (trial: Trial, file: string): Trial => ({
  ...trial,
  problems: trial.problems.filter((p) => p.file === file),
  checks: trial.checks.filter((f) => f.file === file),
  tests: trial.tests.filter((test) => test.file === file),
});

/** A value once it has stood still so long. */
function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

function Tally({ trial }: { trial: Trial }) {
  const { t } = useTranslation();
  const failed = trial.tests.filter((test) => !test.holds).length;
  return (
    <p className="try-tally" role="status">
      <b className={trial.problems.length > 0 ? 'bad' : 'good'}>
        {t('web.try.problems', { count: trial.problems.length })}
      </b>
      {' · '}
      {t('web.try.flaws', { count: trial.checks.length })}
      {' · '}
      <b className={failed > 0 ? 'bad' : 'good'}>
        {t('web.try.passed', { passed: trial.tests.length - failed, count: trial.tests.length })}
      </b>
    </p>
  );
}

function Remarks({ remarks, onGo }: { remarks: Remark[]; onGo: (line: number) => void }) {
  if (remarks.length === 0) return null;
  return (
    <ol className="try-remarks">
      {remarks.map((remark, i) => (
        <li key={i} className={remark.weight}>
          <button className="try-remark" onClick={() => onGo(remark.line)}>
            <span className="mono faint">
              {remark.line}:{remark.column} {remark.code}
            </span>
            {remark.found && <q className="mono">{remark.found}</q>}
            <span>{remark.message}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function Tests({ tests, onGo }: { tests: TrialTest[]; onGo: (file: string, line: number) => void }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('web.try.tests')}</h2>
      {tests.length === 0 && <p className="quiet">{t('web.try.tests.none')}</p>}
      {tests.map((test) => (
        <details key={`${test.file} ${test.line}`} className="try-test" open={!test.holds}>
          <summary>
            <span className={test.holds ? 'try-mark good' : 'try-mark bad'}>
              {t(!test.ran ? 'web.try.notRun' : test.holds ? 'web.try.holds' : 'web.try.fails')}
            </span>
            <span className="mono">{test.clause}</span> {test.title}
          </summary>
          <ol>
            {test.outcomes.map((outcome, i) => (
              <Outcome key={i} outcome={outcome} onGo={() => onGo(test.file, outcome.line)} />
            ))}
          </ol>
        </details>
      ))}
    </section>
  );
}

function Outcome({ outcome, onGo }: { outcome: TrialOutcome; onGo: () => void }) {
  const { t } = useTranslation();
  return (
    <li className={outcome.holds ? undefined : 'bad'}>
      <button className="try-remark" onClick={onGo}>
        <span className="mono faint">{outcome.line}</span>
        <span>{outcome.expected}</span>
        {!outcome.holds && (
          <span className="try-came">
            {t('web.try.came')}: {outcome.came}
          </span>
        )}
      </button>
    </li>
  );
}

/** Tests at the edges of limits and distances, as computed: whoever approves one puts it into the text. */
function Boundaries({ trial, asked, onAsk }: { trial: Trial; asked: boolean; onAsk: () => void }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('web.try.boundaries')}</h2>
      <p className="quiet">{t('web.try.boundaries.text')}</p>
      {!asked && (
        <button className="button" onClick={onAsk} disabled={trial.problems.length > 0}>
          {t('web.try.boundaries.ask')}
        </button>
      )}
      {trial.boundaries.map((boundary, i) => (
        <details key={i} className="try-test">
          <summary>
            <span className="mono">{boundary.clause}</span> {titleOf(boundary.text)}
          </summary>
          {boundary.isOpen && <p className="quiet">{t('web.try.boundaries.open')}</p>}
          <pre className="mono" tabIndex={0}>
            {boundary.text}
          </pre>
        </details>
      ))}
    </section>
  );
}

/** What stands behind the address in the first line of a test block. */
const titleOf = (text: string) => /^```test \S+ (.*)$/m.exec(text)?.[1] ?? '';

/** How the program reads each provision: what a lawyer signs off. */
function ReadBack({ trial }: { trial: Trial }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('web.agreement.readBack')}</h2>
      {trial.provisions.map((provision) => (
        <details key={provision.clause} className="try-test">
          <summary>
            <span className="mono">{provision.clause}</span>
          </summary>
          <p className="read-back">{provision.text}</p>
        </details>
      ))}
    </section>
  );
}

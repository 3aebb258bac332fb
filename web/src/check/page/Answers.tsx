import { useTranslation } from 'react-i18next';
import type { Disclosure } from '../disclosure';
import { whereOf, type Answer, type Judged, type State } from '../answer';
import { numberText, said } from './words';

const mostFaults = 20;

const order: State[] = ['refused', 'holds', 'open'];

/** Refusals first. */
export const inOrder = (answers: Answer[]) =>
  [...answers].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));

/** One sentence for each thing; the details open below it. */
export function Answers({ answers }: { answers: Answer[] }) {
  return (
    <ul className="answers">
      {inOrder(answers).map((answer, i) => (
        <One key={i} answer={answer} />
      ))}
    </ul>
  );
}

function One({ answer }: { answer: Answer }) {
  const { t, i18n } = useTranslation();
  const { state, path, say, details, fields, faults } = answer;
  const words = (one: Parameters<typeof said>[0]) => said(one, t, i18n.language);
  const hasMore = details.length > 0 || faults.length > 0;
  return (
    <li className={`answer ${state}`} data-state={state}>
      <div className="verdict">
        <Sign state={state} />
        <b>{t(`check.state.${state}`)}</b>
        {path && <span className="mono path">{path}</span>}
      </div>
      <p className="sentence">{said(say, t, i18n.language, 'short')}</p>
      {fields.map((field) => (
        <Field key={field.name} field={field} />
      ))}
      {hasMore && (
        <details>
          <summary>{t('check.details')}</summary>
          {faults.length > 0 && (
            <ol className="faults">
              {faults.slice(0, mostFaults).map((fault, i) => (
                <li key={i}>
                  {words({
                    key: 'check.fault',
                    with: { where: whereOf(fault), rule: { key: `check.rule.${fault.rule}`, with: fault.found } },
                  })}
                </li>
              ))}
              {faults.length > mostFaults && (
                <li>{t('check.faults.more', { n: numberText(faults.length - mostFaults, i18n.language) })}</li>
              )}
            </ol>
          )}
          <ul className="facts">
            {details.map((detail, i) => (
              <li key={i}>{words(detail)}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

const Field = ({ field: { name, value } }: { field: Disclosure }) => (
  <dl className="field">
    <dt>{name}</dt>
    <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
  </dl>
);

/** Each state has a shape besides its colour and its word. */
function Sign({ state }: { state: State }) {
  return (
    <svg className="sign" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" fill="none" strokeWidth="2">
      {state === 'holds' && (
        <>
          <circle cx="10" cy="10" r="9" fill="currentColor" />
          <path d="m6 10.4 2.8 2.8L14.2 7" stroke="var(--surface)" />
        </>
      )}
      {state === 'refused' && (
        <>
          <path d="M6 1h8l5 5v8l-5 5H6l-5-5V6z" fill="currentColor" />
          <path d="m6.5 6.5 7 7m0-7-7 7" stroke="var(--surface)" />
        </>
      )}
      {state === 'open' && <circle cx="10" cy="10" r="8" stroke="currentColor" strokeDasharray="3.2 2.6" />}
    </svg>
  );
}

interface ItemsProps {
  items: Judged['items'];
  /** How many files were given in all. */
  files: number;
  without: (path: string) => void;
  clear: () => void;
}

/** What was given, and what the page took each thing for. */
export function Items({ items, files, without, clear }: ItemsProps) {
  const { t, i18n } = useTranslation();
  return (
    <section className="items" aria-labelledby="given">
      <div className="row">
        <h2 id="given">{t('check.given', { n: numberText(files, i18n.language) })}</h2>
        <button type="button" className="button plain" onClick={clear}>
          {t('check.clear')}
        </button>
      </div>
      <ul>
        {items.map(({ path, kind }) => (
          <li key={path}>
            <span className="kind">{t(`check.kind.${kind}`)}</span>
            <span className="mono path">{path}</span>
            <button
              type="button"
              className="button plain icon"
              aria-label={t('check.without', { path })}
              onClick={() => without(path)}
            >
              <svg viewBox="0 0 20 20" width="16" height="16" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
                <path d="m5 5 10 10M15 5 5 15" />
              </svg>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

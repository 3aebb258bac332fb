import { Fragment, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { change, useView } from '../address';
import { address } from '../api/client';
import { useReport } from '../api/queries';
import type { Reference, Report } from '../api/types';
import { Choice } from '../frame/Choice';
import { DownloadIcon } from '../frame/icons';
import { Link } from '../frame/Link';
import { useRoom } from '../frame/mission';
import { Scrolling } from '../frame/Scrolling';
import { Answer } from '../frame/states';
import { numberText } from '../words/format';
import { DayChart } from './DayChart';
import { keyOf, numberReferences, runsOf } from './references';
import { languageNames, languages, nameIn } from '../words/words';
import './report.css';

/** The daily report: sentences, each with the rows it rests on. */
export function ReportPage() {
  const { t, i18n } = useTranslation();
  const query = useReport();
  const view = { ...useView(), language: i18n.language };
  return (
    <div className="sheet-page">
      <div className="report-tools page-tools">
        <Choice
          label={t('web.language')}
          value={i18n.language}
          options={languages.map((id) => ({ id, text: languageNames[id] }))}
          onChange={(language) => change({ language })}
          shape="button"
        />
        {['html', 'json'].map((kind) => (
          <a key={kind} className="button" href={address(`report.${kind}`, view)} download={`report.${kind}`}>
            <DownloadIcon size={16} />
            {t(`web.report.${kind}`)}
          </a>
        ))}
      </div>
      <Answer query={query}>{(report) => <Paper report={report} />}</Answer>
    </div>
  );
}

function Paper({ report }: { report: Report }) {
  const { t, i18n } = useTranslation();
  const { formats, mission } = useRoom();
  const language = i18n.language;
  const [title, name] = [nameIn(report.title, language), nameIn(mission.name, language)];
  const refs = useMemo(() => numberReferences(report), [report]);
  return (
    <article className="paper">
      <header>
        <p className="paper-mark">
          <span>{title === name ? '' : name}</span>
          {report.mark !== 'LIVE' && <b>{t(`mark.${report.mark.toLowerCase()}`)}</b>}
        </p>
        <h1>{title}</h1>
        <p className="headline">{nameIn(report.headline, language)}</p>
        <dl className="paper-facts small">
          <div>
            <dt>{t('web.report.number')}</dt>
            <dd className="figures">{report.number}</dd>
          </div>
          <div>
            <dt>{t('web.report.asOf')}</dt>
            <dd className="figures">{t('web.asof.entry', { entry: numberText(report.as_of, formats.language) })}</dd>
          </div>
          <div>
            <dt>{t('web.report.release')}</dt>
            <dd className="mono">{report.release}</dd>
          </div>
          <div>
            <dt>{t('web.report.for')}</dt>
            <dd>{t(`audience.${report.audience.toLowerCase()}`)}</dd>
          </div>
          {[
            ['web.report.digest', report.digest],
            ['web.report.root', report.root],
          ].map(
            ([name, hash]) =>
              hash && (
                <div key={name} className="wide">
                  <dt>{t(name!)}</dt>
                  <dd className="mono hash">{hash}</dd>
                </div>
              ),
          )}
        </dl>
        <p>
          <a href="/check.html" download="trucewatch-check.html">
            {t('web.report.check')}
          </a>
        </p>
      </header>

      {report.sections.map((section) => (
        <section key={section.id} id={section.id}>
          <h2>
            <span className="section-number figures">{section.number}</span> {nameIn(section.title, language)}
          </h2>
          {section.sentences.map((sentence, i) => (
            <p key={i} className={`sentence ${sentence.kind}`}>
              <span className={sentence.kind === section.sentences[i - 1]?.kind ? 'kind again' : 'kind'}>{t(`web.sentence.${sentence.kind}`)}</span>
              <span>
                {nameIn(sentence.text, language)}
                {sentence.refs.length > 0 && (
                  <sup className="refs">
                    {runsOf(sentence.refs.map((ref) => refs.get(keyOf(ref))!.number)).map(([from, until], r) => {
                      const number = from === until ? `${from}` : `${from}–${until}`;
                      return (
                        <Fragment key={from}>
                          {r > 0 && ', '}
                          <a href={`#ref-${from}`} aria-label={t('web.report.ref', { number })}>
                            {number}
                          </a>
                        </Fragment>
                      );
                    })}
                  </sup>
                )}
              </span>
            </p>
          ))}
          {section.charts.length > 0 && (
            <div className="charts">
              {section.charts.map((chart, i) => (
                <DayChart key={i} chart={chart} />
              ))}
            </div>
          )}
          {section.tables.map((table, i) => (
            <Scrolling label={nameIn(table.title, language)} key={i}>
              <table className="paper-table">
                <caption>{nameIn(table.title, language)}</caption>
                <thead>
                  <tr>
                    {table.columns.map((column, c) => (
                      <th key={c} scope="col">
                        {nameIn(column, language)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {table.rows.map((row, r) => (
                    <tr key={r}>
                      {row.map((names) => nameIn(names, language)).map((cell, c) => (
                        <td key={c} className={/^[\d\s.,%–-]+$/.test(cell) ? 'figures number' : ''}>
                          {cell}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scrolling>
          ))}
        </section>
      ))}

      {refs.size > 0 && (
        <section className="references">
          <h2>{t('web.report.refs')}</h2>
          <ol>
            {[...refs.values()].map(({ number, ref }) => (
              <li key={number} id={`ref-${number}`}>
                <span className="figures ref-number">{number}</span>
                <RefLink reference={ref} />
              </li>
            ))}
          </ol>
        </section>
      )}
    </article>
  );
}

function RefLink({ reference: { kind, id } }: { reference: Reference }) {
  const { t } = useTranslation();
  const { names, formats } = useRoom();
  switch (kind) {
    case 'incident':
      return <Link to={`/incidents/${id}`}>{t('web.incident.number', { number: id })}</Link>;
    case 'source':
      return (
        <Link to="/sources" with={{ source: id }}>
          {names.source(id)}
        </Link>
      );
    case 'cell': {
      const [clause, party, sector, day] = id.split(/[~/]/);
      const text = [clause, party && names.party(party), sector && names.sector(sector), day];
      return (
        <Link to="/board" with={{ cell: [clause, party, sector, day].join('~') }}>
          {text.filter(Boolean).join(', ')}
        </Link>
      );
    }
    case 'act':
      return (
        <span>
          {t('web.ref.act')} <span className="mono">{id}</span>
        </span>
      );
    case 'claim':
      return (
        <Link to="/agreement">
          {t('web.ref.claim')} <span className="mono">{id}</span>
        </Link>
      );
    default:
      return (
        <span>
          {t('web.ref.count')} <span className="mono">{/^\d+$/.test(id) ? numberText(Number(id), formats.language) : id}</span>
        </span>
      );
  }
}

import { useTranslation } from 'react-i18next';
import { useEntry } from '../api/queries';
import type { Entry } from '../api/types';
import { PageHead } from '../frame/Frame';
import { Moment } from '../frame/Moment';
import { Scrolling } from '../frame/Scrolling';
import { Answer } from '../frame/states';
import './proof.css';

/** One entry of the record: who signed it, when, and the values that are open to whoever looks. */
export function EntryPage({ number }: { number: number }) {
  const { t } = useTranslation();
  const entry = useEntry(number);
  return (
    <div className="sheet-page entry">
      <PageHead title={t('web.entry.number', { number })} text={t('web.entry.text')}>
        <a href="/check.html" className="button">
          {t('web.entry.check')}
        </a>
      </PageHead>
      <Answer query={entry}>{(found) => <Found entry={found} />}</Answer>
    </div>
  );
}

function Found({ entry }: { entry: Entry }) {
  const { t } = useTranslation();
  return (
    <>
      <dl className="entry-facts">
        <dt>{t('web.entry.kind')}</dt>
        <dd className="mono">{entry.kind}</dd>
        <dt>{t('web.entry.by')}</dt>
        <dd className="mono">{entry.by}</dd>
        <dt>{t('web.entry.at')}</dt>
        <dd>
          <Moment at={new Date(entry.at * 1000).toISOString()} />
        </dd>
        <dt>{t('web.entry.leaf')}</dt>
        <dd className="mono">{entry.leaf}</dd>
      </dl>
      <Scrolling label={t('web.entry.values')}>
        <table className="entry-values">
          <caption className="hidden">{t('web.entry.values')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('web.entry.name')}</th>
              <th scope="col">{t('web.entry.value')}</th>
              <th scope="col">{t('web.entry.label')}</th>
            </tr>
          </thead>
          <tbody>
            {entry.fields.map((field) => (
              <tr key={field.name}>
                <th scope="row" className="mono">
                  {field.name}
                </th>
                <td>
                  <code>{typeof field.is === 'string' ? field.is : JSON.stringify(field.is)}</code>
                </td>
                <td className="small">{field.label}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
      {entry.closed > 0 && <p className="quiet">{t('web.entry.closed', { count: entry.closed })}</p>}
    </>
  );
}

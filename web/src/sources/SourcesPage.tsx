import { useTranslation } from 'react-i18next';
import { useAddress } from '../address';
import { PageHead } from '../frame/Frame';
import { SourcesIcon } from '../frame/icons';
import { Link } from '../frame/Link';
import { PartyBadge } from '../frame/Marks';
import { useRoom } from '../frame/mission';
import { Scrolling } from '../frame/Scrolling';
import { Notice } from '../frame/states';
import { numberText } from '../words/format';
import './sources.css';

/** Who perceives: each source with its kind, its owner, its grade and how many rows were read of it. */
export function SourcesPage() {
  const { t } = useTranslation();
  const { mission, names, formats } = useRoom();
  const asked = useAddress().query.get('source');
  const { language } = formats;
  const party = (owner: string) => mission.parties.find((p) => p.id === owner);
  return (
    <div className="sheet-page">
      <PageHead title={t('web.sources.title')} text={t('web.sources.text')} />
      {mission.sources.length === 0 ? (
        <Notice icon={<SourcesIcon />} title={t('web.sources.empty')} />
      ) : (
        <Scrolling label={t('web.sources.title')}>
          <table className="sources">
            <thead>
              <tr>
                <th scope="col">{t('web.source')}</th>
                <th scope="col">{t('web.source.kind')}</th>
                <th scope="col">{t('web.source.owner')}</th>
                <th scope="col">{t('web.source.grade')}</th>
                <th scope="col" className="number">
                  {t('web.source.observations')}
                </th>
                <th scope="col" className="number">
                  {t('web.source.rejected')}
                </th>
                <th scope="col">{t('web.source.attribution')}</th>
              </tr>
            </thead>
            <tbody>
              {mission.sources.map((source) => {
                const owner = source.owner === null ? undefined : party(source.owner);
                return (
                  <tr key={source.id} className={source.id === asked ? 'asked' : ''}>
                    <th scope="row">
                      <Link to="/watch" with={{ source: source.id }}>
                        {names.source(source.id)}
                      </Link>
                      {source.ownMeans && <span className="own small">{t('web.source.own')}</span>}
                    </th>
                    <td data-head={t('web.source.kind')}>{t(`sourceKind.${source.kind}`)}</td>
                    <td data-head={t('web.source.owner')}>
                      {owner ? (
                        <PartyBadge side={owner.side} name={names.party(owner.id)} />
                      ) : (
                        (source.owner ?? <span className="faint">–</span>)
                      )}
                    </td>
                    <td data-head={t('web.source.grade')} className="mono" title={t('web.source.grade.help')}>
                      {source.grade}
                    </td>
                    <td data-head={t('web.source.observations')} className="number figures">
                      {numberText(source.observations, language)}
                    </td>
                    <td data-head={t('web.source.rejected')} className="number figures">
                      {numberText(source.rejected, language)}
                    </td>
                    <td data-head={t('web.source.attribution')} className="quiet">
                      {source.attribution}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Scrolling>
      )}
      <p className="small faint sources-note">{t('web.source.grade.help')}</p>
    </div>
  );
}

import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../address';
import type { Provision } from '../api/types';
import { PageHead } from '../frame/Frame';
import { AgreementIcon } from '../frame/icons';
import { Link } from '../frame/Link';
import { useRoom } from '../frame/mission';
import { Notice } from '../frame/states';
import { nameIn } from '../words/words';
import { ClauseVerdicts } from './ClauseVerdicts';
import './agreement.css';

/** The text as agreed, beside what of it runs and how the program reads it. */
export function AgreementPage() {
  const { t } = useTranslation();
  const { mission } = useRoom();
  const asked = useAddress().query.get('clause');
  useEffect(() => {
    if (asked) document.getElementById(`provision-${asked}`)?.scrollIntoView({ block: 'start' });
  }, [asked]);
  return (
    <div className="sheet-page">
      <PageHead title={t('web.agreement.title')} text={t('web.agreement.text')}>
        <Link to="/agreement/try" className="button">
          {t('web.try.title')}
        </Link>
      </PageHead>
      {mission.provisions.length === 0 ? (
        <Notice icon={<AgreementIcon />} title={t('web.agreement.empty')} />
      ) : (
        mission.provisions.map((provision) => (
          <Beside key={provision.clause} provision={provision} asked={provision.clause === asked} />
        ))
      )}
    </div>
  );
}

function Beside({ provision, asked }: { provision: Provision; asked: boolean }) {
  const { t, i18n } = useTranslation();
  return (
    <section
      id={`provision-${provision.clause}`}
      className={asked ? 'provision asked' : 'provision'}
      aria-labelledby={`provision-title-${provision.clause}`}
    >
      <h2 id={`provision-title-${provision.clause}`}>
        <span className="mono">{provision.clause}</span> {provision.title}
        <Link to="/board" className="small">
          {t('web.room.board')}
        </Link>
      </h2>
      <div className="provision-text">
        <h3>{t('web.agreement.prose')}</h3>
        <blockquote>{provision.prose}</blockquote>
      </div>
      <div className="provision-reading">
        <h3>{t('web.agreement.source')}</h3>
        <pre className="mono" tabIndex={0}>
          {provision.source.trim()}
        </pre>
        <h3>{t('web.agreement.readBack')}</h3>
        <p className="read-back">{nameIn(provision.readBack, i18n.language)}</p>
      </div>
      <ClauseVerdicts clause={provision.clause} />
    </section>
  );
}

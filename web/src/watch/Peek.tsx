import { useTranslation } from 'react-i18next';
import { useIncident } from '../api/queries';
import { CloseIcon, RightIcon } from '../frame/icons';
import { Link } from '../frame/Link';
import { StandingWord, StatusWord, ValueWord } from '../frame/Marks';
import { useRoom } from '../frame/mission';
import { When } from '../frame/Moment';
import { Answer } from '../frame/states';
import { WhyTogether } from '../incidents/Weights';
import { placeText } from '../words/format';

/** The selected incident in short, over the map; its page has the rest. */
export function Peek({ number, onClose }: { number: number; onClose: () => void }) {
  const { t } = useTranslation();
  const { names, formats } = useRoom();
  const query = useIncident(number);
  return (
    <aside className="peek" aria-label={t('web.incident.number', { number })}>
      <Answer
        query={query}
        loading={
          <div className="loading">
            <span className="bone" />
            <span className="bone" />
          </div>
        }
      >
        {(detail) => {
          const { incident, cells } = detail;
          return (
            <>
              <div className="peek-head">
                <h2>
                  <span className="mono faint">{incident.code}</span> {t(`code.${incident.code}`)}
                </h2>
                <button className="button plain icon" aria-label={t('web.close')} onClick={onClose}>
                  <CloseIcon size={16} />
                </button>
              </div>
              <dl>
                <dd>
                  <When {...incident} />
                </dd>
                <dd className="quiet">{placeText(incident.place, names, formats, t)}</dd>
                <dd className="quiet">
                  <StatusWord status={incident.status} />
                  {incident.status !== 'alleged' && (
                    <>
                      {' · '}
                      <StandingWord standing={incident.standing} />
                    </>
                  )}
                </dd>
              </dl>
              <WhyTogether detail={detail} />
              <div className="peek-foot">
                <span>
                  {cells[0] && (
                    <>
                      <ValueWord value={cells[0].value} />{' '}
                      <span className="small quiet">
                        {cells[0].clause}
                        {cells.length > 1 && ` +${cells.length - 1}`}
                      </span>
                    </>
                  )}
                </span>
                <Link to={`/incidents/${number}`} className="button">
                  {t('web.open')}
                  <RightIcon size={16} />
                </Link>
              </div>
            </>
          );
        }}
      </Answer>
    </aside>
  );
}

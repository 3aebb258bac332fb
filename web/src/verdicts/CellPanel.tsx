import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { BoardCell } from '../api/types';
import { Reasons } from '../frame/Because';
import { CloseIcon } from '../frame/icons';
import { Link } from '../frame/Link';
import { PartyBadge, ValueWord } from '../frame/Marks';
import { useRoom } from '../frame/mission';
import { dayText, numberText, percentText } from '../words/format';

/** The evidence of one cell: facts, how much was watched, allegations beside, and why. */
export function CellPanel({ cell, onClose }: { cell: BoardCell | null; onClose: () => void }) {
  return (
    <ModalOverlay
      className="veil drawer-veil"
      isOpen={cell !== null}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
    >
      <Modal className="drawer">
        <Dialog className="drawer-inside">{cell && <Evidence cell={cell} onClose={onClose} />}</Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Evidence({ cell, onClose }: { cell: BoardCell; onClose: () => void }) {
  const { t } = useTranslation();
  const { mission, names, formats } = useRoom();
  const { language } = formats;
  const provision = mission.provisions.find((p) => p.clause === cell.clause);
  const side = mission.parties.find((p) => p.id === cell.party)?.side ?? 'A';
  const share = cell.hoursInForce > 0 ? cell.hoursWatched / cell.hoursInForce : 0;
  const watch = { sector: cell.sector, from: cell.day, until: cell.day };
  return (
    <>
      <div className="dialog-head">
        <p className="quiet">
          <span className="mono">{cell.clause}</span> {provision?.title}
        </p>
        <button className="button plain icon" aria-label={t('web.close')} onClick={onClose}>
          <CloseIcon />
        </button>
      </div>
      <Heading slot="title" className="drawer-title">
        {names.sector(cell.sector)}, {dayText(cell.day, formats, 'long')}
      </Heading>
      <p className="drawer-marks">
        <PartyBadge side={side} name={names.party(cell.party)} />
        <ValueWord value={cell.value} />
      </p>

      {cell.because.length > 0 && (
        <section>
          <h3>{t('web.because')}</h3>
          <Reasons reasons={cell.because} />
        </section>
      )}

      <section>
        <h3>{t('web.cell.watched')}</h3>
        <p className="figures">
          {t('web.cell.hours', {
            watched: numberText(cell.hoursWatched, language, 1),
            hours: numberText(cell.hoursInForce, language, 1),
          })}
        </p>
        <span className="hours-bar" aria-hidden="true">
          <span style={{ width: `${share * 100}%` }} />
          <i />
        </span>
        <p className="small faint figures">
          {t('web.cell.share', { share: percentText(share, language), needed: percentText(0.95, language) })}
          {cell.missed !== null && <> · {t('web.cell.missed', { number: numberText(cell.missed, language, 1) })}</>}
        </p>
        {cell.inForce === 'disputed' && <p className="disputed-note">{t('web.cell.disputed')}</p>}
      </section>

      <section>
        <h3>{t('web.cell.facts')}</h3>
        <Numbers numbers={cell.incidents} none={t('web.cell.facts.none')} />
        {cell.doubtful.length > 0 && (
          <>
            <h3>{t('web.cell.doubtful')}</h3>
            <Numbers numbers={cell.doubtful} none="" />
          </>
        )}
      </section>

      <section>
        <h3>{t('web.cell.allegations')}</h3>
        <p>
          {t('web.count.allegations', { count: cell.allegations })}
          {cell.allegations > 0 && (
            <>
              {' · '}
              <Link to="/watch" with={{ ...watch, standing: 'alleged' }}>
                {t('web.cell.toAllegations')}
              </Link>
            </>
          )}
        </p>
        <p className="small faint">{t('web.cell.allegations.note')}</p>
      </section>

      <div className="drawer-foot">
        {mission.audience === 'MISSION' && (
          <Link
            to="/proof"
            with={{ clause: cell.clause, bearer: cell.party, anchor: cell.day, sector: cell.sector, cell: null }}
            className="button"
          >
            {t('web.proof')}
          </Link>
        )}
        <Link to="/watch" with={watch} className="button">
          {t('web.cell.toWatch')}
        </Link>
        <Link to="/agreement" with={{ clause: cell.clause }} className="button">
          {t('web.board.toText')}
        </Link>
      </div>
    </>
  );
}

function Numbers({ numbers, none }: { numbers: number[]; none: string }) {
  const { t } = useTranslation();
  if (numbers.length === 0) return <p className="quiet">{none}</p>;
  return (
    <ul className="numbers">
      {numbers.map((number) => (
        <li key={number}>
          <Link to={`/incidents/${number}`} className="figures">
            {t('web.incident.number', { number })}
          </Link>
        </li>
      ))}
    </ul>
  );
}

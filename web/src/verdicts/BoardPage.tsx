import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { change, useAddress } from '../address';
import { useBoard } from '../api/queries';
import type { Board, BoardCell, Party, Provision } from '../api/types';
import { PageHead } from '../frame/Frame';
import { BoardIcon } from '../frame/icons';
import { Link } from '../frame/Link';
import { PartyBadge, ValueShape, ValueWord, valueId } from '../frame/Marks';
import { useRoom } from '../frame/mission';
import { Scrolling } from '../frame/Scrolling';
import { Answer, Notice } from '../frame/states';
import { dayText, numberText, percentText } from '../words/format';
import { CellPanel } from './CellPanel';
import { indexCells, values, writeCell } from './cells';
import { Matrix } from './Matrix';
import './board.css';

/** The compliance board: what of the agreement was kept, by whom, where, on which day – as far as anybody could see. */
export function BoardPage() {
  const { t } = useTranslation();
  const { mission, formats } = useRoom();
  const query = useBoard();
  const [first, last] = [mission.days[0], mission.days.at(-1)];
  return (
    <div className="sheet-page board">
      <PageHead
        title={t('web.board.title')}
        text={
          first && last
            ? t('web.board.text', { from: dayText(first, formats, 'long'), until: dayText(last, formats, 'long') })
            : undefined
        }
      >
        <ul className="value-key" aria-label={t('web.legend')}>
          {values.map((value) => (
            <li key={value}>
              <ValueWord value={value} />
            </li>
          ))}
        </ul>
      </PageHead>
      <Answer query={query}>
        {(board) =>
          board.cells.length === 0 ? (
            <Notice icon={<BoardIcon />} title={t('web.board.empty')} text={t('web.board.empty.text')}>
              <Link to="/agreement" className="button">
                {t('web.room.agreement')}
              </Link>
            </Notice>
          ) : (
            <Boards board={board} />
          )
        }
      </Answer>
    </div>
  );
}

function Boards({ board }: { board: Board }) {
  const { mission } = useRoom();
  const { query } = useAddress();
  const cells = useMemo(() => indexCells(board.cells), [board.cells]);
  const clauses = mission.provisions.filter((p) => board.cells.some((c) => c.clause === p.clause));
  const open = cells.get(query.get('cell') ?? '') ?? null;
  return (
    <>
      <Seen board={board} />
      <Summary board={board} provisions={clauses} />
      {clauses.map((provision) => (
        <Clause key={provision.clause} provision={provision} days={board.days} cells={cells} />
      ))}
      <CellPanel cell={open} onClose={() => change({ cell: null }, 'replace')} />
    </>
  );
}

/** How much could have been seen of each party. Where nothing could, that is said before anything else. */
function Seen({ board }: { board: Board }) {
  const { t } = useTranslation();
  const { formats, names, mission } = useRoom();
  const { language } = formats;
  const blind = board.parties.filter((p) => p.watchedHours === 0);
  const sideOf = (id: string) => mission.parties.find((p) => p.id === id)?.side ?? 'A';
  return (
    <section className="seen-of">
      {blind.map((p) => (
        <p key={p.party} className="blind">
          <ValueShape value="not observed" />
          {t('web.board.blind', { party: names.party(p.party) })}
        </p>
      ))}
      <h2>{t('web.board.seen')}</h2>
      <ul>
        {board.parties.map((p) => (
          <li key={p.party}>
            <PartyBadge side={sideOf(p.party)} name={names.party(p.party)} />
            <span className="share-bar" aria-hidden="true">
              <span style={{ width: `${p.share * 100}%` }} />
            </span>
            <b className="figures">{percentText(p.share, language)}</b>
            <span className="quiet figures">
              {t('web.board.hours', {
                watched: numberText(p.watchedHours, language),
                hours: numberText(p.cellHours, language),
              })}
            </span>
          </li>
        ))}
      </ul>
      <p className="small faint">{t('web.board.silence')}</p>
    </section>
  );
}

function Summary({ board, provisions }: { board: Board; provisions: Provision[] }) {
  const { t } = useTranslation();
  const { names, mission, formats } = useRoom();
  const of = (clause: string, party: Party) =>
    board.summary.find((s) => s.clause === clause && s.party === party.id);
  return (
    <section>
      <h2 className="hidden">{t('web.board.summary')}</h2>
      <Scrolling label={t('web.board.summary')}>
        <table className="summary">
          <thead>
            <tr>
              <th scope="col">{t('web.clause')}</th>
              {mission.parties.map((party) => (
                <th scope="col" key={party.id}>
                  <PartyBadge side={party.side} name={names.party(party.id)} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {provisions.map((provision) => (
              <tr key={provision.clause}>
                <th scope="row">
                  <a href={`#clause-${provision.clause}`}>
                    <span className="mono">{provision.clause}</span> {provision.title}
                  </a>
                </th>
                {mission.parties.map((party) => {
                  const sum = of(provision.clause, party);
                  return (
                    <td key={party.id} data-party={names.party(party.id)}>
                      {sum && (
                        <>
                          <ValueWord value={sum.value} />
                          <span className="summary-counts figures">
                            {(
                              [
                                ['breached', sum.breached],
                                ['disputed', sum.disputed],
                                ['not observed', sum.notObserved],
                                ['complied', sum.complied],
                              ] as const
                            ).map(([value, count]) => (
                              <span key={value} className={count === 0 ? 'none' : valueId(value)}>
                                <ValueShape value={value} size={12} />
                                <span aria-hidden="true">{numberText(count, formats.language)}</span>
                                <span className="hidden">{`${t(`value.${valueId(value)}`)}: ${count}`}</span>
                              </span>
                            ))}
                          </span>
                        </>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
    </section>
  );
}

function Clause({
  provision,
  days,
  cells,
}: {
  provision: Provision;
  days: string[];
  cells: ReadonlyMap<string, BoardCell>;
}) {
  const { t } = useTranslation();
  const { mission } = useRoom();
  const side = days.length <= 6 ? 'clause side-by-side' : 'clause';
  return (
    <section className={side} id={`clause-${provision.clause}`} aria-labelledby={`title-${provision.clause}`}>
      <h2 id={`title-${provision.clause}`}>
        <span className="mono">{provision.clause}</span> {provision.title}
        <Link to="/agreement" with={{ clause: provision.clause }} className="small">
          {t('web.board.toText')}
        </Link>
      </h2>
      <div className="matrices">
        {mission.parties.map((party) => (
          <Matrix
            key={party.id}
            clause={provision.clause}
            party={party}
            days={days}
            cellAt={(sector, day) => cells.get(writeCell({ clause: provision.clause, party: party.id, sector, day }))}
          />
        ))}
      </div>
    </section>
  );
}

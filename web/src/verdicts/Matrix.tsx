import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { change } from '../address';
import type { BoardCell, Party } from '../api/types';
import { PartyBadge, ValueShape, valueId } from '../frame/Marks';
import { useRoom } from '../frame/mission';
import { Scrolling } from '../frame/Scrolling';
import { dayText, numberText, weekdayText } from '../words/format';
import { writeCell } from './cells';

interface MatrixProps {
  clause: string;
  party: Party;
  days: string[];
  cellAt: (sector: string, day: string) => BoardCell | undefined;
}

/** Sectors by days: one clause, one party. One stop of the tab key; arrows move inside. */
export function Matrix({ clause, party, days, cellAt }: MatrixProps) {
  const { t } = useTranslation();
  const { mission, names, formats } = useRoom();
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<[row: number, column: number]>([0, 0]);
  const sectors = useMemo(
    () => mission.sectors.filter((s) => days.some((day) => cellAt(s.id, day))),
    [mission.sectors, days, cellAt],
  );

  const move = (event: KeyboardEvent) => {
    const step: Record<string, [number, number]> = {
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      Home: [0, -days.length],
      End: [0, days.length],
    };
    const by = step[event.key];
    if (!by) return;
    event.preventDefault();
    const row = Math.min(sectors.length - 1, Math.max(0, at[0] + by[0]));
    const column = Math.min(days.length - 1, Math.max(0, at[1] + by[1]));
    setAt([row, column]);
    table.current?.querySelector<HTMLElement>(`[data-at="${row} ${column}"]`)?.focus();
  };

  return (
    <Scrolling className="matrix" label={`${clause}, ${names.party(party.id)}`}>
      <table ref={table} onKeyDown={move}>
        <caption>
          <PartyBadge side={party.side} name={names.party(party.id)} />
          <span className="hidden">, {clause}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="hidden">{t('web.sector')}</span>
            </th>
            {days.map((day) => (
              <th scope="col" key={day} className="figures">
                <span className="weekday">{weekdayText(day, formats)}</span> {dayText(day, formats)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sectors.map((sector, row) => (
            <tr key={sector.id}>
              <th scope="row">{names.sector(sector.id)}</th>
              {days.map((day, column) => {
                const cell = cellAt(sector.id, day);
                return (
                  <td key={day} data-day={dayText(day, formats)}>
                    {cell ? (
                      <CellButton
                        cell={cell}
                        at={`${row} ${column}`}
                        stop={row === at[0] && column === at[1]}
                        onFocus={() => setAt([row, column])}
                      />
                    ) : (
                      <span className="no-cell" title={t('web.board.noCell')}>
                        <span className="hidden">{t('web.board.noCell')}</span>
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

function CellButton({
  cell,
  at,
  stop,
  onFocus,
}: {
  cell: BoardCell;
  at: string;
  stop: boolean;
  onFocus: () => void;
}) {
  const { t } = useTranslation();
  const { formats, names } = useRoom();
  const id = valueId(cell.value);
  const facts = cell.incidents.length;
  const name = [
    t(`value.${id}`),
    names.sector(cell.sector),
    dayText(cell.day, formats, 'long'),
    facts > 0 && t('web.count.incidents', { count: facts }),
    cell.allegations > 0 && t('web.count.allegations', { count: cell.allegations }),
  ];
  return (
    <button
      className={`cell ${id}`}
      data-at={at}
      data-cell={writeCell(cell)}
      tabIndex={stop ? 0 : -1}
      aria-label={name.filter(Boolean).join(', ')}
      onFocus={onFocus}
      onClick={() => change({ cell: writeCell(cell) })}
      title={t('web.board.cell.title', {
        value: t(`value.${id}`),
        watched: numberText(cell.hoursWatched, formats.language, 1),
        hours: numberText(cell.hoursInForce, formats.language, 1),
      })}
    >
      <ValueShape value={cell.value} size={14} />
      <span>{t(`web.value.${id}`)}</span>
      {(facts > 0 || cell.allegations > 0) && (
        <span className="cell-counts figures">
          {facts > 0 && <span>{facts}</span>}
          {cell.allegations > 0 && <span className="alleged-count">{cell.allegations}</span>}
        </span>
      )}
    </button>
  );
}

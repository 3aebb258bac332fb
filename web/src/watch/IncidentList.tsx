import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, change, useAddress, useSelected } from '../address';
import type { useIncidents } from '../api/queries';
import type { IncidentRow } from '../api/types';
import { followHere } from '../frame/Link';
import { StandingWord, StatusShape } from '../frame/Marks';
import { useRoom } from '../frame/mission';
import { clocksOf, dayText, middleOf, placeText, utcOf } from '../words/format';
import { linesOf } from './lines';
import './list.css';

export function IncidentList({
  query,
  rows,
  total,
}: {
  query: ReturnType<typeof useIncidents>;
  rows: IncidentRow[];
  total: number | null;
}) {
  const { formats } = useRoom();
  const selected = useSelected();
  const scroller = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => linesOf(rows, formats.zone), [rows, formats.zone]);
  const days = useMemo(() => lines.flatMap((line, i) => ('day' in line ? [i] : [])), [lines]);
  const stuck = useRef(0);

  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => ('day' in lines[i]! ? 32 : 86),
    getItemKey: (i) => {
      const line = lines[i]!;
      return 'day' in line ? `day ${line.day} ${i}` : line.row.number;
    },
    overscan: 8,
    scrollPaddingStart: 40,
    scrollPaddingEnd: 16,
    // The heading of the day one is in stays at the top.
    rangeExtractor: useCallback(
      (range: Range) => {
        stuck.current = [...days].reverse().find((i) => range.startIndex >= i) ?? 0;
        return [...new Set([stuck.current, ...defaultRangeExtractor(range)])].sort((a, b) => a - b);
      },
      [days],
    ),
  });

  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastShown >= lines.length - 20) void fetchNextPage();
  }, [lastShown, lines.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const selectedLine = lines.findIndex((line) => 'row' in line && line.row.number === selected);
  useEffect(() => {
    if (selectedLine >= 0) virtual.scrollToIndex(selectedLine, { align: 'auto' });
  }, [selectedLine, virtual]);

  return (
    <div className="list" ref={scroller}>
      <div role="list" className="list-inner" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const line = lines[item.index]!;
          if ('day' in line) {
            const isStuck = item.index === stuck.current;
            return (
              <div
                key={item.key}
                data-index={item.index}
                ref={virtual.measureElement}
                role="presentation"
                className={isStuck ? 'list-day stuck' : 'list-day'}
                style={isStuck ? undefined : { transform: `translateY(${item.start}px)` }}
              >
                {dayText(line.day, formats, 'full')}
              </div>
            );
          }
          return (
            <div
              key={item.key}
              data-index={item.index}
              ref={virtual.measureElement}
              role="listitem"
              aria-setsize={total ?? -1}
              aria-posinset={line.position}
              className="list-item"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <Row row={line.row} selected={line.row.number === selected} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** A click selects, a second one opens; Enter opens. On a phone there is no map beside, so a click opens. */
function Row({ row, selected }: { row: IncidentRow; selected: boolean }) {
  const { t } = useTranslation();
  const { formats, names } = useRoom();
  const href = addressOf(`/incidents/${row.number}`, {}, useAddress());
  const press = (event: MouseEvent) => {
    const plain = !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (event.detail > 0 && plain && !selected && window.matchMedia('(min-width: 700px)').matches) {
      event.preventDefault();
      change({ selected: row.number }, 'replace');
    } else followHere(event, href);
  };
  const exact = row.precision === 'minute';
  return (
    <a
      href={href}
      id={`incident-${row.number}`}
      data-number={row.number}
      className={row.inWindow ? 'row' : 'row outside'}
      aria-current={selected ? 'true' : undefined}
      onClick={press}
    >
      <StatusShape status={row.status} />
      <span className="row-main">
        <span className="row-head">
          <span className="row-title">
            <span className="mono row-code">{row.code}</span> {t(`code.${row.code}`)}
          </span>
          <time className="row-time" dateTime={row.from}>
            {clocksOf(row, formats) ?? t('web.when.unknown')}
          </time>
        </span>
        <span className="row-line">
          <span className="row-place">{placeText(row.place, names, formats, t)}</span>
          {exact && <span className="row-utc figures">{utcOf(middleOf(row), formats)}</span>}
        </span>
        <span className="row-foot">
          <span>{t(`status.${row.status}`)}</span>
          {row.status !== 'alleged' && <StandingWord standing={row.standing} />}
          <span className="figures">
            {t('web.count.observations', { count: row.observations })} / {t('web.count.groups', { count: row.groups })}
          </span>
        </span>
      </span>
    </a>
  );
}

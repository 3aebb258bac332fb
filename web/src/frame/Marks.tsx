import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Standing, Status, Value } from '../api/types';
import './marks.css';

/** The shapes of what an incident's status is: told apart without colour. Drawn on a grid of 16. */
const statusShapes: Record<Status, ReactNode> = {
  verified: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="m4.8 8.3 2.3 2.3 4.2-4.7" fill="none" stroke="var(--surface)" strokeWidth="1.8" />
    </>
  ),
  open: (
    <>
      <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <circle cx="8" cy="8" r="2" fill="currentColor" />
    </>
  ),
  refuted: (
    <>
      <circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="m3.8 12.2 8.4-8.4" stroke="currentColor" strokeWidth="1.6" />
    </>
  ),
  alleged: (
    <circle
      cx="8"
      cy="8"
      r="6.2"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeDasharray="2.6 2.27"
    />
  ),
};

export function StatusShape({ status, size = 16 }: { status: Status; size?: number }) {
  return (
    <svg className={`status-shape ${status}`} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {statusShapes[status]}
    </svg>
  );
}

export function StatusWord({ status }: { status: Status }) {
  const { t } = useTranslation();
  return (
    <span className={`status-word ${status}`}>
      <StatusShape status={status} size={14} />
      {t(`status.${status}`)}
    </span>
  );
}

export function StandingWord({ standing }: { standing: Standing }) {
  const { t } = useTranslation();
  return <span className={`standing ${standing}`}>{t(`standing.${standing}`)}</span>;
}

export const valueId = (value: Value) => (value === 'not observed' ? 'not_observed' : value);

/** The shapes of the four values of the board. */
const valueShapes: Record<Value, ReactNode> = {
  complied: <path d="m3 8.5 3.5 3.5L13 4.5" fill="none" stroke="currentColor" strokeWidth="2.2" />,
  breached: (
    <>
      <path d="M8 1.2 15.2 14H.8Z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
      <path d="M8 5.6v4M8 11.8v.1" stroke="var(--surface)" strokeWidth="1.7" />
    </>
  ),
  'not observed': (
    <circle
      cx="8"
      cy="8"
      r="6"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeDasharray="2.4 2.31"
    />
  ),
  disputed: (
    <>
      <path d="M8 1.5 14.5 8 8 14.5Z" fill="currentColor" />
      <path d="M8 1.5 14.5 8 8 14.5 1.5 8Z" fill="none" stroke="currentColor" strokeWidth="1.6" />
    </>
  ),
};

export function ValueShape({ value, size = 16 }: { value: Value; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className="value-shape"
    >
      {valueShapes[value]}
    </svg>
  );
}

export function ValueWord({ value }: { value: Value }) {
  const { t } = useTranslation();
  return (
    <span className={`value-word ${valueId(value)}`}>
      <ValueShape value={value} size={14} />
      {t(`value.${valueId(value)}`)}
    </span>
  );
}

/** A party in its neutral hue, with its letter. */
export function PartyBadge({ side, name }: { side: 'A' | 'B'; name: string }) {
  return (
    <span className={`party party-${side.toLowerCase()}`}>
      <span className="party-letter" aria-hidden="true">
        {side}
      </span>
      {name}
    </span>
  );
}

import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Because as Reason } from '../api/types';
import { useKeys } from './keys';
import { RightIcon } from './icons';
import './because.css';

const OpenAll = createContext(false);

/** Lets one key, b, open or close every "because" on the page. */
export function BecausePage({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  useKeys(useMemo(() => ({ b: () => setOpen((o) => !o) }), []));
  return <OpenAll value={open}>{children}</OpenAll>;
}

/** Why it is so: the first reason in a line, the rest one press away. */
export function Because({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  const all = useContext(OpenAll);
  const [own, setOwn] = useState<{ open: boolean; all: boolean }>({ open: false, all: false });
  const open = own.all === all && own.open !== all ? own.open : all;
  const { t } = useTranslation();
  return (
    <div className="because">
      <button className="because-line" aria-expanded={open} onClick={() => setOwn({ open: !open, all })}>
        <span className={open ? 'turn open' : 'turn'}>
          <RightIcon size={16} />
        </span>
        <span>
          <b>{t('web.because')}</b> {summary}
        </span>
      </button>
      {open && <div className="because-proof">{children}</div>}
    </div>
  );
}

/** The reasons of a verdict as an indented list, each in words. */
export function Reasons({ reasons }: { reasons: Reason[] }) {
  const { t } = useTranslation();
  return (
    <ul className="proof">
      {reasons.map((reason, i) => (
        <li key={i}>{t(reason.key, reason.args)}</li>
      ))}
    </ul>
  );
}

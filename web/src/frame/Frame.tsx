import { useMemo, useState, type ComponentType, type ReactNode } from 'react';
import { Dialog, DialogTrigger, Button, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { addressOf, change, go, useAddress } from '../address';
import type { Audience } from '../api/types';
import { languageNames, languages, nameIn } from '../words/words';
import { AsOf, AsOfBar } from './AsOf';
import { Choice } from './Choice';
import {
  AgreementIcon,
  BoardIcon,
  DarkIcon,
  KeysIcon,
  LanguageIcon,
  LightIcon,
  MoreIcon,
  ReportIcon,
  SourcesIcon,
  ViewerIcon,
  WatchIcon,
} from './icons';
import { useKeys } from './keys';
import { KeysDialog } from './KeysDialog';
import { Link } from './Link';
import { useRoom } from './mission';
import { chooseTheme, useTheme } from './theme';
import './frame.css';

interface Room {
  path: string;
  text: string;
  Icon: ComponentType<{ size?: number }>;
}

const rooms: Room[] = [
  { path: '/watch', text: 'web.room.watch', Icon: WatchIcon },
  { path: '/board', text: 'web.room.board', Icon: BoardIcon },
  { path: '/report', text: 'web.room.report', Icon: ReportIcon },
  { path: '/agreement', text: 'web.room.agreement', Icon: AgreementIcon },
  { path: '/sources', text: 'web.room.sources', Icon: SourcesIcon },
];

const isIn = (path: string, room: Room) =>
  path.startsWith(room.path) || (room.path === '/watch' && path.startsWith('/incidents'));

export function Frame({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const { mission } = useRoom();
  const { path } = useAddress();
  const [keysOpen, setKeysOpen] = useState(false);
  const name = nameIn(mission.name, i18n.language);
  const keys = useMemo(
    () => ({
      '?': () => setKeysOpen(true),
      ...Object.fromEntries(rooms.map((room, i) => [String(i + 1), () => go(addressOf(room.path))])),
    }),
    [],
  );
  useKeys(keys);

  return (
    <div className={mission.mark === 'LIVE' ? 'frame' : 'frame marked'}>
      <a className="skip" href="#page">
        {t('web.skip')}
      </a>
      <MarkFrame />
      <nav className="rail" aria-label={t('web.rooms')}>
        <div className="rail-mission">
          <span className="rail-name">{name}</span>
          <span className="rail-sub small">{mission.origin.replace(` ${mission.mark}`, '')}</span>
        </div>
        <ul className="rail-rooms">
          {rooms.map((room) => (
            <li key={room.path}>
              <Link to={room.path} className="rail-item" aria-current={isIn(path, room) ? 'page' : undefined}>
                <room.Icon />
                <span>{t(room.text)}</span>
              </Link>
            </li>
          ))}
        </ul>
        <div className="rail-foot">
          <Settings />
          <button className="rail-item" onClick={() => setKeysOpen(true)}>
            <KeysIcon size={18} />
            <span>{t('web.keys.title')}</span>
          </button>
        </div>
      </nav>
      <main id="page" className="page" tabIndex={-1}>
        <AsOfBar />
        {children}
      </main>
      <BottomBar path={path} />
      <KeysDialog open={keysOpen} onOpenChange={setKeysOpen} />
    </div>
  );
}

/** An exercise or a replay is framed with hatching, and says so in a word, on every page. */
function MarkFrame() {
  const { t } = useTranslation();
  const { mission } = useRoom();
  if (mission.mark === 'LIVE') return null;
  const key = mission.mark.toLowerCase();
  return (
    <>
      <div className="mark-edge" aria-hidden="true" />
      <p className="mark-word">
        <b>{t(`mark.${key}`)}</b>
        <span> {t(`web.mark.${key}.text`)}</span>
      </p>
    </>
  );
}

function Settings() {
  const { t, i18n } = useTranslation();
  const { mission } = useRoom();
  const theme = useTheme();
  const audiences = mission.audiences.length > 0 ? mission.audiences : [mission.audience];
  return (
    <>
      <AsOf />
      <Choice
        label={t('web.audience')}
        icon={<ViewerIcon size={18} />}
        value={mission.audience}
        options={audiences.map((id: Audience) => ({ id, text: t(`audience.${id.toLowerCase()}`) }))}
        onChange={(audience) => change({ audience, ...(audience === 'MISSION' ? {} : { asOf: null }) })}
      />
      <Choice
        label={t('web.language')}
        icon={<LanguageIcon size={18} />}
        value={i18n.language}
        options={languages.map((id) => ({ id, text: languageNames[id] }))}
        onChange={(language) => change({ language })}
      />
      <button className="rail-item" onClick={() => chooseTheme(theme === 'dark' ? 'light' : 'dark')}>
        {theme === 'dark' ? <LightIcon size={18} /> : <DarkIcon size={18} />}
        <span>{t(theme === 'dark' ? 'web.theme.light' : 'web.theme.dark')}</span>
      </button>
    </>
  );
}

/** On a phone: four rooms, and the rest behind "more". */
function BottomBar({ path }: { path: string }) {
  const { t, i18n } = useTranslation();
  const { mission } = useRoom();
  return (
    <nav className="bottom-bar" aria-label={t('web.rooms')}>
      {rooms.slice(0, 4).map((room) => (
        <Link key={room.path} to={room.path} aria-current={isIn(path, room) ? 'page' : undefined}>
          <room.Icon size={22} />
          <span>{t(room.text)}</span>
        </Link>
      ))}
      <DialogTrigger>
        <Button>
          <MoreIcon size={22} />
          <span>{t('web.room.more')}</span>
        </Button>
        <ModalOverlay className="veil sheet-veil" isDismissable>
          <Modal className="sheet">
            <Dialog aria-label={t('web.room.more')}>
              {({ close }) => (
                <>
                  <p className="sheet-name">{nameIn(mission.name, i18n.language)}</p>
                  {rooms.slice(4).map((room) => (
                    <Link key={room.path} to={room.path} className="rail-item" onClick={close}>
                      <room.Icon />
                      <span>{t(room.text)}</span>
                    </Link>
                  ))}
                  <Settings />
                </>
              )}
            </Dialog>
          </Modal>
        </ModalOverlay>
      </DialogTrigger>
    </nav>
  );
}

/** A page's head: its title, what it shows in a line, and what one can do with it. */
export function PageHead({
  title,
  text,
  children,
}: {
  title: ReactNode;
  text?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <header className="page-head">
      <div>
        <h1>{title}</h1>
        {text && <p className="quiet">{text}</p>}
      </div>
      {children && <div className="page-tools">{children}</div>}
    </header>
  );
}

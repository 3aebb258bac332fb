import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mission } from '../api/types';
import { nameIn } from '../words/words';
import type { Formats } from '../words/format';

interface Room {
  mission: Mission;
  formats: Formats;
  /** Names by id, in the reader's language; an unknown id is its own name. */
  names: {
    party: (id: string) => string;
    sector: (id: string) => string;
    zone: (id: string) => string;
    source: (id: string) => string;
  };
}

const RoomContext = createContext<Room | null>(null);

export function MissionRoom({
  mission,
  zoneNames,
  children,
}: {
  mission: Mission;
  zoneNames: ReadonlyMap<string, string>;
  children: ReactNode;
}) {
  const { i18n } = useTranslation();
  const language = i18n.language;
  const room = useMemo<Room>(() => {
    const lookup = (items: { id: string; name: Parameters<typeof nameIn>[0] }[]) => {
      const byId = new Map(items.map((item) => [item.id, nameIn(item.name, language)]));
      return (id: string) => byId.get(id) || id;
    };
    const sector = lookup(mission.sectors);
    return {
      mission,
      formats: { language, zone: mission.zone },
      names: {
        party: lookup(mission.parties),
        sector,
        source: lookup(mission.sources),
        zone: (id) => zoneNames.get(id) || sector(id),
      },
    };
  }, [mission, zoneNames, language]);
  return <RoomContext value={room}>{children}</RoomContext>;
}

export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (!room) throw new Error('A page stands inside the mission.');
  return room;
}

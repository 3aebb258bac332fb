import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, go, useAddress } from './address';
import { useMission, useZones } from './api/queries';
import type { Mission } from './api/types';
import { AgreementPage } from './agreements/AgreementPage';
import { TryPage } from './agreements/TryPage';
import { Frame } from './frame/Frame';
import { SearchIcon } from './frame/icons';
import { Link } from './frame/Link';
import { MissionRoom } from './frame/mission';
import { Failure, Loading, Notice, Standing } from './frame/states';
import { IncidentPage } from './incidents/IncidentPage';
import { ReportPage } from './reports/ReportPage';
import { SourcesPage } from './sources/SourcesPage';
import { BoardPage } from './verdicts/BoardPage';
import { EntryPage } from './verdicts/EntryPage';
import { ProofPage } from './verdicts/ProofPage';
import { WatchPage } from './watch/WatchPage';
import { languageOf, nameIn, speak } from './words/words';

export function App() {
  const mission = useMission();
  useLanguageOfAddress();
  if (mission.data) return <Rooms mission={mission.data} />;
  if (mission.error) return <Failure error={mission.error} again={() => void mission.refetch()} />;
  return <Loading lines={10} />;
}

function useLanguageOfAddress() {
  const { query } = useAddress();
  const language = languageOf(query);
  const [, setSpoken] = useState(language);
  useEffect(() => {
    void speak(language).then(() => setSpoken(language));
  }, [language]);
}

function Rooms({ mission }: { mission: Mission }) {
  const { i18n } = useTranslation();
  const zones = useZones();
  const { path } = useAddress();
  const zoneNames = useMemo(
    () => new Map(zones.data?.features.map((f) => [f.properties.id, nameIn(f.properties.name, i18n.language)])),
    [zones.data, i18n.language],
  );
  return (
    <MissionRoom mission={mission} zoneNames={zoneNames}>
      <Frame>
        <Standing at={path}>
          <Page path={path} />
        </Standing>
      </Frame>
    </MissionRoom>
  );
}

const titles: [RegExp, string][] = [
  [/^\/watch$/, 'web.room.watch'],
  [/^\/incidents\//, 'web.incident'],
  [/^\/board$/, 'web.board.title'],
  [/^\/report$/, 'web.room.report'],
  [/^\/agreement$/, 'web.agreement.title'],
  [/^\/agreement\/try$/, 'web.try.title'],
  [/^\/proof$/, 'web.proof'],
  [/^\/entries\//, 'web.entry'],
  [/^\/sources$/, 'web.sources.title'],
];

function Page({ path }: { path: string }) {
  const { t } = useTranslation();
  useEffect(() => {
    if (path === '/') go(addressOf('/watch'), 'replace');
  }, [path]);
  useEffect(() => {
    const title = titles.find(([pattern]) => pattern.test(path))?.[1];
    document.title = title ? `${t(title)} – Trucewatch` : 'Trucewatch';
    document.getElementById('page')?.scrollTo(0, 0);
  }, [path, t]);

  const incident = /^\/incidents\/(\d+)$/.exec(path)?.[1];
  if (incident) return <IncidentPage key={incident} number={Number(incident)} />;
  const entry = /^\/entries\/(\d+)$/.exec(path)?.[1];
  if (entry) return <EntryPage key={entry} number={Number(entry)} />;
  switch (path) {
    case '/':
    case '/watch':
      return <WatchPage />;
    case '/board':
      return <BoardPage />;
    case '/report':
      return <ReportPage />;
    case '/agreement':
      return <AgreementPage />;
    case '/agreement/try':
      return <TryPage />;
    case '/proof':
      return <ProofPage />;
    case '/sources':
      return <SourcesPage />;
    default:
      return (
        <Notice icon={<SearchIcon />} title={t('web.state.missing')} text={t('web.state.missing.text')}>
          <Link to="/watch" className="button">
            {t('web.room.watch')}
          </Link>
        </Notice>
      );
  }
}

import { useEffect, useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Given } from '../given';
import type { Answer, Judged, Progress } from '../answer';
import { judge } from '../judge';
import { Answers, inOrder, Items } from './Answers';
import { added, fromDrop, fromPicker, fromText } from './gather';
import { languages, numberText, said, speak, type Language } from './words';

const names: Record<Language, string> = {
  en: 'English',
  fr: 'Français',
  uk: 'Українська',
  de: 'Deutsch',
  ru: 'Русский',
};

/** What the check of the things given has come to. */
type Check =
  | { is: 'idle' }
  | { is: 'running'; progress: Progress | null }
  | { is: 'done'; judged: Judged }
  | { is: 'cancelled' }
  | { is: 'broken'; message: string };

function useCheck(given: readonly Given[]) {
  const [check, setCheck] = useState<Check>({ is: 'idle' });
  const stop = useRef<AbortController>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (given.length === 0) return setCheck({ is: 'idle' });
    const own = new AbortController();
    stop.current = own;
    setCheck({ is: 'running', progress: null });
    judge(given, (progress) => !own.signal.aborted && setCheck({ is: 'running', progress }), own.signal)
      .then((judged) => !own.signal.aborted && setCheck({ is: 'done', judged }))
      .catch((error: unknown) => !own.signal.aborted && setCheck({ is: 'broken', message: String(error) }));
    return () => own.abort();
  }, [given, round]);
  const cancel = () => {
    stop.current?.abort();
    setCheck({ is: 'cancelled' });
  };
  return { check, cancel, again: () => setRound((n) => n + 1) };
}

export function CheckPage() {
  const { t } = useTranslation();
  const [given, setGiven] = useState<readonly Given[]>([]);
  const { check, cancel, again } = useCheck(given);
  const give = (more: Given[]) => setGiven((old) => added(old, more));
  const kept = check.is === 'done' ? check.judged.items : [];
  const without = (path: string) =>
    setGiven((old) => old.filter((one) => one.path !== path && !(path.endsWith('/') && one.path.startsWith(path))));

  return (
    <>
      <header className="head">
        <Mark />
        <b>Trucewatch</b>
        <LanguageChoice />
      </header>
      <main className="room">
        <section className="ask" aria-labelledby="title">
          <h1 id="title">{t('check.title')}</h1>
          <p className="lede">{t('check.lede')}</p>
          <GiveFiles give={give} />
          <GiveText give={give} count={given.filter((one) => one.isPasted).length} />
        </section>
        <section className="tell" aria-labelledby="answers">
          <h2 id="answers">{t('check.answers')}</h2>
          <Telling check={check} cancel={cancel} again={again} />
        </section>
        {given.length > 0 && (
          <Items items={kept} files={given.length} without={without} clear={() => setGiven([])} />
        )}
        <Limits />
      </main>
    </>
  );
}

function Telling({ check, cancel, again }: { check: Check; cancel: () => void; again: () => void }) {
  const { t, i18n } = useTranslation();
  const { is } = check;
  const status = {
    idle: () => t('check.status.idle'),
    running: () => t('check.status.running'),
    cancelled: () => t('check.status.cancelled'),
    broken: () => t('check.status.broken', { message: is === 'broken' ? check.message : '' }),
    done: () => t('check.status.done', is === 'done' ? counts(check.judged, i18n.language) : {}),
  }[is]();
  const progress = is === 'running' ? check.progress : null;
  return (
    <>
      <p className={`status ${is}`} role="status" aria-live="polite" data-check={is}>
        {status}
        {is === 'done' && <Spoken answers={check.judged.answers} />}
      </p>
      {is === 'idle' && (
        <ol className="steps">
          <li>{t('check.steps.keys')}</li>
          <li>{t('check.steps.give')}</li>
          <li>{t('check.steps.read')}</li>
        </ol>
      )}
      {is === 'running' && (
        <div className="progress">
          <progress aria-label={t('check.status.running')} max={progress?.size ?? 1} value={progress?.done ?? 0} />
          <span className="figures quiet">
            {progress &&
              t('check.progress', {
                done: numberText(progress.done, i18n.language),
                size: numberText(progress.size, i18n.language),
              })}
          </span>
          <button type="button" className="button" onClick={cancel}>
            {t('check.cancel')}
          </button>
        </div>
      )}
      {(is === 'cancelled' || is === 'broken') && (
        <button type="button" className="button" onClick={again}>
          {t('check.again')}
        </button>
      )}
      {is === 'done' && <Answers answers={check.judged.answers} />}
    </>
  );
}

/** For those who hear the page: the first answers themselves, not only their number. */
function Spoken({ answers }: { answers: Answer[] }) {
  const { t, i18n } = useTranslation();
  const first = inOrder(answers).slice(0, 3);
  return <span className="hidden">{first.map(({ say }) => said(say, t, i18n.language, 'short')).join(' ')}</span>;
}

const counts = ({ answers }: Judged, language: string) => {
  const of = (state: string) => numberText(answers.filter((answer) => answer.state === state).length, language);
  return { holds: of('holds'), refused: of('refused'), open: of('open') };
};

function GiveFiles({ give }: { give: (more: Given[]) => void }) {
  const { t } = useTranslation();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (folder.current) folder.current.webkitdirectory = true;
  }, []);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void fromDrop(event.dataTransfer).then(give);
  };
  const picked = (input: HTMLInputElement) => {
    give(fromPicker(input.files));
    input.value = '';
  };
  return (
    <div
      className={isOver ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p>{t('check.drop')}</p>
      <div className="row">
        <button type="button" className="button lead" onClick={() => folder.current?.click()}>
          {t('check.folder')}
        </button>
        <button type="button" className="button" onClick={() => files.current?.click()}>
          {t('check.files')}
        </button>
      </div>
      <p className="small quiet">{t('check.drop.what')}</p>
      <input
        ref={folder}
        type="file"
        hidden
        data-pick="folder"
        aria-label={t('check.folder')}
        onChange={(event) => picked(event.currentTarget)}
      />
      <input
        ref={files}
        type="file"
        multiple
        hidden
        data-pick="files"
        aria-label={t('check.files')}
        onChange={(event) => picked(event.currentTarget)}
      />
    </div>
  );
}

function GiveText({ give, count }: { give: (more: Given[]) => void; count: number }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const next = useRef(0);
  useEffect(() => {
    if (count === 0) next.current = 0;
  }, [count]);
  const add = () => {
    if (text.trim() === '') return;
    give([fromText(text, t('check.pasted', { n: ++next.current }))]);
    setText('');
  };
  return (
    <form
      className="paste"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <label htmlFor="paste">{t('check.paste')}</label>
      <textarea
        id="paste"
        rows={4}
        spellCheck={false}
        autoComplete="off"
        value={text}
        aria-describedby="paste-hint"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) add();
        }}
      />
      <div className="row">
        <span id="paste-hint" className="small quiet">
          {t('check.paste.hint')}
        </span>
        <button type="submit" className="button" disabled={text.trim() === ''}>
          {t('check.add')}
        </button>
      </div>
    </form>
  );
}

function Limits() {
  const { t } = useTranslation();
  return (
    <section className="limits" aria-labelledby="limits">
      <h2 id="limits">{t('check.limits')}</h2>
      <dl>
        <div>
          <dt>{t('check.limits.keys')}</dt>
          <dd>{t('check.limits.keys.text')}</dd>
        </div>
        <div>
          <dt>{t('check.limits.recompute')}</dt>
          <dd>
            {t('check.limits.recompute.text')} <code className="mono">trucewatch verify bundle FOLDER</code>
          </dd>
        </div>
        <div>
          <dt>{t('check.limits.silent')}</dt>
          <dd>{t('check.limits.silent.text')}</dd>
        </div>
        <div>
          <dt>{t('check.limits.page')}</dt>
          <dd>{t('check.limits.page.text')}</dd>
        </div>
      </dl>
    </section>
  );
}

function LanguageChoice() {
  const { t, i18n } = useTranslation();
  return (
    <label className="language">
      <span className="hidden">{t('check.language')}</span>
      <select value={i18n.language} onChange={(event) => void speak(event.target.value as Language)}>
        {(Object.keys(languages) as Language[]).map((language) => (
          <option key={language} value={language} lang={language}>
            {names[language]}
          </option>
        ))}
      </select>
    </label>
  );
}

const Mark = () => (
  <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
    <rect width="32" height="32" rx="7" fill="#0e5568" />
    <path
      d="M6 16s3.6-6.5 10-6.5S26 16 26 16s-3.6 6.5-10 6.5S6 16 6 16Z"
      fill="none"
      stroke="#fff"
      strokeWidth="2"
    />
    <path d="M16 4v24" stroke="#fff" strokeWidth="2" strokeDasharray="3 2.4" />
    <circle cx="16" cy="16" r="3" fill="#fff" />
  </svg>
);

import { useEffect, useMemo, useRef, useState } from 'react';
import {
  Button,
  Dialog,
  DialogTrigger,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  type Key,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { change, useFilter } from '../address';
import { filterNames, type FilterName } from '../api/client';
import type { Option } from '../frame/Choice';
import { CloseIcon, DownIcon, SearchIcon, TickIcon } from '../frame/icons';
import { useRoom } from '../frame/mission';
import { dayText } from '../words/format';
import './filters.css';

/** Search and chips: one filter for list, map, time strip and export. */
export function Filters() {
  const { t } = useTranslation();
  const { mission, names } = useRoom();
  const filter = useFilter();
  const options = useMemo<Partial<Record<FilterName, Option[]>>>(
    () => ({
      class: mission.classes.map(({ id }) => ({ id, text: t(`class.${id}`) })),
      code: [...new Set(mission.classes.flatMap((c) => c.codes))].map((id) => ({ id, text: `${id} ${t(`code.${id}`)}` })),
      sector: mission.sectors.map(({ id }) => ({ id, text: names.sector(id) })),
      standing: ['seen', 'reported', 'alleged'].map((id) => ({ id, text: t(`standing.${id}`) })),
      source: mission.sources.map(({ id }) => ({ id, text: names.source(id) })),
      party: mission.parties.map(({ id }) => ({ id, text: names.party(id) })),
    }),
    [mission, names, t],
  );
  const any = filterNames.some((name) => filter[name]);
  return (
    <search className="filters">
      <Search value={filter.text ?? ''} />
      <div className="chips" role="group" aria-label={t('web.filter')}>
        {(['class', 'code', 'sector', 'standing', 'source', 'party'] as const).map((name) => (
          <Chip
            key={name}
            label={t(`web.filter.${name}`)}
            value={filter[name]}
            options={options[name] ?? []}
            onChange={(value) => change({ [name]: value })}
          />
        ))}
        <DaysChip from={filter.from} until={filter.until} />
        {any && (
          <button
            className="chip-clear"
            onClick={() => change(Object.fromEntries(filterNames.map((name) => [name, null])))}
          >
            {t('web.filter.clear')}
          </button>
        )}
      </div>
    </search>
  );
}

function Search({ value }: { value: string }) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const [told, setTold] = useState(value);
  if (told !== value) {
    setTold(value);
    setText(value);
  }
  const wait = useRef(0);
  useEffect(() => () => clearTimeout(wait.current), []);
  const say = (next: string) => {
    setText(next);
    clearTimeout(wait.current);
    wait.current = window.setTimeout(() => change({ text: next.trim() || null }, 'replace'), 250);
  };
  return (
    <label className="search">
      <SearchIcon size={16} />
      <span className="hidden">{t('web.filter.text')}</span>
      <input
        id="search"
        type="search"
        placeholder={t('web.filter.text')}
        value={text}
        onChange={(event) => say(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <kbd aria-hidden="true">/</kbd>
    </label>
  );
}

const nothing = 'any';

function Chip({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string | undefined;
  options: Option[];
  onChange: (value: string | null) => void;
}) {
  const { t } = useTranslation();
  const text = value && (options.find((o) => o.id === value)?.text ?? value);
  const all = [{ id: nothing, text: t('web.filter.any') }, ...options];
  const choose = (key: Key | null) => onChange(key === nothing || key === null ? null : String(key));
  return (
    <span className={value ? 'chip on' : 'chip'}>
      <Select aria-label={label} selectedKey={value ?? nothing} onSelectionChange={choose}>
        <Button className="chip-button">
          <span className="chip-label">{label}</span>
          {text ? <span className="chip-value">{text}</span> : <DownIcon size={12} />}
        </Button>
        <Popover className="popover" offset={4}>
          <ListBox className="options" items={all}>
            {(option) => (
              <ListBoxItem className="option" id={option.id} textValue={option.text}>
                {option.text}
                {option.id === (value ?? nothing) && (
                  <span className="tick">
                    <TickIcon size={16} />
                  </span>
                )}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </Select>
      {value && <Off label={label} onPress={() => onChange(null)} />}
    </span>
  );
}

function Off({ label, onPress }: { label: string; onPress: () => void }) {
  const { t } = useTranslation();
  return (
    <button className="chip-off" aria-label={t('web.filter.off', { name: label })} onClick={onPress}>
      <CloseIcon size={14} />
    </button>
  );
}

function DaysChip({ from, until }: { from?: string; until?: string }) {
  const { t } = useTranslation();
  const { mission, formats } = useRoom();
  const on = from !== undefined || until !== undefined;
  const text = `${from ? dayText(from, formats) : '…'} – ${until ? dayText(until, formats) : '…'}`;
  const day = (name: 'from' | 'until', value?: string) => (
    <label>
      <span className="small quiet">{t(`web.filter.${name}`)}</span>
      <input
        className="field"
        type="date"
        min={mission.firstDay}
        max={mission.lastDay}
        value={value ?? ''}
        onChange={(event) => change({ [name]: event.target.value || null }, 'replace')}
      />
    </label>
  );
  const [first, last] = [mission.days[0], mission.days.at(-1)];
  return (
    <span className={on ? 'chip on' : 'chip'}>
      <DialogTrigger>
        <Button className="chip-button">
          <span className="chip-label">{t('web.filter.days')}</span>
          {on ? <span className="chip-value figures">{text}</span> : <DownIcon size={12} />}
        </Button>
        <Popover className="popover" offset={4}>
          <Dialog className="days-form" aria-label={t('web.filter.days')}>
            {day('from', from)}
            {day('until', until)}
            {first && last && (
              <button className="button" onClick={() => change({ from: first, until: last }, 'replace')}>
                {t('web.filter.window')}
              </button>
            )}
          </Dialog>
        </Popover>
      </DialogTrigger>
      {on && <Off label={t('web.filter.days')} onPress={() => change({ from: null, until: null })} />}
    </span>
  );
}

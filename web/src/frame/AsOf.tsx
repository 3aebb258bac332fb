import { useState } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { change, useView } from '../address';
import { numberText } from '../words/format';
import { ClockIcon } from './icons';
import { useRoom } from './mission';

/** Now, or as known at an entry of the record. Only for those inside the mechanism. */
export function AsOf() {
  const { t } = useTranslation();
  const { mission, formats } = useRoom();
  const { asOf } = useView();
  const [text, setText] = useState(asOf ?? '');
  if (!mission.mayAskAsOf) return null;
  const entry = Number(text);
  const valid = Number.isInteger(entry) && entry >= 1 && entry <= mission.entries;
  return (
    <DialogTrigger onOpenChange={(open) => open && setText(asOf ?? String(mission.entries))}>
      <Button className={asOf ? 'rail-item as-of past' : 'rail-item as-of'} aria-label={t('web.asof.label')}>
        <ClockIcon size={18} />
        <span>
          {asOf ? t('web.asof.entry', { entry: numberText(Number(asOf), formats.language) }) : t('web.asof.now')}
        </span>
      </Button>
      <Popover className="popover" offset={4}>
        <Dialog className="as-of-form" aria-label={t('web.asof.label')}>
          {({ close }) => (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                if (!valid) return;
                change({ asOf: entry === mission.entries ? null : entry });
                close();
              }}
            >
              <label>
                <b>{t('web.asof.label')}</b>
                <span className="small quiet">
                  {t('web.asof.help', { entries: numberText(mission.entries, formats.language) })}
                </span>
                <input
                  className="field figures"
                  inputMode="numeric"
                  value={text}
                  aria-invalid={!valid}
                  onChange={(event) => setText(event.target.value.replace(/\D/g, ''))}
                />
              </label>
              <input
                type="range"
                aria-label={t('web.asof.label')}
                min={1}
                max={mission.entries}
                value={valid ? entry : mission.entries}
                onChange={(event) => setText(event.target.value)}
              />
              <div className="as-of-buttons">
                <button
                  type="button"
                  className="button"
                  onClick={() => {
                    change({ asOf: null });
                    close();
                  }}
                >
                  {t('web.asof.now')}
                </button>
                <button className="button lead" disabled={!valid}>
                  {t('web.asof.show')}
                </button>
              </div>
            </form>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** What a page says at its head when it does not show the present. */
export function AsOfBar() {
  const { t } = useTranslation();
  const { mission, formats } = useRoom();
  const { asOf } = useView();
  if (!asOf) return null;
  return (
    <div className="as-of-bar" role="status">
      <ClockIcon size={16} />
      <span>
        {t('web.asof.bar', {
          entry: numberText(Number(asOf), formats.language),
          entries: numberText(mission.entries, formats.language),
        })}
      </span>
      <button className="as-of-back" onClick={() => change({ asOf: null })}>
        {t('web.asof.back')}
      </button>
    </div>
  );
}

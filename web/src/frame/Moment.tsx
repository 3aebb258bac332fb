import { useTranslation } from 'react-i18next';
import type { Precision } from '../api/types';
import { middleOf, momentOf, utcOf, whenText } from '../words/format';
import { useRoom } from './mission';

/** An instant in the mission's zone; UTC beside it, shown when the reader looks at it. */
export function Moment({ at }: { at: string }) {
  const { formats } = useRoom();
  return (
    <time dateTime={at} title={utcOf(at, formats)}>
      {momentOf(at, formats)}
    </time>
  );
}

/** When something happened, said as precisely as it is known and no more. */
export function When({ from, until, precision }: { from: string; until: string; precision: Precision }) {
  const { formats } = useRoom();
  const { t } = useTranslation();
  const when = { from, until, precision };
  return (
    <time dateTime={from} title={precision === 'minute' ? utcOf(middleOf(when), formats) : undefined}>
      {whenText(when, formats, t)}
    </time>
  );
}

import type { TFunction } from 'i18next';
import type { Place, Precision } from '../api/types';

/** Dates and numbers in the reader's language, times in the mission's zone. */
export interface Formats {
  language: string;
  zone: string;
}

const cache = new Map<string, Intl.DateTimeFormat>();

function dates(language: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${JSON.stringify(options)}`;
  let format = cache.get(key);
  // English here is British English: the day before the month, hours to 24.
  if (!format)
    cache.set(
      key,
      (format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { timeZone: zone, ...options })),
    );
  return format;
}

const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const dayAndMonth: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };

export const clockOf = (instant: string, { language, zone }: Formats) =>
  dates(language, zone, clock).format(new Date(instant));

export const utcOf = (instant: string, { language }: Formats) =>
  `${dates(language, 'UTC', { ...dayAndMonth, ...clock }).format(new Date(instant))} UTC`;

export const momentOf = (instant: string, { language, zone }: Formats) =>
  dates(language, zone, { ...dayAndMonth, year: 'numeric', ...clock, timeZoneName: 'short' }).format(new Date(instant));

/** The time of day for a row: a clock, a span of clocks within a day, or nothing. */
export function clocksOf(when: Occurred, formats: Formats): string | null {
  if (when.precision === 'minute') return clockOf(middleOf(when), formats) + plusMinus(when, formats);
  const hours = (Date.parse(when.until) - Date.parse(when.from)) / 3_600_000;
  if (when.precision === 'day' || hours >= 20) return null;
  return `${clockOf(when.from, formats)}–${clockOf(when.until, formats)}`;
}

/** The calendar day of an instant in the mission's zone, as YYYY-MM-DD. */
export const dayOf = (instant: string, zone: string) => dates('sv', zone, {}).format(new Date(instant));

const isDay = (text: string) => !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/** A calendar day needs no zone: it is read and written as the same date. What is none is shown as it stands. */
export function dayText(day: string, { language }: Formats, length: 'short' | 'long' | 'full' = 'short'): string {
  if (!isDay(day)) return day;
  return dates(
    language,
    'UTC',
    length === 'short'
      ? dayAndMonth
      : { ...dayAndMonth, month: 'long', year: 'numeric', ...(length === 'full' ? { weekday: 'long' } : {}) },
  ).format(new Date(`${day}T00:00:00Z`));
}

export const weekdayText = (day: string, { language }: Formats) =>
  dates(language, 'UTC', { weekday: 'short' }).format(new Date(`${day}T00:00:00Z`));

type Occurred = { from: string; until: string; precision: Precision };

/** The middle of when it happened, to the minute: what a source said, before its uncertainty was added on both sides. */
export function middleOf({ from, until }: Occurred): string {
  const middle = (Date.parse(from) + Date.parse(until)) / 2;
  return new Date(Math.floor(middle / 60_000) * 60_000).toISOString();
}

/** How far to each side, such as " ± 45 min"; nothing where it is a minute or less. */
function plusMinus(when: Occurred, { language }: Formats): string {
  const minutes = Math.round((Date.parse(when.until) - Date.parse(when.from)) / 120_000);
  if (minutes <= 1) return '';
  return ` ± ${new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'short' }).format(minutes)}`;
}

/** When it happened, in words that claim no more than is known. */
export function whenText(
  when: Occurred,
  formats: Formats,
  t: TFunction,
): string {
  const { language, zone } = formats;
  if (when.precision === 'minute') return momentOf(middleOf(when), formats) + plusMinus(when, formats);
  if (when.precision === 'day')
    return t('web.when.day', { day: dayText(dayOf(when.from, zone), formats, 'long') });
  const format = dates(language, zone, { ...dayAndMonth, year: 'numeric', ...clock, timeZoneName: 'short' });
  return t('web.when.span', { span: format.formatRange(new Date(when.from), new Date(when.until)) });
}

export const numberText = (value: number, language: string, digits = 0) =>
  value.toLocaleString(language, { maximumFractionDigits: digits });

export const percentText = (share: number, language: string) =>
  share.toLocaleString(language, { style: 'percent', maximumFractionDigits: 0 });

const twoFigures = (value: number) => Number(value.toPrecision(2));

/** A distance with no figure too many: two, in metres below a kilometre. */
export function distanceText(meters: number, language: string): string {
  const [value, unit] = meters < 1000 ? [twoFigures(meters), 'meter'] : [twoFigures(meters / 1000), 'kilometer'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(
    value as number,
  );
}

/** Where it happened, the uncertain said as uncertain. */
export function placeText(
  place: Place,
  names: { zone: (id: string) => string },
  formats: Formats,
  t: TFunction,
): string {
  const areas = place.zones.map(names.zone).join(', ');
  switch (place.kind) {
    case 'point':
    case 'sector': {
      // A bearing and a range (kind "sector") come as the circle that holds them.
      const name = place.name || areas;
      if (!place.radiusMeters) return t('web.place.somewhere', { name: name || coordinatesText(place) });
      const distance = distanceText(place.radiusMeters, formats.language);
      return name ? t('web.place.near', { name, distance }) : t('web.place.within', { distance, point: coordinatesText(place) });
    }
    case 'areas':
      return t('web.place.somewhere', { name: areas || place.name });
    default:
      return t('web.place.unknown');
  }
}

/** Coordinates with no more decimals than the uncertainty allows (0.001 degree of latitude is about 111 m). */
export function coordinatesText({ lon, lat, radiusMeters }: Place): string {
  if (lon === null || lat === null) return '';
  const digits = Math.min(5, Math.max(1, Math.ceil(5 - Math.log10(Math.max(1, radiusMeters ?? 1)))));
  return `${lat.toFixed(digits)}, ${lon.toFixed(digits)}`;
}

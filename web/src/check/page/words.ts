import i18next, { type TFunction } from 'i18next';
import { initReactI18next } from 'react-i18next';
import de from 'virtual:texts/de?check';
import en from 'virtual:texts/en?check';
import fr from 'virtual:texts/fr?check';
import ru from 'virtual:texts/ru?check';
import uk from 'virtual:texts/uk?check';
import type { Say } from '../answer';

export const languages = { en, fr, uk, de, ru };
export type Language = keyof typeof languages;

const isLanguage = (text: string): text is Language => text in languages;

/** The address's language, else the reader's own. */
export function languageOf(query: string): Language {
  const asked = [new URLSearchParams(query).get('language') ?? '', ...navigator.languages];
  return asked.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

export async function speak(language: Language) {
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  document.title = `${i18next.t('check.title')} – Trucewatch`;
}

/** All words are in the page: a language is switched without asking anybody. */
export async function startWords(language: Language) {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    resources: Object.fromEntries(Object.entries(languages).map(([name, words]) => [name, { translation: words }])),
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await speak(language);
}

export const numberText = (value: number, language: string) => new Intl.NumberFormat(language).format(value);

const timeText = (value: Date, language: string) =>
  `${new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'UTC',
  }).format(value)} UTC`;

type Length = 'short' | 'full';

/** A sentence in the reader's language, with the sentences inside it; short: of a hash only its ends. */
export function said(say: Say, t: TFunction, language: string, length: Length = 'full'): string {
  const values = Object.entries(say.with ?? {}).map(([name, value]) => [name, filled(value, t, language, length)]);
  return t(say.key, Object.fromEntries(values) as Record<string, string>);
}

function filled(value: string | number | Date | Say, t: TFunction, language: string, length: Length): string {
  if (typeof value === 'number') return numberText(value, language);
  if (value instanceof Date) return timeText(value, language);
  if (typeof value !== 'string') return said(value, t, language, length);
  return length === 'short' && /^[0-9a-f]{64}$/.test(value) ? `${value.slice(0, 8)}…${value.slice(-8)}` : value;
}

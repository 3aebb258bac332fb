import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language, Names } from '../api/types';

export const languages: Language[] = ['en', 'fr', 'uk', 'de', 'ru'];

/** Each language by its own name. */
export const languageNames: Record<Language, string> = {
  en: 'English',
  fr: 'Français',
  uk: 'Українська',
  de: 'Deutsch',
  ru: 'Русский',
};

const load: Record<Language, () => Promise<{ default: Record<string, string> }>> = {
  en: () => import('virtual:texts/en'),
  fr: () => import('virtual:texts/fr'),
  uk: () => import('virtual:texts/uk'),
  de: () => import('virtual:texts/de'),
  ru: () => import('virtual:texts/ru'),
};

const isLanguage = (text: string): text is Language => (languages as string[]).includes(text);

/** The address's language, else the reader's own. */
export function languageOf(query: URLSearchParams): Language {
  const asked = [query.get('language') ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2).toLowerCase());
  return asked.find(isLanguage) ?? 'en';
}

export async function speak(language: Language) {
  if (!i18next.hasResourceBundle(language, 'translation'))
    i18next.addResourceBundle(language, 'translation', (await load[language]()).default);
  if (i18next.language !== language) await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export async function startWords(language: Language): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false, bindI18nStore: 'added' },
  });
  await speak(language);
  return i18next;
}

/** A name in the reader's language; failing that in English, failing that in any. */
export const nameIn = (names: Names | null | undefined, language: string): string =>
  names ? (names[language as Language] ?? names.en ?? Object.values(names)[0] ?? '') : '';

import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { en } from './en.ts';
import { readTexts } from './texts.ts';

export type Language = 'zh-CN' | 'en';
export const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

declare module 'i18next' {
  /** Makes `t` know the keys: one that is missing or misspelt does not compile. */
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** Where the choice of language is kept: on this computer, not in an account. */
const STORED_AS = 'consilium.language';

/** Starts translation in the language that was chosen before, or the system's. */
export async function startTranslation(systemLocale: string): Promise<i18n> {
  const language = rememberedLanguage() ?? languageOf(systemLocale);
  await i18next.use(initReactI18next).init({
    resources: { [language]: { translation: await readTexts(language) } },
    lng: language,
    fallbackLng: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language;
  return i18next;
}

/** Remembers and applies a language. */
export async function chooseLanguage(language: Language): Promise<void> {
  window.localStorage.setItem(STORED_AS, language);
  i18next.addResourceBundle(language, 'translation', await readTexts(language));
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export function languageOf(locale: string): Language {
  return locale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

function rememberedLanguage(): Language | null {
  const stored = window.localStorage.getItem(STORED_AS);
  return LANGUAGES.find((language) => language === stored) ?? null;
}

import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { en } from './en.ts';
import { firstLanguage, rememberLanguage, type Language } from './language.ts';
import { readTexts } from './texts.ts';

export { languageOf, type Language } from './language.ts';

declare module 'i18next' {
  /** Makes `t` know the keys: one that is missing or misspelt does not compile. */
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** Starts translation in the language that was chosen before, or the system's. */
export async function startTranslation(systemLocale: string): Promise<i18n> {
  const language = firstLanguage(systemLocale);
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
  rememberLanguage(language);
  i18next.addResourceBundle(language, 'translation', await readTexts(language));
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Which language the screens are in. Stands apart from the translation itself, which takes longer to read. */
export type Language = 'zh-CN' | 'en';
const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

/** Where the choice of language is kept: on this computer, not in an account. */
const STORED_AS = 'consilium.language';

/** The language that was chosen before on this computer, or the system's. */
export function firstLanguage(systemLocale: string): Language {
  const stored = window.localStorage.getItem(STORED_AS);
  return LANGUAGES.find((language) => language === stored) ?? languageOf(systemLocale);
}

export function rememberLanguage(language: Language): void {
  window.localStorage.setItem(STORED_AS, language);
}

export function languageOf(locale: string): Language {
  return locale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

import { useTranslation } from 'react-i18next';
import { languageOf, type Language } from '../i18n/index.ts';

/** The language of the screens now. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return languageOf(i18n.language);
}

/**
 * Imported before everything else: the questions, and the texts of the first picture, are under way while the rest of
 * the page is still being read.
 */
import { firstLanguage } from '../i18n/language.ts';
import { readTexts } from '../i18n/texts.ts';
import { askEarly } from './early.ts';

export const early: Promise<void> = askEarly();

// Asked for again by whoever shows them, who is then told what is wrong.
readTexts(firstLanguage(navigator.language)).catch(() => undefined);

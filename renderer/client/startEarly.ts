/** Imported before everything else: the questions are under way while the rest of the page is still being read. */
import { askEarly } from './early.ts';

export const early: Promise<void> = askEarly();

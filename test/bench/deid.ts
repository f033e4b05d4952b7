/** How much text the recogniser reads in a second on one core, in Chinese and in English. */
import { recognise } from '../../src/deid/recognise.ts';
import { goldTexts } from '../deid/gold/gold.ts';
import { figure, type Figure } from './figures.ts';

/** Bytes of UTF-8 a second. */
const GOAL = 1_000_000;
const NOTES = 10;
const LEAST_BYTES = 1_000_000;

export async function deidentification(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const language of ['zh', 'en'] as const) {
    const notes = [...goldTexts(language, 'tuning'), ...goldTexts(language, 'heldout')].map(
      ({ text }) => text,
    );
    // As long as a discharge summary.
    const texts = notes.flatMap((_, index) =>
      index % NOTES === 0 ? [notes.slice(index, index + NOTES).join('\n\n')] : [],
    );
    const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    const rounds = Math.ceil(LEAST_BYTES / bytes);
    for (const text of texts) recognise(text, { language });
    // Of the processor: others may be at work on this machine.
    const from = process.cpuUsage();
    for (let round = 0; round < rounds; round += 1) for (const text of texts) recognise(text, { language });
    const { user } = process.cpuUsage(from);
    const rate = (bytes * rounds * 1_000_000) / user;
    figures.push(
      figure({
        name: `de-identification, seconds a megabyte (${language})`,
        value: GOAL / rate,
        floor: 1,
        // A machine with others at work on it is slower by its caches.
        limit: 2,
        goal: 1,
        note: `${(rate / 1_000_000).toFixed(2)} MB/s over ${String(texts.length)} texts of ${String(Math.round(bytes / texts.length))} bytes on average; the goal is 1 MB/s a core`,
      }),
    );
  }
  return figures;
}

/** Scores of the recogniser over gold texts: what is fully covered a class, characters, precision, and terms that stay. */
import { recognise, type EntityLookup } from '../../../src/deid/recognise.ts';
import type { GoldText } from './gold.ts';

export interface ClassScore {
  readonly type: string;
  readonly gold: number;
  readonly covered: number;
}

export interface Score {
  readonly texts: number;
  readonly classes: readonly ClassScore[];
  readonly characters: { readonly gold: number; readonly covered: number };
  /** Spans that were found, and those of them that touch something marked. */
  readonly spans: { readonly found: number; readonly right: number };
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

const SHOWN = 14;

export function scoreOf(
  texts: readonly GoldText[],
  language: 'zh' | 'en',
  entities: EntityLookup = () => [],
): Score {
  const classes = new Map<string, { gold: number; covered: number }>();
  const characters = { gold: 0, covered: 0 };
  const found = { found: 0, right: 0 };
  const missed: string[] = [];
  const wrong: string[] = [];
  for (const { spans, text } of texts) {
    const covered = new Uint8Array(text.length);
    const marked = new Uint8Array(text.length);
    const recognised = recognise(text, { language, entities });
    for (const { end, start } of recognised) covered.fill(1, start, end);
    for (const { end, start } of spans) marked.fill(1, start, end);
    const around = (start: number, end: number): string =>
      text.slice(Math.max(0, start - SHOWN), end + SHOWN).replaceAll('\n', '⏎');
    for (const { end, start, type } of spans) {
      const counts = classes.get(type) ?? { gold: 0, covered: 0 };
      const hit = covered.subarray(start, end).reduce((sum, bit) => sum + bit, 0);
      const isWhole = hit === end - start;
      classes.set(type, { gold: counts.gold + 1, covered: counts.covered + (isWhole ? 1 : 0) });
      characters.gold += end - start;
      characters.covered += hit;
      if (!isWhole) missed.push(`${type} "${text.slice(start, end)}" in "${around(start, end)}"`);
    }
    for (const { confidence, end, start, type } of recognised) {
      found.found += 1;
      if (marked.subarray(start, end).some((bit) => bit === 1)) found.right += 1;
      else wrong.push(`${type} ${String(confidence)} "${text.slice(start, end)}" in "${around(start, end)}"`);
    }
  }
  return {
    texts: texts.length,
    classes: [...classes]
      .map(([type, counts]) => ({ type, ...counts }))
      .toSorted((left, right) => left.type.localeCompare(right.type)),
    characters,
    spans: found,
    missed,
    wrong,
  };
}

const CARRIERS: Readonly<Record<'zh' | 'en', readonly ((term: string) => string)[]>> = {
  zh: [
    (term) => `考虑${term}，予对症处理。`,
    (term) => `患者${term}较前好转`,
    (term) => `1.${term} 2.感染`,
    (term) => `${term}，随诊`,
  ],
  en: [
    (term) => `Assessment: ${term}, stable.`,
    (term) => `The patient has ${term} and was counselled.`,
    (term) => `${term} noted.`,
    (term) => `History of ${term.toLowerCase()}.`,
  ],
};

export function keptTerms(
  terms: readonly string[],
  language: 'zh' | 'en',
): { readonly kept: number; readonly all: number; readonly lost: readonly string[] } {
  const lost: string[] = [];
  for (const term of terms) {
    for (const carrier of CARRIERS[language]) {
      const text = carrier(term);
      const spans = recognise(text, { language });
      if (spans.length > 0)
        lost.push(
          `${text} → ${spans.map(({ end, start, type }) => `${type} ${text.slice(start, end)}`).join(', ')}`,
        );
    }
  }
  const all = terms.length * CARRIERS[language].length;
  return { kept: all - lost.length, all, lost };
}

/**
 * The gold texts: templates whose places are filled by a seed, and hard texts written out, with what identifies somebody
 * marked as ⟦class|text⟧. Made for this project; what is "held out" was written before the rules were measured and is
 * looked at for its score only.
 */
import { readFileSync } from 'node:fs';
import { filler } from './fill.ts';

export interface GoldText {
  readonly text: string;
  readonly spans: readonly { readonly start: number; readonly end: number; readonly type: string }[];
}

export type GoldPart = 'tuning' | 'heldout' | 'hard';
const MARK = /⟦([a-z-]+)\|([^⟧]*)⟧/gu;
/** How often each template is filled. */
const FILLINGS: Readonly<Record<GoldPart, number>> = { tuning: 8, heldout: 8, hard: 1 };

export function goldTexts(language: 'zh' | 'en', part: GoldPart): readonly GoldText[] {
  const written = readFileSync(new URL(`${language}.${part}.txt`, import.meta.url), 'utf8').trimEnd();
  const templates =
    part === 'hard'
      ? written.split('\n').map((line) => line.replaceAll('\\n', '\n'))
      : written.split('\n---\n');
  return templates.flatMap((template, index) =>
    Array.from({ length: FILLINGS[part] }, (_, turn) =>
      marked(filled(template, language, index * 100 + turn)),
    ),
  );
}

export function clinicalTerms(language: 'zh' | 'en'): readonly string[] {
  const text = readFileSync(new URL(`terms.${language}.txt`, import.meta.url), 'utf8').trim();
  return text.split(language === 'zh' ? ' ' : '|');
}

function filled(template: string, language: 'zh' | 'en', seed: number): string {
  const fill = filler(language, seed);
  return template.replaceAll(/\{([a-z0-9]+)\}/gu, (_, slot: string) => fill(slot));
}

/** The text without its marks, and where they stood. */
function marked(source: string): GoldText {
  const spans: { start: number; end: number; type: string }[] = [];
  let text = '';
  let at = 0;
  for (const { 0: whole, 1: type = '', 2: value = '', index } of source.matchAll(MARK)) {
    text += source.slice(at, index);
    spans.push({ start: text.length, end: text.length + value.length, type });
    text += value;
    at = index + whole.length;
  }
  return { text: text + source.slice(at), spans };
}

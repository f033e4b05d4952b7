/** The part of a text that answers a query best, and what to mark in it. */
import type { Concepts } from './concepts.ts';
import { readQuery } from './query.ts';
import { cut, isHan } from './tokenize.ts';

export interface Snippet {
  readonly text: string;
  /** UTF-16 places in `text`, in their order, none touching another. */
  readonly marks: readonly (readonly [number, number])[];
  /** Whether the source goes on before and after. */
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
}

interface Hit {
  readonly start: number;
  readonly end: number;
  readonly term: string;
}

/** A snippet may begin so many units earlier where a sentence begins there. */
const TO_SENTENCE = 40;

/**
 * At most `length` UTF-16 units of `source`; its beginning, with no marks, when it has nothing of the query.
 * Words are marked in any form, and names of a concept under all of its names.
 */
export function snippet(source: string, typed: string, concepts: Concepts, length = 120): Snippet {
  const hits = hitsOf(source, typed, concepts);
  const start = startOf(source, hits, length);
  const end = wholeCharacters(source, Math.min(source.length, start + length));
  const inside = hits.filter((hit) => hit.start >= start && hit.end <= end);
  return {
    text: source.slice(start, end),
    marks: joined(inside).map(([from, to]) => [from - start, to - start] as const),
    isCutBefore: start > 0,
    isCutAfter: end < source.length,
  };
}

function hitsOf(source: string, typed: string, concepts: Concepts): readonly Hit[] {
  const query = readQuery(typed, concepts);
  const words = new Set(query.terms.filter(({ kind }) => kind !== 'character').map(({ text }) => text));
  const characters = new Set(
    query.terms.filter(({ kind, weight }) => kind === 'character' && weight >= 1).map(({ text }) => text),
  );
  // Single characters are marked only when nothing else was asked for.
  const isSingle = words.size === 0;
  const tokens = cut(source);
  const place = (from: number, to: number, term: string): Hit => ({
    start: tokens.folded.start(tokens.starts[from] ?? 0),
    end: tokens.folded.end(tokens.ends[to - 1] ?? 0),
    term,
  });
  const ofWords = tokens.texts.flatMap((token, index) =>
    words.has(token) ? [place(index, index + 1, token)] : isSingle ? single(index) : [],
  );
  const ofConcepts = concepts.mentions(tokens).flatMap(({ concept, from, to }) => {
    const term = concepts.token(concept);
    return words.has(term) ? [place(from, to, term)] : [];
  });
  return [...ofWords, ...ofConcepts].toSorted((left, right) => left.start - right.start);

  function single(index: number): readonly Hit[] {
    const token = tokens.texts[index] ?? '';
    if (!isHan(token)) return [];
    return Array.from(token).flatMap((character, at) => {
      if (!characters.has(character)) return [];
      const start = tokens.folded.start((tokens.starts[index] ?? 0) + at);
      return [{ start, end: start + character.length, term: character }];
    });
  }
}

/** Where the window begins that has most different terms of the query; the first of several such. */
function startOf(source: string, hits: readonly Hit[], length: number): number {
  let best = 0;
  let most = 0;
  for (const [index, { start }] of hits.entries()) {
    const terms = new Set<string>();
    for (let at = index; at < hits.length; at += 1) {
      const hit = hits[at];
      if (hit === undefined || hit.end > start + length) break;
      terms.add(hit.term);
    }
    if (terms.size > most) {
      most = terms.size;
      best = start;
    }
  }
  if (source.length <= length || most === 0) return 0;
  const from = Math.max(0, best - TO_SENTENCE);
  const before = source.slice(from, best);
  const sentence = Math.max(
    ...['。', '；', '！', '？', '. ', '; ', '\n'].map((end) => before.lastIndexOf(end)),
  );
  const start = sentence < 0 ? Math.max(0, best - TO_SENTENCE / 2) : from + sentence + 1;
  return wholeCharacters(source, Math.min(start, Math.max(0, source.length - length)));
}

/** Not between the halves of a pair. */
function wholeCharacters(source: string, at: number): number {
  const unit = source.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at;
}

function joined(hits: readonly Hit[]): readonly (readonly [number, number])[] {
  const marks: [number, number][] = [];
  for (const { end, start } of hits) {
    const last = marks.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else marks.push([start, end]);
  }
  return marks;
}

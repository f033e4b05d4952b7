/** Names of people, places and institutions in Chinese as a neural network sees them: what no list has and no title announces. */
import { chineseLexicon } from '../chinese/lexicon.ts';
import type { Span, SpanType } from '../spans.ts';
import type { LacModel } from './lacModel.ts';
import { bestLabels } from './viterbi.ts';

/** The network: a number for each character in, a score for each of them and each label out, place by place. */
export type Encoder = (characters: BigInt64Array) => Promise<Float32Array>;

/** Finds what the rules may have missed; see {@link EntityLookup}. */
export interface EntityRecogniser {
  /** Spans in UTF-16 units of this text. */
  entitiesIn(text: string): Promise<readonly Span[]>;
}

const TYPES: Readonly<Record<string, SpanType>> = { PER: 'name', LOC: 'address', ORG: 'institution' };

/** Below what a rule with a title or a label is worth: a doubt, to be decided by whoever reviews the case. */
export const ENTITY_CONFIDENCE = 0.5;

/** What the network reads at once: longer texts cost more than their length, and a sentence is enough to see a name. */
const LONGEST = 200;

export function entityRecogniser(model: LacModel, encode: Encoder): EntityRecogniser {
  return {
    entitiesIn: async (text) => {
      const found: Span[] = [];
      for (const { at, sentence } of sentencesOf(text)) {
        if (!/[\u3400-\u9fff]/u.test(sentence)) continue;
        const characters = Array.from(sentence);
        const emissions = await encode(BigInt64Array.from(characters, (one) => model.numberOf(one)));
        const labels = bestLabels(emissions, model.transitions).map((label) => model.labelOf(label) ?? '');
        found.push(...spansOf(characters, labels, at).filter((span) => isName(text, span)));
      }
      return found;
    },
  };
}

/** Cut behind what ends a sentence, else at the longest length; never within a character. */
export function* sentencesOf(text: string): Generator<{ readonly at: number; readonly sentence: string }> {
  let at = 0;
  for (const part of text.match(/[^。！？；\n]+[。！？；\n]*|[。！？；\n]+/gu) ?? []) {
    const characters = Array.from(part);
    for (let from = 0; from < characters.length; from += LONGEST) {
      const sentence = characters.slice(from, from + LONGEST).join('');
      yield { at, sentence };
      at += sentence.length;
    }
  }
}

function spansOf(characters: readonly string[], labels: readonly string[], from: number): readonly Span[] {
  const spans: Span[] = [];
  let [start, at, type] = [from, from, TYPES['']];
  const close = (): void => {
    if (type !== undefined && at > start) spans.push({ start, end: at, type, confidence: ENTITY_CONFIDENCE });
  };
  for (const [index, character] of characters.entries()) {
    const [kind = '', place] = (labels[index] ?? '').split('-');
    if (place !== 'I') {
      close();
      [start, type] = [at, TYPES[kind]];
    }
    at += character.length;
  }
  close();
  return spans;
}

/** A drug, a unit or an organ that the network takes for a name is none; nor is a single character or what holds no Han. */
function isName(text: string, { end, start }: Span): boolean {
  const written = text.slice(start, end);
  if (!/[\u3400-\u9fff].*[\u3400-\u9fff]/u.test(written)) return false;
  const { clinical, words } = chineseLexicon();
  if (clinical.has(written) || words.has(written) || DRUG.test(written)) return false;
  // The network reads a lobe of the lung (上叶) as the family name 叶.
  return !(written.startsWith('叶') && /[上下中两双肺]/u.test(text.charAt(start - 1)));
}

/** Endings of drugs' international names as they are written in Chinese. */
const DRUG =
  /(?:培南|沙星|西林|他汀|洛尔|地平|普利|沙坦|霉素|替丁|拉唑|康唑|单抗|替尼|列汀|列净|列酮|格列.|双胍|西泮|唑仑|巴比妥|卡因|米松|尼松龙?|肝素|班|格雷|阿片|昔布|洛韦)$/u;

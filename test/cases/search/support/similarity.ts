/** How well three ways of finding similar cases do on the labelled cases: nDCG of the first five. */
import { similarCases } from '../../../../src/cases/search/similar.ts';
import { icd10Block } from '../../../../src/cases/search/icd10Blocks.ts';
import type { SearchIndex } from '../../../../src/cases/search/searchIndex.ts';
import { LABELLED_CASES, type LabelledCase } from '../collections/labelledCases.ts';
import { CUTS, plainBm25 } from './plainBm25.ts';

const PLACES = 5;

export interface SimilarityFigures {
  readonly similar: number;
  /** Cases of the same block of ICD-10, in the order in which they were added. */
  readonly sameBlock: number;
  /** BM25 with the whole case as the query: the best of the four ways of cutting it into words. */
  readonly bm25: number;
}

export function similarityFigures(index: SearchIndex): SimilarityFigures {
  const texts = LABELLED_CASES.map(({ id, text, title }) => ({ id, text: `${title} ${text}` }));
  const plain = Object.values(CUTS).map((cut) => {
    const search = plainBm25(texts, cut);
    return mean((source) => search(`${source.title} ${source.text}`).filter((id) => id !== source.id));
  });
  return {
    similar: mean((source) => similarCases(index, source, PLACES, source.id).map(({ id }) => id)),
    sameBlock: mean((source) =>
      LABELLED_CASES.filter((each) => each.id !== source.id && blockOf(each) === blockOf(source)).map(
        ({ id }) => id,
      ),
    ),
    bm25: Math.max(...plain),
  };
}

function blockOf({ codes }: LabelledCase): string | null {
  return icd10Block(codes[0] ?? '');
}

function mean(search: (source: LabelledCase) => readonly string[]): number {
  const values = LABELLED_CASES.map((source) => {
    const related = LABELLED_CASES.filter((each) => each.group === source.group && each.id !== source.id);
    const found = search(source).slice(0, PLACES);
    const gain = found.reduce(
      (sum, id, place) => sum + (related.some((each) => each.id === id) ? discount(place) : 0),
      0,
    );
    const ideal = related.slice(0, PLACES).reduce((sum, _, place) => sum + discount(place), 0);
    return gain / ideal;
  });
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function discount(place: number): number {
  return 1 / Math.log2(place + 2);
}

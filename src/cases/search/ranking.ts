/** The figures of the ranking: see ranker.ts for what each does, and test/cases/search/collections for what it brings. */
export interface Ranking {
  /** Saturation and length normalisation of BM25. */
  readonly k1: number;
  readonly b: number;
  /** What an occurrence counts in a title, a diagnosis, and in the first sentence of a text. */
  readonly title: number;
  readonly diagnosis: number;
  readonly lead: number;
  /** Weights of what a document is given beside its words. */
  readonly concept: number;
  readonly character: number;
  /** Of the words of a concept's name. */
  readonly named: number;
  readonly adjacent: number;
  readonly near: number;
  readonly coverage: number;
  /** Documents that are looked at closely. */
  readonly depth: number;
}

export const RANKING: Ranking = {
  k1: 1.2,
  b: 0.75,
  title: 3,
  diagnosis: 2,
  lead: 1.1,
  concept: 1.2,
  character: 0.6,
  named: 0.7,
  adjacent: 0.3,
  near: 0.1,
  coverage: 0.5,
  depth: 100,
};

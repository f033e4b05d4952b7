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
  readonly adjacent: number;
  readonly near: number;
  readonly coverage: number;
  readonly feedback: number;
  /** Documents that are looked at closely. */
  readonly depth: number;
}

export const RANKING: Ranking = {
  k1: 1.2,
  b: 0.75,
  title: 3,
  diagnosis: 2,
  lead: 1.5,
  concept: 0.6,
  character: 0.3,
  adjacent: 0.4,
  near: 0.15,
  coverage: 0.3,
  feedback: 0,
  depth: 150,
};

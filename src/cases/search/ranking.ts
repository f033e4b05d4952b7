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
  /** Of the words of a concept's name, when it has several, and of a word that is one. */
  readonly named: number;
  readonly whole: number;
  readonly adjacent: number;
  readonly near: number;
  readonly coverage: number;
  /** Documents that are looked at closely. */
  readonly depth: number;
  /** Documents that FTS5 ranks for one query; for its two most telling terms, if need be, more. */
  readonly rows: number;
  readonly patience: number;
}

/** For somebody who waits: some 40 ms. */
export const RANKING: Ranking = {
  k1: 1.1,
  b: 0.65,
  title: 3,
  diagnosis: 2,
  lead: 1.1,
  concept: 1.2,
  character: 0.9,
  named: 0.5,
  whole: 0.4,
  adjacent: 0.2,
  near: 0.05,
  coverage: 0.7,
  depth: 100,
  rows: 20_000,
  patience: 30_000,
};

/** For nobody who waits: common words are ranked among all documents that have them. */
export const THOROUGH: Ranking = { ...RANKING, depth: 150, rows: 40_000, patience: 250_000 };

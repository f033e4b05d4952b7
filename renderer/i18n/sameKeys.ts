/** The keys of English texts, for a language without plural forms: every `…_one` has its `…_other` beside it. */
export type SameKeys<T> = {
  readonly [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string
    ? string
    : SameKeys<T[K]>;
};

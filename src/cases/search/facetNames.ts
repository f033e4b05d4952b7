/** What cases are narrowed by, for screens as well as for the index. */
/** In the order of the screen. The three of ICD-10 are made of the codes of a case. */
export const FACETS = [
  'specialty',
  'chapter',
  'block',
  'category',
  'ageBand',
  'sex',
  'province',
  'setting',
  'modality',
  'examination',
  'treatment',
  'outcome',
  'certainty',
  'language',
  'year',
  'hospitalLevel',
  'contact',
  'consent',
  'completeness',
  'followUp',
] as const;

export type Facet = (typeof FACETS)[number];
/** Values of a case, or chosen ones, by facet. */
export type FacetValues = Readonly<Partial<Record<Facet, readonly string[]>>>;

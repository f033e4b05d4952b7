/** The page of an institution's coarse counts, as it stands on the ledger. */
import { concatBytes, u32be, utf8 } from '../../crypto/bytes.ts';
import { asArray, asMap, asUint, type CborValue } from '../../crypto/cbor.ts';
import { ConsiliumError } from '../../errors.ts';
import { asOneOf, codec, KIND } from '../entities.ts';
import { asAgeBand, CASE_SEXES, matching, type CaseSex } from './caseFacets.ts';

/** Cells below this are not published, and the others are multiples of it. */
export const SMALLEST_CELL = 5;
/** Cells of one page. */
export const MOST_CELLS = 800;

export interface CountCell {
  /** ICD-10 category. */
  readonly disease: string;
  /** The age band, in years: as of a case's facets. */
  readonly from: number;
  readonly to: number | null;
  readonly sex: CaseSex;
  readonly province: string;
  readonly count: number;
}

const CELL_FIELDS = ['disease', 'from', 'to', 'sex', 'province', 'count'] as const;

/** Under institution 16 ‖ u32 year ‖ letter. */
export interface CaseCounts {
  readonly cells: readonly CountCell[];
  readonly time: number;
}

export const caseCountsCodec = codec<CaseCounts, 'cells' | 'time'>(KIND.caseCounts, ['cells', 'time'], {
  encode: ({ cells, time }) => ({ cells: cells.map((cell) => ({ ...cell })), time }),
  decode: (map) => ({
    cells: decodeCells(map.cells ?? null, 'counts.cells'),
    time: asUint(map.time, 'counts.time'),
  }),
});

export function caseCountsId(institution: Uint8Array, year: number, letter: string): Uint8Array {
  return concatBytes(institution, u32be(year), utf8(letter));
}

/** Errors: `field-malformed`. */
export function decodeCells(value: CborValue, what: string): readonly CountCell[] {
  const items = asArray(value, what);
  if (items.length > MOST_CELLS) throw new ConsiliumError('field-malformed', { what });
  return items.map((item) => {
    const map = asMap(item, CELL_FIELDS, what);
    const { from, to } = asAgeBand([map.from, map.to], what);
    return {
      disease: matching(map.disease, /^[A-Z]\d{2}$/u, what),
      from,
      to,
      sex: asOneOf(map.sex, CASE_SEXES, what),
      province: matching(map.province, /^\d{2}$/u, what),
      count: asUint(map.count, what),
    };
  });
}

/** By which cells are sorted: what they are about, as text. */
export function nameOf({ disease, from, province, sex, to }: Omit<CountCell, 'count'>): string {
  const pad = (years: number | null): string => (years === null ? '' : String(years).padStart(2, '0'));
  return [disease, pad(from), pad(to), sex, province].join(' ');
}

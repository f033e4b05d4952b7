/** Entities of shared cases: the case itself, its institution's batch, the lists, and what was counted once. */
import { concatBytes } from '../../crypto/bytes.ts';
import { asBytes, asNullable, asTuple, asUint, type CborValue } from '../../crypto/cbor.ts';
import { asOneOf, codec, KIND, type EntityCodec, type ListItem } from '../entities.ts';
import { ERASURE_REASONS, type ErasureReason } from '../erasureEntities.ts';
import { asPurposes, decodeFacets, encodeFacets, type CaseFacets, type CasePurpose } from './caseFacets.ts';

/** Under the case's name. */
export interface CaseEntity {
  readonly author: Uint8Array;
  readonly keyVersion: number;
  readonly institution: Uint8Array;
  /** Null once it is withdrawn. */
  readonly facets: CaseFacets | null;
  readonly payload: Uint8Array;
  readonly consent: Uint8Array;
  readonly purposes: readonly CasePurpose[];
  /** The incentive period in which it was published. */
  readonly period: number;
  /** How many sources were counted for it in that period. */
  readonly units: number;
  readonly published: { readonly time: number; readonly height: number };
  readonly withdrawn: CaseWithdrawal | null;
}

export interface CaseWithdrawal {
  readonly time: number;
  readonly height: number;
  readonly reason: ErasureReason;
  /** The author, or an officer of the institution. */
  readonly by: Uint8Array;
}

/** Under the institution: when its newest batch was opened, and how many cases it has published. */
export interface CaseBatch {
  readonly opened: number;
  readonly cases: number;
}

const CASE_FIELDS = [
  'author',
  'keyVersion',
  'institution',
  'facets',
  'payload',
  'consent',
  'purposes',
  'period',
  'units',
  'published',
  'withdrawn',
] as const;

export const caseCodec = codec<CaseEntity, (typeof CASE_FIELDS)[number]>(KIND.sharedCase, CASE_FIELDS, {
  encode: ({ facets, published, purposes, withdrawn, ...rest }) => ({
    ...rest,
    facets: facets && encodeFacets(facets),
    published: [published.time, published.height],
    purposes: [...purposes],
    withdrawn: withdrawn && [withdrawn.time, withdrawn.height, withdrawn.reason, withdrawn.by],
  }),
  decode: (map) => ({
    author: asBytes(map.author, 16, 'case.author'),
    keyVersion: asUint(map.keyVersion, 'case.keyVersion'),
    institution: asBytes(map.institution, 16, 'case.institution'),
    facets: asNullable(map.facets, decodeFacets),
    payload: asBytes(map.payload, 32, 'case.payload'),
    consent: asBytes(map.consent, 32, 'case.consent'),
    purposes: asPurposes(map.purposes, 'case.purposes'),
    period: asUint(map.period, 'case.period'),
    units: asUint(map.units, 'case.units'),
    published: decodePublished(map.published),
    withdrawn: asNullable(map.withdrawn, decodeWithdrawn),
  }),
});

export const caseBatchCodec = codec<CaseBatch, 'opened' | 'cases'>(KIND.caseBatch, ['opened', 'cases'], {
  encode: (entity) => ({ ...entity }),
  decode: (map) => ({
    opened: asUint(map.opened, 'batch.opened'),
    cases: asUint(map.cases, 'batch.cases'),
  }),
});

/** Under institution 16 ‖ u32 n, or author 16 ‖ u32 n: the cases in the order in which they came. */
export const caseListCodec: EntityCodec<ListItem> = codec<ListItem, 'case'>(KIND.caseList, ['case'], {
  encode: ({ value }) => ({ case: value }),
  decode: (map) => ({ value: asBytes(map.case, 32, 'list.case') }),
});

/** Under institution 16 ‖ source 32: which case that visit was counted for. */
export const caseSourceCodec: EntityCodec<ListItem> = codec<ListItem, 'case'>(KIND.caseSource, ['case'], {
  encode: ({ value }) => ({ case: value }),
  decode: (map) => ({ value: asBytes(map.case, 32, 'source.case') }),
});

export function caseSourceId(institution: Uint8Array, source: Uint8Array): Uint8Array {
  return concatBytes(institution, source);
}

function decodePublished(value: CborValue): CaseEntity['published'] {
  const [time, height] = asTuple(value, 2, 'case.published');
  return { time: asUint(time, 'case.published'), height: asUint(height, 'case.published') };
}

function decodeWithdrawn(value: CborValue): CaseWithdrawal {
  const [time, height, reason, by] = asTuple(value, 4, 'case.withdrawn');
  return {
    time: asUint(time, 'case.withdrawn'),
    height: asUint(height, 'case.withdrawn'),
    reason: asOneOf(reason, ERASURE_REASONS, 'case.withdrawn'),
    by: asBytes(by, 16, 'case.withdrawn'),
  };
}

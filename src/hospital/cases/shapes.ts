/** Messages about the keys of shared cases; see schema.ts. */
import { WRAPPED_CASE_KEY_LENGTH } from '../../crypto/caseKey.ts';
import { toCaseId, toStaffId, type CaseId, type StaffId } from '../../crypto/ids.ts';
import type { Method } from '../methods.ts';
import { bytes, counted, list, nothing, plainBytes, record, tuple, type Nothing } from '../schema.ts';

/** Readers that one request names. */
export const MOST_READERS = 1_000;

/** A case key as it is sealed to one version of a reader's key. */
export interface WrappedCaseKey {
  readonly version: number;
  readonly wrapped: Uint8Array;
}

export interface CaseReader extends WrappedCaseKey {
  readonly doctor: StaffId;
}

export interface CaseKeyCalls {
  'case-key/put': {
    params: { readonly case: CaseId; readonly readers: readonly CaseReader[] };
    result: Nothing;
  };
  'case-key/get': { params: { readonly case: CaseId }; result: WrappedCaseKey };
  'case-key/withdraw': { params: { readonly case: CaseId }; result: Nothing };
}

export type CaseKeyMethod = keyof CaseKeyCalls;

const name = record({ case: bytes(16, toCaseId) });
const wrapped = plainBytes(WRAPPED_CASE_KEY_LENGTH);
const reader = tuple<CaseReader>({ doctor: bytes(16, toStaffId), version: counted, wrapped });

export const CASE_KEY_METHODS: {
  readonly [M in CaseKeyMethod]: Method<CaseKeyCalls[M]['params'], CaseKeyCalls[M]['result']>;
} = {
  'case-key/put': {
    caller: 'doctor',
    params: record({ case: bytes(16, toCaseId), readers: list(reader, MOST_READERS) }),
    result: nothing,
  },
  'case-key/get': {
    caller: 'colleague',
    params: name,
    result: record<WrappedCaseKey>({ version: counted, wrapped }),
  },
  'case-key/withdraw': { caller: 'doctor', params: name, result: nothing },
};

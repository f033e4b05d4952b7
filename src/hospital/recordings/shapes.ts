/** Messages about recordings that stand on the ledger; see schema.ts. */
import { RECORDING_ROW_LENGTH, type RecordingRow } from '../../crypto/recordingEnvelope.ts';
import { toStaffId, type StaffId } from '../../crypto/ids.ts';
import { envelope } from '../fields.ts';
import type { Method } from '../methods.ts';
import { bytes, counted, list, nothing, plainBytes, record, tuple, type Nothing } from '../schema.ts';

/** Who may open a recording beside its two doctors, with its key as it is sealed to them. */
export interface NamedReader extends RecordingRow {
  /** Name of the recording on the ledger. */
  readonly anchor: Uint8Array;
  readonly doctor: StaffId;
}

export interface RecordingCalls {
  'recording/envelope': {
    params: { readonly anchor: Uint8Array };
    result: { readonly envelope: Uint8Array };
  };
  'recording/name': { params: NamedReader; result: Nothing };
  'recording/unname': {
    params: { readonly anchor: Uint8Array; readonly doctor: StaffId };
    result: Nothing;
  };
  'gate/recordings': { params: Nothing; result: { readonly recordings: readonly NamedReader[] } };
}

export type RecordingMethod = keyof RecordingCalls;

const anchor = plainBytes(32);
const doctor = bytes(16, toStaffId);
const row = plainBytes(RECORDING_ROW_LENGTH);

export const RECORDING_METHODS: {
  readonly [M in RecordingMethod]: Method<RecordingCalls[M]['params'], RecordingCalls[M]['result']>;
} = {
  'recording/envelope': { caller: 'doctor', params: record({ anchor }), result: record({ envelope }) },
  'recording/name': {
    caller: 'logged-in',
    params: record<NamedReader>({ anchor, doctor, version: counted, row }),
    result: nothing,
  },
  'recording/unname': { caller: 'logged-in', params: record({ anchor, doctor }), result: nothing },
  'gate/recordings': {
    caller: 'doctor',
    params: nothing,
    result: record({
      recordings: list(tuple<NamedReader>({ anchor, doctor, version: counted, row }), 1_000),
    }),
  },
};

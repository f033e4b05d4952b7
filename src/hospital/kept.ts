/** What lies at nodes under a name of the ledger, sealed: a record of a visit, or a recording of a consult. */
import { bytesEqual } from '../crypto/bytes.ts';
import { blobsOf, decodeEnvelope, envelopeCommitment, type BlobName } from '../crypto/envelope.ts';
import {
  blobsOfRecording,
  decodeRecordingEnvelope,
  recordingCommitment,
} from '../crypto/recordingEnvelope.ts';
import { ConsiliumError } from '../errors.ts';
import { recordingAnchorCodec } from '../contracts/consult/anchorEntities.ts';
import { statementCodec } from '../contracts/entities.ts';
import { read, type StateReader } from '../contracts/state.ts';

/** As the ledger has it. */
export interface Kept {
  readonly is: 'record' | 'recording';
  /** Whose node gave the receipt, 16 bytes. */
  readonly institution: Uint8Array;
  readonly commitment: Uint8Array;
  /** It waits for the patient's consent. */
  readonly isPending: boolean;
}

/** An envelope as a node stores it. */
export interface KeptEnvelope {
  readonly name: Uint8Array;
  readonly commitment: Uint8Array;
  readonly blobs: readonly BlobName[];
}

/** Null for a name that the ledger has not. */
export function keptOf(state: StateReader, name: Uint8Array): Kept | null {
  const record = read(state, statementCodec, name);
  if (record !== null) {
    const { commitment, institution, state: standing } = record;
    return { is: 'record', institution, commitment, isPending: standing === 'pending' };
  }
  const recording = read(state, recordingAnchorCodec, name);
  if (recording === null) return null;
  const { commitment, institution } = recording;
  return { is: 'recording', institution, commitment, isPending: false };
}

/** Reads an envelope of that kind. Errors: `envelope-malformed`. */
export function keptEnvelope(is: Kept['is'], encoded: Uint8Array): KeptEnvelope {
  if (is === 'record') {
    const envelope = decodeEnvelope(encoded);
    const commitment = envelopeCommitment(envelope);
    return { name: envelope.statement, commitment, blobs: blobsOf(envelope) };
  }
  const envelope = decodeRecordingEnvelope(encoded);
  return {
    name: envelope.anchor,
    commitment: recordingCommitment(encoded),
    blobs: blobsOfRecording(envelope),
  };
}

/** As {@link keptEnvelope}, of what another node gave. Errors: also `envelope-mismatch`. */
export function committedEnvelope(name: Uint8Array, kept: Kept, encoded: Uint8Array): KeptEnvelope {
  const envelope = keptEnvelope(kept.is, encoded);
  const isCommitted = bytesEqual(envelope.name, name) && bytesEqual(envelope.commitment, kept.commitment);
  if (!isCommitted) throw new ConsiliumError('envelope-mismatch');
  return envelope;
}

/** Recordings that this doctor holds: what they are, what of them can be played, and their end. */
import { checkSegment, type CheckedSegment } from '../../../consult/recording/check.ts';
import { openManifest, type Manifest } from '../../../consult/recording/manifest.ts';
import type { Side } from '../../../consult/recording/segment.ts';
import { toHex } from '../../../crypto/bytes.ts';
import { readStaff } from '../../../contracts/signers.ts';
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import type { DeskRecording } from '../../../replica/desk/recordings.ts';
import { sweepFiles } from '../attachments/files.ts';
import type { RecordingPorts } from './closing.ts';

/** One that ended, with its manifest. */
export interface HeldRecording {
  readonly row: DeskRecording;
  readonly manifest: Manifest;
}

/** Errors: `recording-unknown`, `recording-running`, `recording-malformed`, `recording-manifest-signature`. */
export function heldRecording(ports: RecordingPorts, recording: Uint8Array): HeldRecording {
  const row = ports.session.desk.recordings.find(recording);
  if (row === null) throw new ConsiliumError('recording-unknown');
  if (row.manifest === null) throw new ConsiliumError('recording-running');
  return { row, manifest: openedBy(row.manifest, ownKeys(ports)) };
}

/** Also the keys of before: a recording stays its holder's when they rotate theirs. */
function ownKeys({ session, state }: RecordingPorts): readonly Uint8Array[] {
  const staff = readStaff(state, 'doctor', session.identity.entity);
  return [session.keys.sign.publicKey, ...(staff?.keys ?? []).map(({ sign }) => sign)];
}

function openedBy(signed: Uint8Array, keys: readonly Uint8Array[]): Manifest {
  for (const key of keys) {
    try {
      return openManifest(signed, key);
    } catch (error) {
      if (!isConsiliumError(error, 'recording-manifest-signature')) throw error;
    }
  }
  throw new ConsiliumError('recording-manifest-signature');
}

/** A segment, opened as far as it is what was recorded. */
export async function openHeld(
  { session: { files } }: RecordingPorts,
  { manifest, row }: HeldRecording,
  at: { readonly side: Side; readonly index: number },
): Promise<CheckedSegment> {
  const entry = manifest.sides.find(({ side }) => side === at.side)?.segments[at.index];
  if (entry === undefined) throw new ConsiliumError('recording-segment-unknown');
  const name = toHex(entry.hash);
  const size = files.size(name);
  const bytes = size === null ? null : await files.readAt(name, 0, size);
  return checkSegment(manifest, { ...at, bytes }, row.key);
}

/** What of all segments cannot be played, by name. */
export async function findingsOf(ports: RecordingPorts, held: HeldRecording) {
  const found: { side: Side; index: number; finding: NonNullable<CheckedSegment['finding']> }[] = [];
  for (const { segments, side } of held.manifest.sides) {
    for (const index of segments.keys()) {
      const { finding } = await openHeld(ports, held, { side, index });
      if (finding !== null) found.push({ side, index, finding });
    }
  }
  return found;
}

/** Destroys the key, and then what it would open. Errors: `recording-unknown`. */
export function removeRecording({ session }: RecordingPorts, recording: Uint8Array): void {
  const { desk, files } = session;
  const row = desk.recordings.find(recording);
  if (row === null) throw new ConsiliumError('recording-unknown');
  desk.recordings.remove(row.id);
  // The log as well: no page of it keeps the key.
  desk.checkpoint();
  sweepFiles(desk, files);
}

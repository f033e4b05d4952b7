/** Recordings that this doctor holds: what they are, what of them can be played, and their end. */
import { checkSegment, type CheckedSegment } from '../../../consult/recording/check.ts';
import { openManifest, type Manifest } from '../../../consult/recording/manifest.ts';
import type { Side } from '../../../consult/recording/segment.ts';
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import { toBlobId } from '../../../crypto/ids.ts';
import { readStaff } from '../../../contracts/signers.ts';
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import type { DeskRecording } from '../../../replica/desk/recordings.ts';
import type { FiledBlob } from '../../../replica/desk/filedBlobs.ts';
import { sweepFiles } from '../attachments/files.ts';
import { decodeAbout } from './about.ts';
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
  const [{ doctor }] = decodeAbout(row.about).doctors;
  return { row, manifest: openedBy(row.manifest, keysOf(ports, doctor)) };
}

/** Whether this doctor recorded it, or the other one gave it to them. */
export function isOwn({ session }: RecordingPorts, { doctors }: Pick<Manifest, 'doctors'>): boolean {
  return bytesEqual(doctors[0].doctor, session.identity.entity);
}

/** Errors: `recording-of-other`. */
export function demandOwn(ports: RecordingPorts, manifest: Manifest): void {
  if (!isOwn(ports, manifest)) throw new ConsiliumError('recording-of-other');
}

/** In the manifest's order. Errors: `recording-incomplete` where a segment is not on this computer any more. */
export function segmentsOf(
  { session: { files } }: RecordingPorts,
  { sides }: Manifest,
): readonly FiledBlob[] {
  const named = sides.flatMap(({ segments }) => segments);
  if (named.some(({ hash, size }) => files.size(toHex(hash)) !== size))
    throw new ConsiliumError('recording-incomplete');
  return named.map(({ hash, size }) => ({ id: toBlobId(hash), size }));
}

/** Also the keys of before: a recording stays what it is when who recorded it rotates theirs. */
function keysOf({ session, state }: RecordingPorts, doctor: Uint8Array): readonly Uint8Array[] {
  const own = bytesEqual(doctor, session.identity.entity) ? [session.keys.sign.publicKey] : [];
  return [...own, ...(readStaff(state, 'doctor', doctor)?.keys ?? []).map(({ sign }) => sign)];
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

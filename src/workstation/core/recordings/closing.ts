/**
 * How a recording comes to its end: its segments get their names, and its manifest is signed. A sudden end, of the program or of
 * the power, is put right when recordings are looked at again: what was on the disk is kept, and that the end is missing is
 * in the manifest.
 */
import { toRecordingId, toRequestHash } from '../../../consult/ids.ts';
import { signManifest, type Manifest } from '../../../consult/recording/manifest.ts';
import { openSegment, SIDES } from '../../../consult/recording/segment.ts';
import { toHex } from '../../../crypto/bytes.ts';
import { toBlobId, type Network } from '../../../crypto/ids.ts';
import { millis } from '../../../ports.ts';
import type { StateReader } from '../../../contracts/state.ts';
import type { Desk } from '../../../replica/desk/desk.ts';
import type { DeskRecording, DeskSegment } from '../../../replica/desk/recordings.ts';
import { hashOf, segmentPart } from '../attachments/files.ts';
import type { CorePorts, StaffSession } from '../context.ts';
import { decodeAbout } from './about.ts';

/** What recordings work with. */
export interface RecordingPorts extends Pick<CorePorts, 'clock' | 'random' | 'logger'> {
  readonly network: Network;
  /** The verified copy. */
  readonly state: StateReader;
  readonly session: Pick<StaffSession, 'identity' | 'keys' | 'files'> & {
    readonly desk: Pick<Desk, 'recordings' | 'checkpoint' | 'files'>;
  };
}

/** A segment as its file has it. */
export interface EndedSegment {
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly durationMs: number;
  readonly ends: boolean;
}

/** What there is of the growing file of a segment. */
export async function partOf({ session: { files } }: RecordingPorts, id: number): Promise<Uint8Array> {
  const part = segmentPart(id);
  return files.readPartAt(part, 0, files.partSize(part) ?? 0);
}

/** In this order: a file that is named and not in its place yet is put there at the next unlock (`recoverFiles`). */
export function endSegment({ session }: RecordingPorts, { bytes, id, ...rest }: EndedSegment): void {
  const { desk, files } = session;
  const blob = toBlobId(hashOf(bytes));
  desk.recordings.end(id, { ...rest, blob, size: bytes.length });
  files.finish(segmentPart(id), toHex(blob));
}

/** One in which nothing came to be. */
export function forgetSegment({ session: { desk, files } }: RecordingPorts, id: number): void {
  desk.recordings.forgetSegment(id);
  files.removePart(segmentPart(id));
}

/** Signs the manifest over what there is. */
export function closeRecording(
  ports: RecordingPorts,
  recording: DeskRecording,
  state: 'whole' | 'broken',
): void {
  const { recordings } = ports.session.desk;
  const segments = recordings.segments(recording.id);
  const manifest = manifestOf(ports.network, recording, segments);
  const signed = signManifest(manifest, ports.session.keys.sign.secretKey);
  recordings.close(recording.id, signed, state);
}

/** Ends what a sudden end broke off; `isRunning` says which are being written now. */
export async function recoverRecordings(
  ports: RecordingPorts,
  isRunning: (recording: Uint8Array) => boolean,
): Promise<void> {
  const { recordings } = ports.session.desk;
  const broken = recordings
    .list()
    .filter(({ recording, state }) => state === 'running' && !isRunning(recording));
  for (const recording of broken) {
    for (const segment of recordings.segments(recording.id))
      if (segment.end === null) await recoverSegment(ports, recording, segment);
    closeRecording(ports, recording, 'broken');
  }
}

async function recoverSegment(
  ports: RecordingPorts,
  { key, recording }: DeskRecording,
  { id, number, side }: DeskSegment,
): Promise<void> {
  const { files } = ports.session;
  const bytes = files.partSize(segmentPart(id)) === null ? new Uint8Array(0) : await partOf(ports, id);
  const name = { recording: toRecordingId(recording), side, index: number };
  const { durationMs, fault, media } = openSegment(bytes, name, key);
  if (media.length > 0) return endSegment(ports, { id, bytes, durationMs, ends: fault === null });
  // Its first chunk was on its way.
  forgetSegment(ports, id);
}

function manifestOf(
  network: Network,
  { about, began, dialogue, recording }: DeskRecording,
  segments: readonly DeskSegment[],
): Manifest {
  const sides = SIDES.map((side) => ({
    side,
    segments: segments
      .filter((one) => one.side === side)
      .flatMap(({ contentType, end, from }) => {
        if (end === null) return [];
        const { blob, durationMs, ends, size } = end;
        return [{ hash: blob, size, from, durationMs, ends, contentType }];
      }),
  })).filter(({ segments: own }) => own.length > 0);
  const lengths = sides.flatMap(({ segments: own }) => own.map(({ durationMs, from }) => from + durationMs));
  return {
    ...decodeAbout(about),
    network,
    recording: toRecordingId(recording),
    dialogue: toRequestHash(dialogue),
    began,
    ended: millis(began + Math.max(0, ...lengths)),
    sides,
  };
}

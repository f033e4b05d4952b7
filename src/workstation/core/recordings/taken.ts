/**
 * A recording that the other doctor gave. A colleague is believed no more than anybody: what came is one of this dialogue and
 * of a call that both were in, signed by who recorded it, consented to by everybody, and every segment is the one that was
 * recorded; else nothing of it is kept.
 */
import { RECORDING_TYPE } from '../../../consult/givenFiles.ts';
import { checkSegment } from '../../../consult/recording/check.ts';
import type { Manifest } from '../../../consult/recording/manifest.ts';
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import { toBlobId } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { DeskGivenFile } from '../../../replica/desk/dialogueGiven.ts';
import type { RecordAttachment } from '../../../records/attachments.ts';
import { decodeAbout } from '../attachments/draft.ts';
import { wholeOfFile } from '../attachments/files.ts';
import type { LineOf } from '../dialogue/files/transferWork.ts';
import type { DialoguePorts } from '../dialogue/ports.ts';
import { encodeAbout } from './about.ts';
import { demandConsented, manifestSignedBy } from './ledger/anchored.ts';

/** What was found to be whole, before it is kept. */
export interface TakenRecording {
  readonly manifest: Manifest;
  readonly signed: Uint8Array;
  /** SECRET. */
  readonly key: Uint8Array;
}

/** Whether a message brings a recording: its first file is the manifest. */
export function bringsRecording(files: readonly Pick<DeskGivenFile, 'about'>[]): boolean {
  const [first] = files;
  return first !== undefined && decodeAbout(first.about).contentType === RECORDING_TYPE;
}

/**
 * Errors: `recording-malformed`, `recording-manifest-signature`, `recording-other-call` for one of another dialogue, call or
 * pair of doctors, `recording-unconsented`, `recording-gift-parts` where segments and manifest do not belong together,
 * `recording-gift-altered` for a segment that its key does not open as the manifest says.
 */
export async function lookAtRecording(
  ports: DialoguePorts,
  of: LineOf,
  files: readonly DeskGivenFile[],
): Promise<TakenRecording> {
  const [first, ...rest] = files;
  if (first === undefined) throw new ConsiliumError('recording-gift-parts');
  const named = { ...decodeAbout(first.about), file: { id: first.blob, size: first.blobSize } };
  const signed = await wholeOfFile(ports.session.files, named);
  const manifest = manifestSignedBy(signed, ports.state, { holder: of.peer });
  demandOfDialogue(ports, of, manifest);
  demandConsented(manifest, ports);
  const key = keyOf(
    manifest,
    rest.map(({ about }) => decodeAbout(about)),
  );
  await demandWhole(ports, manifest, key);
  return { manifest, signed, key };
}

/** Keeps it as one of this desk; what is there already stays. Inside the desk's transaction. */
export function keepRecording({ session }: DialoguePorts, { key, manifest, signed }: TakenRecording): void {
  const { recordings } = session.desk;
  const { began, dialogue, recording, sides } = manifest;
  if (recordings.find(recording) !== null) return;
  recordings.begin({ recording, dialogue, title: '', about: encodeAbout(manifest), key, began });
  const row = recordings.find(recording);
  if (row === null) throw new ConsiliumError('recording-unknown');
  for (const { segments, side } of sides)
    for (const [number, { contentType, durationMs, ends, from, hash, size }] of segments.entries()) {
      const id = recordings.grow(row.id, { side, number, contentType, from });
      recordings.end(id, { blob: toBlobId(hash), size, durationMs, ends });
    }
  const isWhole = sides.every(({ segments }) => segments.every(({ ends }) => ends));
  recordings.close(row.id, signed, isWhole ? 'whole' : 'broken');
}

/** Errors: `recording-other-call`. */
function demandOfDialogue(
  { session }: DialoguePorts,
  { peer, request }: LineOf,
  { call, dialogue, doctors: [holder, other] }: Manifest,
): void {
  const { calls, dialogues } = session.desk;
  const known = calls.find(call);
  const isTheirs = bytesEqual(holder.doctor, peer) && bytesEqual(other.doctor, session.identity.entity);
  const isHere = bytesEqual(dialogue, request) && known?.dialogue === dialogues.find(request)?.id;
  if (!isTheirs || !isHere || known === null) throw new ConsiliumError('recording-other-call');
}

/** One key for all, and the segments that the manifest names, in its order. */
function keyOf({ sides }: Manifest, files: readonly RecordAttachment[]): Uint8Array {
  const named = sides.flatMap(({ segments }) => segments);
  const [first] = files;
  const isAll =
    named.length === files.length &&
    named.every(({ hash, size }, index) => {
      const file = files[index];
      return file !== undefined && file.blobSize === size && bytesEqual(file.blob, hash);
    });
  if (first === undefined || !isAll || files.some(({ key }) => !bytesEqual(key, first.key)))
    throw new ConsiliumError('recording-gift-parts');
  return first.key;
}

/** One after the other: a segment is a minute. That an end is missing is what its manifest says. */
async function demandWhole(
  { session: { files } }: DialoguePorts,
  manifest: Manifest,
  key: Uint8Array,
): Promise<void> {
  for (const { segments, side } of manifest.sides)
    for (const [index, { hash, size }] of segments.entries()) {
      const bytes = await files.readAt(toHex(hash), 0, size);
      const { finding } = checkSegment(manifest, { side, index, bytes }, key);
      if (finding !== null && finding !== 'segment-unended')
        throw new ConsiliumError('recording-gift-altered');
    }
}

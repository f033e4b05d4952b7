/**
 * A recording for the other doctor, who consented to it too: its holder gives the signed manifest and the sealed segments as
 * files of the dialogue, with the keys inside the ratchet. Nothing of it is opened on the way, and nothing of it stands on
 * the ledger.
 */
import {
  MOST_GIVEN,
  portionsOf,
  RECORDING_SEGMENT_TYPE,
  RECORDING_TYPE,
  type GivenFile,
} from '../../../consult/givenFiles.ts';
import { toMessageId } from '../../../consult/ids.ts';
import type { Manifest } from '../../../consult/recording/manifest.ts';
import { toHex } from '../../../crypto/bytes.ts';
import { toBlobId } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { DeskGiven } from '../../../replica/desk/dialogueGiven.ts';
import type { FiledBlob } from '../../../replica/desk/filedBlobs.ts';
import { sealIntoFile } from '../attachments/files.ts';
import { demandStanding, openDialogue, remove, say } from '../dialogue/conversation.ts';
import { tell } from '../dialogue/files/give.ts';
import { namedAttachment } from '../dialogue/files/givenContent.ts';
import type { DialoguePorts } from '../dialogue/ports.ts';
import { demandOwn, heldRecording, isOwn, segmentsOf } from './held.ts';
import { demandConsented } from './ledger/anchored.ts';

/** See `recording/give` in api/recordings.ts. */
export async function giveRecording(ports: DialoguePorts, recording: Uint8Array): Promise<void> {
  const { manifest, row } = heldRecording(ports, recording);
  if (row.manifest === null) throw new ConsiliumError('recording-running');
  demandOwn(ports, manifest);
  demandStanding(ports, openDialogue(ports, row.dialogue));
  demandConsented(manifest, ports);
  const segments = segmentsOf(ports, manifest);
  if (segments.length === 0) throw new ConsiliumError('recording-incomplete');
  if (segments.length >= MOST_GIVEN) throw new ConsiliumError('attachments-full', { limit: MOST_GIVEN });
  if (givenOf(ports, manifest) !== null) throw new ConsiliumError('recording-given');
  await sayRecording(ports, { dialogue: row.dialogue, signed: row.manifest, key: row.key }, segments);
}

/** What is given of a recording, and where. */
export interface Gift {
  /** The dialogue's request. */
  readonly dialogue: Uint8Array;
  readonly signed: Uint8Array;
  /** SECRET. */
  readonly key: Uint8Array;
}

/** Gives manifest and segments as one message. Errors: as `recording/give` of the dialogue and the disk; `dialogue-file-twice`. */
export async function sayRecording(
  ports: DialoguePorts,
  { dialogue, key, signed }: Gift,
  segments: readonly FiledBlob[],
): Promise<void> {
  const { desk, files } = ports.session;
  const sealed = await sealIntoFile(files, new Uint8Array(signed), ports.random);
  files.finish(sealed.part, toHex(sealed.file.id));
  const manifest = {
    // Screens say what it is in their own words.
    title: '·',
    contentType: RECORDING_TYPE,
    size: signed.length,
    sha256: sealed.sha256,
    blob: sealed.file.id,
    blobSize: sealed.file.size,
    key: sealed.key,
    place: null,
  };
  const all = [manifest, ...segments.map((segment) => segmentFile(segment, key))];
  const count = all.length;
  desk.atomically(() => {
    const told = tell(ports, dialogue, { kind: 'files', count, statement: null }, all.map(namedAttachment));
    const { id, row: message, time } = told;
    const portions = portionsOf(all);
    for (const [index, portion] of portions.entries()) {
      const content = { kind: 'files', time, id, is: 'files', count, ...portion } as const;
      say(ports, dialogue, content, index === portions.length - 1 ? { message } : {});
    }
  });
}

/** How it stands with giving it; null of one that was not given, or whose message was deleted. */
export function givenOf(ports: DialoguePorts, manifest: Manifest): DeskGiven | null {
  const { given } = ports.session.desk;
  const message = messageOf(ports, manifest);
  return message === null ? null : given.of(message);
}

/** A recording that goes is given no further: the other side hears that nothing of it comes any more. */
export function stopGiving(ports: DialoguePorts, recording: Uint8Array): void {
  const { desk } = ports.session;
  const row = desk.recordings.find(recording);
  if (row?.manifest === null || row === null) return;
  const { manifest } = heldRecording(ports, recording);
  const message = messageOf(ports, manifest);
  const isGoing = message !== null && desk.given.of(message)?.state === 'wanted';
  const dialogue = desk.dialogues.find(row.dialogue);
  if (!isGoing || !isOwn(ports, manifest) || dialogue === null || dialogue.end !== null) return;
  const name = desk.given.messageOf(message);
  if (name !== null) remove(ports, row.dialogue, toMessageId(name));
}

/** The row of the message that its first segment came or went with. */
function messageOf({ session: { desk } }: DialoguePorts, { sides }: Manifest): number | null {
  const [first] = sides.flatMap(({ segments }) => segments);
  return first === undefined ? null : desk.given.messageWith(toBlobId(first.hash));
}

function segmentFile({ id, size }: FiledBlob, key: Uint8Array): GivenFile {
  const contentType = RECORDING_SEGMENT_TYPE;
  return { title: '·', contentType, size, sha256: id, blob: id, blobSize: size, key, place: null };
}

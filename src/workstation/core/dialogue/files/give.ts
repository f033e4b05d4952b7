/**
 * Gives the other side of a dialogue what was attached to it, or a record. What is said and what was attached change
 * hands in one transaction of the desk: after a crash it was given, or it is attached still.
 */
import { encodeCanonical } from '../../../../crypto/cbor.ts';
import { toHex } from '../../../../crypto/bytes.ts';
import type { StatementHash } from '../../../../crypto/ids.ts';
import type { PartContent } from '../../../../crypto/statementData.ts';
import { MOST_GIVEN, portionsOf } from '../../../../consult/givenFiles.ts';
import { toMessageId, type MessageId } from '../../../../consult/ids.ts';
import { ConsiliumError } from '../../../../errors.ts';
import type { RecordAttachment } from '../../../../records/attachments.ts';
import type { DraftName } from '../../../../replica/desk/drafts.ts';
import type { NewGiven } from '../../../../replica/desk/dialogueGiven.ts';
import { toEpochKey } from '../../../../crypto/ids.ts';
import { decodeAbout, encodeAbout } from '../../attachments/draft.ts';
import { sealIntoFile } from '../../attachments/files.ts';
import { demandStanding, openDialogue, say } from '../conversation.ts';
import { selfOf, type DialoguePorts } from '../ports.ts';
import { givenFile, PARTS_TYPE } from './givenContent.ts';

/** Attachments that lie with a dialogue until they are given: under its name, as those of a note under its visit. */
export function draftOf(ports: Pick<DialoguePorts, 'session'>, request: Uint8Array): DraftName {
  return { doctor: selfOf(ports).doctor, visit: toEpochKey(request) };
}

/**
 * Gives all that is attached to a dialogue, as one message. Errors: those of `send`; `dialogue-nothing-attached`,
 * `attachments-full` {limit}, `attachment-unknown` for a lost file.
 */
export function giveAttached(ports: DialoguePorts, request: Uint8Array): MessageId {
  const { desk, files } = ports.session;
  demandStanding(ports, openDialogue(ports, request));
  const draft = draftOf(ports, request);
  const attached = desk.attachments
    .list(draft)
    .map(({ about, file }) => ({ about: decodeAbout(about), file }));
  if (attached.length === 0) throw new ConsiliumError('dialogue-nothing-attached');
  if (attached.length > MOST_GIVEN) throw new ConsiliumError('attachments-full', { limit: MOST_GIVEN });
  for (const { file } of attached)
    if (files.size(toHex(file.id)) !== file.size) throw new ConsiliumError('attachment-unknown');
  const named = attached.map(({ about }) => about);
  const is = isVoice(named) ? 'voice' : 'files';
  return desk.atomically(() => {
    desk.attachments.clear(draft);
    const told = tell(ports, request, { kind: is, count: named.length, statement: null }, named);
    const portions = portionsOf(named.map(givenFile));
    for (const [index, portion] of portions.entries()) {
      const content = {
        kind: 'files',
        time: told.time,
        id: told.id,
        is,
        count: named.length,
        ...portion,
      } as const;
      say(ports, request, content, index === portions.length - 1 ? { message: told.row } : {});
    }
    return told.id;
  });
}

/** What of a record is given: its clinical part, with what the ledger's hash of it is made of. */
export interface RecordParts {
  readonly clinical: PartContent;
  /** h_id, 32 bytes. */
  readonly identityHash: Uint8Array;
}

/**
 * Gives a record of the ledger: a reference, or its clinical part as well. Names that stand in the identity part are not
 * in it. Errors: those of `send`, `storage-full`.
 */
export async function giveRecord(
  ports: DialoguePorts,
  request: Uint8Array,
  of: { readonly statement: StatementHash; readonly title: string; readonly parts: RecordParts | null },
): Promise<MessageId> {
  const { desk, files } = ports.session;
  demandStanding(ports, openDialogue(ports, request));
  const sealed = of.parts === null ? null : await sealIntoFile(files, encodeParts(of.parts), ports.random);
  if (sealed !== null) files.finish(sealed.part, toHex(sealed.file.id));
  const title = of.title.slice(0, LONGEST_TITLE);
  const parts: readonly RecordAttachment[] =
    sealed === null || of.parts === null
      ? []
      : [
          {
            title,
            contentType: PARTS_TYPE,
            size: encodeParts(of.parts).length,
            sha256: sealed.sha256,
            blob: sealed.file.id,
            blobSize: sealed.file.size,
            key: sealed.key,
            place: null,
          },
        ];
  return desk.atomically(() => {
    const given = { kind: 'record', count: parts.length, statement: of.statement } as const;
    const told = tell(ports, request, given, parts, title);
    const [file] = parts.map(givenFile);
    const { id, row, time } = told;
    const content = {
      kind: 'record',
      time,
      id,
      statement: of.statement,
      title,
      parts: file ?? null,
    } as const;
    say(ports, request, content, { message: row });
    return id;
  });
}

const LONGEST_TITLE = 100;

/** As it is sealed; {@link decodeParts} of record.ts reads it. */
export function encodeParts({ clinical, identityHash }: RecordParts): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    encodeCanonical({ version: 1, salt: clinical.salt, clinical: clinical.bytes, identityHash }),
  );
}

/** The message with what it brings, in this desk. Errors: `dialogue-file-twice` for what another message brings. */
export function tell(
  ports: DialoguePorts,
  request: Uint8Array,
  given: Pick<NewGiven, 'kind' | 'count' | 'statement'>,
  named: readonly RecordAttachment[],
  title = named[0]?.title ?? '',
) {
  const { desk } = ports.session;
  const { id: dialogue } = openDialogue(ports, request);
  const id = toMessageId(ports.random(16));
  const time = ports.clock.now();
  const row = desk.messages.add({ dialogue, mine: true, message: id, time, text: title, reply: null });
  if (row === null) throw new ConsiliumError('internal');
  desk.given.add({ ...given, message: row, state: given.count === 0 ? 'whole' : 'wanted' });
  for (const [place, one] of named.entries()) {
    const { blob, blobSize } = one;
    const about = encodeAbout(one);
    const isNew = desk.given.addFile({ message: row, place, about, blob, blobSize, state: 'here' });
    if (!isNew) throw new ConsiliumError('dialogue-file-twice');
  }
  return { id, row, time };
}

function isVoice(named: readonly RecordAttachment[]): boolean {
  const [first] = named;
  return named.length === 1 && first !== undefined && first.contentType.startsWith('audio/');
}

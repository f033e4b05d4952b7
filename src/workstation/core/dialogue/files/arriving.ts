/**
 * What a message of the other side brings, noted inside the desk's transaction that moved the ratchet. A colleague is
 * believed no more than anybody: names are cleaned, sizes limited, and a large gift waits until it is wanted.
 */
import { toHex } from '../../../../crypto/bytes.ts';
import { toStatementHash } from '../../../../crypto/ids.ts';
import type { Content } from '../../../../consult/contents.ts';
import type { GivenFile } from '../../../../consult/givenFiles.ts';
import { toMessageId } from '../../../../consult/ids.ts';
import type { DeskDialogue } from '../../../../replica/desk/dialogues.ts';
import type { GivenState, NewGiven } from '../../../../replica/desk/dialogueGiven.ts';
import { attachedName } from '../../attachments/attachedName.ts';
import { encodeAbout } from '../../attachments/draft.ts';
import type { Portion } from '../incoming.ts';
import type { DialoguePorts } from '../ports.ts';
import { namedAttachment } from './givenContent.ts';

/** 32 MiB, and so many files: what is more is asked about before it is taken. */
export const TAKEN_UNASKED = 0x200_0000;
const MOST_UNASKED = 100;
/** 64 GiB: all that colleagues gave to one desk, and that has not been deleted. */
const MOST_OF_OTHERS = 64 * 1024 ** 3;

export type GivenContent = Content & { readonly kind: 'files' | 'record' | 'stored' | 'received' };
type Verdict = 'taken' | { readonly refusal: string };

export function isGiven(content: Content): content is GivenContent {
  return ['files', 'record', 'stored', 'received'].includes(content.kind);
}

export function takeGiven(
  ports: Pick<DialoguePorts, 'session'>,
  { content, dialogue }: { readonly dialogue: DeskDialogue; readonly content: GivenContent },
  portion: Portion,
): Verdict {
  portion.brought.push(dialogue.request);
  switch (content.kind) {
    case 'files':
      return takeFiles(ports, dialogue, content, portion);
    case 'record':
      return takeRecord(ports, dialogue, content, portion);
    case 'stored':
    case 'received':
      return takeWord(ports, dialogue, content);
  }
}

function takeFiles(
  { session }: Pick<DialoguePorts, 'session'>,
  dialogue: DeskDialogue,
  { count, files, from, id, is, time }: Content & { readonly kind: 'files' },
  portion: Portion,
): Verdict {
  const { messages } = session.desk;
  const name = { dialogue: dialogue.id, mine: false, message: id };
  const known = messages.message(name);
  // Later portions belong to what the first one began; a name that was used for something else brings nothing.
  const given = known === null ? null : session.desk.given.of(known.id);
  if (known !== null && (given?.count !== count || given.kind !== is || known.deleted !== null))
    return { refusal: 'dialogue-message-twice' };
  const title = attachedName(files[0]?.title ?? '');
  const row = known?.id ?? messages.add({ ...name, time, text: title, reply: null });
  if (row === null) return { refusal: 'dialogue-message-twice' };
  if (known === null) arrived(portion, dialogue, id);
  return note(session, { message: row, kind: is, count, statement: null }, { from, files });
}

function takeRecord(
  { session }: Pick<DialoguePorts, 'session'>,
  dialogue: DeskDialogue,
  { id, parts, statement, time, title }: Content & { readonly kind: 'record' },
  portion: Portion,
): Verdict {
  const name = { dialogue: dialogue.id, mine: false, message: id };
  const row = session.desk.messages.add({ ...name, time, text: attachedName(title), reply: null });
  if (row === null) return { refusal: 'dialogue-message-twice' };
  arrived(portion, dialogue, id);
  const files = parts === null ? [] : [parts];
  const given = {
    message: row,
    kind: 'record',
    count: files.length,
    statement: toStatementHash(statement),
  } as const;
  return note(session, given, { from: 0, files });
}

function note(
  { desk }: DialoguePorts['session'],
  of: Omit<NewGiven, 'state'>,
  { files, from }: { readonly from: number; readonly files: readonly GivenFile[] },
): Verdict {
  const { given } = desk;
  const bytes = files.reduce((sum, { blobSize }) => sum + blobSize, 0);
  given.add({ ...of, state: of.count === 0 ? 'whole' : 'wanted' });
  const refused = (refusal: string): Verdict => {
    given.forget(of.message);
    return { refusal };
  };
  if (given.bytesOfOthers() + bytes > MOST_OF_OTHERS) return refused('dialogue-files-full');
  for (const [index, file] of files.entries()) {
    const { blob, blobSize } = file;
    const place = { message: of.message, place: from + index, blob, blobSize };
    const isNew = given.addFile({ ...place, about: encodeAbout(namedAttachment(file)), state: 'coming' });
    if (!isNew) return refused('dialogue-file-twice');
  }
  const named = given.files(of.message);
  const total = named.reduce((sum, { blobSize }) => sum + blobSize, 0);
  if (total > TAKEN_UNASKED || of.count > MOST_UNASKED)
    given.setState(of.message, offered(given.of(of.message)?.state));
  return 'taken';
}

/** Nothing of it has been said yet, or it was taken before all of it was named. */
function offered(state: GivenState | undefined): GivenState {
  return state === 'wanted' || state === undefined ? 'offered' : state;
}

/** The other side's word on what it gave, or on what it was given. */
function takeWord(
  { session }: Pick<DialoguePorts, 'session'>,
  dialogue: DeskDialogue,
  { id, kind }: Content & { readonly kind: 'stored' | 'received' },
): Verdict {
  const { given, messages } = session.desk;
  const message = messages.message({ dialogue: dialogue.id, mine: kind === 'received', message: id });
  if (message === null || given.of(message.id) === null) return { refusal: 'dialogue-message-unknown' };
  if (kind === 'stored') given.setStored(message.id);
  else given.setState(message.id, 'whole');
  return 'taken';
}

function arrived({ arrived: all }: Portion, { request }: DeskDialogue, id: Uint8Array): void {
  const key = toHex(request);
  all.set(key, [...(all.get(key) ?? []), toMessageId(id)]);
}

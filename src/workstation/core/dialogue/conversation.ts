/**
 * What this doctor says in a dialogue, and how it ends. Each content is sealed by the ratchet and lies in the outgoing
 * mail in the transaction that moves the ratchet on: after a crash there are both or neither.
 */
import {
  LONGEST_TEXT,
  MOST_RECEIPTS,
  encodeContent,
  type Content,
  type ReceiptState,
} from '../../../consult/contents.ts';
import { toMessageId, toRequestHash, type MessageId } from '../../../consult/ids.ts';
import { encodeParcel } from '../../../consult/parcel.ts';
import { encrypt } from '../../../consult/ratchet.ts';
import { decodeRatchetState, encodeRatchetState } from '../../../consult/ratchetState.ts';
import type { RefusedAcceptance } from '../../../consult/refusal.ts';
import { bytesEqual } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import { millis, type Millis } from '../../../ports.ts';
import type { DeskDialogue } from '../../../replica/desk/dialogues.ts';
import type { DialogueMessage } from '../../../replica/desk/dialogueMessages.ts';
import { demandLooked } from './keyNotice.ts';
import { colleague, type DialoguePorts } from './ports.ts';

/** How long a message may wait at a mailbox: a month away. */
const MAIL_MS = 30 * 24 * 60 * 60_000;

/** Why a dialogue ended. */
export type DialogueEnd =
  | 'dialogue-closed'
  | 'dialogue-closed-by-peer'
  | 'dialogue-blocked'
  | 'dialogue-restored'
  | 'dialogue-peer-suspended'
  | 'dialogue-peer-key-changed'
  | 'dialogue-own-key-changed'
  | RefusedAcceptance;

/** Errors: `dialogue-unknown`, `dialogue-over`. */
export function openDialogue({ session }: DialoguePorts, request: Uint8Array): DeskDialogue {
  const dialogue = session.desk.dialogues.find(request);
  if (dialogue === null) throw new ConsiliumError('dialogue-unknown');
  if (dialogue.end !== null) throw new ConsiliumError('dialogue-over');
  return dialogue;
}

/** What the desk is to know of a mail beside its content. */
export interface Saying {
  /** The row whose state follows the mail. */
  readonly message?: number;
  /** A month from now, where nothing else is said. */
  readonly expires?: Millis;
}

/**
 * Seals a content and leaves it for the other side; to be called inside the desk's transaction. Errors: `dialogue-over`, `dialogue-not-open` for a requester who has heard nothing yet.
 */
export function say(
  ports: DialoguePorts,
  request: Uint8Array,
  content: Content,
  { message, expires }: Saying = {},
): void {
  const { desk } = ports.session;
  const { id, peer, institution, associated, ratchet } = openDialogue(ports, request);
  if (ratchet === null) throw new ConsiliumError('dialogue-over');
  const sealed = encrypt(decodeRatchetState(ratchet), encodeContent(content), associated);
  if (sealed === null) throw new ConsiliumError('dialogue-not-open');
  desk.dialogues.turn(id, encodeRatchetState(sealed.state));
  const parcel = { kind: 'message', dialogue: toRequestHash(request), message: sealed.message } as const;
  desk.mail.put({
    peer,
    institution,
    expires: expires ?? millis(ports.clock.now() + MAIL_MS),
    sealed: encodeParcel(parcel),
    message: message ?? null,
    request: null,
  });
}

/** Errors: as {@link say}, `dialogue-key-changed`, and `dialogue-text` for one that is empty or too long. */
export function send(
  ports: DialoguePorts,
  request: Uint8Array,
  said: { readonly text: string; readonly reply: Uint8Array | null },
): MessageId {
  demandText(said.text);
  const { session, random, clock } = ports;
  const { id: dialogue } = demandStanding(ports, openDialogue(ports, request));
  const id = toMessageId(random(16));
  const reply = said.reply === null ? null : toMessageId(said.reply);
  const time = clock.now();
  session.desk.atomically(() => {
    const row = session.desk.messages.add({
      dialogue,
      mine: true,
      message: id,
      time,
      text: said.text,
      reply,
    });
    say(
      ports,
      request,
      { kind: 'text', id, time, text: said.text, reply },
      row === null ? {} : { message: row },
    );
  });
  return id;
}

/** Errors: as {@link send}, and `dialogue-message-unknown` for what is not an own message, or is deleted. */
export function edit(ports: DialoguePorts, request: Uint8Array, message: Uint8Array, text: string): void {
  demandText(text);
  const { session, clock } = ports;
  const name = ownMessage(ports, request, message);
  // What was given is what it is.
  if (session.desk.given.of(name.id) !== null) throw new ConsiliumError('dialogue-message-unknown');
  const content = { kind: 'edit', time: clock.now(), id: toMessageId(message), text } as const;
  session.desk.atomically(() => {
    session.desk.messages.edit(name, content);
    say(ports, request, content);
  });
}

/** Errors: as {@link edit}. */
export function remove(ports: DialoguePorts, request: Uint8Array, message: Uint8Array): void {
  const { session, clock } = ports;
  const name = ownMessage(ports, request, message);
  const content = { kind: 'delete', time: clock.now(), id: toMessageId(message) } as const;
  session.desk.atomically(() => {
    session.desk.messages.remove(name, content.time);
    session.desk.given.forget(name.id);
    say(ports, request, content);
  });
}

/** What came was looked at; the other side is told, if it still can be. Answers whether anything changed. */
export function readAll(ports: DialoguePorts, request: Uint8Array): boolean {
  const { desk } = ports.session;
  const dialogue = desk.dialogues.find(request);
  if (dialogue === null) throw new ConsiliumError('dialogue-unknown');
  return desk.atomically(() => {
    const unread = desk.messages.unread(dialogue.id);
    for (const { id } of unread) desk.messages.see(id);
    acknowledge(ports, request, { state: 'read', ids: unread.map(({ message }) => toMessageId(message)) });
    return unread.length > 0;
  });
}

/** Says that messages of the other side are here, or were read; to be called inside the desk's transaction. */
export function acknowledge(
  ports: DialoguePorts,
  request: Uint8Array,
  { state, ids }: { readonly state: ReceiptState; readonly ids: readonly MessageId[] },
): void {
  if (ports.session.desk.dialogues.find(request)?.end !== null) return;
  for (let from = 0; from < ids.length; from += MOST_RECEIPTS) {
    const content = {
      kind: 'receipt',
      time: ports.clock.now(),
      state,
      ids: ids.slice(from, from + MOST_RECEIPTS),
    } as const;
    say(ports, request, content);
  }
}

/** Tells the other side, and forgets the ratchet. Errors: `dialogue-unknown`, `dialogue-over`. */
export function close(ports: DialoguePorts, request: Uint8Array, code: DialogueEnd): void {
  const { desk } = ports.session;
  const dialogue = openDialogue(ports, request);
  desk.atomically(() => {
    if (canSpeak(dialogue)) say(ports, request, { kind: 'end', time: ports.clock.now() });
    desk.dialogues.end(dialogue.id, { time: ports.clock.now(), code });
  });
}

/** Ends it here: nothing that waits is sent any more. To be called inside the desk's transaction. */
export function stop({ session, clock }: DialoguePorts, dialogue: DeskDialogue, code: DialogueEnd): void {
  const { dialogues, messages, mail } = session.desk;
  dialogues.end(dialogue.id, { time: clock.now(), code });
  const dropped = mail
    .waiting(dialogue.peer)
    .filter(({ message }) => message !== null && messages.dialogueOf(message) === dialogue.id);
  for (const { id, message } of dropped) {
    if (message !== null) messages.fail(message, code);
    mail.remove(id);
  }
  if (dropped.length > 0) mail.renew(dialogue.peer);
}

/** Ends what the verified ledger no longer bears: the other side is suspended, or either side's key is another. */
export function endFallen(ports: DialoguePorts): void {
  const { desk } = ports.session;
  const fallen = desk.dialogues.list().flatMap((dialogue) => {
    const code = dialogue.end === null ? fallOf(ports, dialogue) : null;
    return code === null ? [] : [{ dialogue, code }];
  });
  if (fallen.length === 0) return;
  desk.atomically(() => {
    for (const { dialogue, code } of fallen) stop(ports, dialogue, code);
  });
  for (const { code } of fallen) ports.logger.warn('dialogue-ended', { code });
  ports.changed();
}

/** The block that ends it may have come a moment ago. Errors: `dialogue-over`, `dialogue-key-changed`. */
export function demandStanding(ports: DialoguePorts, dialogue: DeskDialogue): DeskDialogue {
  if (fallOf(ports, dialogue) !== null) throw new ConsiliumError('dialogue-over');
  return demandLooked(ports, dialogue);
}

function fallOf(
  { state, session }: DialoguePorts,
  { peer, peerSign, keyVersion }: DeskDialogue,
): DialogueEnd | null {
  const known = colleague(state, peer);
  if (known === null || known.status !== 'active') return 'dialogue-peer-suspended';
  if (!bytesEqual(known.signingKey, peerSign)) return 'dialogue-peer-key-changed';
  return keyVersion === session.keyVersion ? null : 'dialogue-own-key-changed';
}

/** A requester who has heard nothing yet has no chain to send by. */
export function canSpeak({ ratchet }: DeskDialogue): boolean {
  return ratchet !== null && decodeRatchetState(ratchet).sending !== null;
}

function ownMessage(ports: DialoguePorts, request: Uint8Array, message: Uint8Array): DialogueMessage {
  const { id: dialogue } = demandStanding(ports, openDialogue(ports, request));
  const found = ports.session.desk.messages.message({ dialogue, mine: true, message });
  const { exchanges, transcripts } = ports.session.desk;
  const name = { dialogue, mine: true, message };
  const isSigned = exchanges.at(name) !== null || transcripts.at(name) !== null;
  if (found === null || found.deleted !== null || isSigned)
    throw new ConsiliumError('dialogue-message-unknown');
  return found;
}

function demandText(text: string): void {
  if (text.trim() === '' || text.length > LONGEST_TEXT) throw new ConsiliumError('dialogue-text');
}

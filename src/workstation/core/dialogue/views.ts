/** Requests, dialogues and messages as screens see them. */
import { safetyNumber } from '../../../consult/safetyNumber.ts';
import { toHex } from '../../../crypto/bytes.ts';
import type { StaffId } from '../../../crypto/ids.ts';
import { readStaff } from '../../../contracts/signers.ts';
import type { DeskRequest } from '../../../replica/desk/consultRequests.ts';
import type { DeskDialogue } from '../../../replica/desk/dialogues.ts';
import type { Retention } from '../../../replica/desk/retention.ts';
import type { DialogueMessage, ShownMessage } from '../../../replica/desk/dialogueMessages.ts';
import type { ConsultRequestView, DialogueMessageView, DialogueView } from '../../api/dialogue.ts';
import { institutionName, staffName } from '../visits/ledgerReads.ts';
import { canSpeak } from './conversation.ts';
import { keyNotice } from './keyNotice.ts';
import { givenViewOf } from './files/view.ts';
import { selfOf, type DialoguePorts } from './ports.ts';
import { subjectView } from './subject.ts';

export function requestView({ state, clock }: DialoguePorts, request: DeskRequest): ConsultRequestView {
  const { hash, direction, peer, institution, subject, reason, issued, expires } = request;
  const isExpired = request.state === 'waiting' && expires <= clock.now();
  return {
    request: toHex(hash),
    direction,
    doctor: doctorView(state, peer, institution),
    subject: subjectView(state, subject),
    reason,
    issued,
    expires,
    sent: request.isSent,
    state: isExpired ? 'expired' : request.state,
  };
}

/** Of the direct connection. */
export type LiveView = Pick<DialogueView, 'live' | 'typing'>;

export function dialogueView(ports: DialoguePorts, dialogue: DeskDialogue, live: LiveView): DialogueView {
  const { state, session } = ports;
  const { messages } = session.desk;
  const { id, request, peer, institution, started, end } = dialogue;
  const asked = session.desk.requests.find(request);
  const [last] = messages.page(id, { before: null, search: '', limit: 1 });
  return {
    dialogue: toHex(request),
    doctor: doctorView(state, peer, institution),
    subject: subjectView(state, asked?.subject ?? null),
    reason: asked?.reason ?? '',
    started,
    ended: end,
    open: canSpeak(dialogue),
    ...live,
    unread: messages.countUnread(id),
    last: last === undefined ? null : lastView(last),
    safety: [...safetyOf(ports, dialogue)],
    retention: retentionView(session.desk.retentions.of(id)),
    compared: keyNotice(ports, dialogue),
  };
}

/** The oldest first. */
export function messageViews(
  ports: DialoguePorts,
  found: readonly ShownMessage[],
  moved: (blob: Uint8Array) => number,
): DialogueMessageView[] {
  const { session } = ports;
  const { messages } = session.desk;
  const answered = ({ dialogue, reply }: DialogueMessage): DialogueMessage | null =>
    reply === null
      ? null
      : (messages.message({ dialogue, mine: true, message: reply }) ??
        messages.message({ dialogue, mine: false, message: reply }));
  const exchangeOf = (message: DialogueMessage): string | null => {
    const shown = message.text === '' ? session.desk.exchanges.at(message) : null;
    return shown && toHex(shown.exchange);
  };
  return found.toReversed().map((message) => {
    const reply = answered(message);
    return {
      row: message.id,
      message: toHex(message.message),
      mine: message.mine,
      time: message.time,
      text: message.text,
      exchange: exchangeOf(message),
      transcript:
        message.text === '' && session.desk.transcripts.at(message) !== null ? toHex(message.message) : null,
      reply: reply && { message: toHex(reply.message), mine: reply.mine, text: reply.text },
      edited: message.edited,
      deleted: message.deleted,
      state: message.state,
      code: message.code,
      given: message.brings ? givenViewOf(ports, message, moved) : null,
    };
  });
}

function retentionView({ days, since, own, peer, gone }: Retention): DialogueView['retention'] {
  return { days, since, own: own?.isOpen === true ? own.days : null, peer: peer && peer.days, gone };
}

function lastView({ time, mine, text, deleted }: DialogueMessage) {
  return { time, mine, text: text.slice(0, 80), deleted: deleted !== null };
}

function safetyOf(ports: DialoguePorts, { peer, peerSign }: DeskDialogue): readonly string[] {
  const own = { doctor: selfOf(ports).doctor, signingKey: ports.session.keys.sign.publicKey };
  return safetyNumber(ports.network, own, { doctor: peer, signingKey: peerSign });
}

/** Where they worked when it began. */
function doctorView(
  state: DialoguePorts['state'],
  id: StaffId,
  institution: Uint8Array,
): ConsultRequestView['doctor'] {
  return {
    id: toHex(id),
    name: staffName(state, id),
    institution: institutionName(state, institution),
    institutionId: toHex(institution),
    specialty: readStaff(state, 'doctor', id)?.specialty ?? '',
  };
}

/**
 * An acceptance that this side asked for and cannot take is answered once, so that both sides show the same: here the
 * request is over, there the dialogue that would never open ends with the same code.
 */
import type { OpenedAnswer } from '../../../consult/answer.ts';
import { encodeParcel } from '../../../consult/parcel.ts';
import { REFUSED_ACCEPTANCES, sealRefusal, type OpenedRefusal } from '../../../consult/refusal.ts';
import { sameParty } from '../../../consult/request.ts';
import { bytesEqual } from '../../../crypto/bytes.ts';
import { toMailId } from '../../../crypto/ids.ts';
import { millis } from '../../../ports.ts';
import type { DeskRequest } from '../../../replica/desk/consultRequests.ts';
import { stop } from './conversation.ts';
import { colleague, selfOf, type Colleague, type DialoguePorts } from './ports.ts';

/** As long as the answer itself may have waited. */
const REFUSAL_MS = 30 * 24 * 60 * 60_000;

/**
 * Tells whoever accepted that it was not taken, if it is for good; to be called inside the desk's transaction, for an
 * answer that is proven to be theirs.
 */
export function refuseAcceptance(
  ports: DialoguePorts,
  answer: OpenedAnswer,
  about: { readonly request: DeskRequest; readonly sender: Colleague; readonly code: string },
): void {
  const { session, clock, network, random } = ports;
  const { request, sender } = about;
  const code = REFUSED_ACCEPTANCES.find((one) => one === about.code);
  // A dialogue that has begun is not ended by an old acceptance that a node gives again.
  if (code === undefined || answer.answer !== 'accept' || request.state === 'accepted') return;
  const { mail, requests } = session.desk;
  // One that a node gives under many numbers is answered once.
  const once = toMailId(answer.hash);
  if (mail.isHandled(once)) return;
  mail.handle(once);
  requests.settle(request.hash, 'withdrawn');
  const to = { doctor: request.peer, institution: request.institution };
  const time = clock.now();
  const sealed = sealRefusal(
    { network, request: answer.request, from: selfOf(ports), to, code, time },
    { secretKey: session.keys.sign.secretKey, recipient: sender.sealingKey, random },
  );
  mail.put({
    peer: to.doctor,
    institution: to.institution,
    expires: millis(time + REFUSAL_MS),
    sealed: encodeParcel({ kind: 'refusal', sealed }),
    message: null,
    request: null,
  });
}

/** Null when it was taken; `later` where the copy of the ledger may be out of date. */
export function takeRefusal(
  ports: DialoguePorts,
  refused: OpenedRefusal,
  isFresh: boolean,
): 'taken' | 'later' | { readonly refusal: string } {
  const { session, network, state } = ports;
  if (!bytesEqual(refused.network, network)) return { refusal: 'consult-other-network' };
  if (!sameParty(refused.to, selfOf(ports))) return { refusal: 'consult-other-recipient' };
  const request = session.desk.requests.find(refused.request);
  if (request?.direction !== 'in') return { refusal: 'consult-request-unknown' };
  const asker = { doctor: request.peer, institution: request.institution };
  if (!sameParty(refused.from, asker)) return { refusal: 'consult-other-doctor' };
  if (!isFresh) return 'later';
  const sender = colleague(state, request.peer);
  if (sender === null || !refused.isSignedBy(sender.signingKey))
    return { refusal: 'consult-signature-invalid' };
  session.desk.requests.settle(request.hash, 'withdrawn');
  const dialogue = session.desk.dialogues.find(request.hash);
  if (dialogue !== null && dialogue.end === null) stop(ports, dialogue, refused.code);
  return 'taken';
}

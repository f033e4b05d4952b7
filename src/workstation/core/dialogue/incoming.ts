/**
 * What came through the mailbox. One function decides each piece of mail, and is called inside the desk's transaction:
 * what it changes is durable together with the note that the mail is here, and only then is its node told. A node is
 * believed nothing: it may drop, delay, reorder, repeat, invent or misdirect.
 *
 * - I1 mail that is in the desk already changes nothing
 * - I2 what cannot be judged yet (a stale copy, a message before its acceptance) stays at the node
 * - I3 everything else is taken or refused by a code, once
 */
import { agreeAsRequester } from '../../../consult/agreement.ts';
import { openAnswer, type OpenedAnswer } from '../../../consult/answer.ts';
import { decodeContent, type Content } from '../../../consult/contents.ts';
import { evaluateAnswer } from '../../../consult/evaluateAnswer.ts';
import { evaluateRequest } from '../../../consult/evaluateRequest.ts';
import { winsGlare } from '../../../consult/glare.ts';
import { toMessageId, toRequestHash, type MessageId } from '../../../consult/ids.ts';
import { decodeParcel, type Parcel } from '../../../consult/parcel.ts';
import { decrypt, forgetOldKeys, startAsRequester } from '../../../consult/ratchet.ts';
import { decodeRatchetState, encodeRatchetState } from '../../../consult/ratchetState.ts';
import { openRefusal } from '../../../consult/refusal.ts';
import { openRequest, type OpenedRequest } from '../../../consult/request.ts';
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import type { SealingKeyPair } from '../../../crypto/sealing.ts';
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import { mailId, type StoredMail } from '../../../hospital/mailbox/mail.ts';
import type { DeskRequest } from '../../../replica/desk/consultRequests.ts';
import type { DeskDialogue } from '../../../replica/desk/dialogues.ts';
import { dialogueWanted, takeVideoAnswer, takeVideoRequest } from '../calls/videoRequests.ts';
import { isAgreement, takeAgreement } from './agreements.ts';
import { isGiven, takeGiven } from './files/arriving.ts';
import { colleague, selfOf, type DialoguePorts } from './ports.ts';
import { refuseAcceptance, takeRefusal } from './refusals.ts';
import { dialogueData } from './requests.ts';

/** Setting of a doctor who does not want to be rung now. */
export const UNAVAILABLE = 'dialogue-unavailable';

/** What one portion of mail gave, beside what is in the desk. */
export interface Portion {
  readonly isFresh: boolean;
  /** Texts that came, by the dialogue's request in hex: to be acknowledged in one word. */
  readonly arrived: Map<string, MessageId[]>;
  /** Of direct connections: nothing is done about them before they are durable. */
  readonly signals: { readonly dialogue: Uint8Array; readonly signed: Uint8Array }[];
  /** Of video consults, likewise. */
  readonly calls: { readonly dialogue: Uint8Array; readonly signed: Uint8Array }[];
  /** The last request that is to be answered. */
  asked: Uint8Array | null;
  /** Dialogues in which files or words about files came, by their requests. */
  readonly brought: Uint8Array[];
  /** Something asks for the doctor now. */
  rings: boolean;
}

/** Null when it is in the desk now, for good or refused; `later` leaves it at the node (I2). */
type Taken = 'taken' | 'later' | { readonly refusal: string };

/** Answers whether the node may forget it. */
export function take(ports: DialoguePorts, mail: StoredMail, portion: Portion): boolean {
  const { desk } = ports.session;
  const id = mailId(mail.from, { ...mail, to: selfOf(ports).doctor });
  if (desk.mail.isHandled(id)) return true; // I1
  const taken = judged(ports, decodeParcel(mail.sealed), portion);
  if (taken === 'later') return false;
  if (taken !== 'taken') {
    // I3
    desk.requests.refuse({ sender: mail.from, time: ports.clock.now(), code: taken.refusal });
    ports.logger.warn('consult-refused', { code: taken.refusal });
  }
  desk.mail.handle(id);
  return true;
}

/** Whether judging it takes a copy of the ledger that is known to be of now. */
export function asksLedger({ sealed }: StoredMail): boolean {
  const parcel = decodeParcel(sealed);
  return parcel !== null && parcel.kind !== 'message';
}

function judged(ports: DialoguePorts, parcel: Parcel | null, portion: Portion): Taken {
  if (parcel === null) return { refusal: 'consult-malformed' };
  try {
    switch (parcel.kind) {
      case 'request':
        return takeRequest(
          ports,
          openedBy(ports, (pair) => openRequest(parcel.sealed, pair)),
          portion,
        );
      case 'answer':
        return takeAnswer(
          ports,
          openedBy(ports, (pair) => openAnswer(parcel.sealed, pair)),
          portion,
        );
      case 'refusal':
        return takeRefusal(
          ports,
          openedBy(ports, (pair) => openRefusal(parcel.sealed, pair)),
          portion.isFresh,
        );
      case 'message':
        return takeMessage(ports, parcel, portion);
    }
  } catch (error) {
    if (!isConsiliumError(error) || error.code.startsWith('database-')) throw error;
    return { refusal: error.code };
  }
}

/** By whichever of this doctor's keys it was sealed to, also one of before. */
function openedBy<T>({ session }: DialoguePorts, open: (pair: SealingKeyPair) => T): T {
  for (const pair of [session.keys.seal, ...session.sealing.values()]) {
    try {
      return open(pair);
    } catch (error) {
      if (!isConsiliumError(error, 'consult-other-recipient')) throw error;
    }
  }
  throw new ConsiliumError('consult-other-recipient');
}

function takeRequest(ports: DialoguePorts, request: OpenedRequest, portion: Portion): Taken {
  const { session, clock, network, state } = ports;
  const { requests, settings } = session.desk;
  const { doctor, institution } = request.from;
  const dialogue = dialogueWanted(ports, request);
  const verdict = evaluateRequest(request, {
    network,
    me: selfOf(ports),
    now: clock.now(),
    isLedgerFresh: portion.isFresh,
    sender: colleague(state, doctor),
    isSeen: requests.isSeen(doctor, request.nonce),
    isBlocked: requests.isBlocked(doctor),
    earlier: requests.askedAt(doctor),
    isAvailable: settings.get(UNAVAILABLE) === null,
    isInDialogue: dialogue !== null,
  });
  if (verdict.verdict === 'refused')
    return verdict.code === 'consult-ledger-stale' ? 'later' : { refusal: verdict.code };
  requests.see(doctor, request);
  const { hash, subject, reason, issued, expires, bundle } = request;
  if (dialogue !== null) {
    takeVideoRequest(ports, request, dialogue.id);
    portion.asked = dialogue.request;
    portion.rings ||= verdict.rings;
    return 'taken';
  }
  if (bundle === null) return { refusal: 'consult-malformed' };
  if (!yields(ports, request)) return 'taken';
  const place = { peer: doctor, institution, keyVersion: session.keyVersion };
  requests.add({ ...place, hash, direction: 'in', subject, reason, issued, expires, keys: bundle });
  portion.asked = hash;
  portion.rings ||= verdict.rings;
  return 'taken';
}

/** Both asked at once: the lower hash stands, on both sides; see glare.ts. */
function yields({ session, clock }: DialoguePorts, { hash, from }: OpenedRequest): boolean {
  const { requests } = session.desk;
  const own = requests
    .waiting('out')
    .find(({ peer, expires }) => bytesEqual(peer, from.doctor) && expires > clock.now());
  if (own === undefined) return true;
  if (winsGlare(toRequestHash(own.hash), hash)) return false;
  requests.settle(own.hash, 'withdrawn');
  return true;
}

function takeAnswer(ports: DialoguePorts, answer: OpenedAnswer, { isFresh }: Portion): Taken {
  const { session, clock, network, state } = ports;
  if (session.desk.videoRequests.find(answer.request) !== null) {
    const code = takeVideoAnswer(ports, answer, isFresh);
    if (code === 'consult-ledger-stale') return 'later';
    return code === null ? 'taken' : { refusal: code };
  }
  const found = session.desk.requests.find(answer.request);
  const request = found?.direction === 'out' ? found : null;
  const sender = colleague(state, answer.from.doctor);
  const verdict = evaluateAnswer(answer, {
    network,
    me: selfOf(ports),
    now: clock.now(),
    isLedgerFresh: isFresh,
    sender,
    request: request && { ...request, to: { doctor: request.peer, institution: request.institution } },
  });
  if (verdict.verdict === 'refused') {
    if (verdict.code === 'consult-ledger-stale') return 'later';
    if (request !== null && sender !== null)
      refuseAcceptance(ports, answer, { request, sender, code: verdict.code });
    return { refusal: verdict.code };
  }
  if (request === null || sender === null) return { refusal: 'consult-request-unknown' };
  if (answer.answer === 'decline') {
    session.desk.requests.settle(request.hash, 'declined');
    return 'taken';
  }
  if (answer.answer === 'grant') return { refusal: 'consult-malformed' };
  return begin(ports, { request, answer, sender });
}

function begin(
  ports: DialoguePorts,
  {
    request,
    answer,
    sender,
  }: {
    readonly request: DeskRequest;
    readonly answer: OpenedAnswer & { readonly answer: 'accept' };
    readonly sender: NonNullable<ReturnType<typeof colleague>>;
  },
): Taken {
  const { session, clock } = ports;
  const { desk, keys, keyVersion } = session;
  // Its single-use keys are forgotten, or were agreed with a key of this doctor that is no longer in force.
  if (request.keys === null || request.keyVersion !== keyVersion) {
    desk.requests.settle(request.hash, 'withdrawn');
    return { refusal: 'consult-withdrawn' };
  }
  const secret = agreeAsRequester(
    { registered: keys.seal, bundle: request.keys },
    { registered: sender.sealingKey, initial: answer.initial },
  );
  const own = { ...selfOf(ports), signingKey: keys.sign.publicKey, sealingKey: keys.seal.publicKey };
  const acceptor = { ...sender, doctor: request.peer };
  desk.requests.settle(request.hash, 'accepted');
  desk.dialogues.begin({
    request: request.hash,
    peer: request.peer,
    institution: request.institution,
    peerSign: sender.signingKey,
    keyVersion,
    associated: dialogueData(ports, request, answer.hash, { requester: own, acceptor }),
    started: clock.now(),
    ratchet: encodeRatchetState(startAsRequester(secret, request.keys.x25519)),
  });
  return 'taken';
}

function takeMessage(
  ports: DialoguePorts,
  parcel: Parcel & { readonly kind: 'message' },
  portion: Portion,
): Taken {
  const { session, clock, random } = ports;
  const { dialogues, requests } = session.desk;
  const dialogue = dialogues.find(parcel.dialogue);
  if (dialogue === null) {
    // Its acceptance may still be on the way.
    const request = requests.find(parcel.dialogue);
    const isAwaited = request?.direction === 'out' && request.state === 'waiting' && request.keys !== null;
    return isAwaited ? 'later' : { refusal: 'dialogue-unknown' };
  }
  if (dialogue.ratchet === null) return { refusal: 'dialogue-over' };
  const by = { associatedData: dialogue.associated, now: clock.now(), random };
  const opened = decrypt(decodeRatchetState(dialogue.ratchet), parcel.message, by);
  if (opened.refusal !== null) return { refusal: opened.refusal };
  // Also of a content that is refused below: its key was used.
  dialogues.turn(dialogue.id, encodeRatchetState(forgetOldKeys(opened.state, clock.now())));
  return apply(ports, { dialogue, content: decodeContent(opened.plaintext) }, portion);
}

function apply(
  ports: DialoguePorts,
  { dialogue, content }: { readonly dialogue: DeskDialogue; readonly content: Content },
  portion: Portion,
): Taken {
  if (isAgreement(content)) return takeAgreement(ports, { dialogue, content }, portion);
  if (isGiven(content)) return takeGiven(ports, { dialogue, content }, portion);
  const { session, clock } = ports;
  const { arrived, brought, calls, signals } = portion;
  const { given, messages, dialogues } = session.desk;
  const named = (mine: boolean, message: Uint8Array) => ({ dialogue: dialogue.id, mine, message });
  switch (content.kind) {
    case 'begin':
      return 'taken';
    case 'text': {
      const { id, time, text, reply } = content;
      if (messages.add({ ...named(false, id), time, text, reply }) === null)
        return { refusal: 'dialogue-message-twice' };
      const key = toHex(dialogue.request);
      arrived.set(key, [...(arrived.get(key) ?? []), toMessageId(id)]);
      return 'taken';
    }
    case 'edit':
    case 'delete': {
      const name = named(false, content.id);
      const changed = messages.message(name);
      const isOfFiles = changed !== null && given.of(changed.id) !== null;
      if (changed === null || (isOfFiles && content.kind === 'edit'))
        return { refusal: 'dialogue-message-unknown' };
      if (content.kind === 'edit') messages.edit(name, content);
      else {
        messages.remove(name, content.time);
        given.forget(changed.id);
        brought.push(dialogue.request);
      }
      return 'taken';
    }
    case 'receipt':
      for (const id of content.ids) {
        const own = messages.message(named(true, id));
        if (own !== null) messages.reach(own.id, content.state);
      }
      return 'taken';
    case 'signal':
      signals.push({ dialogue: dialogue.request, signed: content.signed });
      return 'taken';
    case 'call':
      calls.push({ dialogue: dialogue.request, signed: content.signed });
      return 'taken';
    case 'end':
      dialogues.end(dialogue.id, { time: clock.now(), code: 'dialogue-closed-by-peer' });
      return 'taken';
  }
}

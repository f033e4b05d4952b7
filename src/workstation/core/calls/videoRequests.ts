/**
 * Asking for a video consult within a dialogue, and answering: a request and an answer of the same form as for the
 * dialogue itself (Algorithm 2, step 3). What is granted is the right of both to ring, for a day from the time agreed.
 */
import { sealAnswer, type OpenedAnswer } from '../../../consult/answer.ts';
import { evaluateAnswer } from '../../../consult/evaluateAnswer.ts';
import { LONGEST_REQUEST_MS } from '../../../consult/evaluateRequest.ts';
import { toRequestHash, type RequestHash } from '../../../consult/ids.ts';
import { encodeParcel } from '../../../consult/parcel.ts';
import { sealRequest, type OpenedRequest } from '../../../consult/request.ts';
import { bytesEqual } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import { millis, type Millis } from '../../../ports.ts';
import type { DeskDialogue } from '../../../replica/desk/dialogues.ts';
import type { VideoRequest } from '../../../replica/desk/videoRequests.ts';
import { canSpeak, demandStanding, openDialogue } from '../dialogue/conversation.ts';
import {
  activeColleague,
  colleague,
  demandFresh,
  selfOf,
  type Colleague,
  type DialoguePorts,
} from '../dialogue/ports.ts';

/** How long the right lasts from the time agreed, or from the acceptance where that is later. */
export const RIGHT_MS = 24 * 60 * 60_000;
/** How long an answer may wait at the requester's mailbox. */
const ANSWER_MS = 24 * 60 * 60_000;
/** Requests of a dialogue that are looked at for a right. */
const MOST_LOOKED_AT = 50;

export interface VideoAsked {
  readonly reason: string;
  /** Null is now. */
  readonly at: Millis | null;
}

/** Errors: those of demandStanding, `dialogue-not-open`, `consult-ledger-stale`, `recipient-*`, `consult-waiting`. */
export async function askVideo(
  ports: DialoguePorts,
  request: Uint8Array,
  { at, reason }: VideoAsked,
): Promise<RequestHash> {
  await demandFresh(ports);
  const { clock, network, random, session, state } = ports;
  const { desk, keys } = session;
  const dialogue = demandStanding(ports, openDialogue(ports, request));
  if (!canSpeak(dialogue)) throw new ConsiliumError('dialogue-not-open');
  const peer = activeColleague(state, dialogue.peer);
  const issued = clock.now();
  const isWaiting = (other: VideoRequest): boolean => other.state === 'waiting' && other.expires > issued;
  if (desk.videoRequests.of(dialogue.id, MOST_LOOKED_AT).some(isWaiting))
    throw new ConsiliumError('consult-waiting');
  const expires = millis(issued + LONGEST_REQUEST_MS);
  const to = { doctor: dialogue.peer, institution: peer.institution };
  const content = {
    network,
    from: selfOf(ports),
    to,
    kind: 'video',
    video: { dialogue: toRequestHash(request), at },
    subject: null,
    reason,
    issued,
    expires,
    nonce: random(16),
    bundle: null,
  } as const;
  const by = { secretKey: keys.sign.secretKey, recipient: peer.sealingKey, random };
  const { hash, sealed } = sealRequest(content, by);
  desk.atomically(() => {
    desk.videoRequests.add({ hash, dialogue: dialogue.id, mine: true, reason, issued, expires, at });
    putMail(ports, dialogue, { expires, sealed: encodeParcel({ kind: 'request', sealed }) });
  });
  return hash;
}

/** Errors: `consult-request-unknown`, `consult-answered`, `consult-expired`, and those of {@link askVideo}. */
export async function answerVideo(
  ports: DialoguePorts,
  hash: Uint8Array,
  choice: 'grant' | 'decline',
): Promise<void> {
  await demandFresh(ports);
  const { clock, session, state } = ports;
  const request = waitingHere(ports, hash);
  const dialogue = demandStanding(ports, dialogueOf(ports, request.dialogue));
  const peer = activeColleague(state, dialogue.peer);
  const time = clock.now();
  const sealed = sealedAnswer(ports, { hash, dialogue, recipient: peer.sealingKey, time }, choice);
  session.desk.atomically(() => {
    session.desk.videoRequests.settle(hash, choice === 'grant' ? 'accepted' : 'declined', time);
    const expires = millis(time + ANSWER_MS);
    putMail(ports, dialogue, { expires, sealed: encodeParcel({ kind: 'answer', sealed }) });
  });
}

/** The other side is not told: its answer will be refused here. Errors: `consult-request-unknown`, `consult-answered`. */
export function withdrawVideo({ clock, session }: DialoguePorts, hash: Uint8Array): void {
  const { videoRequests } = session.desk;
  const request = videoRequests.find(hash);
  if (request?.mine !== true) throw new ConsiliumError('consult-request-unknown');
  if (request.state !== 'waiting') throw new ConsiliumError('consult-answered');
  videoRequests.settle(hash, 'withdrawn', clock.now());
}

export interface VideoRight {
  readonly request: RequestHash;
  readonly until: Millis;
}

/** The rights of a dialogue that are in force, the longest first. */
export function rightsOf({ clock, session }: DialoguePorts, dialogue: DeskDialogue): readonly VideoRight[] {
  if (dialogue.end !== null) return [];
  const now = clock.now();
  return session.desk.videoRequests
    .of(dialogue.id, MOST_LOOKED_AT)
    .flatMap(({ answered, at, hash, state }) =>
      state === 'accepted' && answered !== null
        ? [{ request: toRequestHash(hash), until: millis(Math.max(answered, at ?? 0) + RIGHT_MS) }]
        : [],
    )
    .filter(({ until }) => until > now)
    .toSorted((left, right) => right.until - left.until);
}

/** The dialogue that a request names, where it stands and is with its sender. */
export function dialogueWanted({ session }: DialoguePorts, request: OpenedRequest): DeskDialogue | null {
  if (request.video === null) return null;
  const dialogue = session.desk.dialogues.find(request.video.dialogue);
  const isTheirs = dialogue !== null && bytesEqual(dialogue.peer, request.from.doctor);
  return isTheirs && dialogue.end === null ? dialogue : null;
}

/**
 * Keeps one that evaluateRequest took. Where both asked at once both requests stand: whoever accepts first gives the right,
 * and the other one is taken back with that. To be called inside the desk's transaction.
 */
export function takeVideoRequest({ session }: DialoguePorts, request: OpenedRequest, dialogue: number): void {
  const { expires, hash, issued, reason, video } = request;
  const at = video?.at ?? null;
  session.desk.videoRequests.add({ hash, dialogue, mine: false, reason, issued, expires, at });
}

/** Null where it is taken. To be called inside the desk's transaction. */
export function takeVideoAnswer(
  ports: DialoguePorts,
  answer: OpenedAnswer,
  isLedgerFresh: boolean,
): string | null {
  const { clock, network, session, state } = ports;
  const { videoRequests } = session.desk;
  const found = videoRequests.find(answer.request);
  const request = found?.mine === true ? found : null;
  const dialogue = request === null ? null : dialogueOf(ports, request.dialogue);
  const sender = colleague(state, answer.from.doctor);
  const verdict = evaluateAnswer(answer, {
    network,
    me: selfOf(ports),
    now: clock.now(),
    isLedgerFresh,
    sender,
    request: request &&
      dialogue && { ...request, to: { doctor: dialogue.peer, institution: dialogue.institution } },
  });
  if (verdict.verdict === 'refused') return verdict.code;
  if (dialogue?.end !== null) return 'dialogue-over';
  if (answer.answer === 'accept') return 'consult-malformed';
  videoRequests.settle(answer.request, answer.answer === 'grant' ? 'accepted' : 'declined', answer.time);
  return null;
}

export function dialogueOf({ session }: DialoguePorts, id: number): DeskDialogue {
  const found = session.desk.dialogues.list().find((dialogue) => dialogue.id === id);
  if (found === undefined) throw new ConsiliumError('dialogue-unknown');
  return found;
}

function waitingHere({ clock, session }: DialoguePorts, hash: Uint8Array): VideoRequest {
  const request = session.desk.videoRequests.find(hash);
  if (request === null || request.mine) throw new ConsiliumError('consult-request-unknown');
  if (request.state !== 'waiting') throw new ConsiliumError('consult-answered');
  if (request.expires <= clock.now()) throw new ConsiliumError('consult-expired');
  return request;
}

interface Answering {
  readonly hash: Uint8Array;
  readonly dialogue: DeskDialogue;
  readonly recipient: Colleague['sealingKey'];
  readonly time: Millis;
}

function sealedAnswer(
  { network, random, session }: DialoguePorts,
  { dialogue, hash, recipient, time }: Answering,
  answer: 'grant' | 'decline',
): Uint8Array {
  const to = { doctor: dialogue.peer, institution: dialogue.institution };
  const content = { network, request: toRequestHash(hash), from: selfOf({ session }), to, time, answer };
  return sealAnswer(content, { secretKey: session.keys.sign.secretKey, recipient, random }).sealed;
}

function putMail(
  { session }: DialoguePorts,
  { institution, peer }: DeskDialogue,
  { expires, sealed }: { readonly expires: Millis; readonly sealed: Uint8Array },
): void {
  session.desk.mail.put({ peer, institution, expires, sealed, message: null, request: null });
}

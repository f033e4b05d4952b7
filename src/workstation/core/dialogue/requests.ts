/** Asking another doctor for a dialogue, and answering one who asks. Nothing of it happens on a stale copy. */
import { agreeAsAcceptor, associatedData, type DialogueIdentity } from '../../../consult/agreement.ts';
import { sealAnswer, type Answer } from '../../../consult/answer.ts';
import { bundleOf, newBundleSecret } from '../../../consult/bundle.ts';
import { LONGEST_REQUEST_MS } from '../../../consult/evaluateRequest.ts';
import { toRequestHash } from '../../../consult/ids.ts';
import { encodeParcel } from '../../../consult/parcel.ts';
import { startAsAcceptor } from '../../../consult/ratchet.ts';
import { encodeRatchetState } from '../../../consult/ratchetState.ts';
import { sealRequest, type Subject } from '../../../consult/request.ts';
import { bytesEqual } from '../../../crypto/bytes.ts';
import type { StaffId } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import { millis } from '../../../ports.ts';
import type { DeskRequest } from '../../../replica/desk/consultRequests.ts';
import { say, stop } from './conversation.ts';
import { activeColleague, demandFresh, selfOf, type Colleague, type DialoguePorts } from './ports.ts';

/** How long an answer may wait at the requester's mailbox. */
const ANSWER_MS = 30 * 24 * 60 * 60_000;

export interface Asked {
  readonly to: StaffId;
  readonly subject: Subject | null;
  readonly reason: string;
}

/**
 * Errors: `consult-ledger-stale`, `consult-clock-off`, `recipient-unknown`, `recipient-suspended`, `consult-own-request`, `consult-waiting`
 * when a request to this doctor waits already.
 */
export async function ask(ports: DialoguePorts, { to, subject, reason }: Asked): Promise<Uint8Array> {
  await demandFresh(ports);
  const { session, clock, random, network, state } = ports;
  const { desk, keys, keyVersion } = session;
  const from = selfOf(ports);
  if (bytesEqual(from.doctor, to)) throw new ConsiliumError('consult-own-request');
  const peer = activeColleague(state, to);
  const issued = clock.now();
  if (desk.requests.waiting('out').some((other) => bytesEqual(other.peer, to) && other.expires > issued))
    throw new ConsiliumError('consult-waiting');
  const secret = newBundleSecret(random);
  const expires = millis(issued + LONGEST_REQUEST_MS);
  const { hash, sealed } = sealRequest(
    {
      network,
      from,
      to: { doctor: to, institution: peer.institution },
      kind: 'dialogue',
      video: null,
      subject,
      reason,
      issued,
      expires,
      nonce: random(16),
      bundle: bundleOf(secret),
    },
    { secretKey: keys.sign.secretKey, recipient: peer.sealingKey, random },
  );
  const place = { peer: to, institution: peer.institution, expires } as const;
  desk.atomically(() => {
    desk.requests.add({
      ...place,
      hash,
      direction: 'out',
      subject,
      reason,
      issued,
      keyVersion,
      keys: secret,
    });
    desk.mail.put({
      ...place,
      sealed: encodeParcel({ kind: 'request', sealed }),
      message: null,
      request: hash,
    });
  });
  return hash;
}

/**
 * Begins the dialogue. Errors: `consult-ledger-stale`, `consult-clock-off`, `consult-request-unknown`, `consult-expired`,
 * `consult-answered`, `recipient-unknown`, `recipient-suspended`, `key-malformed`.
 */
export async function accept(ports: DialoguePorts, hash: Uint8Array): Promise<void> {
  await demandFresh(ports);
  const { session, clock, random, state } = ports;
  const { desk, keys, keyVersion } = session;
  const request = waitingRequest(ports, hash);
  if (request.keys === null) throw new ConsiliumError('consult-expired');
  const peer = activeColleague(state, request.peer);
  const { secret, initial } = agreeAsAcceptor(
    keys.seal,
    { registered: peer.sealingKey, bundle: request.keys },
    random,
  );
  const ratchet = startAsAcceptor(secret, request.keys.x25519, random);
  if (ratchet === null) throw new ConsiliumError('key-malformed');
  const answered = sealedAnswer(ports, request, peer, { answer: 'accept', initial });
  const own = { ...selfOf(ports), signingKey: keys.sign.publicKey, sealingKey: keys.seal.publicKey };
  const associated = dialogueData(ports, request, answered.hash, {
    requester: { doctor: request.peer, ...peer },
    acceptor: own,
  });
  const { peer: doctor, institution } = request;
  desk.atomically(() => {
    desk.requests.settle(hash, 'accepted');
    desk.dialogues.begin({
      request: hash,
      peer: doctor,
      institution,
      peerSign: peer.signingKey,
      keyVersion,
      associated,
      started: clock.now(),
      ratchet: encodeRatchetState(ratchet),
    });
    putAnswer(ports, request, answered.sealed);
    say(ports, hash, { kind: 'begin', time: clock.now() });
  });
}

/** Errors: as {@link accept}. */
export async function decline(ports: DialoguePorts, hash: Uint8Array): Promise<void> {
  await demandFresh(ports);
  const { session, state } = ports;
  const request = waitingRequest(ports, hash);
  const peer = activeColleague(state, request.peer);
  const { sealed } = sealedAnswer(ports, request, peer, { answer: 'decline' });
  session.desk.atomically(() => {
    session.desk.requests.settle(hash, 'declined');
    putAnswer(ports, request, sealed);
  });
}

/** The other side is told when it accepts all the same (refusals.ts). Errors: `consult-request-unknown`, `consult-answered`. */
export function withdraw({ session }: DialoguePorts, hash: Uint8Array): void {
  const request = session.desk.requests.find(hash);
  if (request?.direction !== 'out') throw new ConsiliumError('consult-request-unknown');
  if (request.state !== 'waiting') throw new ConsiliumError('consult-answered');
  session.desk.requests.settle(hash, 'withdrawn');
}

/** Nothing of this doctor is taken any more, and what was begun with them ends. They are not told why. */
export function block(ports: DialoguePorts, doctor: StaffId): void {
  const { session, clock } = ports;
  const { requests, dialogues } = session.desk;
  session.desk.atomically(() => {
    requests.block(doctor, clock.now());
    for (const { hash } of requests.waiting('in').filter(({ peer }) => bytesEqual(peer, doctor)))
      requests.settle(hash, 'declined');
    for (const dialogue of dialogues.list())
      if (dialogue.end === null && bytesEqual(dialogue.peer, doctor))
        stop(ports, dialogue, 'dialogue-blocked');
  });
}

/** What every message of a dialogue is bound to, on either side. */
export function dialogueData(
  { network }: Pick<DialoguePorts, 'network'>,
  { hash }: Pick<DeskRequest, 'hash'>,
  acceptance: Uint8Array,
  { requester, acceptor }: Pick<DialogueIdentity, 'requester' | 'acceptor'>,
): Uint8Array {
  return associatedData({ network, request: toRequestHash(hash), acceptance, requester, acceptor });
}

function sealedAnswer(ports: DialoguePorts, request: DeskRequest, peer: Colleague, answer: Answer) {
  const { network, session, clock, random } = ports;
  return sealAnswer(
    {
      network,
      request: toRequestHash(request.hash),
      from: selfOf(ports),
      to: { doctor: request.peer, institution: request.institution },
      time: clock.now(),
      ...answer,
    },
    { secretKey: session.keys.sign.secretKey, recipient: peer.sealingKey, random },
  );
}

function putAnswer({ session, clock }: DialoguePorts, request: DeskRequest, sealed: Uint8Array): void {
  const { peer, institution } = request;
  const expires = millis(clock.now() + ANSWER_MS);
  session.desk.mail.put({
    peer,
    institution,
    expires,
    sealed: encodeParcel({ kind: 'answer', sealed }),
    message: null,
    request: null,
  });
}

function waitingRequest({ session, clock }: DialoguePorts, hash: Uint8Array): DeskRequest {
  const request = session.desk.requests.find(hash);
  if (request?.direction !== 'in') throw new ConsiliumError('consult-request-unknown');
  if (request.state !== 'waiting') throw new ConsiliumError('consult-answered');
  if (request.expires <= clock.now()) throw new ConsiliumError('consult-expired');
  return request;
}

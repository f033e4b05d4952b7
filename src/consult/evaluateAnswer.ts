/**
 * Whether an answer to a request of mine is taken. Rules, in the order in which they are looked at:
 *
 * - A1 it is of this network, and names me at my institution
 * - A2 it names a request that I sent, and comes from the doctor whom I asked
 * - A3 its sender is an active doctor of that institution, by a ledger that is not stale
 * - A4 it is signed with that doctor's key in force
 * - A5 it was given while the request stood, by clocks that may be off
 * - A6 it is the first one, and the request was not withdrawn
 */
import { bytesEqual } from '../crypto/bytes.ts';
import type { Network } from '../crypto/ids.ts';
import type { Millis } from '../ports.ts';
import type { OpenedAnswer } from './answer.ts';
import { CLOCK_TOLERANCE_MS, type KnownDoctor } from './evaluateRequest.ts';
import { sameParty, type Party } from './request.ts';

export type AnswerRefusal =
  | 'consult-other-network'
  | 'consult-other-recipient'
  | 'consult-request-unknown'
  | 'consult-other-doctor'
  | 'consult-ledger-stale'
  | 'consult-sender-unknown'
  | 'consult-sender-suspended'
  | 'consult-signature-invalid'
  | 'consult-from-future'
  | 'consult-expired'
  | 'consult-answered'
  | 'consult-withdrawn';

/** A request of mine, as I keep it. */
export interface SentRequest {
  readonly to: Party;
  readonly issued: Millis;
  readonly expires: Millis;
  readonly state: 'waiting' | 'accepted' | 'declined' | 'withdrawn';
}

export interface AnswerContext {
  readonly network: Network;
  readonly me: Party;
  readonly now: Millis;
  readonly isLedgerFresh: boolean;
  readonly sender: KnownDoctor | null;
  /** The request that it names; null when I sent none by that name. */
  readonly request: SentRequest | null;
}

export type AnswerVerdict =
  | { readonly verdict: 'accepted' | 'declined' }
  | { readonly verdict: 'refused'; readonly code: AnswerRefusal };

export function evaluateAnswer(answer: OpenedAnswer, context: AnswerContext): AnswerVerdict {
  const code = misdirected(answer, context) ?? unproven(answer, context) ?? untimely(answer, context);
  if (code !== null) return { verdict: 'refused', code };
  return { verdict: answer.answer === 'accept' ? 'accepted' : 'declined' };
}

function misdirected(answer: OpenedAnswer, { network, me, request }: AnswerContext): AnswerRefusal | null {
  if (!bytesEqual(answer.network, network)) return 'consult-other-network'; // A1
  if (!sameParty(answer.to, me)) return 'consult-other-recipient';
  if (request === null) return 'consult-request-unknown'; // A2
  return sameParty(answer.from, request.to) ? null : 'consult-other-doctor';
}

function unproven(answer: OpenedAnswer, { sender, isLedgerFresh }: AnswerContext): AnswerRefusal | null {
  if (!isLedgerFresh) return 'consult-ledger-stale'; // A3
  if (sender === null || !bytesEqual(sender.institution, answer.from.institution))
    return 'consult-sender-unknown';
  if (sender.status !== 'active') return 'consult-sender-suspended';
  return answer.isSignedBy(sender.signingKey) ? null : 'consult-signature-invalid'; // A4
}

function untimely(answer: OpenedAnswer, { now, request }: AnswerContext): AnswerRefusal | null {
  if (request === null) return 'consult-request-unknown';
  if (answer.time > now + CLOCK_TOLERANCE_MS) return 'consult-from-future'; // A5
  const isLate = answer.time > request.expires + CLOCK_TOLERANCE_MS;
  if (isLate || answer.time < request.issued - CLOCK_TOLERANCE_MS) return 'consult-expired';
  if (request.state === 'withdrawn') return 'consult-withdrawn'; // A6
  return request.state === 'waiting' ? null : 'consult-answered';
}

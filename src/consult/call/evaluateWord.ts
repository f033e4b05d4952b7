/**
 * Whether a word about a call that came with the dialogue is taken. One function, its rules numbered in the order in which
 * they are looked at:
 *
 * - C1 it is of this network and dialogue, from the other doctor of it to this one
 * - C2 its sender is an active doctor by a ledger that is not stale, and the word is signed with the key in force that the
 *   dialogue is bound to
 * - C3 it was not said after now, more than a clock may be off; what comes late is late, and says so
 * - C4 nothing is taken twice, and nothing before what goes before it: a gap waits for what is missing
 * - C5 a call begins with a ring; every ring needs the right that an accepted video request of this dialogue gave
 * - C6 nothing is taken after the end, but the other side's own end
 *
 * What a word then does is for the call (call.ts) to say. What is late does nothing, but that a ring is told as missed, and
 * an end ends.
 */
import { bytesEqual } from '../../crypto/bytes.ts';
import type { Millis } from '../../ports.ts';
import type { KnownDoctor } from '../evaluateRequest.ts';
import type { RequestHash } from '../ids.ts';
import { NO_WORDS, type CallChain, type CallNames, type SaidWord } from './words.ts';

/** As long as a word about a connection is of use, and as far as two clocks may be apart. */
export const WORD_FRESH_MS = 120_000;
/** After this a ring does not ring any more. */
export const RING_FRESH_MS = 60_000;

export type WordRefusal =
  | 'consult-other-network'
  | 'consult-other-recipient'
  | 'consult-ledger-stale'
  | 'consult-sender-unknown'
  | 'consult-sender-suspended'
  | 'consult-signature-invalid'
  | 'consult-from-future'
  | 'call-repeated'
  | 'call-gap'
  | 'call-not-begun'
  | 'call-no-right'
  | 'call-over';

export interface WordContext extends Omit<CallNames, 'call'> {
  readonly now: Millis;
  /** The sender as the ledger has them; null when it does not. */
  readonly sender: Pick<KnownDoctor, 'status' | 'signingKey'> | null;
  readonly isLedgerFresh: boolean;
  /** The other side's key that the dialogue is bound to. */
  readonly signingKey: Uint8Array;
  /** Of the other side's words of this call; null of a call that is not known here. */
  readonly chain: CallChain | null;
  /** Which side of it ended this call, if it is over. */
  readonly ended: 'no' | 'here' | 'there';
  /** Video requests of this dialogue that were accepted and are in force. */
  readonly rights: readonly RequestHash[];
}

export type WordVerdict =
  | { readonly verdict: 'taken'; readonly chain: CallChain; readonly isLate: boolean }
  /** What is missing may still come. */
  | { readonly verdict: 'waits' }
  | { readonly verdict: 'refused'; readonly code: WordRefusal };

export function evaluateWord(word: SaidWord, context: WordContext): WordVerdict {
  const code = misdirected(word, context) ?? unproven(word, context) ?? misplaced(word, context);
  if (code === 'call-gap') return { verdict: 'waits' };
  if (code !== null) return { verdict: 'refused', code };
  const freshness = word.said.word === 'ring' ? RING_FRESH_MS : WORD_FRESH_MS;
  const isLate = context.now - word.time > freshness;
  return { verdict: 'taken', chain: { next: word.next + 1, last: word.hash }, isLate };
}

function misdirected(word: SaidWord, context: WordContext): WordRefusal | null {
  if (!bytesEqual(word.network, context.network)) return 'consult-other-network'; // C1
  const isOurs =
    bytesEqual(word.dialogue, context.dialogue) &&
    bytesEqual(word.from, context.from) &&
    bytesEqual(word.to, context.to);
  return isOurs ? null : 'consult-other-recipient';
}

function unproven(word: SaidWord, { isLedgerFresh, sender, signingKey }: WordContext): WordRefusal | null {
  if (!isLedgerFresh) return 'consult-ledger-stale'; // C2
  if (sender === null) return 'consult-sender-unknown';
  if (sender.status !== 'active') return 'consult-sender-suspended';
  const isOfDialogue = bytesEqual(sender.signingKey, signingKey);
  return isOfDialogue && word.isSignedBy(signingKey) ? null : 'consult-signature-invalid';
}

function misplaced(word: SaidWord, context: WordContext): WordRefusal | null {
  const { now, rights } = context;
  if (word.time - now > WORD_FRESH_MS) return 'consult-from-future'; // C3
  const place = placeOf(word, context.chain ?? NO_WORDS); // C4
  if (place !== null) return place;
  const { said } = word;
  if (context.chain === null && said.word !== 'ring') return 'call-not-begun'; // C5
  if (said.word === 'ring' && !rights.some((right) => bytesEqual(right, said.right))) return 'call-no-right';
  return isOver(word, context) ? 'call-over' : null; // C6
}

function placeOf({ last, next }: SaidWord, chain: CallChain): 'call-repeated' | 'call-gap' | null {
  if (next !== chain.next) return next < chain.next ? 'call-repeated' : 'call-gap';
  const follows = chain.last === null ? last === null : last !== null && bytesEqual(last, chain.last);
  return follows ? null : 'call-repeated';
}

function isOver({ said }: SaidWord, { ended }: WordContext): boolean {
  if (ended === 'there') return true;
  return ended === 'here' && said.word !== 'end';
}

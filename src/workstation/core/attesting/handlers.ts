/** Records that a revocation caught: handed over by their author, attested or declined by an officer. */
import type { HandlersOf } from '../context.ts';
import { readAnswer } from './answer.ts';
import { attest, decline, readCaught } from './attest.ts';
import { handOver, type HandOverParts } from './handOver.ts';

type AttestingChannel =
  | 'attesting/hand-over'
  | 'attesting/read'
  | 'attesting/attest'
  | 'attesting/decline'
  | 'attesting/answer';

export function attestingHandlers(parts: HandOverParts): HandlersOf<AttestingChannel> {
  const { context } = parts;
  return {
    'attesting/hand-over': async (args) => handOver(parts, args),
    'attesting/read': async (args) => readCaught(context, args),
    'attesting/attest': (args) => attest(context, args),
    'attesting/decline': (args) => decline(context, args),
    'attesting/answer': async ({ text }) => readAnswer(context.ledger().replica.store, text),
  };
}

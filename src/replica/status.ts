/**
 * What of a node's word on its head can be believed. A validator signs height, header hash and its own time over
 * our nonce (crypto/login.ts), so the answer is of now and of this ledger; a chain without news is thereby told
 * from a node that hides them.
 */
import { bytesEqual } from '../crypto/bytes.ts';
import { toNetwork, type Network } from '../crypto/ids.ts';
import { statusHolds } from '../crypto/login.ts';
import { ConsiliumError } from '../errors.ts';
import type { Clock, Millis, RandomBytes } from '../ports.ts';
import type { ValidatorSet } from '../chain/validators.ts';
import type { TrustedState } from '../chain/verifier.ts';
import type { LedgerStore } from './ledgerStore.ts';
import type { BlockSource, NodeStatus } from './sync.ts';

/** How far this machine's clock and the validator's may lie apart before one of them is wrong. */
export const CLOCK_TOLERANCE_MS = 2 * 60 * 1000;
/** After so long without a validator's word the copy may be out of date. */
export const HEAD_FRESH_MS = 60_000;

/** What was asked, and of whom: the network, this question's nonce, and the sets that may answer. */
export interface StatusQuestion {
  readonly network: Network;
  readonly chainId: string;
  readonly nonce: Uint8Array;
  readonly validators: readonly ValidatorSet[];
}

/**
 * Checks the signature of `status` under a validator's key.
 *
 * @throws ConsiliumError `status-signature`
 */
export function verifyStatus(status: NodeStatus, question: StatusQuestion): void {
  const { network, chainId, nonce } = question;
  const { height, headerHash, time, signature } = status;
  const signed = { network, chainId, height, headerHash, time, nonce };
  const holds = question.validators
    .flatMap((set) => set.validators)
    .some((validator) => statusHolds(signed, signature, validator.publicKey));
  if (!holds) throw new ConsiliumError('status-signature', { height });
}

/** The sets whose word counts at a verified head: who signs next, and who signs after. */
export function statusValidators(trusted: TrustedState): readonly ValidatorSet[] {
  return [trusted.validators, trusted.nextValidators];
}

/**
 * How the verified copy stands to what a validator said: `current`; `behind` when the validator has more blocks;
 * `ahead` when the validator has fewer than were verified here (it was restored from an old copy).
 */
export type HeadStanding = 'current' | 'behind' | 'ahead';

/** A validator's word, checked. */
export interface CheckedStatus {
  readonly standing: HeadStanding;
  readonly height: number;
  /** The validator's time less this machine's, ms; see {@link clockIsOff}. */
  readonly clockOffset: number;
  /** When it was given, by this machine's clock. */
  readonly at: Millis;
}

/**
 * Asks `source` for its head and checks the answer against the verified copy.
 *
 * @throws ConsiliumError `status-signature`; `ledger-forked` {height} when a validator signed another block than
 *   the verified one; whatever the source throws when it is away
 */
export async function askStatus(
  source: Pick<BlockSource, 'status'>,
  store: LedgerStore,
  ports: { readonly clock: Clock; readonly random: RandomBytes },
): Promise<CheckedStatus> {
  const nonce = ports.random(32);
  const status = await source.status(nonce);
  const trusted = store.trusted();
  const { chainId } = trusted;
  verifyStatus(status, {
    network: toNetwork(store.genesis.network),
    chainId,
    nonce,
    validators: statusValidators(trusted),
  });
  const at = ports.clock.now();
  return {
    standing: standingOf(status, store),
    height: status.height,
    clockOffset: status.time - at,
    at,
  };
}

/** Whether this machine's clock or the validator's is wrong. */
export function clockIsOff(checked: CheckedStatus): boolean {
  return Math.abs(checked.clockOffset) > CLOCK_TOLERANCE_MS;
}

/** Whether the copy may be out of date: no validator confirmed its head lately. */
export function headIsStale(last: CheckedStatus | null, now: Millis): boolean {
  return last === null || last.standing !== 'current' || now - last.at > HEAD_FRESH_MS;
}

function standingOf(status: NodeStatus, store: LedgerStore): HeadStanding {
  const head = store.height();
  if (status.height > head) return 'behind';
  const own = store.lookups.block(status.height);
  if (own !== null && !bytesEqual(own.headerHash, status.headerHash)) {
    throw new ConsiliumError('ledger-forked', { height: status.height });
  }
  return status.height === head ? 'current' : 'ahead';
}

/**
 * Wishes of patients to have a record erased, on their way to an officer of the institution that holds it. Nobody logs
 * in to ask: the wish carries the patient's own signature, which is checked against the ledger before a byte is kept.
 *
 * Invariants:
 *   1. Kept is only what the ledger would take with an officer's signature.
 *   2. It lies at the node of the author's institution, and is handed on there; a node that is asked by another keeps it
 *      or refuses.
 *   3. One that was fulfilled is told by the ledger alone.
 */
import type { InstitutionId, Signature, StatementHash } from '../../crypto/ids.ts';
import { toInstitutionId, toStatementHash } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import type { Clock } from '../../ports.ts';
import { demandEraseRequest } from '../../contracts/visit/erase.ts';
import { isErased } from '../../contracts/visit/erased.ts';
import { ledgerTime } from '../ledgerHost.ts';
import type { LedgerStore } from '../../replica/ledgerStore.ts';
import type { Peers } from '../peers.ts';
import type { EraseRequestTable } from '../store/eraseRequestTable.ts';
import { MOST_ERASE_REQUESTS, type EraseStanding, type EraseWish } from './shapes.ts';

export interface EraseRequestsOptions {
  readonly store: LedgerStore;
  readonly table: EraseRequestTable;
  readonly peers: Peers;
  readonly clock: Clock;
}

export class EraseRequests {
  readonly #options: EraseRequestsOptions;

  constructor(options: EraseRequestsOptions) {
    this.#options = options;
  }

  /**
   * Keeps a wish, or hands it on.
   * Errors: the ledger's refusals of the request; `erase-requests-full`, `erase-other-institution` for a node that asks
   * the wrong one, `node-away`.
   */
  async ask(request: Uint8Array, signature: Signature, from: 'patient' | 'node'): Promise<void> {
    const { store, table, peers, clock } = this.#options;
    const context = {
      network: store.genesis.network,
      height: store.height() + 1,
      time: ledgerTime(store, clock),
    };
    // Invariant 1.
    const { statement, entity } = demandEraseRequest(
      { request, consentSignature: signature },
      store,
      context,
    );
    const home = toInstitutionId(entity.institution);
    // Invariant 2.
    if (!peers.isSelf(home)) {
      if (from === 'node') throw new ConsiliumError('erase-other-institution');
      await peers.ask(home, async (peer) => peer.erasing.ask(request, signature));
      return;
    }
    const hash = toStatementHash(statement);
    if (table.find(hash) === null && table.count() >= MOST_ERASE_REQUESTS)
      throw new ConsiliumError('erase-requests-full', { limit: MOST_ERASE_REQUESTS });
    await table.put({ statement: hash, request, signature, received: clock.now() });
  }

  /** Errors: `erase-other-institution`, `node-away`. */
  async standings(
    home: InstitutionId,
    statements: readonly StatementHash[],
    from: 'patient' | 'node',
  ): Promise<readonly EraseStanding[]> {
    const { peers } = this.#options;
    if (!peers.isSelf(home)) {
      if (from === 'node') throw new ConsiliumError('erase-other-institution');
      return peers.ask(home, async (peer) => peer.erasing.standings(home, statements));
    }
    return statements.flatMap((statement) => this.#standing(statement));
  }

  /** What waits for an officer. */
  wishes(): readonly EraseWish[] {
    const { store, table } = this.#options;
    return table
      .waiting(MOST_ERASE_REQUESTS)
      .filter(({ statement }) => !isErased(store, statement))
      .map(({ request, signature, received }) => ({ request, signature, received }));
  }

  /** Errors: `erase-request-unknown`. */
  async decline(statement: StatementHash, reason: string): Promise<void> {
    const { clock, table } = this.#options;
    if (table.find(statement) === null) throw new ConsiliumError('erase-request-unknown');
    await table.decline(statement, { time: clock.now(), reason });
  }

  /** Invariant 3. */
  #standing(statement: StatementHash): readonly EraseStanding[] {
    const { store, table } = this.#options;
    const kept = isErased(store, statement) ? null : table.find(statement);
    if (kept === null) return [];
    const { declined, received } = kept;
    const state = declined === null ? ('waiting' as const) : ('declined' as const);
    return [{ statement, state, received, reason: declined?.reason ?? '' }];
  }
}

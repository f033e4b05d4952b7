/** Whether the ledger would take a transaction now, or has taken it: before a node keeps what comes with one. */
import { checkTransaction } from '../contracts/execute.ts';
import type { Clock } from '../ports.ts';
import { ledgerTime, type LedgerHost } from './ledgerHost.ts';

/** Sent again after the ledger took it, it is the same: what was kept then is kept. Errors: the ledger's refusals. */
export function demandTaken(
  { host, clock }: { readonly host: LedgerHost; readonly clock: Clock },
  transaction: Uint8Array,
): void {
  const { store } = host;
  const context = {
    network: store.genesis.network,
    height: store.height() + 1,
    time: ledgerTime(store, clock),
  };
  const refusal = checkTransaction(transaction, store, context);
  if (refusal !== null && refusal.code !== 'tx-duplicate' && refusal.code !== 'statement-duplicate')
    throw refusal;
}

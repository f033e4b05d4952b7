/** Renews a transaction that expired in the outbox: the same content in a new body, signed again. */
import { toTxId } from '../../../crypto/ids.ts';
import type { Network } from '../../../crypto/ids.ts';
import type { StaffKeys } from '../../../crypto/staffKeys.ts';
import { decodeBody, encodeBody, signBody, transactionId } from '../../../contracts/transaction.ts';
import { millis, type Clock } from '../../../ports.ts';
import type { OutboxEntry, RenewedTransaction } from '../../../replica/outbox.ts';
import { TRANSACTION_LIFETIME_MS } from './transactions.ts';

/**
 * What {@link OutboxDriverOptions.renew} does for an unlocked account. An opening cannot be renewed: the patient is
 * gone, and the card is better left unspent than spent days later. Nor can what officers of several institutions signed.
 */
export function renewalBy(
  keys: StaffKeys,
  at: { readonly network: Network; readonly clock: Clock },
): (entry: OutboxEntry) => RenewedTransaction | 'impossible' {
  return (entry) => {
    const old = decodeBody(entry.body);
    if (old.kind === 'visit/open' || old.kind === 'registry/institution-add') return 'impossible';
    // The patient's signature stands beside this one, over the very bytes.
    if (old.signers.some(({ role }) => role === 'consent')) return 'impossible';
    const time = at.clock.now();
    const [author, ...others] = old.signers;
    // A key that was rotated meanwhile signs for its owner; a statement names its key version itself.
    const signers = author === undefined ? old.signers : [{ ...author, version: keys.version }, ...others];
    const body = encodeBody({ ...old, time, expires: time + TRANSACTION_LIFETIME_MS, signers });
    return {
      txId: toTxId(transactionId(body)),
      body,
      expires: millis(time + TRANSACTION_LIFETIME_MS),
      signatures: [signBody({ network: at.network, index: 0 }, body, keys.sign.secretKey)],
    };
  };
}

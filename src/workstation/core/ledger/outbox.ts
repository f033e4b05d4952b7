/** The outbox of an unlocked account, over its node and the verified replica. */
import { toTxId } from '../../../crypto/ids.ts';
import { verifyTransactionSignature } from '../../../crypto/signature.ts';
import type { StaffKeys } from '../../../crypto/staffKeys.ts';
import { institutionCodec, statementCodec } from '../../../contracts/entities.ts';
import { read } from '../../../contracts/state.ts';
import { decodeStatement } from '../../../contracts/statement.ts';
import { isErased } from '../../../contracts/visit/erased.ts';
import { decodeBody, signingMessage } from '../../../contracts/transaction.ts';
import { ConsiliumError } from '../../../errors.ts';
import { sendBlob, sendSource } from '../../../hospital/blobs/send.ts';
import type { NodeClient } from '../../../hospital/nodeClient.ts';
import type { Clock } from '../../../ports.ts';
import type { Desk } from '../../../replica/desk/desk.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { OutboxEntry } from '../../../replica/outbox.ts';
import { OutboxDriver, type OutboxLedger, type OutboxNode } from '../../../replica/outboxDriver.ts';
import type { SeenOnLedger } from '../../../replica/outboxDriver.ts';
import { sourceOf, type AttachmentFiles } from '../attachments/files.ts';
import { networkOf } from '../visits/ledgerReads.ts';
import { renewalBy } from '../visits/renew.ts';

export interface SessionOutboxParts {
  readonly desk: Desk;
  /** Beside the desk. */
  readonly attachments: AttachmentFiles;
  readonly keys: StaffKeys;
  readonly node: NodeClient;
  readonly store: LedgerStore;
  readonly clock: Clock;
  /** Told of each entry whose stored state changed. */
  readonly changed: (entry: OutboxEntry) => void;
  /** Told when a file came further. */
  readonly moved: () => void;
  /** Something can be sent again: call drain. */
  readonly wake: () => void;
}

export function sessionOutbox(parts: SessionOutboxParts): OutboxDriver {
  const { attachments, changed, clock, desk, keys, moved, node, store, wake } = parts;
  return new OutboxDriver({
    outbox: desk.outbox,
    attachments: {
      files: desk.outboxFiles,
      send: async (file, options) =>
        sendSource(node, { ...file, ...sourceOf(attachments, file) }, { ...options, piece: SEND_PIECE }),
      moved,
      wake,
    },
    node: outboxNode(node, store),
    ledger: outboxLedger(store),
    clock,
    renew: renewalBy(keys, { network: networkOf(store), clock }),
    changed,
  });
}

/** Bytes after which the node says that they are on its disk: what a doctor sees moving. */
const SEND_PIECE = 8 * 1024 * 1024;

function outboxNode(node: NodeClient, store: LedgerStore): OutboxNode {
  return {
    connected: () => node.connected(),
    // The rows of an exchange go to the reader's node, under what both signed.
    storeBlob: async (id, blob, kind) =>
      kind.startsWith('sharing/') ? node.exchanges.deliver(blob) : sendBlob(node, { id, blob }),
    receipt: async (entry) => {
      if (entry.envelope === null) throw new ConsiliumError('receipt-invalid', { check: 'envelope' });
      const signature = await node.receipt(entry.body, entry.envelope);
      assertReceipt(store, entry.body, signature);
      return signature;
    },
    submit: async (transaction) => void (await node.submit(transaction)),
  };
}

/** Throws `receipt-invalid` unless the node that the body names as its last signer signed it. */
export function assertReceipt(store: LedgerStore, body: Uint8Array, signature: Uint8Array): void {
  const { signers } = decodeBody(body);
  const signer = signers.at(-1);
  const institution = signer?.role === 'node' ? read(store, institutionCodec, signer.entity) : null;
  const key = institution?.nodeKeys.find(({ version }) => version === signer?.version);
  const message = signingMessage(networkOf(store), signers.length - 1, body);
  if (key === undefined || !verifyTransactionSignature(message, signature, key.key)) {
    throw new ConsiliumError('receipt-invalid', { check: 'signature' });
  }
}

/** What the verified copy knows of entries. */
export function outboxLedger(store: LedgerStore): OutboxLedger {
  return {
    headTime: () => store.head()?.time ?? null,
    followsErased: ({ body }) => followsErased(store, body),
    transaction: (id) => seenTransaction(store, id),
    statement: (hash) => {
      const stored = store.lookups.statement(hash);
      return stored === null ? null : seenTransaction(store, stored.txId);
    },
  };
}

/** An addendum, correction or co-signature of an erased record, or a consent to it. */
function followsErased(store: LedgerStore, bodyBytes: Uint8Array): boolean {
  const body = decodeBody(bodyBytes);
  if (body.kind === 'visit/confirm') return isErased(store, body.statement);
  if (body.kind !== 'visit/record') return false;
  const { refers } = decodeStatement(body.statement);
  return refers !== null && isErased(store, refers);
}

function seenTransaction(store: LedgerStore, id: Uint8Array): SeenOnLedger | null {
  const found = store.lookups.transaction(id);
  const block = found === null ? null : store.lookups.block(found.height);
  if (found === null || block === null) return null;
  const at = { txId: toTxId(id), height: found.height, blockTime: block.time };
  if (found.code !== 'ok') return { ...at, outcome: { ok: false, code: found.code } };
  const statement = store.lookups.statementOf(id);
  const entity = statement === null ? null : read(store, statementCodec, statement);
  return { ...at, outcome: { ok: true, consent: entity?.state === 'pending' ? 'pending' : 'complete' } };
}

/** Blocks and transactions of the verified ledger as the command line prints them, read back from their bytes. */
import { toHex } from '../../crypto/bytes.ts';
import { isConsiliumError } from '../../errors.ts';
import { decodeBlock, type Block } from '../../chain/block.ts';
import { headerHash } from '../../chain/header.ts';
import { formatTime } from '../../chain/time.ts';
import { decodeStatement, statementHash } from '../../contracts/statement.ts';
import { decodeTransaction, transactionId, type Transaction } from '../../contracts/transaction.ts';
import type { Signer, TransactionBody } from '../../contracts/transactionKinds.ts';
import { sha256 } from '../../crypto/hash.ts';
import type { LedgerStore } from '../../replica/ledgerStore.ts';
import type { Bilingual } from '../api/common.ts';
import { institutionName, staffName } from '../core/visits/ledgerReads.ts';

export interface SignerView {
  readonly role: string;
  readonly id: string;
  /** Null for the keys of a patient: they name nobody. */
  readonly name: Bilingual | null;
  readonly keyVersion: number;
}

export interface TransactionView {
  readonly height: number;
  readonly position: number;
  /** Block time, ISO 8601. */
  readonly time: string;
  /** SHA-256 of the body: what every signer signed. */
  readonly id: string;
  /** SHA-256 of the transaction with its signatures, as it stands in the block. */
  readonly hash: string;
  /** Null for bytes that are no transaction. */
  readonly kind: string | null;
  /** `ok`, or why it was refused. */
  readonly result: string;
  readonly signers: readonly SignerView[];
  /** What of its fields names things elsewhere: hashes, epochs, numbers. */
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
}

export interface BlockView {
  readonly height: number;
  readonly time: string;
  readonly hash: string;
  readonly transactions: readonly TransactionView[];
}

/** Which blocks and transactions are wanted. */
export interface LedgerFilter {
  readonly from: number;
  readonly to: number;
  readonly kind: string | null;
  /** The beginning of the id of a transaction, statement, epoch, registration or signer, in hex. */
  readonly id: string | null;
  /** Blocks at most. */
  readonly limit: number;
}

/** Blocks read at once. */
const BATCH = 100;

/** The wanted blocks, and the height at which to go on, or null. With a kind or id, blocks without a match are left out. */
export function ledgerBlocks(
  store: LedgerStore,
  filter: LedgerFilter,
): { readonly blocks: readonly BlockView[]; readonly next: number | null } {
  const blocks: BlockView[] = [];
  const last = Math.min(filter.to, store.lookups.lastHeight() ?? 0);
  const first = Math.max(filter.from, store.genesis.initialHeight);
  for (let from = first; from <= last; from += BATCH) {
    const raw = store.lookups.rawBlocks(from, Math.min(BATCH, last - from + 1));
    for (const { block: bytes } of raw) {
      const view = wanted(blockView(store, decodeBlock(bytes)), filter);
      if (view === null) continue;
      if (blocks.length === filter.limit) return { blocks, next: view.height };
      blocks.push(view);
    }
  }
  return { blocks, next: null };
}

/** A block whole, with its hash computed from its bytes. */
export function blockView(store: LedgerStore, block: Block): BlockView {
  const { height } = block.header;
  const time = formatTime(block.header.time);
  const results = store.lookups.transactionsAt(height);
  return {
    height,
    time,
    hash: toHex(headerHash(block.header)),
    transactions: block.txs.map((bytes, position) => ({
      height,
      position,
      time,
      ...contentView(store, bytes),
      result: results[position]?.code ?? 'missing',
    })),
  };
}

type ContentView = Pick<TransactionView, 'id' | 'hash' | 'kind' | 'signers' | 'fields'>;

function contentView(store: LedgerStore, bytes: Uint8Array): ContentView {
  const transaction = decodeOrNull(bytes);
  const hash = toHex(sha256(bytes));
  if (transaction === null) return { id: hash, hash, kind: null, signers: [], fields: {} };
  const { body, bodyBytes } = transaction;
  return {
    id: toHex(transactionId(bodyBytes)),
    hash,
    kind: body.kind,
    signers: body.signers.map((signer) => signerView(store, signer)),
    fields: fieldsOf(body),
  };
}

function signerView(store: LedgerStore, { role, entity, version }: Signer): SignerView {
  return { role, id: toHex(entity), name: signerName(store, role, entity), keyVersion: version };
}

function signerName(store: LedgerStore, role: Signer['role'], entity: Uint8Array): Bilingual | null {
  switch (role) {
    case 'view':
    case 'consent':
      return null;
    case 'node':
      return institutionName(store, entity);
    case 'officer':
    case 'registrar':
    case 'doctor':
      return staffName(store, entity);
  }
}

function fieldsOf(body: TransactionBody): TransactionView['fields'] {
  if (body.kind !== 'visit/record' && body.kind !== 'visit/own-entry') return scalarFields(body);
  const { commitment, consentSignature, statement } = body;
  const { data, epoch, kind, refers, time } = decodeStatement(statement);
  return {
    statement: toHex(statementHash(statement)),
    statementKind: kind,
    epoch: toHex(epoch),
    data: toHex(data),
    refers: refers === null ? null : toHex(refers),
    signedAt: new Date(time).toISOString(),
    commitment: toHex(commitment),
    keyVersion: body.kind === 'visit/record' ? body.keyVersion : 0,
    consented: consentSignature !== null,
  };
}

/** Certificates, keys and signatures are long and say nothing to a reader: ids and hashes are kept. */
function scalarFields(body: TransactionBody): TransactionView['fields'] {
  const skipped = new Set([
    'kind',
    'signers',
    'certificate',
    'issuerSignature',
    'consentSignature',
    'officers',
  ]);
  const entries = Object.entries(body).flatMap(([name, value]: [string, unknown]) => {
    if (skipped.has(name)) return [];
    if (value instanceof Uint8Array) return [[name, toHex(value)] as const];
    const isScalar = value === null || typeof value === 'string' || typeof value === 'number';
    return isScalar ? [[name, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

function decodeOrNull(bytes: Uint8Array): Transaction | null {
  try {
    return decodeTransaction(bytes);
  } catch (error) {
    if (isConsiliumError(error)) return null;
    throw error;
  }
}

function wanted(block: BlockView, { kind, id }: LedgerFilter): BlockView | null {
  if (kind === null && id === null) return block;
  const transactions = block.transactions.filter(
    (transaction) => (kind === null || transaction.kind === kind) && (id === null || names(transaction, id)),
  );
  return transactions.length === 0 ? null : { ...block, transactions };
}

function names({ id, hash, signers, fields }: TransactionView, start: string): boolean {
  const texts = [id, hash, ...signers.map((signer) => signer.id), ...Object.values(fields)];
  return texts.some((text) => typeof text === 'string' && text.startsWith(start));
}

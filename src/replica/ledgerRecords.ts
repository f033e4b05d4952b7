/** What a block's transactions leave behind for readers, beside the state: their places, and whole statements. */
import { sha256 } from '../crypto/hash.ts';
import { isConsiliumError } from '../errors.ts';
import { statementHash } from '../contracts/statement.ts';
import { decodeTransaction, type Transaction } from '../contracts/transaction.ts';

/** A statement as its transaction brought it. */
export interface StatementRecord {
  readonly hash: Uint8Array;
  readonly statement: Uint8Array;
  readonly keyVersion: number;
  readonly doctorSignature: Uint8Array | null;
  readonly consentSignature: Uint8Array | null;
}

/** What one transaction leaves; statement or consent only when it was applied. */
export interface TransactionRecord {
  readonly id: Uint8Array;
  readonly statement: StatementRecord | null;
  /** A consent brought later to a statement. */
  readonly consent: { readonly hash: Uint8Array; readonly signature: Uint8Array } | null;
}

/** Reads what is kept of one transaction of a verified block. Bytes that are no transaction go by their SHA-256. */
export function transactionRecord(bytes: Uint8Array, isApplied: boolean): TransactionRecord {
  const transaction = decodeOrNull(bytes);
  if (transaction === null) return { id: sha256(bytes), statement: null, consent: null };
  const { id } = transaction;
  if (!isApplied) return { id, statement: null, consent: null };
  return { id, statement: statementOf(transaction), consent: consentOf(transaction) };
}

function statementOf({ body }: Transaction): StatementRecord | null {
  if (body.kind === 'visit/own-entry') {
    const { statement, consentSignature } = body;
    const hash = statementHash(statement);
    return { hash, statement, keyVersion: 0, doctorSignature: null, consentSignature };
  }
  if (body.kind !== 'visit/record') return null;
  return {
    hash: statementHash(body.statement),
    statement: body.statement,
    keyVersion: body.keyVersion,
    doctorSignature: body.doctorSignature,
    consentSignature: body.consentSignature,
  };
}

function consentOf({ body }: Transaction): TransactionRecord['consent'] {
  if (body.kind !== 'visit/confirm' || body.consentSignature === null) return null;
  return { hash: body.statement, signature: body.consentSignature };
}

function decodeOrNull(bytes: Uint8Array): Transaction | null {
  try {
    return decodeTransaction(bytes);
  } catch (error) {
    if (isConsiliumError(error)) return null;
    throw error;
  }
}

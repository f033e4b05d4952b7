/**
 * Result codes of transactions: the stable text that a user's message is found by, and the number that stands in
 * the ledger's results hash. Numbers are never reused or renumbered; new codes go to the end.
 */
import { ConsiliumError, isConsiliumError } from '../errors.ts';

const CODES = [
  'ok',
  'tx-malformed',
  'tx-kind-unknown',
  'tx-field-unknown',
  'tx-field-missing',
  'tx-field-malformed',
  'tx-not-canonical',
  'tx-expired',
  'tx-lifetime',
  'tx-early',
  'tx-duplicate',
  'signature-count',
  'signature-invalid',
  'signer-missing',
  'signer-unexpected',
  'signer-unknown',
  'signer-suspended',
  'signer-key-unknown',
  'signer-key-revoked',
  'doctor-key-missing',
  'consent-missing',
  'consent-invalid',
  'node-receipt-missing',
  'institution-unknown',
  'institution-exists',
  'threshold-missing',
  'staff-unknown',
  'staff-exists',
  'staff-status',
  'key-exists',
  'key-unknown',
  'key-not-revoked',
  'registration-exists',
  'registration-unknown',
  'registration-used',
  'registration-other-institution',
  'card-malformed',
  'card-foreign',
  'card-issuer-unknown',
  'card-key-revoked',
  'card-altered',
  'card-expired',
  'card-spent',
  'until-invalid',
  'visit-unknown',
  'visit-over',
  'not-participant',
  'participant-exists',
  'statement-malformed',
  'statement-mismatch',
  'statement-signature',
  'statement-duplicate',
  'statement-unknown',
  'statement-time',
  'statement-not-pending',
  'anchor-ahead',
  'refers-missing',
  'refers-unexpected',
  'refers-unknown',
  'refers-not-consented',
  'follow-up-over',
  'grant-unknown',
  'grant-revoked',
  'grantee-unknown',
  'card-revoked',
  'card-other-institution',
  'statement-erased',
  'erase-request-time',
  'erase-other-institution',
  'erasure-unknown',
  'erase-receipt-not-due',
  'erase-receipt-exists',
  'erase-receipt-term',
  'succession-exists',
  'exchange-unknown',
  'exchange-over',
  'exchange-answered',
  'exchange-other-doctor',
  'exchange-one-way',
  'exchange-too-many',
  'case-malformed',
  'case-foreign',
  'case-exists',
  'case-author',
  'case-signature',
  'case-order',
  'case-source-used',
  'case-batch-early',
  'case-unknown',
  'case-withdrawn',
  'counts-small',
  'counts-order',
  'period-unknown',
  'period-open',
  'period-closed',
  'reads-own',
  'reads-order',
  'reads-empty',
  'claim-exists',
  'claim-nothing',
  'anchor-exists',
  'anchor-doctors',
  'anchor-unknown',
  'anchor-withdrawn',
  'consult-doctors',
  'consult-exists',
] as const;

export type ResultCode = (typeof CODES)[number];

/** The number of a code in an ExecTxResult; 0 is `ok`. */
export function codeNumber(code: ResultCode): number {
  return CODES.indexOf(code);
}

/** The code of a number; `tx-malformed` for one that this version does not know. */
export function codeFromNumber(number: number): ResultCode {
  return CODES[number] ?? 'tx-malformed';
}

/** A refusal by the state machine. `data` is covered by the results hash: what a screen may rely on. */
export class Refusal extends ConsiliumError {
  override readonly code: ResultCode;
  readonly data: Uint8Array;

  constructor(code: ResultCode, data: Uint8Array = new Uint8Array(0)) {
    super(code);
    this.code = code;
    this.data = data;
  }
}

/** Refuses with `code` unless `condition` holds. */
export function demand(condition: boolean, code: ResultCode): asserts condition {
  if (!condition) throw new Refusal(code);
}

const DECODER_CODES: Readonly<Record<string, ResultCode>> = {
  'field-unknown': 'tx-field-unknown',
  'field-missing': 'tx-field-missing',
  'field-malformed': 'tx-field-malformed',
  'id-malformed': 'tx-field-malformed',
  'cbor-not-canonical': 'tx-not-canonical',
};

/** Codes that only decoders of a transaction's own bytes throw. */
const DECODER_CODE = /^(?:cbor|field|id|suite|card)-/u;

/**
 * What a decoder threw, as a refusal. Anything else is no fault of the transaction (a database that cannot be read, a
 * state that is damaged, a bug) and rethrown: taken for a refusal, it would let this machine's ledger part from others'.
 */
export function asRefusal(error: unknown, fallback: ResultCode = 'tx-malformed'): Refusal {
  if (error instanceof Refusal) return error;
  if (!isConsiliumError(error) || !DECODER_CODE.test(error.code)) throw error;
  return new Refusal(DECODER_CODES[error.code] ?? fallback);
}

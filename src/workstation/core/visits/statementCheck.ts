/**
 * Verifies a statement on this machine from nothing but the replica: its bytes, the author's signature, the
 * patient's consent, and the interval in which it was signed.
 */
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import { decodeCertificate } from '../../../crypto/certificate.ts';
import { ConsiliumError, errorCode } from '../../../errors.ts';
import { codecOfRole, type StatementEntity, type StatementState } from '../../../contracts/entities.ts';
import { staffKey } from '../../../contracts/signers.ts';
import { read, type StateReader } from '../../../contracts/state.ts';
import {
  consentSignatureHolds,
  decodeStatement,
  doctorSignatureHolds,
  NO_AUTHOR,
  statementHash,
  type Statement,
} from '../../../contracts/statement.ts';
import type { StoredStatement } from '../../../replica/ledgerLookups.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { Proof } from '../../api/visits.ts';
import { authorName, institutionName, type ListedStatement } from './ledgerReads.ts';

const NO_HASH = '0'.repeat(64);

/**
 * Verifies everything about a statement but its data (see history.ts).
 *
 * @throws ConsiliumError `statement-missing`, `statement-altered` {check}, `doctor-key-unknown`, `doctor-signature`,
 *   `consent-signature`, `anchor-mismatch`, `anchor-late`
 */
export function verifyStatement(store: LedgerStore, listed: ListedStatement): void {
  const stored = store.lookups.statement(listed.hash);
  if (stored === null) throw new ConsiliumError('statement-missing');
  if (!bytesEqual(statementHash(stored.statement), listed.hash)) throw altered('hash');
  verifyStatementBytes(store, listed, { ...stored, network: store.genesis.network });
  verifyAnchor(store, decodeStatement(stored.statement), stored);
}

/** A statement's bytes with the signatures that came with them. */
interface SignedStatement extends Pick<
  StoredStatement,
  'statement' | 'doctorSignature' | 'consentSignature'
> {
  readonly network: Uint8Array;
}

/**
 * Verifies what a statement says of itself, and both signatures, against any state.
 *
 * @throws ConsiliumError `statement-altered` {check}, `doctor-key-unknown`, `doctor-signature`, `consent-signature`
 */
export function verifyStatementBytes(
  state: StateReader,
  listed: ListedStatement,
  signed: SignedStatement,
): void {
  const statement = decodeStatement(signed.statement);
  if (!bytesEqual(statement.network, signed.network)) throw altered('network');
  assertFits(statement, listed.entity);
  verifyAuthor(state, listed, signed);
  verifyConsent(listed, signed);
}

/** The proof as screens show it; `failure` is the first check that failed, data included. */
export function proofOf(store: LedgerStore, listed: ListedStatement, dataFailure: string | null): Proof {
  const { entity } = listed;
  const stored = store.lookups.statement(listed.hash);
  const failure = dataFailure ?? failureOf(() => verifyStatement(store, listed));
  return {
    statement: toHex(listed.hash),
    verified: failure === null,
    failure,
    author: authorName(store, entity),
    authorId: toHex(entity.author),
    authorKeyVersion: entity.keyVersion,
    institution: institutionName(store, entity.institution),
    consent: consentOf(entity.state),
    anchor: blockAt(store, entity.anchor),
    block: blockAt(store, entity.committed.height),
    transaction: stored === null ? NO_HASH : toHex(stored.txId),
    dataHash: toHex(entity.data),
  };
}

/** The code of what `check` throws, or null. */
export function failureOf(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (error) {
    return errorCode(error);
  }
}

function assertFits(statement: Statement, entity: StatementEntity): void {
  const same =
    bytesEqual(statement.epoch, entity.epoch) &&
    bytesEqual(statement.doctor, entity.author) &&
    bytesEqual(statement.institution, entity.institution) &&
    bytesEqual(statement.data, entity.data) &&
    statement.kind === entity.kind &&
    statement.time === entity.time &&
    // What follows another statement keeps that one's term, if it is shorter.
    entity.followUntil <= statement.followUntil;
  if (!same) throw altered('entity');
}

/** A patient's own entry has no author whose signature could stand in for anything. */
function verifyAuthor(state: StateReader, { hash, entity }: ListedStatement, stored: SignedStatement): void {
  if (entity.role === 'patient') {
    const isAlone = entity.kind === 'own-entry' && bytesEqual(entity.author, NO_AUTHOR);
    if (!isAlone || stored.doctorSignature !== null) throw altered('author');
    return;
  }
  const staff = read(state, codecOfRole(entity.role), entity.author);
  const key = staff === null ? null : staffKey(staff, entity.keyVersion);
  if (key === null) throw new ConsiliumError('doctor-key-unknown');
  if (stored.doctorSignature === null || !doctorSignatureHolds(hash, stored.doctorSignature, key.sign)) {
    throw new ConsiliumError('doctor-signature');
  }
}

/** What follows a consented record, and what waits, carries no consent of its own. */
function verifyConsent({ hash, entity, visit }: ListedStatement, stored: SignedStatement): void {
  if (entity.state !== 'consented') return;
  const { consentKey } = decodeCertificate(visit.certificate);
  if (stored.consentSignature === null || !consentSignatureHolds(hash, stored.consentSignature, consentKey)) {
    throw new ConsiliumError('consent-signature');
  }
}

/** The anchor is a block of this chain: so the statement was signed after it, and before its own. */
function verifyAnchor(store: LedgerStore, { anchor }: Statement, stored: StoredStatement): void {
  if (anchor.height >= stored.height) throw new ConsiliumError('anchor-late');
  const block = store.lookups.block(anchor.height);
  if (block === null || !bytesEqual(block.headerHash, anchor.headerHash))
    throw new ConsiliumError('anchor-mismatch');
}

/** What a statement stands on, as screens name it. */
export function consentOf(state: StatementState): Proof['consent'] {
  switch (state) {
    case 'consented':
      return 'patient';
    case 'following':
      return 'follow-up';
    case 'outside-consent':
    case 'pending':
      return state;
  }
}

function blockAt(store: LedgerStore, height: number): Proof['block'] {
  const block = store.lookups.block(height);
  return { height, time: block?.time ?? 0, headerHash: block === null ? NO_HASH : toHex(block.headerHash) };
}

function altered(check: string): ConsiliumError {
  return new ConsiliumError('statement-altered', { check });
}

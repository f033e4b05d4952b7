/**
 * Erasure of a record: the patient asks, an officer of the author's institution signs, and every holder deletes what it
 * has. The ledger itself holds nothing of a record but its hashes, which stay.
 *
 * Invariants:
 *   1. CPK_e of the record's own visit signed the request, which names this record and this network.
 *   2. One active officer of the institution that holds the record by law signed the transaction, and nobody else.
 *   3. A record is erased once, for good: nothing follows it, and nobody consents to it any more.
 *   4. How long the archive row stays follows from the visit and the network's parameters, not from who signs.
 */
import { bytesEqual } from '../../crypto/bytes.ts';
import { demand, Refusal } from '../codes.ts';
import type { BlockContext, Verified } from '../context.ts';
import {
  parameterCodec,
  parameterId,
  statementCodec,
  type StatementEntity,
  type Visit,
} from '../entities.ts';
import { erasureCodec } from '../erasureEntities.ts';
import { demandRoles, readStaff } from '../signers.ts';
import { read, write, type OverlayState, type StateReader } from '../state.ts';
import { decodeEraseRequest, eraseSignatureHolds, type EraseRequest } from './eraseRequest.ts';
import { demandNotErased } from './erased.ts';
import { consentKeyOf } from './record.ts';
import { demandVisit, visitOverSince } from './visit.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A patient's wish is acted upon within this time, or asked again. */
const LONGEST_ERASE_REQUEST_MS = 60 * DAY_MS;
/** A request's clock may run ahead of the ledger's by this much. */
const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;
/** Never shorter than a calendar's years. */
const YEAR_MS = 366 * DAY_MS;

/**
 * Years for which an institution keeps a record by law, where the network's parameters of these names say nothing else.
 * Source: 电子病历应用管理规范（试行） 2017, article 19: outpatient and emergency 15 years, inpatient 30 years.
 */
const ARCHIVE_YEARS = {
  outpatient: { parameter: parameterId('archiveYearsOutpatient'), years: 15 },
  inpatient: { parameter: parameterId('archiveYearsInpatient'), years: 30 },
} as const;

export function eraseRecord(
  verified: Verified<'visit/erase'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const { request, statement, entity, visit } = demandEraseRequest(verified.body, state, context);
  write(state, erasureCodec, statement, {
    epoch: entity.epoch,
    institution: entity.institution,
    officer: demandOfficer(verified, entity, state),
    reason: request.reason,
    asked: request.time,
    time: context.time,
    height: context.height,
    archiveUntil: archiveUntil(entity, visit, { state, time: context.time }),
  });
}

/** A request that holds, with what it is about. */
export interface DemandedErasure {
  readonly request: EraseRequest;
  /** H(S). */
  readonly statement: Uint8Array;
  readonly entity: StatementEntity;
  readonly visit: Visit;
}

/**
 * What the ledger asks of the patient's part, before an officer signs.
 * Errors: `statement-mismatch`, `statement-unknown`, `statement-erased`, `consent-invalid`, `erase-request-time`, and those
 * of the decoder.
 */
export function demandEraseRequest(
  asked: Pick<Verified<'visit/erase'>['body'], 'request' | 'consentSignature'>,
  state: StateReader,
  context: BlockContext,
): DemandedErasure {
  const request = decodeEraseRequest(asked.request);
  const { statement } = request;
  demand(bytesEqual(request.network, context.network), 'statement-mismatch');
  const entity = read(state, statementCodec, statement);
  if (entity === null) throw new Refusal('statement-unknown');
  // What opens the chain of a former root is no record: without it the patient's own history would be lost.
  demand(entity.kind !== 'succession', 'statement-mismatch');
  // Invariant 3.
  demandNotErased(state, statement);
  const visit = demandVisit(state, entity.epoch);
  // Invariant 1.
  const isTheirs = eraseKeysOf(visit).some((key) =>
    eraseSignatureHolds(asked.request, asked.consentSignature, key),
  );
  demand(isTheirs, 'consent-invalid');
  const age = context.time - request.time;
  demand(age >= -CLOCK_TOLERANCE_MS && age <= LONGEST_ERASE_REQUEST_MS, 'erase-request-time');
  return { request, statement, entity, visit };
}

/** The keys of the patient by which records of a visit may be erased. */
function eraseKeysOf(visit: Visit): readonly Uint8Array[] {
  return [consentKeyOf(visit)];
}

/** Invariant 2. */
function demandOfficer(
  { transaction }: Verified<'visit/erase'>,
  entity: StatementEntity,
  state: StateReader,
): Uint8Array {
  const [signer] = demandRoles(transaction, ['officer']);
  const officer = signer === undefined ? null : readStaff(state, 'officer', signer.entity);
  if (signer === undefined || officer === null) throw new Refusal('signer-missing');
  demand(bytesEqual(officer.institution, entity.institution), 'erase-other-institution');
  return signer.entity;
}

/**
 * Invariant 4: until when the archive row of a record would stay that is erased at `time`, ms; null for none. The term
 * runs from the end of the visit, or from a record that came later.
 */
export function archiveUntil(
  entity: StatementEntity,
  visit: Visit,
  at: { readonly state: StateReader; readonly time: number },
): number | null {
  // What the patient wrote is no record that an institution has to keep.
  if (entity.role === 'patient') return null;
  const { parameter, years } = ARCHIVE_YEARS[visit.purpose === 'inpatient' ? 'inpatient' : 'outpatient'];
  const term = read(at.state, parameterCodec, parameter)?.value ?? years;
  const end = visitOverSince(visit, at.time) ?? at.time;
  return Math.max(end, entity.committed.time) + term * YEAR_MS;
}

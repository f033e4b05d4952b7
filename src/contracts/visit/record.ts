/**
 * Records: a statement signed by a doctor, consented to with the patient's secret key, carried onto the ledger.
 *
 * Invariants:
 *   1. A statement stands on the ledger once, whatever carries it and however often.
 *   2. The author's signature holds under the author's key of the version named, and the author took part in the visit.
 *   3. Nothing reaches the patient's ledger as consented without CPK_e's signature over H(S).
 *   4. Without it a record waits as pending; an import is refused.
 *   5. What follows a consented record until its followUntil needs no further consent, and does not move that term;
 *      later corrections are marked.
 *   6. The node of the author's institution signed last: it holds the envelope that the commitment names.
 */
import { bytesEqual } from '../../crypto/bytes.ts';
import { decodeCertificate } from '../../crypto/certificate.ts';
import { asRefusal, demand, Refusal } from '../codes.ts';
import type { BlockContext, Verified } from '../context.ts';
import {
  codecOfRole,
  KIND,
  listId,
  staffListCodec,
  statementCodec,
  visitCodec,
  visitListCodec,
  type Staff,
  type StatementState,
  type Visit,
} from '../entities.ts';
import { demandRoles, readStaff, staffKey } from '../signers.ts';
import { read, write, type OverlayState, type StateReader } from '../state.ts';
import {
  consentSignatureHolds,
  decodeStatement,
  doctorSignatureHolds,
  MAXIMUM_FOLLOW_UP_MS,
  statementHash,
  type Statement,
} from '../statement.ts';
import { demandNotErased } from './erased.ts';
import { demandVisit, participantOf, visitIsOpen, visitOverSince } from './visit.ts';

/** An author's clock may run ahead of the ledger's by this much. */
const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;

interface Author {
  readonly role: 'doctor' | 'registrar';
  readonly staff: Staff;
  readonly attestedBy: Uint8Array | null;
}

interface Recorded {
  readonly statement: Statement;
  readonly hash: Uint8Array;
  readonly visit: Visit;
  readonly author: Author;
}

export function recordStatement(
  verified: Verified<'visit/record'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const { body } = verified;
  const statement = decodedStatement(body.statement);
  const hash = statementHash(body.statement);
  demand(bytesEqual(statement.network, context.network), 'statement-mismatch');
  // Nobody writes in the patient's name: see ownEntry.ts.
  demand(statement.kind !== 'own-entry', 'statement-mismatch');
  // Invariant 1.
  demand(state.get(KIND.statement, hash) === undefined, 'statement-duplicate');
  const visit = demandVisit(state, statement.epoch);
  const author = demandAuthor(verified, statement, { state, visit });
  demand(
    doctorSignatureHolds(hash, body.doctorSignature, authorKey(author.staff, body.keyVersion)),
    'statement-signature',
  );
  demandReceipt(verified, statement);
  demandTimes(statement, visit, context);
  // Only where cards are issued is it known whose they follow.
  demand(statement.kind !== 'succession' || author.role === 'registrar', 'statement-mismatch');
  const recorded = { statement, hash, visit, author };
  const consent = stateOf(recorded, body.consentSignature, { state, context });
  append(recorded, { body, consent }, { state, context });
}

/** The patient's consent to a statement that waits as pending; it has no term. */
export function confirmStatement(verified: Verified<'visit/confirm'>, state: OverlayState): void {
  const { body } = verified;
  const role = body.signers[0]?.role === 'registrar' ? 'registrar' : 'doctor';
  demandRoles(verified.transaction, [role]);
  if (body.consentSignature === null) throw new Refusal('consent-missing');
  const entity = read(state, statementCodec, body.statement);
  if (entity === null) throw new Refusal('statement-unknown');
  demandNotErased(state, body.statement);
  demand(entity.state === 'pending', 'statement-not-pending');
  const visit = demandVisit(state, entity.epoch);
  demand(
    consentSignatureHolds(body.statement, body.consentSignature, consentKeyOf(visit)),
    'consent-invalid',
  );
  write(state, statementCodec, body.statement, { ...entity, state: 'consented' });
}

/** Errors: `statement-malformed`, and what else a decoder says. */
export function decodedStatement(bytes: Uint8Array): Statement {
  try {
    return decodeStatement(bytes);
  } catch (error) {
    const refusal = asRefusal(error, 'statement-malformed');
    throw refusal.code.startsWith('tx-') ? new Refusal('statement-malformed') : refusal;
  }
}

/** Invariant 2, and the officer who stands in for an author whose key was revoked after the anchor. */
function demandAuthor(
  verified: Verified<'visit/record'>,
  statement: Statement,
  at: { readonly state: StateReader; readonly visit: Visit },
): Author {
  const first = verified.body.signers[0];
  const role = authorRole(statement, at);
  const staff = readStaff(at.state, role, statement.doctor);
  if (staff === null) throw new Refusal('signer-unknown');
  demand(bytesEqual(staff.institution, statement.institution), 'statement-mismatch');
  demand(participantOf(at.visit, statement.doctor) !== null, 'not-participant');
  if (first?.role === 'officer')
    return { role, staff, attestedBy: demandAttestation(verified, statement, { staff, state: at.state }) };
  const [signer] = demandRoles(verified.transaction, [role, 'node']);
  demand(signer !== undefined && bytesEqual(signer.entity, statement.doctor), 'statement-mismatch');
  return { role, staff, attestedBy: null };
}

function authorRole(statement: Statement, at: { readonly visit: Visit }): 'doctor' | 'registrar' {
  return at.visit.role === 'registrar' && bytesEqual(at.visit.doctor, statement.doctor)
    ? 'registrar'
    : 'doctor';
}

/** An honest record caught by a revocation is sent again with an officer in the author's place, and marked. */
function demandAttestation(
  verified: Verified<'visit/record'>,
  statement: Statement,
  of: { readonly staff: Staff; readonly state: StateReader },
): Uint8Array {
  const [signer] = demandRoles(verified.transaction, ['officer', 'node']);
  const officer = signer === undefined ? null : readStaff(of.state, 'officer', signer.entity);
  demand(officer !== null && bytesEqual(officer.institution, statement.institution), 'signer-unexpected');
  const key = staffKey(of.staff, verified.body.keyVersion);
  const caught =
    of.staff.status === 'suspended' ||
    (key !== null && key.revoked !== null && statement.anchor.height < key.revoked);
  demand(caught, 'signer-unexpected');
  return signer?.entity ?? new Uint8Array(16);
}

function authorKey(staff: Staff, version: number): Uint8Array {
  const key = staffKey(staff, version);
  if (key === null) throw new Refusal('signer-key-unknown');
  return key.sign;
}

/** Invariant 6. */
export function demandReceipt(
  { body }: Verified<'visit/record' | 'visit/own-entry'>,
  statement: Statement,
): void {
  const node = body.signers.at(-1);
  demand(node?.role === 'node' && bytesEqual(node.entity, statement.institution), 'node-receipt-missing');
}

/** The statement was made in its visit or after it, on what its author then knew of the ledger. */
export function demandTimes(statement: Statement, visit: Visit, context: BlockContext): void {
  demand(statement.anchor.height < context.height, 'anchor-ahead');
  demand(statement.anchor.height >= visit.height, 'statement-time');
  demand(
    statement.time >= visit.time - CLOCK_TOLERANCE_MS && statement.time <= context.time + CLOCK_TOLERANCE_MS,
    'statement-time',
  );
  const followUp = statement.followUntil - statement.time;
  demand(followUp >= 0 && followUp <= MAXIMUM_FOLLOW_UP_MS, 'statement-time');
}

/** Invariants 3, 4 and 5. */
function stateOf(
  recorded: Recorded,
  consent: Uint8Array | null,
  at: { readonly state: StateReader; readonly context: BlockContext },
): StatementState {
  const { statement, visit, hash } = recorded;
  demandRefers(recorded, at.state);
  if (consent !== null) {
    demand(consentSignatureHolds(hash, consent, consentKeyOf(visit)), 'consent-invalid');
    demandWithinVisit(statement, visit, at.context);
    return 'consented';
  }
  demand(statement.kind !== 'import' && statement.kind !== 'succession', 'consent-missing');
  if (statement.kind === 'record') {
    demandWithinVisit(statement, visit, at.context);
    return 'pending';
  }
  return followingState(recorded, at);
}

function followingState(
  recorded: Recorded,
  at: { readonly state: StateReader; readonly context: BlockContext },
): StatementState {
  const { statement, visit } = recorded;
  const base = statement.refers === null ? null : read(at.state, statementCodec, statement.refers);
  if (base === null) throw new Refusal('refers-missing');
  if (base.state === 'pending') {
    demand(
      visitIsOpen(visit, at.state, at.context.time) || statement.kind === 'correction',
      'refers-not-consented',
    );
    return 'pending';
  }
  if (at.context.time <= base.followUntil) return 'following';
  const byAuthor = bytesEqual(base.author, statement.doctor);
  demand(statement.kind === 'correction' && byAuthor, 'follow-up-over');
  return 'outside-consent';
}

/** Invariant 5: what stands without the patient ends when that ends to which they agreed. */
function followUntilOf(statement: Statement, consent: StatementState, state: StateReader): number {
  const isOwnTerm = consent === 'consented' || consent === 'pending' || statement.refers === null;
  const base = isOwnTerm ? null : read(state, statementCodec, statement.refers);
  return base === null ? statement.followUntil : Math.min(statement.followUntil, base.followUntil);
}

/** A record belongs to the time of its visit; it may arrive later (the outbox), but not have been made later. */
function demandWithinVisit(statement: Statement, visit: Visit, context: BlockContext): void {
  const over = visitOverSince(visit, context.time);
  demand(over === null || statement.time <= over + CLOCK_TOLERANCE_MS, 'visit-over');
}

function demandRefers({ statement }: Recorded, state: StateReader): void {
  const needs =
    statement.kind === 'addendum' || statement.kind === 'correction' || statement.kind === 'co-signature';
  demand(!needs || statement.refers !== null, 'refers-missing');
  if (statement.refers === null) return;
  const isFirst = ['record', 'import', 'succession'].includes(statement.kind);
  demand(!isFirst, 'refers-unexpected');
  const base = read(state, statementCodec, statement.refers);
  demand(base !== null && bytesEqual(base.epoch, statement.epoch), 'refers-unknown');
  demandNotErased(state, statement.refers);
  // What the patient wrote is nobody else's to go on with.
  demand(base.role !== 'patient', 'refers-unexpected');
}

/** CPK_e, as the visit's certificate names it. */
export function consentKeyOf(visit: Visit): Uint8Array {
  return decodeCertificate(visit.certificate).consentKey;
}

interface Carried {
  readonly body: Verified<'visit/record'>['body'];
  readonly consent: StatementState;
}

function append(
  recorded: Recorded,
  carried: Carried,
  at: { readonly state: OverlayState; readonly context: BlockContext },
): void {
  const { statement, hash, visit, author } = recorded;
  const { state, context } = at;
  write(state, statementCodec, hash, {
    epoch: statement.epoch,
    author: statement.doctor,
    role: author.role,
    institution: statement.institution,
    kind: statement.kind,
    state: carried.consent,
    data: statement.data,
    refers: statement.refers,
    time: statement.time,
    anchor: statement.anchor.height,
    followUntil: followUntilOf(statement, carried.consent, state),
    keyVersion: carried.body.keyVersion,
    attestedBy: author.attestedBy,
    commitment: carried.body.commitment,
    committed: { time: context.time, height: context.height },
    index: visit.statements,
  });
  write(state, visitListCodec, listId(statement.epoch, visit.statements), { value: hash });
  write(state, visitCodec, statement.epoch, { ...visit, statements: visit.statements + 1 });
  // An import is attested, not authored, as is a succession: it stands under the visit alone.
  if (statement.kind !== 'import' && statement.kind !== 'succession') appendToStaff(recorded, state);
}

function appendToStaff({ statement, hash, author }: Recorded, state: OverlayState): void {
  write(state, staffListCodec, listId(statement.doctor, author.staff.statements), { value: hash });
  write(state, codecOfRole(author.role), statement.doctor, {
    ...author.staff,
    statements: author.staff.statements + 1,
  });
}

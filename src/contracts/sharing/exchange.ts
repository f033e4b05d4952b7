/**
 * Exchange of records between two doctors: one proposes exact records, a purpose and a term, with the consent of the
 * patient before them; the other accepts the terms, and may give records of a patient before them in return.
 *
 * Invariants, cited by number where they are upheld:
 *   1. Nobody gives a record without the consent key of a visit of theirs that is open: CPK_e signs the very bytes that
 *      name receiver, purpose, term and records, so that it consents to nothing else.
 *   2. Two different doctors, the other one active when it is proposed.
 *   3. It is in force once both have signed, until its term is over or one of the two or a patient ends it; see
 *      {@link exchangeInForce}. Nothing brings it back.
 *   4. The receiver alone accepts, once, while it stands. Accepting obliges to nothing; records in return are taken only
 *      where both directions were proposed.
 *   5. Either doctor, or the patient of whichever records are given, ends it, also before it was accepted.
 *   6. A patient finds every exchange of theirs by the visit.
 */
import { bytesEqual } from '../../crypto/bytes.ts';
import { decodeCertificate } from '../../crypto/certificate.ts';
import { missingCase } from '../../errors.ts';
import { demand, Refusal } from '../codes.ts';
import type { BlockContext, Verified } from '../context.ts';
import type { Visit } from '../entities.ts';
import { demandRoles, readStaff } from '../signers.ts';
import { read, write, type OverlayState, type StateReader } from '../state.ts';
import type { BodyOf, GivenRecords, Signer } from '../transactionKinds.ts';
import { demandVisit, participantOf, visitIsOpen } from '../visit/visit.ts';
import {
  exchangeCodec,
  visitExchangesCodec,
  type Exchange,
  type ExchangedRecords,
  type ExchangeEnder,
} from './exchangeEntities.ts';

/** An exchange lasts at most a year. */
export const LONGEST_EXCHANGE_MS = 366 * 24 * 60 * 60 * 1000;
/** Exchanges of one visit: its list is one entity. */
export const MOST_EXCHANGES = 64;

/** What somebody does to an exchange, with what the ledger knows of it. */
export type ExchangeAct =
  | {
      readonly act: 'propose';
      readonly by: Uint8Array;
      readonly terms: Pick<BodyOf<'sharing/propose'>, 'receiver' | 'purpose' | 'until' | 'direction'>;
      readonly isReceiverActive: boolean;
      readonly give: ExchangedRecords;
    }
  | { readonly act: 'accept'; readonly by: Uint8Array; readonly back: ExchangedRecords | null }
  | { readonly act: 'revoke'; readonly by: Pick<Signer, 'role' | 'entity'> };

/**
 * The exchange after an act at `time`, ms; `current` is null before it is proposed.
 * Errors: `exchange-unknown`, `exchange-over`, `exchange-answered`, `exchange-other-doctor`, `exchange-one-way`,
 * `grantee-unknown`, `until-invalid`, `consent-invalid`.
 */
export function evaluate(current: Exchange | null, act: ExchangeAct, time: number): Exchange {
  switch (act.act) {
    case 'propose':
      return proposed(act, time);
    case 'accept':
      return accepted(standing(current, time), act, time);
    case 'revoke': {
      const exchange = standing(current, time);
      return { ...exchange, revoked: { time, by: enderOf(exchange, act.by) } };
    }
    default:
      return missingCase(act);
  }
}

/** Whether what was given may be read at `time`, ms. Invariant 3. */
export function exchangeInForce({ accepted: at, revoked, until }: Exchange, time: number): boolean {
  return at !== null && revoked === null && time <= until;
}

function proposed(act: Extract<ExchangeAct, { act: 'propose' }>, time: number): Exchange {
  const { by, give, isReceiverActive, terms } = act;
  // Invariant 2.
  demand(isReceiverActive, 'grantee-unknown');
  demand(!bytesEqual(by, terms.receiver), 'exchange-other-doctor');
  demand(terms.until > time && terms.until <= time + LONGEST_EXCHANGE_MS, 'until-invalid');
  return { ...terms, proposer: by, give, back: null, proposed: time, accepted: null, revoked: null };
}

/** Invariant 4. */
function accepted(
  exchange: Exchange,
  { back, by }: Extract<ExchangeAct, { act: 'accept' }>,
  time: number,
): Exchange {
  demand(bytesEqual(by, exchange.receiver), 'exchange-other-doctor');
  demand(exchange.accepted === null, 'exchange-answered');
  demand(back === null || exchange.direction === 'both', 'exchange-one-way');
  return { ...exchange, accepted: time, back };
}

/** Invariant 3: what is over stays over. */
function standing(exchange: Exchange | null, time: number): Exchange {
  if (exchange === null) throw new Refusal('exchange-unknown');
  demand(exchange.revoked === null && time <= exchange.until, 'exchange-over');
  return exchange;
}

/** Invariant 5. */
function enderOf(exchange: Exchange, { role, entity }: Pick<Signer, 'role' | 'entity'>): ExchangeEnder {
  if (role === 'consent') {
    const consents = [exchange.give, exchange.back].map((side) => side?.consent);
    demand(
      consents.some((key) => key !== undefined && bytesEqual(key, entity)),
      'consent-invalid',
    );
    return 'patient';
  }
  if (bytesEqual(entity, exchange.proposer)) return 'proposer';
  demand(bytesEqual(entity, exchange.receiver), 'exchange-other-doctor');
  return 'receiver';
}

/** By a doctor, and the patient before them. */
export function proposeExchange(
  { body, transaction }: Verified<'sharing/propose'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const [doctor, patient] = demandRoles(transaction, ['doctor', 'consent']);
  if (doctor === undefined || patient === undefined) throw new Refusal('doctor-key-missing');
  const { receiver, purpose, until, direction } = body;
  const give = demandGiven(body.give, { doctor, patient }, { state, time: context.time });
  const isReceiverActive = readStaff(state, 'doctor', receiver)?.status === 'active';
  const terms = { receiver, purpose, until, direction };
  const act = { act: 'propose', by: doctor.entity, terms, isReceiverActive, give } as const;
  write(state, exchangeCodec, transaction.id, evaluate(null, act, context.time));
  list(state, give.visit, transaction.id);
}

/** By the receiver, and the patient before them where records go back. */
export function acceptExchange(
  { body, transaction }: Verified<'sharing/accept'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const roles = body.back === null ? (['doctor'] as const) : (['doctor', 'consent'] as const);
  const [doctor, patient] = demandRoles(transaction, roles);
  if (doctor === undefined) throw new Refusal('doctor-key-missing');
  const back =
    body.back === null || patient === undefined
      ? null
      : demandGiven(body.back, { doctor, patient }, { state, time: context.time });
  const current = read(state, exchangeCodec, body.exchange);
  const next = evaluate(current, { act: 'accept', by: doctor.entity, back }, context.time);
  write(state, exchangeCodec, body.exchange, next);
  if (back !== null) list(state, back.visit, body.exchange);
}

/** By either doctor, or by a patient. */
export function revokeExchange(
  { body, transaction }: Verified<'sharing/revoke'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const role = body.signers[0]?.role === 'consent' ? 'consent' : 'doctor';
  const [signer] = demandRoles(transaction, [role]);
  if (signer === undefined) throw new Refusal('signer-missing');
  const current = read(state, exchangeCodec, body.exchange);
  write(state, exchangeCodec, body.exchange, evaluate(current, { act: 'revoke', by: signer }, context.time));
}

/** Invariant 1. Errors: `visit-unknown`, `visit-over`, `not-participant`, `consent-invalid`. */
function demandGiven(
  { visit: epoch, records }: GivenRecords,
  { doctor, patient }: { readonly doctor: Signer; readonly patient: Signer },
  { state, time }: { readonly state: StateReader; readonly time: number },
): ExchangedRecords {
  const visit: Visit = demandVisit(state, epoch);
  demand(visitIsOpen(visit, state, time), 'visit-over');
  demand(participantOf(visit, doctor.entity) !== null, 'not-participant');
  const { consentKey } = decodeCertificate(visit.certificate);
  demand(bytesEqual(patient.entity, consentKey), 'consent-invalid');
  return { visit: epoch, consent: consentKey, records };
}

/** Invariant 6. */
function list(state: OverlayState, visit: Uint8Array, exchange: Uint8Array): void {
  const { exchanges } = read(state, visitExchangesCodec, visit) ?? { exchanges: [] };
  if (exchanges.some((known) => bytesEqual(known, exchange))) return;
  demand(exchanges.length < MOST_EXCHANGES, 'exchange-too-many');
  write(state, visitExchangesCodec, visit, { exchanges: [...exchanges, exchange] });
}

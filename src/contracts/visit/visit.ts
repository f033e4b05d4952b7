/** Visits: register, open, join, extend, end. */
import { bytesEqual } from '../../crypto/bytes.ts';
import { demand, Refusal } from '../codes.ts';
import type { BlockContext, Verified } from '../context.ts';
import {
  epochCodec,
  KIND,
  registrationCodec,
  visitCodec,
  type Registration,
  type Staff,
  type Visit,
} from '../entities.ts';
import { demandRoles, readStaff } from '../signers.ts';
import { read, write, type OverlayState, type StateReader } from '../state.ts';
import { demandFreshCard } from './card.ts';

const HOUR_MS = 60 * 60 * 1000;
/** How long a visit may be open: 24 hours, an inpatient stay 30 days (extendable). */
export const LONGEST_VISIT_MS = 24 * HOUR_MS;
export const LONGEST_STAY_MS = 30 * 24 * HOUR_MS;

/** 挂号: someone waits for a visit; no patient is named. */
export function registerVisit(
  verified: Verified<'visit/register'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const { body } = verified;
  const [signer] = demandRoles(verified.transaction, ['registrar']);
  const registrar = signer === undefined ? null : readStaff(state, 'registrar', signer.entity);
  if (registrar === null || signer === undefined) throw new Refusal('signer-missing');
  demand(bytesEqual(registrar.institution, body.institution), 'registration-other-institution');
  demand(state.get(KIND.registration, body.number) === undefined, 'registration-exists');
  write(state, registrationCodec, body.number, {
    institution: body.institution,
    department: body.department,
    registrar: signer.entity,
    time: context.time,
    visit: null,
  });
}

/** Spends a card and opens its visit: from here on its history may be read, and only read. */
export function openVisit(
  verified: Verified<'visit/open'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const { body } = verified;
  const opener = demandOpener(verified, state);
  const certificate = demandFreshCard(body, state, context);
  const view = body.signers[1];
  demand(view !== undefined && bytesEqual(view.entity, certificate.epochKey), 'signer-unexpected');
  demandUntil(body.purpose, body.until, context.time);
  if (body.registration !== null)
    useRegistration(
      body.registration,
      { visit: certificate.epochKey, institution: opener.staff.institution },
      state,
    );
  const { institution } = opener.staff;
  write(state, epochCodec, certificate.epochKey, {
    use: 'visit',
    by: opener.id,
    institution,
    time: context.time,
    height: context.height,
  });
  write(state, visitCodec, certificate.epochKey, {
    certificate: body.certificate,
    doctor: opener.id,
    role: opener.role,
    institution,
    registration: body.registration,
    purpose: body.purpose,
    time: context.time,
    height: context.height,
    until: body.until,
    ended: null,
    participants: [],
    statements: 0,
  });
}

/** A colleague, trainee or laboratory joins; the visit's doctor and the one who joins both sign. */
export function joinVisit(
  verified: Verified<'visit/join'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const { body } = verified;
  const [owner, joiner] = demandRoles(verified.transaction, ['doctor', 'doctor']);
  const visit = demandOpenVisit(state, body.epoch, context.time);
  if (owner === undefined || joiner === undefined) throw new Refusal('doctor-key-missing');
  demand(visit.role === 'doctor' && bytesEqual(visit.doctor, owner.entity), 'not-participant');
  demand(participantOf(visit, joiner.entity) === null, 'participant-exists');
  const participant = { id: joiner.entity, role: body.role, time: context.time };
  write(state, visitCodec, body.epoch, { ...visit, participants: [...visit.participants, participant] });
}

/** By the doctor who opened it, or the registrar of epoch 0. */
export function endVisit(verified: Verified<'visit/end'>, state: OverlayState, context: BlockContext): void {
  const { body } = verified;
  const visit = demandOpenVisit(state, body.epoch, context.time);
  demandOwner(verified.transaction, visit);
  write(state, visitCodec, body.epoch, { ...visit, ended: { time: context.time, height: context.height } });
}

export function extendVisit(
  verified: Verified<'visit/extend'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const { body } = verified;
  const visit = demandOpenVisit(state, body.epoch, context.time);
  demandOwner(verified.transaction, visit);
  demand(body.until > visit.until, 'until-invalid');
  demandUntil(visit.purpose, body.until, context.time);
  write(state, visitCodec, body.epoch, { ...visit, until: body.until });
}

/** Whether a visit is open at `time`: computed when read, so that no one needs to act for it to end. */
export function visitIsOpen(visit: Visit, state: StateReader, time: number): boolean {
  if (visit.ended !== null || time > visit.until) return false;
  return readStaff(state, visit.role, visit.doctor)?.status === 'active';
}

/** Since when the visit is over, ms; null while it is open. A suspension ends it without a time of its own. */
export function visitOverSince(visit: Visit, time: number): number | null {
  if (visit.ended !== null) return Math.min(visit.ended.time, visit.until);
  return time > visit.until ? visit.until : null;
}

/** The visit's doctor, or someone who joined it; null for anyone else. */
export function participantOf(visit: Visit, id: Uint8Array): { readonly role: string } | null {
  if (bytesEqual(visit.doctor, id)) return { role: visit.role };
  return visit.participants.find((participant) => bytesEqual(participant.id, id)) ?? null;
}

export function demandVisit(state: StateReader, epoch: Uint8Array): Visit {
  const visit = read(state, visitCodec, epoch);
  if (visit === null) throw new Refusal('visit-unknown');
  return visit;
}

function demandOpenVisit(state: StateReader, epoch: Uint8Array, time: number): Visit {
  const visit = demandVisit(state, epoch);
  demand(visitIsOpen(visit, state, time), 'visit-over');
  return visit;
}

function demandOwner(transaction: Verified<'visit/end'>['transaction'], visit: Visit): void {
  const [signer] = demandRoles(transaction, [visit.role]);
  demand(signer !== undefined && bytesEqual(signer.entity, visit.doctor), 'not-participant');
}

interface Opener {
  readonly id: Uint8Array;
  readonly role: 'doctor' | 'registrar';
  readonly staff: Staff;
}

function demandOpener(verified: Verified<'visit/open'>, state: StateReader): Opener {
  const role = verified.body.signers[0]?.role === 'registrar' ? 'registrar' : 'doctor';
  const [signer] = demandRoles(verified.transaction, [role, 'view']);
  const staff = signer === undefined ? null : readStaff(state, role, signer.entity);
  if (signer === undefined || staff === null) throw new Refusal('signer-unknown');
  return { id: signer.entity, role, staff };
}

function demandUntil(purpose: string, until: number, time: number): void {
  const longest = purpose === 'inpatient' ? LONGEST_STAY_MS : LONGEST_VISIT_MS;
  demand(until > time && until <= time + longest, 'until-invalid');
}

function useRegistration(
  number: Uint8Array,
  by: { readonly visit: Uint8Array; readonly institution: Uint8Array },
  state: OverlayState,
): void {
  const registration: Registration | null = read(state, registrationCodec, number);
  if (registration === null) throw new Refusal('registration-unknown');
  demand(registration.visit === null, 'registration-used');
  demand(bytesEqual(registration.institution, by.institution), 'registration-other-institution');
  write(state, registrationCodec, number, { ...registration, visit: by.visit });
}

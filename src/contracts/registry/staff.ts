/** Registry: officers, registrars and doctors; their status and their keys. */
import { bytesEqual } from '../../crypto/bytes.ts';
import { demand, Refusal } from '../codes.ts';
import type { BlockContext, Verified } from '../context.ts';
import {
  codecOfRole,
  institutionCodec,
  type Staff,
  type StaffKeyVersion,
  type StaffRole,
} from '../entities.ts';
import { currentStaffKey, demandNewPerson, demandOfficers, readStaff, staffKey } from '../signers.ts';
import { write, type OverlayState } from '../state.ts';
import { claimKeys, demandInstitution } from './institution.ts';

/** An institution vouches for someone: their keys stand on the ledger from now on. */
export function addStaff(
  verified: Verified<'registry/staff-add'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const { body } = verified;
  demandOfficers(verified.transaction, body.institution, state);
  demandNewPerson(state, body.id);
  claimKeys(state, body.id, [body.sign, body.seal]);
  write(state, codecOfRole(body.role), body.id, {
    institution: body.institution,
    nameZh: body.nameZh,
    nameEn: body.nameEn,
    licence: body.licence,
    specialty: body.specialty,
    status: 'active',
    reason: '',
    keys: [{ version: 1, sign: body.sign, seal: body.seal, from: context.height, revoked: null }],
    statements: 0,
  });
  if (body.role === 'officer') countOfficer(body.institution, state);
}

/** A suspended person signs nothing, and the visits they hold are over. */
export function suspendStaff(verified: Verified<'registry/staff-suspend'>, state: OverlayState): void {
  const staff = demandStaff(verified.body, state);
  demandOfficers(verified.transaction, staff.institution, state);
  demand(staff.status === 'active', 'staff-status');
  put(verified.body, { ...staff, status: 'suspended', reason: verified.body.reason }, state);
}

export function reinstateStaff(verified: Verified<'registry/staff-reinstate'>, state: OverlayState): void {
  const staff = demandStaff(verified.body, state);
  demandOfficers(verified.transaction, staff.institution, state);
  demand(staff.status === 'suspended', 'staff-status');
  put(verified.body, { ...staff, status: 'active', reason: verified.body.reason }, state);
}

/** By the current key itself: the old one signs nothing from this block on. */
export function rotateKey(
  verified: Verified<'registry/key-rotate'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const { body } = verified;
  const staff = demandStaff(body, state);
  const [signer, ...others] = body.signers;
  demand(others.length === 0, 'signer-unexpected');
  demand(
    signer !== undefined && signer.role === body.role && bytesEqual(signer.entity, body.id),
    'signer-missing',
  );
  const current = currentStaffKey(staff);
  demand(current !== null && current.version === signer.version, 'signer-key-revoked');
  putNewKey(body, staff, { state, height: context.height });
}

/** A key that gives way to another, by the officers. */
export function revokeKey(
  verified: Verified<'registry/key-revoke'>,
  state: OverlayState,
  context: BlockContext,
): void {
  put(verified.body, withoutKey(verified, state, context), state);
}

/** A key in wrong hands, by the officers: the reason stands on the ledger. */
export function loseKey(
  verified: Verified<'registry/key-lost'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const { body } = verified;
  put(body, { ...withoutKey(verified, state, context), reason: body.reason }, state);
}

/** From this block on the key signs nothing; what it signed before stays as it is. */
function withoutKey(
  { body, transaction }: Verified<'registry/key-revoke' | 'registry/key-lost'>,
  state: OverlayState,
  context: BlockContext,
): Staff {
  const staff = demandStaff(body, state);
  demandOfficers(transaction, staff.institution, state);
  const lost = staffKey(staff, body.version);
  if (lost === null) throw new Refusal('key-unknown');
  demand(lost.revoked === null, 'key-unknown');
  const keys = staff.keys.map((key) => (key === lost ? { ...key, revoked: context.height } : key));
  return { ...staff, keys };
}

/** The key of someone whose last one was revoked, by the officers. */
export function setKey(
  verified: Verified<'registry/key-set'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const { body } = verified;
  const staff = demandStaff(body, state);
  demandOfficers(verified.transaction, staff.institution, state);
  demand(currentStaffKey(staff) === null, 'key-not-revoked');
  putNewKey(body, staff, { state, height: context.height });
}

interface Named {
  readonly id: Uint8Array;
  readonly role: StaffRole;
}

function demandStaff(named: Named, state: OverlayState): Staff {
  const staff = readStaff(state, named.role, named.id);
  if (staff === null) throw new Refusal('staff-unknown');
  return staff;
}

function put(named: Named, staff: Staff, state: OverlayState): void {
  write(state, codecOfRole(named.role), named.id, staff);
}

interface NewKey extends Named {
  readonly sign: Uint8Array;
  readonly seal: Uint8Array;
}

function putNewKey(
  named: NewKey,
  staff: Staff,
  to: { readonly state: OverlayState; readonly height: number },
): void {
  claimKeys(to.state, named.id, [named.sign, named.seal]);
  const older = staff.keys.map((key): StaffKeyVersion => ({ ...key, revoked: key.revoked ?? to.height }));
  const version = (staff.keys.at(-1)?.version ?? 0) + 1;
  const key = { version, sign: named.sign, seal: named.seal, from: to.height, revoked: null };
  put(named, { ...staff, keys: [...older, key] }, to.state);
}

function countOfficer(id: Uint8Array, state: OverlayState): void {
  const institution = demandInstitution(state, id);
  write(state, institutionCodec, id, { ...institution, officers: institution.officers + 1 });
}

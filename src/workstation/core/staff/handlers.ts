/** The officer's part of the request table: who works at the institution, and may sign. */
import { bytesEqual, fromHex, toHex } from '../../../crypto/bytes.ts';
import { readEnrolment, type Enrolment } from '../../../crypto/enrolment.ts';
import { toStaffId, type StaffId } from '../../../crypto/ids.ts';
import { codecOfRole, officerCodec, type Staff, type StaffRole } from '../../../contracts/entities.ts';
import { currentStaffKey, readStaff } from '../../../contracts/signers.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { CoreContext, HandlersOf } from '../context.ts';
import { assertOfficer, enter } from './officer.ts';
import { institutionName, networkOf, requireInstitution } from '../visits/ledgerReads.ts';

type StaffChannel =
  | 'staff/list'
  | 'staff/add'
  | 'staff/suspend'
  | 'staff/reinstate'
  | 'staff/revoke-key'
  | 'staff/replace-key';
type Member = ResultOf<'staff/list'>[number];

const ROLES: readonly StaffRole[] = ['doctor', 'registrar', 'officer'];

export function staffHandlers(context: CoreContext): HandlersOf<StaffChannel> {
  return {
    'staff/list': async () => listStaff(context),
    'staff/add': ({ enrolment }) => addStaff(context, enrolment),
    'staff/suspend': (args) => suspend(context, args),
    'staff/reinstate': ({ id, role, reason }) =>
      enter(context, { kind: 'registry/staff-reinstate', id: staffId(id), role, reason }),
    'staff/revoke-key': (args) => revokeKey(context, args),
    'staff/replace-key': ({ enrolment }) => replaceKey(context, enrolment),
  };
}

/** Everyone of the session's institution, in any role, as the verified ledger has them. */
function listStaff(context: CoreContext): Member[] {
  const { institution } = context.session().identity;
  const { store } = context.ledger().replica;
  return ROLES.flatMap((role) => {
    const codec = codecOfRole(role);
    return store.state
      .ofKind(codec.kind)
      .map(({ id, value }) => ({ id, staff: codec.decode(value) }))
      .filter(({ staff }) => bytesEqual(staff.institution, institution))
      .map(({ id, staff }) => memberView(context, { id, role, staff }));
  });
}

function memberView(
  context: CoreContext,
  { id, role, staff }: { readonly id: Uint8Array; readonly role: StaffRole; readonly staff: Staff },
): Member {
  return {
    id: toHex(id),
    role,
    name: { zh: staff.nameZh, en: staff.nameEn },
    institution: toHex(staff.institution),
    institutionName: institutionName(context.ledger().replica.store, staff.institution),
    status: staff.status,
    reason: staff.reason,
    licence: staff.licence,
    key: keyView(staff),
  };
}

function keyView(staff: Staff): Member['key'] {
  const current = currentStaffKey(staff);
  const { version, from, revoked } = current ?? staff.keys.at(-1) ?? { version: 0, from: 0, revoked: null };
  return { version, from, revokedAt: revoked };
}

/**
 * Enters a new account on the ledger.
 *
 * @throws ConsiliumError `role-officer-required`, `enrolment-malformed`, `enrolment-altered`, `enrolment-foreign` of
 *   another ledger, `enrolment-other-institution`, `node-away`, and the ledger's refusals: `staff-exists`,
 *   `key-exists`, `threshold-missing` where several officers must sign
 */
async function addStaff(context: CoreContext, text: string): Promise<Record<string, never>> {
  const { institution, role, id, nameZh, nameEn, licence, specialty, sign, seal } = ownEnrolment(
    context,
    text,
  );
  const person = { institution, role, id, nameZh, nameEn, licence, specialty, sign, seal };
  return enter(context, { kind: 'registry/staff-add', ...person });
}

/** Errors: `officer-last`, and those of {@link enter}. */
async function suspend(
  context: CoreContext,
  { id: named, role, reason }: ArgsOf<'staff/suspend'>,
): Promise<Record<string, never>> {
  assertOfficer(context);
  const id = staffId(named);
  if (role === 'officer') assertOthersDecide(context, id);
  return enter(context, { kind: 'registry/staff-suspend', id, role, reason });
}

/** Throws `officer-last` where the institution could decide nothing any more without this officer. */
function assertOthersDecide(context: CoreContext, id: StaffId): void {
  const { store } = context.ledger().replica;
  const { institution } = context.session().identity;
  const others = store.state.ofKind(officerCodec.kind).filter((entry) => {
    const officer = officerCodec.decode(entry.value);
    const canSign = officer.status === 'active' && currentStaffKey(officer) !== null;
    return canSign && bytesEqual(officer.institution, institution) && !bytesEqual(entry.id, id);
  });
  const { threshold } = requireInstitution(store, institution);
  if (others.length < threshold) throw new ConsiliumError('officer-last');
}

/**
 * A lost or stolen workstation: the key that is in force signs nothing from the next block on, and every connection
 * that was opened with it ends there.
 *
 * @throws ConsiliumError `staff-unknown`, `key-unknown` when no key is in force, `officer-last`, those of {@link enter}
 */
async function revokeKey(
  context: CoreContext,
  { id: named, role, reason }: ArgsOf<'staff/revoke-key'>,
): Promise<Record<string, never>> {
  assertOfficer(context);
  const id = staffId(named);
  const staff = demandOwn(context, role, id);
  const key = currentStaffKey(staff);
  if (key === null) throw new ConsiliumError('key-unknown');
  if (role === 'officer') assertOthersDecide(context, id);
  return enter(context, { kind: 'registry/key-lost', id, role, version: key.version, reason });
}

/**
 * The key of a new workstation in the place of the one before, which signs until then unless it was revoked.
 *
 * @throws ConsiliumError `staff-unknown`, those of {@link addStaff} about the enrolment, those of {@link enter}
 */
async function replaceKey(context: CoreContext, text: string): Promise<Record<string, never>> {
  const { id, role, sign, seal } = ownEnrolment(context, text);
  const before = currentStaffKey(demandOwn(context, role, id));
  const set = { kind: 'registry/key-set', id, role, sign, seal } as const;
  if (before === null) return enter(context, set);
  return enter(context, { kind: 'registry/key-revoke', id, role, version: before.version }, set);
}

function ownEnrolment(context: CoreContext, text: string): Enrolment {
  assertOfficer(context);
  const enrolment = readEnrolment(text);
  const { store } = context.ledger().replica;
  if (!bytesEqual(enrolment.network, networkOf(store))) throw new ConsiliumError('enrolment-foreign');
  if (!bytesEqual(enrolment.institution, context.session().identity.institution)) {
    throw new ConsiliumError('enrolment-other-institution');
  }
  return enrolment;
}

function demandOwn(context: CoreContext, role: StaffRole, id: StaffId): Staff {
  const staff = readStaff(context.ledger().replica.store, role, id);
  const { institution } = context.session().identity;
  if (staff === null || !bytesEqual(staff.institution, institution))
    throw new ConsiliumError('staff-unknown');
  return staff;
}

function staffId(hex: string): StaffId {
  return toStaffId(fromHex(hex));
}

/** The officer's part of the request table: who works at the institution, and may sign. */
import { bytesEqual, fromHex, toHex } from '../../../crypto/bytes.ts';
import { readEnrolment } from '../../../crypto/enrolment.ts';
import { toStaffId } from '../../../crypto/ids.ts';
import { codecOfRole, type Staff, type StaffRole } from '../../../contracts/entities.ts';
import type { BodyOf } from '../../../contracts/transactionKinds.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { CoreContext, HandlersOf } from '../context.ts';
import { assertOfficer } from './officer.ts';
import { institutionName, networkOf } from '../visits/ledgerReads.ts';
import {
  settleOrThrow,
  signedEntry,
  staffSigner,
  termOf,
  TRANSACTION_LIFETIME_MS,
} from '../visits/transactions.ts';

type StaffChannel = 'staff/list' | 'staff/add' | 'staff/suspend' | 'staff/reinstate';
type Member = ResultOf<'staff/list'>[number];
type StaffKind = 'registry/staff-add' | 'registry/staff-suspend' | 'registry/staff-reinstate';
type StaffAction = { [K in StaffKind]: Omit<BodyOf<K>, 'time' | 'expires' | 'signers'> }[StaffKind];

const ROLES: readonly StaffRole[] = ['doctor', 'registrar', 'officer'];

export function staffHandlers(context: CoreContext): HandlersOf<StaffChannel> {
  return {
    'staff/list': async () => listStaff(context),
    'staff/add': ({ enrolment }) => addStaff(context, enrolment),
    'staff/suspend': (args) => changeStatus(context, 'registry/staff-suspend', args),
    'staff/reinstate': (args) => changeStatus(context, 'registry/staff-reinstate', args),
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
  };
}

/**
 * Enters a new account on the ledger.
 *
 * @throws ConsiliumError `role-officer-required`, `enrolment-malformed`, `enrolment-altered`, `enrolment-foreign` of
 *   another ledger, `enrolment-other-institution`, `node-away`, and the ledger's refusals: `staff-exists`,
 *   `key-exists`, `threshold-missing` where several officers must sign
 */
async function addStaff(context: CoreContext, text: string): Promise<Record<string, never>> {
  assertOfficer(context);
  const enrolment = readEnrolment(text);
  const { store } = context.ledger().replica;
  if (!bytesEqual(enrolment.network, networkOf(store))) throw new ConsiliumError('enrolment-foreign');
  if (!bytesEqual(enrolment.institution, context.session().identity.institution)) {
    throw new ConsiliumError('enrolment-other-institution');
  }
  const { institution, role, id, nameZh, nameEn, licence, specialty, sign, seal } = enrolment;
  return send(context, {
    kind: 'registry/staff-add',
    institution,
    role,
    id,
    nameZh,
    nameEn,
    licence,
    specialty,
    sign,
    seal,
  });
}

/** Errors: `role-officer-required`, `node-away`, and the ledger's: `staff-unknown`, `staff-status`, … */
async function changeStatus(
  context: CoreContext,
  kind: 'registry/staff-suspend' | 'registry/staff-reinstate',
  { id, role, reason }: ArgsOf<'staff/suspend'>,
): Promise<Record<string, never>> {
  assertOfficer(context);
  return send(context, { kind, id: toStaffId(fromHex(id)), role, reason });
}

async function send(context: CoreContext, action: StaffAction): Promise<Record<string, never>> {
  const session = context.session();
  const body = { ...action, ...termOf(context, TRANSACTION_LIFETIME_MS), signers: [staffSigner(session)] };
  const entry = signedEntry(context, { body, keys: [session.keys.sign.secretKey], visit: null });
  await settleOrThrow(context, session.desk.outbox.add(entry).id);
  return {};
}

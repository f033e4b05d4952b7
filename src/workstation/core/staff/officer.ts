/** What only an officer may ask, and how it comes to the ledger. */
import { ConsiliumError } from '../../../errors.ts';
import type { BodyOf } from '../../../contracts/transactionKinds.ts';
import type { CoreContext } from '../context.ts';
import {
  settleOrThrow,
  signedEntry,
  staffSigner,
  termOf,
  TRANSACTION_LIFETIME_MS,
} from '../visits/transactions.ts';

type OfficerKind =
  | 'registry/staff-add'
  | 'registry/staff-suspend'
  | 'registry/staff-reinstate'
  | 'registry/key-revoke'
  | 'registry/key-lost'
  | 'registry/key-set'
  | 'visit/erase';
/** Kind and fields of what an officer enters. */
export type OfficerAction = {
  [K in OfficerKind]: Omit<BodyOf<K>, 'time' | 'expires' | 'signers'>;
}[OfficerKind];

/** Errors: `role-officer-required`. */
export function assertOfficer(context: CoreContext): void {
  if (context.session().identity.role !== 'officer') throw new ConsiliumError('role-officer-required');
}

/**
 * Signs the actions and sends them in their order. All lie in the outbox before the first is sent, so that none is
 * forgotten when the program ends between two of them.
 * Errors: `role-officer-required`, `node-away`, and the ledger's refusals.
 */
export async function enter(
  context: CoreContext,
  ...actions: readonly OfficerAction[]
): Promise<Record<string, never>> {
  assertOfficer(context);
  const session = context.session();
  const entries = actions.map((action) => {
    const body = { ...action, ...termOf(context, TRANSACTION_LIFETIME_MS), signers: [staffSigner(session)] };
    return signedEntry(context, { body, keys: [session.keys.sign.secretKey], visit: null });
  });
  const ids = session.desk.atomically(() => entries.map((entry) => session.desk.outbox.add(entry).id));
  for (const id of ids) await settleOrThrow(context, id);
  return {};
}

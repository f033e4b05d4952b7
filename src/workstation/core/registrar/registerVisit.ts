import { toHex } from '../../../crypto/bytes.ts';
import type { NewOutboxEntry } from '../../../replica/desk/outboxStore.ts';
import type { ResultOf } from '../../api.ts';
import type { CoreContext } from '../context.ts';
import {
  settleOrThrow,
  signedEntry,
  staffSigner,
  termOf,
  TRANSACTION_LIFETIME_MS,
} from '../visits/transactions.ts';
import { assertRegistrar } from './assertRegistrar.ts';

/**
 * 挂号: someone waits in a department; the ledger names no patient. The random number goes with them to the doctor.
 * @throws ConsiliumError `role-registrar-required`, `node-away`: queued, and on the ledger once the node is back
 */
export async function registerVisit(
  context: CoreContext,
  department: string,
): Promise<ResultOf<'registrar/register-visit'>> {
  assertRegistrar(context);
  const { entry, number } = registrationEntry(context, department);
  await settleOrThrow(context, context.session().desk.outbox.add(entry).id);
  return { number };
}

/** The signed registration of a fresh number, not sent yet. */
export function registrationEntry(
  context: CoreContext,
  department: string,
): { readonly entry: NewOutboxEntry; readonly number: string } {
  const session = context.session();
  const number = context.ports.random(16);
  const body = {
    kind: 'visit/register',
    ...termOf(context, TRANSACTION_LIFETIME_MS),
    signers: [staffSigner(session)],
    number,
    institution: session.identity.institution,
    department,
  } as const;
  const entry = signedEntry(context, { body, keys: [session.keys.sign.secretKey], visit: null });
  return { entry, number: toHex(number) };
}

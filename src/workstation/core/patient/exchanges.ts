/** Records of the patient that doctors give each other with their consent: who reads what until when, and its end. */
import { bytesEqual, fromHex, toHex } from '../../../crypto/bytes.ts';
import { toEpochKey, type EpochKey } from '../../../crypto/ids.ts';
import type { EpochKeys } from '../../../crypto/patientKeys.ts';
import { ConsiliumError } from '../../../errors.ts';
import { exchangeInForce } from '../../../contracts/sharing/exchange.ts';
import {
  exchangeCodec,
  visitExchangesCodec,
  type Exchange,
} from '../../../contracts/sharing/exchangeEntities.ts';
import { readStaff } from '../../../contracts/signers.ts';
import { read } from '../../../contracts/state.ts';
import { decodeBody } from '../../../contracts/transaction.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import { isSettled } from '../../../replica/outbox.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { PatientExchange } from '../../api/patient.ts';
import type { CoreContext } from '../context.ts';
import { institutionName, staffName } from '../visits/ledgerReads.ts';
import { termOf, TRANSACTION_LIFETIME_MS } from '../visits/transactions.ts';
import { patientDeskOf, sendAsPatient, type OpenView, type PatientViews } from './openViews.ts';
import { consentOf, patientEntry } from './signing.ts';

/** An exchange of the ledger, as it concerns one visit. */
interface Found {
  readonly exchange: Uint8Array;
  readonly entity: Exchange;
  readonly keys: EpochKeys;
  /** Whether the records of this visit's patient are those that go back. */
  readonly back: boolean;
}

/** The newest first; complete, since each visit lists its exchanges on the verified ledger. */
export function exchangesOf(
  store: LedgerStore,
  { access }: Pick<OpenView, 'access'>,
  now: number,
): PatientExchange[] {
  return access.keys
    .flatMap((keys) => foundUnder(store, keys))
    .map((found) => shown(store, found, now))
    .reverse();
}

/**
 * Ends an exchange for the patient.
 * @throws ConsiliumError `patient-handle-unknown`, `exchange-unknown`, `exchange-over`, those of {@link consentOf}, and the
 *   ledger's refusals
 */
export async function endExchange(
  context: CoreContext,
  views: PatientViews,
  { handle, secret, exchange: name }: ArgsOf<'patient/end-exchange'>,
): Promise<ResultOf<'patient/end-exchange'>> {
  const view = views.view(handle);
  const at = patientDeskOf(context, view);
  const found = view.access.keys
    .flatMap((keys) => foundUnder(at.store, keys))
    .find(({ exchange }) => toHex(exchange) === name);
  if (found === undefined) throw new ConsiliumError('exchange-unknown');
  if (found.entity.revoked !== null) throw new ConsiliumError('exchange-over');
  const visit = toEpochKey(found.keys.signing.publicKey);
  const consent = await consentOf(at, view.access, { card: visit, secret, unknown: 'exchange-unknown' });
  if (isEnding(context, view, { visit, exchange: found.exchange })) return { state: 'queued' };
  await views.proveIfReached(view);
  const body = {
    kind: 'sharing/revoke',
    ...termOf(context, TRANSACTION_LIFETIME_MS),
    signers: [{ role: 'consent', entity: consent.publicKey, version: 0 }],
    exchange: fromHex(name),
  } as const;
  const unsigned = { body, consent, statement: null, visit, envelope: null };
  return { state: await sendAsPatient(context, view, patientEntry(at, unsigned)) };
}

function foundUnder(store: LedgerStore, keys: EpochKeys): readonly Found[] {
  const visit = keys.signing.publicKey;
  const listed = read(store, visitExchangesCodec, visit)?.exchanges ?? [];
  return listed.flatMap((exchange) => {
    const entity = read(store, exchangeCodec, exchange);
    if (entity === null) return [];
    return [{ exchange, entity, keys, back: !bytesEqual(entity.give.visit, visit) }];
  });
}

function shown(store: LedgerStore, { back, entity, exchange, keys }: Found, now: number): PatientExchange {
  const [giver, reader] = back ? [entity.receiver, entity.proposer] : [entity.proposer, entity.receiver];
  const staff = readStaff(store, 'doctor', reader);
  return {
    exchange: toHex(exchange),
    visit: toHex(keys.signing.publicKey),
    epoch: keys.epoch,
    giver: staffName(store, giver),
    reader: staffName(store, reader),
    institution: institutionName(store, staff?.institution ?? reader),
    purpose: entity.purpose,
    from: entity.accepted ?? entity.proposed,
    until: entity.until,
    state: stateOf(entity, { now, isActive: staff?.status === 'active' }),
    revokedAt: entity.revoked?.time ?? null,
  };
}

function stateOf(
  entity: Exchange,
  { now, isActive }: { readonly now: number; readonly isActive: boolean },
): PatientExchange['state'] {
  if (entity.revoked !== null) return 'revoked';
  if (now > entity.until) return 'over';
  if (!exchangeInForce(entity, now)) return 'waiting';
  return isActive ? 'in-force' : 'suspended';
}

/** Whether the patient signed its end here, and that waits. */
function isEnding(
  context: CoreContext,
  { institution }: OpenView,
  of: { readonly visit: EpochKey; readonly exchange: Uint8Array },
): boolean {
  const entries = context.patients.made(institution)?.entries.byVisit(of.visit) ?? [];
  return entries.some((entry) => {
    if (entry.kind !== 'sharing/revoke' || isSettled(entry.state)) return false;
    const body = decodeBody(entry.body);
    return body.kind === 'sharing/revoke' && bytesEqual(body.exchange, of.exchange);
  });
}

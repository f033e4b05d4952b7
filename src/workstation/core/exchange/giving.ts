/** What one side of an exchange gives: records, consented to with the slip of the visit, in a parcel for the reader's node. */
import { blobId } from '../../../crypto/blob.ts';
import { consentKeyPairFromSlip } from '../../../crypto/patientKeys.ts';
import { toSignature, type StaffId } from '../../../crypto/ids.ts';
import type { VisitSlip } from '../../../crypto/sealedCard.ts';
import { ConsiliumError } from '../../../errors.ts';
import { currentStaffKey, readStaff } from '../../../contracts/signers.ts';
import { exchangeRecordsHash, type ExchangeList } from '../../../contracts/sharing/records.ts';
import type { BodyOf, GivenRecords, Signer } from '../../../contracts/transactionKinds.ts';
import { encodeExchangeParcel } from '../../../hospital/exchange/parcels.ts';
import { LARGEST_PARCEL } from '../../../hospital/patient/parcels.ts';
import type { NewOutboxEntry } from '../../../replica/desk/outboxStore.ts';
import type { ArgsOf } from '../../api.ts';
import { slipFor } from '../visits/sign.ts';
import { signedEntry, staffSigner } from '../visits/transactions.ts';
import { assertOpenOnLedger, epochKeyOf, visitContext, type VisitContext } from '../visits/visitContext.ts';
import type { VisitWork } from '../visits/work.ts';
import { sealRecords, type SealedRecords } from './sealing.ts';

type Given = NonNullable<ArgsOf<'exchange/accept'>['back']>;

/** Sealed and hashed; not signed yet. */
export interface Giving {
  readonly context: VisitContext;
  readonly slip: VisitSlip;
  readonly list: ExchangeList & Pick<SealedRecords, 'statements'>;
  readonly version: number;
  readonly sealed: SealedRecords;
  readonly given: GivenRecords;
}

const SALT_LENGTH = 32;

/** Errors: as api/exchange.ts says of giving. */
export async function prepareGiving(work: VisitWork, given: Given, reader: StaffId): Promise<Giving> {
  const visit = epochKeyOf(given.visit);
  const context = visitContext(work, visit);
  assertOpenOnLedger(work, visit);
  const staff = readStaff(work.ledger.replica.store, 'doctor', reader);
  const key = staff?.status === 'active' ? currentStaffKey(staff) : null;
  if (key === null) throw new ConsiliumError('grantee-unknown');
  try {
    const slip = await slipFor(work, context, given);
    const sealed = await sealRecords(work, context, { records: given.records, reader: key, slip });
    const salt = work.context.ports.random(SALT_LENGTH);
    const list = { salt, note: given.note.trim(), statements: sealed.statements };
    const named = { visit, records: exchangeRecordsHash(list) };
    return { context, slip, list, version: key.version, sealed, given: named };
  } finally {
    // What the card opened stays open in the chart alone.
    work.forgetVisit(visit);
  }
}

/** Who signs what is given. */
export function giverSigners(work: VisitWork, { slip }: Pick<Giving, 'slip'>): readonly Signer[] {
  const { publicKey } = consentKeyPairFromSlip(slip.consentSeed);
  return [staffSigner(work.session), { role: 'consent', entity: publicKey, version: 0 }];
}

/** Signs the body with the doctor's key and the slip's, the rows beside it. Errors: `parcel-too-large`. */
export function givingEntry(
  work: VisitWork,
  body: BodyOf<'sharing/propose'> | BodyOf<'sharing/accept'>,
  { context, list, sealed, slip, version }: Giving,
): NewOutboxEntry {
  const keys = [work.session.keys.sign.secretKey, consentKeyPairFromSlip(slip.consentSeed).secretKey];
  const entry = signedEntry(work.context, { body, keys, visit: context.visit });
  const parcel = encodeExchangeParcel({
    body: entry.body,
    signatures: entry.signatures.map((signature) => toSignature(signature)),
    ...list,
    version,
    rows: sealed.rows,
  });
  // Refused before it is kept: what no node takes would wait for ever.
  if (parcel.length > LARGEST_PARCEL) throw new ConsiliumError('parcel-too-large', { length: parcel.length });
  return { ...entry, blobs: [{ id: blobId(parcel), blob: parcel }] };
}

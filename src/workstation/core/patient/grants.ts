/**
 * The patient lets a doctor read: chosen records, for a purpose and a term. The card of the grant is spent as by a
 * visit; the rows are sealed here, where slip or master card opens them, and go to the doctor's node before the grant
 * goes to the ledger.
 */
import { bytesEqual, fromHex, toHex } from '../../../crypto/bytes.ts';
import { blobId } from '../../../crypto/blob.ts';
import { decodeCertificate } from '../../../crypto/certificate.ts';
import { envelopeCommitment, patientRow } from '../../../crypto/envelope.ts';
import {
  toEpochKey,
  toSealingKey,
  toSignature,
  toStaffId,
  type EpochKey,
  type RootKey,
} from '../../../crypto/ids.ts';
import type { EpochKeys } from '../../../crypto/patientKeys.ts';
import type { RandomBytes } from '../../../ports.ts';
import { makeRow, openRow } from '../../../crypto/row.ts';
import { ConsiliumError } from '../../../errors.ts';
import { grantInForce } from '../../../contracts/access/grant.ts';
import { grantRecordsHash } from '../../../contracts/access/records.ts';
import { grantCodec, type StaffKeyVersion } from '../../../contracts/entities.ts';
import { currentStaffKey, readStaff } from '../../../contracts/signers.ts';
import { read } from '../../../contracts/state.ts';
import type { EpochProof, PatientEnvelope } from '../../../hospital/nodeClient.ts';
import {
  encodeGrantParcel,
  LARGEST_PARCEL,
  type GrantParcel,
  type GrantRow,
} from '../../../hospital/patient/parcels.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { NewOutboxEntry } from '../../../replica/desk/outboxStore.ts';
import { isSettled } from '../../../replica/outbox.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { PatientGrant } from '../../api/patient.ts';
import type { CoreContext } from '../context.ts';
import { printed } from '../visits/endVisit.ts';
import { epochProof, type FormerChain, type OpenedHistory, type OpenedStatement } from '../visits/history.ts';
import { institutionName, staffName } from '../visits/ledgerReads.ts';
import { termOf, TRANSACTION_LIFETIME_MS } from '../visits/transactions.ts';
import type { PatientAccess } from './secret.ts';
import { patientDeskOf, sendAsPatient, type OpenView, type PatientViews } from './openViews.ts';
import { patientEntry, spendableCard, spentConsent, type SpendableCard } from './signing.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const SALT_LENGTH = 32;

/**
 * Grants records to a doctor. When it answers, the grant is durable here and is sent until it is on the ledger.
 * @throws ConsiliumError `patient-handle-unknown`, `grantee-unknown`, `document-unknown`, `parcel-too-large`, those of
 *   {@link spendableCard}, and the ledger's refusals
 */
export async function grantRecords(
  context: CoreContext,
  views: PatientViews,
  args: ArgsOf<'patient/grant'>,
): Promise<ResultOf<'patient/grant'>> {
  const view = views.view(args.handle);
  const at = patientDeskOf(context, view);
  const grantee = granteeKey(at.store, args.grantee);
  const isTaken = (card: EpochKey): boolean => isOnItsWay(context, view, { kind: 'access/grant', card });
  const card = await spendableCard({ ...at, isTaken }, view.access, args.secret);
  const statements = chosenStatements(view, args.records);
  const ask: Parameters<typeof envelopesOf>[2] = (epochs, roots) => views.envelopes(view, epochs, roots);
  const envelopes = await envelopesOf(view, statements, ask);
  const rows = statements.flatMap((statement, index) =>
    sealRows(statement, { index, view, envelopes, grantee, random: context.ports.random }),
  );
  const entry = grantEntry(context, { view, args, card, grantee, statements, rows });
  const state = await sendAsPatient(context, view, entry);
  return { state, next: card.next === null ? null : await printed(card.next) };
}

/**
 * Takes a grant back.
 * @throws ConsiliumError `patient-handle-unknown`, those of {@link spentConsent}, and the ledger's refusals:
 *   `grant-unknown`, `grant-revoked`
 */
export async function revokeGrant(
  context: CoreContext,
  views: PatientViews,
  { handle, secret, grant: grantHex }: ArgsOf<'patient/revoke'>,
): Promise<ResultOf<'patient/revoke'>> {
  const view = views.view(handle);
  const at = patientDeskOf(context, view);
  const grant = toEpochKey(fromHex(grantHex));
  const consent = await spentConsent(at, view.access, { grant, secret });
  await views.proveIfReached(view);
  const entity = read(at.store, grantCodec, grant);
  if (entity !== null && entity.revoked !== null) throw new ConsiliumError('grant-revoked');
  if (isOnItsWay(context, view, { kind: 'access/revoke', card: grant })) return { state: 'queued' };
  const body = {
    kind: 'access/revoke',
    ...termOf(context, TRANSACTION_LIFETIME_MS),
    signers: [{ role: 'consent', entity: consent.publicKey, version: 0 }],
    epoch: grant,
  } as const;
  const unsigned = { body, consent, statement: null, visit: grant, envelope: null };
  return { state: await sendAsPatient(context, view, patientEntry(at, unsigned)) };
}

/** Whether something of this kind was signed here for a card, and waits. */
function isOnItsWay(
  context: CoreContext,
  { institution }: OpenView,
  of: { readonly kind: 'access/grant' | 'access/revoke'; readonly card: EpochKey },
): boolean {
  const entries = context.patients.made(institution)?.entries.byVisit(of.card) ?? [];
  return entries.some(({ kind, state }) => kind === of.kind && !isSettled(state));
}

/** The patient's grants, the newest first, each with how it stands at `now`, ms. */
export function grantsOf(
  store: LedgerStore,
  { access }: Pick<OpenView, 'access'>,
  now: number,
): PatientGrant[] {
  const grants = access.keys.flatMap(({ epoch, signing }): PatientGrant[] => {
    const grant = read(store, grantCodec, signing.publicKey);
    if (grant === null) return [];
    const doctor = readStaff(store, 'doctor', grant.grantee);
    const over = grant.revoked === null ? 'over' : 'revoked';
    const holds = doctor?.status === 'active' ? 'in-force' : 'suspended';
    return [
      {
        grant: toHex(signing.publicKey),
        epoch,
        grantee: staffName(store, grant.grantee),
        institution: institutionName(store, doctor?.institution ?? new Uint8Array(16)),
        purpose: grant.purpose,
        from: grant.time,
        until: grant.until,
        state: grantInForce(grant, now) ? holds : over,
        revokedAt: grant.revoked,
      },
    ];
  });
  return grants.reverse();
}

/** The key that the doctor's rows are sealed to. Errors: `grantee-unknown`, also for one who is suspended. */
function granteeKey(store: LedgerStore, id: string): StaffKeyVersion {
  const staff = readStaff(store, 'doctor', toStaffId(fromHex(id)));
  const key = staff?.status === 'active' ? currentStaffKey(staff) : null;
  if (key === null) throw new ConsiliumError('grantee-unknown');
  return key;
}

/** In the order of the ledger. Errors: `document-unknown` for a record that is not open here. */
function chosenStatements(
  view: OpenView,
  records: ArgsOf<'patient/grant'>['records'],
): readonly OpenedStatement[] {
  // What opens the former chain as a whole is given to nobody.
  const open = view.history.statements.filter(({ listed }) => listed.entity.kind !== 'succession');
  if (records === 'all') {
    if (open.length === 0) throw new ConsiliumError('document-unknown');
    return open;
  }
  const wanted = new Set(records);
  const chosen = open.filter(({ listed }) => wanted.has(toHex(listed.hash)));
  if (chosen.length !== wanted.size) throw new ConsiliumError('document-unknown');
  return chosen;
}

/** Of the patient's own keys, and of those of the roots that theirs follows. */
export async function envelopesOf(
  view: Opened,
  statements: readonly Listed[],
  ask: (epochs: readonly EpochProof[], roots: readonly RootKey[]) => Promise<readonly PatientEnvelope[]>,
): Promise<ReadonlyMap<string, PatientEnvelope>> {
  const found: PatientEnvelope[] = [];
  for (const { roots, keys } of chainsOf(view)) {
    const proofs = keys.filter((key) => statements.some((statement) => standsUnder(statement, key)));
    if (proofs.length > 0) found.push(...(await ask(proofs.map(epochProof), roots)));
  }
  return new Map(found.map((envelope) => [toHex(envelope.statement), envelope]));
}

/** The patient's own keys, and those of the roots that theirs follows. */
function chainsOf({ access, history }: Opened): readonly FormerChain[] {
  return [...history.former, { roots: [access.root], keys: access.keys }];
}

function standsUnder({ listed }: Listed, { signing }: EpochKeys): boolean {
  return bytesEqual(listed.entity.epoch, signing.publicKey);
}

/** BPK_(e+1), to which a statement of epoch e was sealed. */
function sealingOf(view: Opened, statement: Listed): EpochKeys['sealing'] | undefined {
  for (const { keys } of chainsOf(view)) {
    const at = keys.findIndex((key) => standsUnder(statement, key));
    if (at >= 0) return keys[at + 1]?.sealing;
  }
  return undefined;
}

/** A statement that need not be open. */
type Listed = Pick<OpenedStatement, 'listed'>;

/** A history, with the keys that opened it. */
export interface Opened {
  readonly access: Pick<PatientAccess, 'root' | 'keys'>;
  readonly history: Pick<OpenedHistory, 'former'>;
}

interface Sealing {
  readonly index: number;
  readonly view: Opened;
  readonly envelopes: ReadonlyMap<string, PatientEnvelope>;
  readonly grantee: StaffKeyVersion;
  readonly random: RandomBytes;
}

/** The keys of a statement's parts, out of the patient's rows into the grantee's. Errors: `envelope-*`, `row-*`. */
export function sealRows(statement: Listed, of: Sealing): readonly GrantRow[] {
  const { hash, entity } = statement.listed;
  const envelope = of.envelopes.get(toHex(hash));
  const pair = sealingOf(of.view, statement);
  if (envelope === undefined || pair === undefined) throw new ConsiliumError('envelope-missing');
  if (!bytesEqual(envelopeCommitment(envelope), entity.commitment))
    throw new ConsiliumError('envelope-altered');
  const recipient = toSealingKey(of.grantee.seal);
  return envelope.leaves.flatMap((_names, leaf) =>
    (['identity', 'clinical'] as const).map((part) => {
      const place = { statement: hash, leaf, part };
      const key = openRow(patientRow(envelope, leaf, part) ?? new Uint8Array(0), pair, place);
      return { index: of.index, leaf, part, row: makeRow(recipient, { ...place, key }, of.random) };
    }),
  );
}

interface NewGrant {
  readonly view: OpenView;
  readonly args: ArgsOf<'patient/grant'>;
  readonly card: SpendableCard;
  readonly grantee: StaffKeyVersion;
  readonly statements: readonly OpenedStatement[];
  readonly rows: readonly GrantRow[];
}

function grantEntry(context: CoreContext, of: NewGrant): NewOutboxEntry {
  const { args, card } = of;
  const { store } = context.ledgerAt(of.view.institution).replica;
  const salt = context.ports.random(SALT_LENGTH);
  const statements = of.statements.map(({ listed }) => listed.hash);
  const term = termOf(context, TRANSACTION_LIFETIME_MS);
  const body = {
    kind: 'access/grant',
    ...term,
    signers: [{ role: 'consent', entity: card.consent.publicKey, version: 0 }],
    certificate: card.certificate,
    issuerSignature: card.issuerSignature,
    grantee: fromHex(args.grantee),
    purpose: args.purpose,
    until: term.time + args.days * DAY_MS,
    records: grantRecordsHash(salt, statements),
  } as const;
  const visit = decodeCertificate(card.certificate).epochKey;
  const unsigned = { body, consent: card.consent, statement: null, visit, envelope: null };
  const entry = patientEntry({ store }, unsigned);
  const [signature] = entry.signatures;
  if (signature === undefined) throw new ConsiliumError('internal');
  const { version } = of.grantee;
  const signed = { body: entry.body, signature: toSignature(signature) };
  return { ...entry, blobs: [waitingParcel({ ...signed, salt, version, statements, rows: of.rows })] };
}

/** Refused before it is signed for good: what no node takes would wait for ever. Errors: `parcel-too-large`. */
function waitingParcel(parcel: GrantParcel): NewOutboxEntry['blobs'][number] {
  const blob = encodeGrantParcel(parcel);
  if (blob.length > LARGEST_PARCEL) throw new ConsiliumError('parcel-too-large', { length: blob.length });
  return { id: blobId(blob), blob };
}

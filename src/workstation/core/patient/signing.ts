/**
 * The patient signs: slip and PIN, or master card and passphrase, given again for each act, and held against whose
 * record is on screen.
 */
import { bytesEqual } from '../../../crypto/bytes.ts';
import { completeCard, type PublicCard } from '../../../crypto/card.ts';
import { decodeCertificate, signCertificateAsRoot } from '../../../crypto/certificate.ts';
import { toTxId, type ConsentKey, type EpochKey, type RootKey } from '../../../crypto/ids.ts';
import { openMasterCard, type MasterCard } from '../../../crypto/masterCard.ts';
import {
  consentKeyPair,
  consentKeyPairFromSlip,
  LAST_CARD_EPOCH,
  rootKeyPair,
  viewKey,
  type NamedKeyPair,
} from '../../../crypto/patientKeys.ts';
import { inspectSealed, type VisitSlip } from '../../../crypto/sealedCard.ts';
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import { encodeBody, signBody, transactionId } from '../../../contracts/transaction.ts';
import type { TransactionBody } from '../../../contracts/transactionKinds.ts';
import type { CertifiedCertificate, NodeClient } from '../../../hospital/nodeClient.ts';
import { millis } from '../../../ports.ts';
import type { NewOutboxEntry } from '../../../replica/desk/outboxStore.ts';
import type { ArgsOf } from '../../api.ts';
import { openSealed } from '../visits/slips.ts';
import { networkOf, readSpent } from '../visits/ledgerReads.ts';
import type { PatientAccess, PatientDesk } from './secret.ts';

type Secret = ArgsOf<'patient/grant'>['secret'];
type Slip = Extract<Secret, { kind: 'slip' }>;
type Master = Extract<Secret, { kind: 'master' }>;

/** A card that the patient spends by signing, and the one that they go on with. */
export interface SpendableCard extends CertifiedCertificate {
  readonly epoch: number;
  readonly consent: NamedKeyPair<ConsentKey>;
  /** Null when the sheet ends here. */
  readonly next: PublicCard | null;
}

/**
 * The master card of the patient whose record is open.
 * @throws ConsiliumError `card-malformed`, `passphrase-wrong`, `card-foreign`, `card-other-patient`
 */
export function openOwnMaster(
  at: PatientDesk,
  root: RootKey,
  { text, passphrase }: Omit<Master, 'kind'>,
): MasterCard {
  const master = openMasterCard(text, passphrase, at.limits.master);
  if (!bytesEqual(master.network, networkOf(at.store))) throw new ConsiliumError('card-foreign');
  if (!bytesEqual(rootKeyPair(master.seed).publicKey, root)) throw new ConsiliumError('card-other-patient');
  return master;
}

/**
 * The slip of the patient whose record is open.
 * @throws ConsiliumError `card-malformed`, `pin-wrong` {left}, `slip-locked`, `slip-expected` {kind},
 *   `card-other-patient`, `node-away`
 */
async function openOwnSlip(at: PatientDesk, root: RootKey, { text, pin }: Slip): Promise<VisitSlip> {
  const content = await openSealed(at, text, pin);
  if (content.type !== 'slip') throw new ConsiliumError('slip-expected', { kind: content.type });
  if (!bytesEqual(content.slip.nextCard.root, root)) throw new ConsiliumError('card-other-patient');
  return content.slip;
}

/** Where a card is spent: beside the ledger, what was signed here before and is still on its way. */
export interface SpendingDesk extends PatientDesk {
  /** Whether a card, by SPK_e, is spent by something that waits in the outbox. */
  readonly isTaken: (card: EpochKey) => boolean;
}

/**
 * The card that a grant spends: that of the slip, or, with the master card, the next one that was issued.
 * @throws ConsiliumError `slip-spent` {epoch}, `cards-used-up`, and those of opening slip or master card
 */
export async function spendableCard(
  at: SpendingDesk,
  access: PatientAccess,
  secret: Secret,
): Promise<SpendableCard> {
  return secret.kind === 'slip' ? slipCard(at, access, secret) : masterCard(at, access, secret);
}

/**
 * The consent key of a card that was spent, to take back what it granted.
 * @throws ConsiliumError `slip-mismatch` for the slip of another card, and those of opening slip or master card
 */
export async function spentConsent(
  at: PatientDesk,
  access: PatientAccess,
  { grant, secret }: { readonly grant: EpochKey; readonly secret: Secret },
): Promise<NamedKeyPair<ConsentKey>> {
  return consentOf(at, access, { card: grant, secret, unknown: 'grant-unknown' });
}

/**
 * The consent key of an epoch of the patient whose record is open; `unknown` is the code for one of somebody else's.
 * @throws ConsiliumError `unknown`, `slip-mismatch` {epoch} for another slip, and those of opening slip or master card
 */
export async function consentOf(
  at: PatientDesk,
  access: PatientAccess,
  of: { readonly card: EpochKey; readonly secret: Secret; readonly unknown: string },
): Promise<NamedKeyPair<ConsentKey>> {
  const { secret } = of;
  const epoch = access.keys.findIndex(({ signing }) => bytesEqual(signing.publicKey, of.card));
  if (epoch < 0) throw new ConsiliumError(of.unknown);
  if (secret.kind === 'master') return consentKeyPair(openOwnMaster(at, access.root, secret).seed, epoch);
  if (inspectSealed(secret.text).epoch !== epoch) throw new ConsiliumError('slip-mismatch', { epoch });
  return consentKeyPairFromSlip((await openOwnSlip(at, access.root, secret)).consentSeed);
}

/** What the patient signs alone, or before the node: ready for the outbox. */
export function patientEntry(
  at: Pick<PatientDesk, 'store'>,
  unsigned: Pick<NewOutboxEntry, 'statement' | 'visit' | 'envelope'> & {
    readonly body: TransactionBody;
    readonly consent: NamedKeyPair<ConsentKey>;
  },
): NewOutboxEntry {
  const { body, consent, ...rest } = unsigned;
  const bytes = encodeBody(body);
  const network = networkOf(at.store);
  return {
    ...rest,
    kind: body.kind,
    txId: toTxId(transactionId(bytes)),
    body: bytes,
    expires: millis(body.expires),
    signatures: [signBody({ network, index: 0 }, bytes, consent.secretKey)],
    signers: body.signers.length,
    blobs: [],
  };
}

async function slipCard(
  at: SpendingDesk,
  { root, keys }: PatientAccess,
  secret: Slip,
): Promise<SpendableCard> {
  const { epoch, nextCard, consentSeed } = await openOwnSlip(at, root, secret);
  const own = keys[epoch];
  if (own !== undefined && isSpent(at, own.signing.publicKey))
    throw new ConsiliumError('slip-spent', { epoch });
  const consent = consentKeyPairFromSlip(consentSeed);
  const certified = await at.node.certificate(consent.publicKey, inspectSealed(secret.text).home);
  return { ...certified, epoch, consent, next: nextCard };
}

async function masterCard(
  at: SpendingDesk,
  { root, keys }: PatientAccess,
  secret: Master,
): Promise<SpendableCard> {
  const master = openOwnMaster(at, root, secret);
  const spent = keys.map(({ signing }) => isSpent(at, signing.publicKey));
  const epoch = spent.lastIndexOf(true) + 1;
  const consent = consentKeyPair(master.seed, epoch);
  const certified = await certifiedOrNull(at.node, { key: consent.publicKey, home: master.home });
  if (certified === null) throw new ConsiliumError('cards-used-up');
  return { ...certified, epoch, consent, next: await nextCard(at.node, master, epoch + 1) };
}

function isSpent({ store, isTaken }: SpendingDesk, card: EpochKey): boolean {
  return readSpent(store, card) !== null || isTaken(card);
}

/** The card of an epoch from the master card and what its home certified; null when it was not issued. */
async function nextCard(
  node: NodeClient,
  { seed, home }: MasterCard,
  epoch: number,
): Promise<PublicCard | null> {
  if (epoch > LAST_CARD_EPOCH) return null;
  const certified = await certifiedOrNull(node, { key: consentKeyPair(seed, epoch).publicKey, home });
  if (certified === null) return null;
  const { certificate, issuerSignature } = certified;
  const root = rootKeyPair(seed);
  const uncertified = {
    epoch,
    certificate: decodeCertificate(certificate),
    certificateBytes: certificate,
    viewKey: viewKey(seed, epoch),
    root: root.publicKey,
    rootSignature: signCertificateAsRoot(certificate, root),
  };
  return completeCard(uncertified, issuerSignature);
}

async function certifiedOrNull(
  node: NodeClient,
  of: { readonly key: ConsentKey; readonly home: MasterCard['home'] },
): Promise<CertifiedCertificate | null> {
  try {
    return await node.certificate(of.key, of.home);
  } catch (error) {
    if (!isConsiliumError(error, 'certificate-unknown')) throw error;
    return null;
  }
}

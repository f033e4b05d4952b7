/**
 * What a patient's own view is opened with: the master card, which is everything; or the slip of a visit that is
 * still to come, which opens all before that visit.
 */
import { bytesEqual } from '../../../crypto/bytes.ts';
import { decodeCertificate } from '../../../crypto/certificate.ts';
import type { InstitutionId, RootKey } from '../../../crypto/ids.ts';
import { signPatientRequest } from '../../../crypto/login.ts';
import { openMasterCard, type MasterCard } from '../../../crypto/masterCard.ts';
import {
  consentKeyPairFromSlip,
  epochKeys,
  historyKeys,
  LAST_CARD_EPOCH,
  rootKeyPair,
  viewKey,
  viewKeysDownTo,
  type EpochKeys,
} from '../../../crypto/patientKeys.ts';
import { inspectSealed, type VisitSlip } from '../../../crypto/sealedCard.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { NodeClient, PatientRequest } from '../../../hospital/nodeClient.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { ArgsOf } from '../../api.ts';
import type { SecretLimits } from '../secretLimits.ts';
import { assertIssued } from '../visits/cards.ts';
import { networkOf, readSpent } from '../visits/ledgerReads.ts';
import { openSealed } from '../visits/slips.ts';

/** Unspent epochs after which no later one is looked for: more than any sheet of cards has. */
const GAP = 64;

/** A patient, as the gate and the ledger know them. */
export interface PatientAccess {
  readonly root: RootKey;
  /** Of epochs 0 … n; records of the epochs before n can be opened. */
  readonly keys: readonly EpochKeys[];
  readonly proof: PatientRequest['proof'];
}

/** Where a patient asks. */
export interface PatientDesk {
  readonly store: LedgerStore;
  readonly node: NodeClient;
  readonly limits: SecretLimits;
}

/**
 * Opens master card or slip.
 * @throws ConsiliumError `card-malformed`, `passphrase-wrong`, `pin-wrong` {left}, `slip-locked`, `card-foreign`,
 *   `slip-spent` for a slip whose visit has been, `certificate-foreign` when the node gives another card's certificate,
 *   `node-away`
 */
export async function openSecret(
  at: PatientDesk,
  secret: ArgsOf<'patient/view'>['secret'],
): Promise<PatientAccess> {
  if (secret.kind === 'master') {
    return masterAccess(at.store, openMasterCard(secret.text, secret.passphrase, at.limits.master));
  }
  const content = await openSealed(at, secret.text, secret.pin);
  if (content.type !== 'slip') throw new ConsiliumError('slip-expected', { kind: content.type });
  return slipAccess(at, { slip: content.slip, home: inspectSealed(secret.text).home });
}

/** All that the seed opens, and P's own proof. Errors: `card-foreign`. */
export function masterAccess(store: LedgerStore, master: MasterCard): PatientAccess {
  if (!bytesEqual(master.network, networkOf(store))) throw new ConsiliumError('card-foreign');
  const root = rootKeyPair(master.seed);
  const last = viewKey(master.seed, LAST_CARD_EPOCH);
  const views = viewKeysDownTo(last, LAST_CARD_EPOCH);
  const keys: EpochKeys[] = [];
  for (let epoch = 0, unspent = 0; unspent < GAP; epoch += 1) {
    const view = views[epoch];
    if (view === undefined) break;
    const derived = epochKeys(view, epoch);
    keys.push(derived);
    unspent = readSpent(store, derived.signing.publicKey) === null ? unspent + 1 : 0;
  }
  const proof = {
    kind: 'root',
    sign: (challenge) => signPatientRequest(challenge, root.secretKey),
  } satisfies PatientRequest['proof'];
  return { root: root.publicKey, keys, proof };
}

/** Slip e gives card e+1, and with it the keys up to there; C_e, which ties its CPK_e to P, is at its home node. */
async function slipAccess(
  at: { readonly store: LedgerStore; readonly node: NodeClient },
  { slip, home }: { readonly slip: VisitSlip; readonly home: InstitutionId },
): Promise<PatientAccess> {
  const { nextCard, epoch } = slip;
  assertIssued(at.store, networkOf(at.store), nextCard);
  const keys = historyKeys(nextCard);
  const own = keys[epoch];
  if (own === undefined) throw new ConsiliumError('card-altered', { check: 'epoch' });
  if (readSpent(at.store, own.signing.publicKey) !== null) throw new ConsiliumError('slip-spent', { epoch });
  const consent = consentKeyPairFromSlip(slip.consentSeed);
  const certified = await at.node.certificate(consent.publicKey, home);
  const { consentKey, epochKey } = decodeCertificate(certified.certificate);
  const isOwn = bytesEqual(consentKey, consent.publicKey) && bytesEqual(epochKey, own.signing.publicKey);
  if (!isOwn) throw new ConsiliumError('certificate-foreign');
  const proof = {
    kind: 'consent',
    key: consent.publicKey,
    ...certified,
    binderKey: own.binderKey,
    epoch,
    sign: (challenge) => signPatientRequest(challenge, consent.secretKey),
  } satisfies PatientRequest['proof'];
  return { root: nextCard.root, keys, proof };
}

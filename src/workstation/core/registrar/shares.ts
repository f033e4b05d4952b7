/** Recovery shares of a patient's master card, made and put together again at the desk where they were registered. */
import { bytesEqual } from '../../../crypto/bytes.ts';
import { generateMasterPassphrase, openMasterCard, sealMasterCard } from '../../../crypto/masterCard.ts';
import type { MasterCard } from '../../../crypto/masterCard.ts';
import { rootKeyPair } from '../../../crypto/patientKeys.ts';
import {
  combineShares,
  makeShares,
  type RecoveryShare,
  type ShareTerms,
} from '../../../crypto/recoveryShares.ts';
import { formerRootName } from '../../../crypto/succession.ts';
import type { RootKey } from '../../../crypto/ids.ts';
import { successionOf } from '../../../contracts/visit/succession.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { qrPng } from '../../qr.ts';
import type { CoreContext } from '../context.ts';
import { secretLimitsOf } from '../secretLimits.ts';
import { networkOf } from '../visits/ledgerReads.ts';
import { assertRegistrar } from './assertRegistrar.ts';

type PrintedShare = ResultOf<'registrar/make-shares'>['shares'][number];
type GivenMaster = ArgsOf<'registrar/issue-cards'>['master'];

/**
 * The master card of this patient and of nobody else. Its seed is the caller's to wipe.
 * Errors: `patient-unknown`, `card-malformed`, `passphrase-wrong`, `card-foreign`, `card-other-patient`,
 *   `card-root-succeeded`.
 */
export function openOwnMaster(context: CoreContext, patient: number, given: GivenMaster): MasterCard {
  const master = openMasterCard(given.text, given.passphrase, secretLimitsOf(context).master);
  assertOf(context, patient, master);
  return master;
}

/** Errors: `role-registrar-required`, `share-terms`, and those of {@link openOwnMaster}. */
export async function shareMaster(
  context: CoreContext,
  { patient, master: given, needed, of }: ArgsOf<'registrar/make-shares'>,
): Promise<ResultOf<'registrar/make-shares'>> {
  assertRegistrar(context);
  const master = openOwnMaster(context, patient, given);
  try {
    return { shares: await printedShares(context, master, { needed, of }) };
  } finally {
    master.seed.fill(0);
  }
}

/** A new set of shares with their QR codes. Errors: `share-terms`. */
export async function printedShares(
  context: CoreContext,
  master: MasterCard,
  terms: ShareTerms,
): Promise<PrintedShare[]> {
  const shares = await makeShares(master, terms, context.ports.random);
  return Promise.all(shares.map(printedShare));
}

/**
 * The master card again, under a new passphrase.
 * Errors: `role-registrar-required`, `patient-unknown`, `share-malformed`, `share-altered`, `shares-too-few` {have,
 *   needed}, `shares-mixed`, `shares-wrong`, `card-foreign`, `card-other-patient`.
 */
export async function restoreMaster(
  context: CoreContext,
  { patient, shares }: ArgsOf<'registrar/restore-master'>,
): Promise<ResultOf<'registrar/restore-master'>> {
  assertRegistrar(context);
  const master = await combineShares(shares);
  try {
    assertOf(context, patient, master);
    const passphrase = generateMasterPassphrase(context.ports.random, 'zh');
    const limits = secretLimitsOf(context).master;
    const text = sealMasterCard(master, passphrase, context.ports.random, limits);
    return { masterText: text, masterPassphrase: passphrase, masterQrPng: await qrPng(text) };
  } finally {
    master.seed.fill(0);
  }
}

/** Another root took the place of this one, by the word of this institution. */
export function isSucceeded(context: CoreContext, root: RootKey): boolean {
  const { institution } = context.session().identity;
  return successionOf(context.ledger().replica.store, institution, formerRootName(root)) !== null;
}

function assertOf(context: CoreContext, patient: number, { seed, network }: MasterCard): void {
  const { root } = context.session().desk.patients.patient(patient);
  if (!bytesEqual(network, networkOf(context.ledger().replica.store)))
    throw new ConsiliumError('card-foreign');
  if (!bytesEqual(rootKeyPair(seed).publicKey, root)) throw new ConsiliumError('card-other-patient');
  if (isSucceeded(context, root)) throw new ConsiliumError('card-root-succeeded');
}

async function printedShare({ number, needed, of, text }: RecoveryShare): Promise<PrintedShare> {
  return { number, needed, of, text, qrPng: await qrPng(text) };
}

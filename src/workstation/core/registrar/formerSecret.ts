/** What a patient still has of the root whose master card is lost: it opens the former chain, and nothing else. */
import { bytesEqual } from '../../../crypto/bytes.ts';
import { decodeCertificate } from '../../../crypto/certificate.ts';
import { readCard, type PublicCard } from '../../../crypto/card.ts';
import type { PatientSeed, RootKey } from '../../../crypto/ids.ts';
import { openMasterCard, type MasterCard } from '../../../crypto/masterCard.ts';
import { earlierViewKey, rootKeyPair, viewKey } from '../../../crypto/patientKeys.ts';
import { combineShares } from '../../../crypto/recoveryShares.ts';
import { signSuccession } from '../../../crypto/succession.ts';
import { ConsiliumError } from '../../../errors.ts';
import { isRevoked } from '../../../contracts/entities.ts';
import type { KnownPatient } from '../../../replica/desk/patients.ts';
import type { ArgsOf } from '../../api.ts';
import type { CoreContext } from '../context.ts';
import { secretLimitsOf } from '../secretLimits.ts';
import { assertIssued } from '../visits/cards.ts';
import type { FormerRoot } from '../visits/formerRoot.ts';
import { networkOf, readSpent } from '../visits/ledgerReads.ts';
import { openSealed } from '../visits/slips.ts';

type GivenFormer = ArgsOf<'registrar/succeed'>['former'];

/** Opened, and checked to be of this patient. A seed is the caller's to wipe. */
export type FormerSecret =
  | { readonly kind: 'seed'; readonly seed: PatientSeed }
  | { readonly kind: 'card'; readonly card: PublicCard }
  | { readonly kind: 'nothing' };

/**
 * Errors: `card-malformed`, `passphrase-wrong`, `card-foreign`, `card-other-patient`, `card-issuer-unknown`,
 * `card-key-revoked`, `card-altered`, `slip-unexpected`, those of a PIN and of recovery shares.
 */
export async function openFormer(
  context: CoreContext,
  { root }: KnownPatient,
  given: GivenFormer,
): Promise<FormerSecret> {
  switch (given.kind) {
    case 'master':
      return ownSeed(
        context,
        root,
        openMasterCard(given.text, given.passphrase, secretLimitsOf(context).master),
      );
    case 'shares':
      return ownSeed(context, root, await combineShares(given.shares));
    case 'card':
      return { kind: 'card', card: await ownCard(context, root, given) };
    case 'nothing':
      return { kind: 'nothing' };
  }
}

/** What goes under the new root: no more than what stood under the former one up to now. */
export function formerRoot(
  context: CoreContext,
  { id, root }: KnownPatient,
  by: { readonly secret: FormerSecret; readonly next: RootKey },
): FormerRoot {
  const last = lastUsed(context, id);
  const { secret } = by;
  switch (secret.kind) {
    case 'seed': {
      const network = networkOf(context.ledger().replica.store);
      const signature = signSuccession(network, by.next, rootKeyPair(secret.seed));
      return { root, viewKey: viewKey(secret.seed, last + 1), epoch: last + 1, last, signature };
    }
    case 'card': {
      const { card } = secret;
      const epoch = Math.min(card.epoch, last + 1);
      return { root, viewKey: earlierViewKey(card.viewKey, card.epoch, epoch), epoch, last, signature: null };
    }
    case 'nothing':
      return { root, viewKey: null, epoch: 0, last, signature: null };
  }
}

/** The last epoch that was used, as the ledger has it: what was revoked holds nothing. */
function lastUsed(context: CoreContext, patient: number): number {
  const { store } = context.ledger().replica;
  const used = context
    .session()
    .desk.patients.cards(patient)
    .filter(({ certificate }) => {
      const spent = readSpent(store, decodeCertificate(certificate).epochKey);
      return spent !== null && !isRevoked(spent);
    });
  return used.at(-1)?.epoch ?? 0;
}

function ownSeed(context: CoreContext, root: RootKey, { seed, network }: MasterCard): FormerSecret {
  if (!bytesEqual(network, networkOf(context.ledger().replica.store)))
    throw new ConsiliumError('card-foreign');
  if (!bytesEqual(rootKeyPair(seed).publicKey, root)) throw new ConsiliumError('card-other-patient');
  return { kind: 'seed', seed };
}

async function ownCard(
  context: CoreContext,
  root: RootKey,
  { text, pin }: Extract<GivenFormer, { kind: 'card' }>,
): Promise<PublicCard> {
  const { store } = context.ledger().replica;
  const card = pin === null || pin === '' ? readCard(text) : await sealedCard(context, text, pin);
  assertIssued(store, networkOf(store), card);
  if (!bytesEqual(card.root, root)) throw new ConsiliumError('card-other-patient');
  return card;
}

async function sealedCard(context: CoreContext, text: string, pin: string): Promise<PublicCard> {
  const access = { node: context.ledger().node, limits: secretLimitsOf(context) };
  const content = await openSealed(access, text, pin);
  // A slip holds the card of the next visit, which opens as much.
  return content.type === 'slip' ? content.slip.nextCard : content.card;
}

/**
 * Everything a new patient will hold: cards, slips and the master card, certified and sealed. Nothing of it leaves
 * this function before the home node certified every card and took every pepper.
 */
import { prepareCard, writeCard, type CardTerms, type PublicCard } from '../../../crypto/card.ts';
import { generateMasterPassphrase, sealMasterCard } from '../../../crypto/masterCard.ts';
import { consentSeed } from '../../../crypto/patientKeys.ts';
import type { PatientSeed } from '../../../crypto/ids.ts';
import { normalisePin } from '../../../crypto/pin.ts';
import { sealCard, sealSlip, type SealedItem, type VisitSlip } from '../../../crypto/sealedCard.ts';
import { ConsiliumError } from '../../../errors.ts';
import { millis } from '../../../ports.ts';
import type { CoreContext } from '../context.ts';
import { secretLimitsOf } from '../secretLimits.ts';
import { networkOf, requireInstitution } from '../visits/ledgerReads.ts';
import { pauseFor } from '../visits/transactions.ts';

/**
 * A sheet of cards lasts for years of visits; after that the registrar issues a new one. A little less than what a
 * node certifies at most, which leaves room for clocks that differ.
 */
const VALID_MS = 3 * 365 * 24 * 60 * 60 * 1000;

/** One printed item. */
export interface IssuedItem {
  readonly epoch: number;
  readonly text: string;
}

export interface IssuedCards {
  /** Card 0 with its slip: the registration itself is its visit. */
  readonly registration: { readonly card: PublicCard; readonly slip: VisitSlip };
  readonly master: { readonly text: string; readonly passphrase: string };
  /** 1 … n: the first open, the others sealed under the PIN. */
  readonly cards: readonly IssuedItem[];
  /** 1 … n; the last yields card n+1. */
  readonly slips: readonly IssuedItem[];
}

export interface CardWishes {
  readonly cards: number;
  readonly pin: string;
  readonly emergency: boolean;
}

/**
 * Makes, certifies and seals what a patient gets. `step` is told how far it is.
 * @throws ConsiliumError `pin-malformed`, `institution-unknown`, `card-key-missing`, `certificate-refused`,
 *   `node-away` and the node's other refusals
 */
export async function issueCards(
  context: CoreContext,
  seed: PatientSeed,
  wishes: CardWishes & { readonly step: (done: number, total: number) => void },
): Promise<IssuedCards> {
  // Before anything slow: a PIN that no keypad takes is refused at once.
  normalisePin(wishes.pin);
  const cards = await certifiedCards(context, seed, wishes);
  const sealed = await sealAll(context, { seed, cards }, wishes);
  await context
    .ledger()
    .node.depositPeppers(sealed.items.map(({ itemId, tag, pepper }) => ({ item: itemId, tag, pepper })));
  const [card, first] = cards;
  if (card === undefined || first === undefined)
    throw new ConsiliumError('internal', { cards: cards.length });
  return {
    registration: { card, slip: { epoch: 0, consentSeed: consentSeed(seed, 0), nextCard: first } },
    master: masterOf(context, seed),
    cards: [{ epoch: 1, text: writeCard(first) }, ...sealed.cards],
    slips: sealed.slips,
  };
}

/** Cards 0 … n+1: slip n yields the last one. */
async function certifiedCards(
  context: CoreContext,
  seed: PatientSeed,
  wishes: CardWishes,
): Promise<readonly PublicCard[]> {
  const terms = termsOf(context, wishes);
  const prepared = Array.from({ length: wishes.cards + 2 }, (_, epoch) => prepareCard(seed, epoch, terms));
  const signatures = await context
    .ledger()
    .node.certify(prepared.map(({ certificateBytes }) => certificateBytes));
  return prepared.map((card, index) => {
    const issuerSignature = signatures[index];
    if (issuerSignature === undefined) throw new ConsiliumError('certificate-refused', { index });
    return { ...card, issuerSignature };
  });
}

function termsOf(context: CoreContext, wishes: CardWishes): CardTerms {
  const { store } = context.ledger().replica;
  const issuer = context.session().identity.institution;
  const key = requireInstitution(store, issuer).cardKeys.findLast(({ revoked }) => revoked === null);
  if (key === undefined) throw new ConsiliumError('card-key-missing');
  return {
    network: networkOf(store),
    issuer,
    cardKeyVersion: key.version,
    emergencyRow: wishes.emergency,
    notAfter: millis(context.ports.clock.now() + VALID_MS),
  };
}

interface SealedSheet {
  readonly cards: readonly IssuedItem[];
  readonly slips: readonly IssuedItem[];
  readonly items: readonly SealedItem[];
}

/** Each seal costs an Argon2id: between two of them other work of this process has its turn. */
async function sealAll(
  context: CoreContext,
  from: { readonly seed: PatientSeed; readonly cards: readonly PublicCard[] },
  wishes: CardWishes & { readonly step: (done: number, total: number) => void },
): Promise<SealedSheet> {
  const { random } = context.ports;
  const limits = secretLimitsOf(context).pin;
  const terms = { home: context.session().identity.institution, pin: wishes.pin, limits };
  const cards: IssuedItem[] = [];
  const slips: IssuedItem[] = [];
  const items: SealedItem[] = [];
  for (const card of from.cards.slice(1, -1)) {
    const { epoch } = card;
    const nextCard = from.cards[epoch + 1];
    if (nextCard === undefined) throw new ConsiliumError('internal', { epoch });
    const slip = sealSlip({ epoch, consentSeed: consentSeed(from.seed, epoch), nextCard }, terms, random);
    slips.push({ epoch, text: slip.text });
    items.push(slip);
    if (epoch > 1) {
      const sealed = sealCard(card, terms, random);
      cards.push({ epoch, text: sealed.text });
      items.push(sealed);
    }
    wishes.step(epoch, wishes.cards);
    await pauseFor(context, 0);
  }
  return { cards, slips, items };
}

function masterOf(context: CoreContext, seed: PatientSeed): IssuedCards['master'] {
  const { random } = context.ports;
  const passphrase = generateMasterPassphrase(random, 'zh');
  const home = context.session().identity.institution;
  const network = networkOf(context.ledger().replica.store);
  const limits = secretLimitsOf(context).master;
  return { text: sealMasterCard({ seed, network, home }, passphrase, random, limits), passphrase };
}

/**
 * Everything a new patient will hold: cards, slips and the master card, certified and sealed. Nothing of it leaves
 * this function before the home node certified every card and took every pepper.
 */
import { prepareCard, writeCard, type CardTerms, type PublicCard } from '../../../crypto/card.ts';
import { generateMasterPassphrase, sealMasterCard, type MasterCard } from '../../../crypto/masterCard.ts';
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
  readonly master: { readonly text: string; readonly passphrase: string; readonly card: MasterCard };
  /** 1 … n: the first open, the others sealed under the PIN. */
  readonly cards: readonly IssuedItem[];
  /** 1 … n; the last yields card n+1. */
  readonly slips: readonly IssuedItem[];
  /** All that were certified, 0 … n+1: by these the registrar can revoke them. */
  readonly certified: readonly PublicCard[];
}

/** Further cards of somebody who has some: of epochs `first` … `first` + n − 1, and slips for each. */
export type FurtherCards = Pick<IssuedCards, 'cards' | 'slips' | 'certified'>;

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
  wishes: CardWishes & Steps,
): Promise<IssuedCards> {
  // Before anything slow: a PIN that no keypad takes is refused at once.
  normalisePin(wishes.pin);
  const certified = await certifiedCards(context, seed, { ...wishes, first: 0, count: wishes.cards + 2 });
  const [card, first] = certified;
  if (card === undefined || first === undefined)
    throw new ConsiliumError('internal', { cards: certified.length });
  const sheet = await sealSheet(context, { seed, certified: certified.slice(1), opens: true }, wishes);
  return {
    registration: { card, slip: { epoch: 0, consentSeed: consentSeed(seed, 0), nextCard: first } },
    master: masterOf(context, seed),
    ...sheet,
    certified,
  };
}

/**
 * As {@link issueCards}, of somebody who has a master card: from epoch `first` on. `opens`: the first is printed open,
 * since it is the next that they show.
 */
export async function issueFurther(
  context: CoreContext,
  seed: PatientSeed,
  wishes: CardWishes & Steps & { readonly first: number; readonly opens: boolean },
): Promise<FurtherCards> {
  normalisePin(wishes.pin);
  const { first, opens } = wishes;
  const certified = await certifiedCards(context, seed, { ...wishes, first, count: wishes.cards + 1 });
  return { ...(await sealSheet(context, { seed, certified, opens }, wishes)), certified };
}

interface Steps {
  /** Told how far it is. */
  readonly step: (done: number, total: number) => void;
}

/** Seals what is printed, and lays the peppers down at the node before anything of it is handed out. */
async function sealSheet(
  context: CoreContext,
  from: SheetParts,
  wishes: CardWishes & Steps,
): Promise<Pick<IssuedCards, 'cards' | 'slips'>> {
  const { cards, slips, items } = await sealAll(context, from, wishes);
  await context
    .ledger()
    .node.depositPeppers(items.map(({ itemId, tag, pepper }) => ({ item: itemId, tag, pepper })));
  return { cards, slips };
}

/** The last of them is printed nowhere: the slip before it yields it. */
async function certifiedCards(
  context: CoreContext,
  seed: PatientSeed,
  wishes: Pick<CardWishes, 'emergency'> & { readonly first: number; readonly count: number },
): Promise<readonly PublicCard[]> {
  const terms = termsOf(context, wishes);
  const prepared = Array.from({ length: wishes.count }, (_, index) =>
    prepareCard(seed, wishes.first + index, terms),
  );
  const signatures = await context
    .ledger()
    .node.certify(prepared.map(({ certificateBytes }) => certificateBytes));
  return prepared.map((card, index) => {
    const issuerSignature = signatures[index];
    if (issuerSignature === undefined) throw new ConsiliumError('certificate-refused', { index });
    return { ...card, issuerSignature };
  });
}

function termsOf(context: CoreContext, wishes: Pick<CardWishes, 'emergency'>): CardTerms {
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

interface SheetParts {
  readonly seed: PatientSeed;
  readonly certified: readonly PublicCard[];
  /** The first card is printed open. */
  readonly opens: boolean;
}

/** Each seal costs an Argon2id: between two of them other work of this process has its turn. */
async function sealAll(
  context: CoreContext,
  { seed, certified, opens }: SheetParts,
  wishes: CardWishes & Steps,
): Promise<SealedSheet> {
  const { random } = context.ports;
  const limits = secretLimitsOf(context).pin;
  const terms = { home: context.session().identity.institution, pin: wishes.pin, limits };
  const cards: IssuedItem[] = [];
  const slips: IssuedItem[] = [];
  const items: SealedItem[] = [];
  for (const [index, card] of certified.slice(0, -1).entries()) {
    const { epoch } = card;
    const nextCard = certified[index + 1];
    if (nextCard === undefined) throw new ConsiliumError('internal', { epoch });
    const slip = sealSlip({ epoch, consentSeed: consentSeed(seed, epoch), nextCard }, terms, random);
    slips.push({ epoch, text: slip.text });
    items.push(slip);
    if (opens && index === 0) {
      cards.push({ epoch, text: writeCard(card) });
    } else {
      const sealed = sealCard(card, terms, random);
      cards.push({ epoch, text: sealed.text });
      items.push(sealed);
    }
    wishes.step(index + 1, wishes.cards);
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
  const card = { seed, network, home };
  return { text: sealMasterCard(card, passphrase, random, limits), passphrase, card };
}

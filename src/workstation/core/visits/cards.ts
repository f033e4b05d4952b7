/** Reading what a patient shows: a public card, open or sealed; what it says of itself and what the ledger says. */
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import { readCard, samePatient, verifyCardIssuer, type PublicCard } from '../../../crypto/card.ts';
import { patientTextKind } from '../../../crypto/cardText.ts';
import { assertCertificateNetwork } from '../../../crypto/certificate.ts';
import type { EpochKey, Network } from '../../../crypto/ids.ts';
import { toSigningKey } from '../../../crypto/ids.ts';
import { inspectSealed } from '../../../crypto/sealedCard.ts';
import { formerRootName } from '../../../crypto/succession.ts';
import { ConsiliumError } from '../../../errors.ts';
import { isRevocation, isRevoked } from '../../../contracts/entities.ts';
import { readInstitution } from '../../../contracts/signers.ts';
import type { StateReader } from '../../../contracts/state.ts';
import { successionOf } from '../../../contracts/visit/succession.ts';
import { visitIsOpen } from '../../../contracts/visit/visit.ts';
import { millis } from '../../../ports.ts';
import type { CardSummary } from '../../api/visits.ts';
import { institutionName, presentTime, readSpent, readVisit, staffName } from './ledgerReads.ts';
import { openSealed, pinAccess } from './slips.ts';
import { beginVisit, epochKeyOf, visitContext } from './visitContext.ts';
import type { VisitWork } from './work.ts';

const UNNAMED = { zh: '', en: '' };

/**
 * What a text says and what the ledger says of it. With `onScreen`, a card of another patient than that visit's is
 * refused by name.
 * @throws ConsiliumError `card-malformed`, `card-kind` {kind} for a slip or master card, `card-altered`,
 *   `card-foreign`, `card-issuer-unknown`, `card-key-revoked`, `card-other-patient`, `card-root-succeeded`
 */
export async function readCardText(
  work: VisitWork,
  text: string,
  onScreen: string | null,
): Promise<CardSummary> {
  const kind = patientTextKind(text);
  if (kind === 'slip' || kind === 'master-card') throw new ConsiliumError('card-kind', { kind });
  if (kind === 'sealed-card') {
    const { epoch } = inspectSealed(text);
    return { state: 'sealed', handle: work.hold({ kind: 'sealed', text }), epoch };
  }
  const card = readCard(text);
  assertOnScreen(work, card, onScreen);
  return summarise(work, card);
}

/**
 * Opens a sealed card with its PIN and the home node's pepper.
 * @throws ConsiliumError `card-handle-unknown`, `pin-malformed`, `pin-wrong` {left}, `slip-locked`, `node-away`,
 *   and those of {@link readCardText}
 */
export async function unsealCard(work: VisitWork, handle: string, pin: string): Promise<CardSummary> {
  const held = work.held(handle);
  if (held.kind === 'card') return summarise(work, held.card);
  const content = await openSealed(pinAccess(work.context), held.text, pin);
  if (content.type !== 'card') throw new ConsiliumError('card-kind', { kind: 'slip' });
  work.release(handle);
  return summarise(work, content.card);
}

/**
 * Throws unless the card was issued for this ledger by an institution that it knows: `card-foreign`,
 * `card-issuer-unknown`, `card-key-revoked`, `card-altered`.
 */
export function assertIssued(state: StateReader, network: Network, card: PublicCard): void {
  assertCertificateNetwork(card.certificate, network);
  const issuer = readInstitution(state, card.certificate.issuer);
  const key = issuer?.cardKeys.find(({ version }) => version === card.certificate.cardKeyVersion);
  if (key === undefined) throw new ConsiliumError('card-issuer-unknown');
  verifyCardIssuer(card, toSigningKey(key.key));
  if (key.revoked !== null) throw new ConsiliumError('card-key-revoked');
}

/** Throws `card-root-succeeded` for a card, known to its registrar or not, of a root that another took the place of. */
function assertStanding(state: StateReader, { certificate, root }: PublicCard): void {
  if (successionOf(state, certificate.issuer, formerRootName(root)) !== null)
    throw new ConsiliumError('card-root-succeeded');
}

/** Who spent or revoked a card, when and where, as the detail of `card-spent` or `card-revoked`. Null when the ledger knows of no use. */
export function spentError(state: StateReader, epochKey: EpochKey): ConsiliumError | null {
  const spent = readSpent(state, epochKey);
  if (spent === null) return null;
  const by = spent.by === null ? null : staffName(state, spent.by);
  const institution = institutionName(state, spent.institution);
  return new ConsiliumError(isRevoked(spent) ? 'card-revoked' : 'card-spent', {
    by: by?.zh ?? null,
    byEn: by?.en ?? null,
    institution: institution.zh,
    institutionEn: institution.en,
    time: spent.time,
  });
}

async function summarise(work: VisitWork, card: PublicCard): Promise<CardSummary> {
  await work.ledger.catchUp();
  const { store } = work.ledger.replica;
  assertIssued(store, work.network, card);
  const { epoch, certificate } = card;
  const issuer = institutionName(store, certificate.issuer);
  const own = resumable(work, card);
  const spent = readSpent(store, certificate.epochKey);
  if (spent !== null && isRevocation(spent.use)) {
    const by = spent.by === null ? UNNAMED : staffName(store, spent.by);
    const institution = institutionName(store, spent.institution);
    return { state: 'revoked', epoch, issuer, reason: spent.use, by, institution, time: spent.time };
  }
  if (own !== null || spent !== null) {
    const by = spent?.by ?? work.session.identity.entity;
    const institution = spent?.institution ?? work.session.identity.institution;
    return {
      state: 'spent',
      epoch,
      issuer,
      by: staffName(store, by),
      institution: institutionName(store, institution),
      time: spent?.time ?? own?.openedAt ?? 0,
      visit: own === null ? null : toHex(own.visit),
    };
  }
  assertStanding(store, card);
  if (presentTime(work.context.ports.clock, store) > certificate.notAfter)
    return { state: 'expired', epoch, issuer, notAfter: certificate.notAfter };
  const handle = work.hold({ kind: 'card', card });
  return { state: 'fresh', handle, epoch, issuer, notAfter: certificate.notAfter };
}

/**
 * The visit of this doctor that the card began, if it goes on. A desk that lost it (another machine, a restored
 * backup) takes it up again: the card in hand is all that it takes.
 */
function resumable(work: VisitWork, card: PublicCard): { visit: EpochKey; openedAt: number } | null {
  const { desk, identity } = work.session;
  const { store } = work.ledger.replica;
  const visit = card.certificate.epochKey;
  const known = desk.visits.visit(visit);
  const entity = readVisit(store, visit);
  if (entity === null) return known !== null && known.endedAt === null ? known : null;
  const isOwn = bytesEqual(entity.doctor, identity.entity);
  if (!isOwn || !visitIsOpen(entity, store, presentTime(work.context.ports.clock, store))) return null;
  if (known?.endedAt !== undefined && known.endedAt !== null) return null;
  if (known === null) {
    const opening = { visit, epoch: card.epoch, registration: null, department: null };
    const times = { openedAt: millis(entity.time), until: millis(entity.until) };
    desk.atomically(() => beginVisit(desk, { ...opening, ...times }, card));
  }
  return { visit, openedAt: entity.time };
}

function assertOnScreen(work: VisitWork, card: PublicCard, onScreen: string | null): void {
  if (onScreen === null) return;
  const shown = visitContext(work, epochKeyOf(onScreen)).card;
  if (!samePatient(shown, card)) throw new ConsiliumError('card-other-patient');
}

/** A visit of this desk, with the card that opened it, and the keys that follow from the card. */
import { fromHex } from '../../../crypto/bytes.ts';
import { decodeCard, encodeCard, type PublicCard } from '../../../crypto/card.ts';
import { toEpochKey, type EpochKey } from '../../../crypto/ids.ts';
import { historyKeys, type EpochKeys } from '../../../crypto/patientKeys.ts';
import { ConsiliumError } from '../../../errors.ts';
import { participantOf, visitIsOpen } from '../../../contracts/visit/visit.ts';
import type { Desk } from '../../../replica/desk/desk.ts';
import type { DeskVisit, NewDeskVisit } from '../../../replica/desk/visits.ts';
import { presentTime, readVisit } from './ledgerReads.ts';
import type { VisitWork } from './work.ts';

const CARD = 'card';
const NEXT_CARD = 'next-card';

/** An open visit, or one whose opening is on its way. */
export interface VisitContext {
  readonly visit: EpochKey;
  readonly desk: DeskVisit;
  readonly card: PublicCard;
  /** Of epochs 0 … e; the index is the epoch. */
  readonly keys: readonly EpochKeys[];
}

/** The key of a visit from the table's hex; its form was checked there. */
export function epochKeyOf(hex: string): EpochKey {
  return toEpochKey(fromHex(hex));
}

/** @throws ConsiliumError `visit-unknown`, `visit-over` when it ended here and its card is gone */
export function visitContext(work: VisitWork, visit: EpochKey): VisitContext {
  const { desk } = work.session;
  const known = desk.visits.visit(visit);
  if (known === null) throw new ConsiliumError('visit-unknown');
  const card = desk.visits.get(visit, CARD);
  if (known.endedAt !== null || card === null) throw new ConsiliumError('visit-over');
  const decoded = decodeCard(card);
  return { visit, desk: known, card: decoded, keys: historyKeys(decoded) };
}

/** Notes a visit with its card. Call it inside `desk.atomically` when more belongs to it. */
export function beginVisit(desk: Desk, visit: NewDeskVisit, card: PublicCard): void {
  desk.visits.begin(visit);
  desk.visits.put(visit.visit, CARD, encodeCard(card));
}

/** Keeps the next card, which a slip yielded, sealed until the visit ends. */
export function keepNextCard(desk: Desk, visit: EpochKey, next: PublicCard): void {
  desk.visits.put(visit, NEXT_CARD, encodeCard(next));
  desk.visits.setConsented(visit);
}

/** The card that the patient takes along; null when no slip was given. */
export function nextCardOf(desk: Desk, visit: EpochKey): PublicCard | null {
  const bytes = desk.visits.get(visit, NEXT_CARD);
  return bytes === null ? null : decodeCard(bytes);
}

/**
 * Throws unless the ledger says that the visit is open now and this doctor takes part: `visit-opening` while the
 * ledger has not taken the opening or the joining, `visit-over`.
 */
export function assertOpenOnLedger(work: VisitWork, visit: EpochKey): void {
  const { store } = work.ledger.replica;
  const entity = readVisit(store, visit);
  if (entity === null) throw new ConsiliumError('visit-opening');
  if (!visitIsOpen(entity, store, presentTime(work.context.ports.clock, store)))
    throw new ConsiliumError('visit-over');
  // Joining is on its way.
  if (participantOf(entity, work.session.identity.entity) === null) throw new ConsiliumError('visit-opening');
}

/** Registrations (挂号) of this institution: who waits, who is in a visit, who is done. */
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import { KIND, registrationCodec, type Registration as Entity } from '../../../contracts/entities.ts';
import { visitIsOpen } from '../../../contracts/visit/visit.ts';
import { millis, type Millis } from '../../../ports.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { Registration } from '../../api/visits.ts';
import type { CoreContext } from '../context.ts';
import { presentTime, readVisit, visitKey } from './ledgerReads.ts';

/** A night shift still sees whom the evening registered. */
const LISTED_MS = 24 * 60 * 60 * 1000;

/** Of the last 24 hours, in the order of registration. */
export function listRegistrations(context: CoreContext): Registration[] {
  const { store } = context.ledger().replica;
  const { institution } = context.session().identity;
  const now = presentTime(context.ports.clock, store);
  const first = store.lookups.firstBlockSince(millis(Math.max(0, now - LISTED_MS)));
  if (first === null) return [];
  return store.state
    .createdSince(KIND.registration, first.height)
    .map(({ id, value }) => ({ number: id, entity: registrationCodec.decode(value) }))
    .filter(({ entity }) => bytesEqual(entity.institution, institution))
    .map(({ number, entity }) => viewOf(store, now, { number, entity }));
}

function viewOf(
  store: LedgerStore,
  now: Millis,
  { number, entity }: { readonly number: Uint8Array; readonly entity: Entity },
): Registration {
  return {
    number: toHex(number),
    department: entity.department,
    time: entity.time,
    state: stateOf(store, now, entity),
    visit: entity.visit === null ? null : toHex(entity.visit),
  };
}

function stateOf(store: LedgerStore, now: Millis, entity: Entity): Registration['state'] {
  const key = visitKey(entity.visit);
  if (key === null) return 'waiting';
  const visit = readVisit(store, key);
  return visit !== null && visitIsOpen(visit, store, now) ? 'in-visit' : 'done';
}

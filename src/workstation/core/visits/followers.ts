/** What stands after a statement under the same visit: the correction in its place, and a trainee's co-signature. */
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import { toEpochKey } from '../../../crypto/ids.ts';
import type { StatementEntity, Visit } from '../../../contracts/entities.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { CoSignature, DocumentSummary } from '../../api/visits.ts';
import { staffName, statementsOf, type ListedStatement } from './ledgerReads.ts';
import { failureOf, verifyStatement } from './statementCheck.ts';

/** The last correction that holds; one that cannot be verified takes nothing's place. */
export function correctionOf(store: LedgerStore, of: ListedStatement): DocumentSummary['corrected'] {
  const last = followersOf(store, of, 'correction').at(-1);
  if (last === undefined) return null;
  const { entity, hash } = last;
  return { statement: toHex(hash), by: staffName(store, entity.author), time: entity.time };
}

/**
 * Whether a trainee's statement was reviewed: null for what needs no co-signature. It counts when whoever gave it
 * took part in the visit as another than a trainee.
 */
export function coSignatureOf(store: LedgerStore, of: ListedStatement): CoSignature | null {
  if (!needsCoSignature(of)) return null;
  const given = followersOf(store, of, 'co-signature').find(({ entity, visit }) =>
    maySupervise(visit, entity),
  );
  if (given === undefined) return { state: 'awaiting' };
  const { entity, hash } = given;
  return {
    state: 'given',
    statement: toHex(hash),
    by: staffName(store, entity.author),
    time: entity.committed.time,
  };
}

/** A trainee's own words; an import is attested, and a co-signature of a trainee counts as none. */
export function needsCoSignature({ entity, visit }: Pick<ListedStatement, 'entity' | 'visit'>): boolean {
  const isReviewed =
    entity.kind !== 'import' && entity.kind !== 'co-signature' && entity.kind !== 'own-entry';
  return isReviewed && roleIn(visit, entity.author) === 'trainee';
}

/** Whether this doctor's co-signature counts under the visit. */
export function maySupervise(visit: Visit, { author }: Pick<StatementEntity, 'author'>): boolean {
  const role = roleIn(visit, author);
  return role === 'doctor' || role === 'colleague';
}

/** `doctor` for who opened the visit, the role of who joined it, null for anyone else. */
export function roleIn(visit: Visit, id: Uint8Array): string | null {
  if (bytesEqual(visit.doctor, id)) return visit.role;
  return visit.participants.find((participant) => bytesEqual(participant.id, id))?.role ?? null;
}

/** In the order of the ledger; those whose signatures hold. */
function followersOf(
  store: LedgerStore,
  { hash, epoch, entity }: ListedStatement,
  kind: StatementEntity['kind'],
): readonly ListedStatement[] {
  return statementsOf(store, { epoch, epochKey: toEpochKey(entity.epoch) }).filter(
    (item) =>
      item.entity.kind === kind &&
      item.entity.refers !== null &&
      bytesEqual(item.entity.refers, hash) &&
      failureOf(() => verifyStatement(store, item)) === null,
  );
}

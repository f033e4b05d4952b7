/** What screens ask the verified ledger: names, times, and what stands under an epoch. */
import { toEpochKey, toInstitutionId, toNetwork, toStaffId, toStatementHash } from '../../../crypto/ids.ts';
import type { EpochKey, InstitutionId, Network, StaffId, StatementHash } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import {
  codecOfRole,
  epochCodec,
  listId,
  parameterCodec,
  parameterId,
  statementCodec,
  visitCodec,
  visitListCodec,
  type Epoch,
  type Institution,
  type Staff,
  type StatementEntity,
  type Visit,
} from '../../../contracts/entities.ts';
import { readInstitution, readStaff } from '../../../contracts/signers.ts';
import { read, type StateReader } from '../../../contracts/state.ts';
import { millis, type Clock, type Millis } from '../../../ports.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { Bilingual } from '../../api/common.ts';

/** Follow-up when the ledger's parameter says nothing: results of one visit come within a week. */
const DEFAULT_FOLLOW_UP_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;
const UNKNOWN: Bilingual = { zh: '未知', en: 'unknown' };
const PATIENT: Bilingual = { zh: '患者本人', en: 'the patient' };

export function networkOf(store: LedgerStore): Network {
  return toNetwork(store.genesis.network);
}

/** The later of the machine's clock and the last block: neither a slow clock nor a quiet chain hides that time passed. */
export function presentTime(clock: Clock, store: LedgerStore): Millis {
  return millis(Math.max(clock.now(), store.head()?.time ?? 0));
}

export function institutionName(state: StateReader, id: Uint8Array): Bilingual {
  const institution = readInstitution(state, id);
  return institution === null ? UNKNOWN : { zh: institution.nameZh, en: institution.nameEn };
}

/** The name of a doctor, registrar or officer. */
export function staffName(state: StateReader, id: Uint8Array): Bilingual {
  const staff = findStaff(state, id);
  return staff === null ? UNKNOWN : { zh: staff.nameZh, en: staff.nameEn };
}

/** Who wrote a statement: a member of staff, or the patient. */
export function authorName(state: StateReader, entity: Pick<StatementEntity, 'author' | 'role'>): Bilingual {
  return entity.role === 'patient' ? PATIENT : staffName(state, entity.author);
}

function findStaff(state: StateReader, id: Uint8Array): Staff | null {
  return (
    read(state, codecOfRole('doctor'), id) ??
    readStaff(state, 'registrar', id) ??
    readStaff(state, 'officer', id)
  );
}

/** @throws ConsiliumError `institution-unknown` */
export function requireInstitution(state: StateReader, id: InstitutionId): Institution {
  const institution = readInstitution(state, id);
  if (institution === null) throw new ConsiliumError('institution-unknown');
  return institution;
}

/** How long author and participants may add to a record, ms. */
export function followUpMs(state: StateReader): number {
  const parameter = read(state, parameterCodec, parameterId('followUpDays'));
  return (parameter?.value ?? DEFAULT_FOLLOW_UP_DAYS) * DAY_MS;
}

export function readVisit(state: StateReader, epoch: EpochKey): Visit | null {
  return read(state, visitCodec, epoch);
}

/** Who spent a card, or revoked it, where and when. */
export interface SpentCard {
  readonly use: Epoch['use'];
  readonly by: StaffId | null;
  readonly institution: InstitutionId;
  readonly time: Millis;
}

/** Null while the card of this epoch is unspent. */
export function readSpent(state: StateReader, epoch: EpochKey): SpentCard | null {
  const entity = read(state, epochCodec, epoch);
  if (entity === null) return null;
  return {
    use: entity.use,
    by: entity.by === null ? null : toStaffId(entity.by),
    institution: toInstitutionId(entity.institution),
    time: millis(entity.time),
  };
}

/** A statement as the ledger lists it under a visit. */
export interface ListedStatement {
  readonly epoch: number;
  readonly hash: StatementHash;
  readonly entity: StatementEntity;
  readonly visit: Visit;
}

/**
 * Every statement under a visit: the count stands in the visit, so nothing can be left out unseen.
 * @throws ConsiliumError `replica-corrupt` when the list is not what its count says
 */
export function statementsOf(
  state: StateReader,
  of: { readonly epoch: number; readonly epochKey: EpochKey },
): readonly ListedStatement[] {
  const visit = readVisit(state, of.epochKey);
  if (visit === null) return [];
  return Array.from({ length: visit.statements }, (_, index) => {
    const item = read(state, visitListCodec, listId(of.epochKey, index));
    const entity = item === null ? null : read(state, statementCodec, item.value);
    if (item === null || entity === null)
      throw new ConsiliumError('replica-corrupt', { list: 'visit', index });
    return { epoch: of.epoch, hash: toStatementHash(item.value), entity, visit };
  });
}

/** The visits' key of a registration, or null. */
export function visitKey(bytes: Uint8Array | null): EpochKey | null {
  return bytes === null ? null : toEpochKey(bytes);
}

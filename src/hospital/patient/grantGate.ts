/**
 * The gate for grantees: which granted rows a doctor is given.
 *
 * Invariants:
 *   1. A doctor gets rows of grants that name them on the ledger, and of no other.
 *   2. Only while the grant is in force: not revoked, its term not over; a doctor who is suspended is not logged in.
 *   3. Only of records in the list whose salted hash the patient signed; a pending statement yields none.
 *   4. Rows of a grant that is over are deleted here.
 */
import { bytesEqual } from '../../crypto/bytes.ts';
import type { EpochKey, StatementHash } from '../../crypto/ids.ts';
import { isConsiliumError } from '../../errors.ts';
import type { Clock } from '../../ports.ts';
import { grantRecordsHash } from '../../contracts/access/records.ts';
import { grantInForce } from '../../contracts/access/grant.ts';
import { grantCodec } from '../../contracts/entities.ts';
import { read } from '../../contracts/state.ts';
import type { LedgerStore } from '../../replica/ledgerStore.ts';
import type { Envelopes } from '../envelopes.ts';
import { ledgerTime } from '../ledgerHost.ts';
import type { LoggedIn } from '../session.ts';
import type { GrantTable, KeptGrant } from '../store/grantTable.ts';
import { decodeGrantParcel, type GrantParcel } from './parcels.ts';
import type { GrantedRecord, GrantedRecords } from './shapes.ts';

export interface GrantGateOptions {
  readonly store: LedgerStore;
  readonly envelopes: Envelopes;
  readonly grants: GrantTable;
  readonly clock: Clock;
}

type Standing = 'in-force' | 'over' | 'not-on-ledger';

export class GrantGate {
  readonly #options: GrantGateOptions;

  constructor(options: GrantGateOptions) {
    this.#options = options;
  }

  /** What is granted to the caller now. */
  async of(caller: Pick<LoggedIn, 'entity'>): Promise<readonly GrantedRecords[]> {
    const { grants } = this.#options;
    const kept = grants.of(caller.entity).map((item) => ({ item, standing: this.#standing(item) }));
    const over = kept.filter(({ standing }) => standing === 'over').map(({ item }) => item.grant);
    // Invariant 4.
    if (over.length > 0) await grants.forget(over);
    const inForce = kept.filter(({ standing }) => standing === 'in-force');
    const answers = await Promise.all(inForce.map(({ item }) => this.#granted(item)));
    return answers.filter((answer) => answer !== null);
  }

  /** Invariants 1 and 2. What the ledger does not have yet may still come. */
  #standing({ grant, grantee }: KeptGrant): Standing {
    const { store, clock } = this.#options;
    const entity = read(store, grantCodec, grant);
    if (entity === null) return 'not-on-ledger';
    const isTheirs = bytesEqual(entity.grantee, grantee);
    return isTheirs && grantInForce(entity, ledgerTime(store, clock)) ? 'in-force' : 'over';
  }

  /** Invariant 3; null for rows under another list than the patient signed. */
  async #granted({ grant, parcel: bytes }: KeptGrant): Promise<GrantedRecords | null> {
    const parcel = decoded(bytes);
    if (parcel === null || !this.#isSigned(grant, parcel)) return null;
    const { salt, version, statements, rows } = parcel;
    return { grant, salt, version, ...(await grantedRecords(this.#options.envelopes, { statements, rows })) };
  }

  #isSigned(grant: EpochKey, { salt, statements }: GrantParcel): boolean {
    const entity = read(this.#options.store, grantCodec, grant);
    return entity !== null && bytesEqual(entity.records, grantRecordsHash(salt, statements));
  }
}

/** The records of a list as they stand now, with the rows of those that are not erased. */
export async function grantedRecords(
  envelopes: Envelopes,
  { statements, rows }: Pick<GrantParcel, 'statements' | 'rows'>,
): Promise<Pick<GrantedRecords, 'records' | 'rows'>> {
  const records = await Promise.all(statements.map((statement) => grantedRecord(envelopes, statement)));
  // Between the block that erases a record and the deletion.
  const erased = statements.map((statement) => envelopes.isErased(statement));
  return { records, rows: rows.filter(({ index }) => erased[index] === false) };
}

async function grantedRecord(envelopes: Envelopes, statement: StatementHash): Promise<GrantedRecord> {
  const entity = envelopes.statement(statement);
  if (entity === null || entity.state === 'pending') return { statement, leaves: [] };
  const envelope = await envelopes.find(statement, entity);
  return { statement, leaves: envelope?.leaves ?? [] };
}

function decoded(bytes: Uint8Array): GrantParcel | null {
  try {
    return decodeGrantParcel(bytes);
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    return null;
  }
}

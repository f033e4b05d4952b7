/**
 * Keys of shared cases, at the node of the author's institution: wrapped for each doctor who may read, put there by the
 * author, given to its recipient alone. Withdrawing a case deletes them for good.
 */
import { bytesEqual } from '../../crypto/bytes.ts';
import type { CaseId, StaffId } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import { readStaff } from '../../contracts/signers.ts';
import type { StateReader } from '../../contracts/state.ts';
import type { Clock } from '../../ports.ts';
import type { CaseKeyTable, StoredCase } from '../store/caseKeyTable.ts';
import type { CaseReader, WrappedCaseKey } from './shapes.ts';

/** Wrapped keys that one author may leave: the doctors of a large consortium, for a hundred cases. */
const MOST_KEYS_OF_AUTHOR = 1_000_000;

export interface CaseKeysOptions {
  readonly state: StateReader;
  readonly table: CaseKeyTable;
  readonly clock: Clock;
  /** Wrapped keys that one author may leave here. */
  readonly most?: number | undefined;
}

export class CaseKeys {
  readonly #options: CaseKeysOptions;

  constructor(options: CaseKeysOptions) {
    this.#options = options;
  }

  /**
   * The first who puts a key of a case is its author. A reader who has one already gets the new one in its place.
   * Errors: `case-author` (somebody else's), `case-withdrawn`, `case-keys-full`, `recipient-unknown`,
   * `recipient-suspended`, `recipient-key` (not a key in force).
   */
  async put(author: StaffId, name: CaseId, readers: readonly CaseReader[]): Promise<void> {
    for (const reader of readers) this.#demandReader(reader);
    const { table, most = MOST_KEYS_OF_AUTHOR } = this.#options;
    await table.write(() => {
      const found = table.find(name);
      if (found !== null) demandOpen(author, found);
      const id = found?.id ?? table.add(name, author);
      for (const reader of readers) table.put(id, reader);
      // Thrown within the transaction, which it undoes.
      if (table.count(author) > most) throw new ConsiliumError('case-keys-full');
    });
  }

  /** The caller's own. Errors: `case-unknown` (also of a case whose key they have not), `case-withdrawn`. */
  get(doctor: StaffId, name: CaseId): WrappedCaseKey {
    const { table } = this.#options;
    const found = table.find(name);
    if (found === null) throw new ConsiliumError('case-unknown');
    if (found.withdrawn !== null) throw new ConsiliumError('case-withdrawn');
    const key = table.keyOf(found.id, doctor);
    if (key === null) throw new ConsiliumError('case-unknown');
    return key;
  }

  /** Deletes every key of the case; a second time changes nothing. Errors: `case-unknown`, `case-author`. */
  async withdraw(author: StaffId, name: CaseId): Promise<void> {
    const { table, clock } = this.#options;
    await table.write(() => {
      const found = table.find(name);
      if (found === null) throw new ConsiliumError('case-unknown');
      demandAuthor(author, found);
      if (found.withdrawn === null) table.withdraw(found.id, clock.now());
    });
  }

  #demandReader({ doctor, version }: CaseReader): void {
    const staff = readStaff(this.#options.state, 'doctor', doctor);
    if (staff === null) throw new ConsiliumError('recipient-unknown');
    if (staff.status !== 'active') throw new ConsiliumError('recipient-suspended');
    const key = staff.keys.find((candidate) => candidate.version === version);
    if (key === undefined || key.revoked !== null) throw new ConsiliumError('recipient-key');
  }
}

function demandOpen(author: StaffId, found: StoredCase): void {
  demandAuthor(author, found);
  if (found.withdrawn !== null) throw new ConsiliumError('case-withdrawn');
}

function demandAuthor(author: StaffId, found: StoredCase): void {
  if (!bytesEqual(found.author, author)) throw new ConsiliumError('case-author');
}

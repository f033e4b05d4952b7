/** Shared cases in the node's file: durable when a promise resolves. */
import { concatBytes } from '../../crypto/bytes.ts';
import type { SenderKeyOf, SenderName } from '../../crypto/caseEnvelope.ts';
import { toCaseName, toInstitutionId, toSenderKey, toStaffId } from '../../crypto/ids.ts';
import type { CaseName, InstitutionId, StaffId } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import type { Millis } from '../../ports.ts';
import type { PublishedCase } from '../../contracts/transactionKinds.ts';
import type { Database } from '../../replica/database.ts';
import { bytes, integer, time } from '../../replica/rows.ts';
import { demandNotErasedHere } from './erasureTable.ts';
import { forgetSharedCase } from './forgetCase.ts';
import type { GroupCommit } from './groupCommit.ts';

export interface KeptCase {
  readonly envelope: Uint8Array;
  readonly payload: Uint8Array;
}

/** A case of this institution as its author brought it. */
export interface CaseDeposit extends PublishedCase {
  readonly name: CaseName;
  readonly author: StaffId;
  /** The dossier, sealed to the author, and to the institution's archive. */
  readonly dossier: Uint8Array;
  readonly archive: Uint8Array;
  readonly received: Millis;
}

/** A sender key of this node, with when and among whom it was made. */
export interface OwnSenderKey extends SenderKeyOf {
  readonly made: Millis;
  readonly suspended: Uint8Array;
}

const SOURCE_LENGTH = 32;
const DEPOSITS = 'SELECT c.name, d.* FROM case_deposits d JOIN shared_cases c ON c.id = d.case_row';

export class SharedCaseTable {
  readonly #database: Database;
  readonly #commit: GroupCommit;

  constructor(database: Database, commit: GroupCommit) {
    this.#database = database;
    this.#commit = commit;
  }

  find(name: CaseName): KeptCase | null {
    const row = this.#database.prepare('SELECT envelope, payload FROM shared_cases WHERE name = ?').get(name);
    return row === undefined ? null : { envelope: bytes(row, 'envelope'), payload: bytes(row, 'payload') };
  }

  /** What another node gave. Errors: `erased`. */
  async keep(name: CaseName, kept: KeptCase, key: SenderKeyOf): Promise<void> {
    await this.#commit.write(() => {
      this.#insert(name, kept);
      this.#database
        .prepare(
          `INSERT INTO sender_keys (institution, number, key, made, suspended) VALUES (?, ?, ?, 0, zeroblob(32))
           ON CONFLICT (institution, number) DO NOTHING`,
        )
        .run(key.institution, key.number, key.key);
    });
  }

  /** The same again changes nothing. Errors: `erased`, `cases-full`. */
  async deposit(deposit: CaseDeposit, kept: KeptCase, mostOfAuthor: number): Promise<void> {
    const insert = this.#database.prepare(
      `INSERT INTO case_deposits
         (case_row, author, content, key_version, signature, sources, dossier, archive, received)
       VALUES ((SELECT id FROM shared_cases WHERE name = ?), ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (case_row) DO NOTHING`,
    );
    const { name, author, content, keyVersion, signature, sources, dossier, archive, received } = deposit;
    await this.#commit.write(() => {
      this.#insert(name, kept);
      const joined = concatBytes(...sources);
      insert.run(name, author, content, keyVersion, signature, joined, dossier, archive, received);
      if (this.ofAuthor(author).length > mostOfAuthor) throw new ConsiliumError('cases-full');
    });
  }

  /** All that authors brought, in the order of names. */
  deposits(): readonly CaseDeposit[] {
    return this.#database.prepare(`${DEPOSITS} ORDER BY c.name`).all().map(depositOf);
  }

  ofAuthor(author: StaffId): readonly CaseDeposit[] {
    return this.#database.prepare(`${DEPOSITS} WHERE d.author = ? ORDER BY d.id`).all(author).map(depositOf);
  }

  depositOf(name: CaseName): CaseDeposit | null {
    const row = this.#database.prepare(`${DEPOSITS} WHERE c.name = ?`).get(name);
    return row === undefined ? null : depositOf(row);
  }

  /** Takes a case back that waits. */
  async recall(name: CaseName): Promise<void> {
    await this.#commit.write(() => forgetSharedCase(this.#database, name));
    this.#database.checkpoint();
  }

  senderKey({ institution, number }: SenderName): SenderKeyOf | null {
    const row = this.#database
      .prepare('SELECT key FROM sender_keys WHERE institution = ? AND number = ?')
      .get(institution, number);
    return row === undefined ? null : { institution, number, key: toSenderKey(bytes(row, 'key')) };
  }

  /** The newest sender key of an institution. */
  newestSenderKey(institution: InstitutionId): OwnSenderKey | null {
    const row = this.#database
      .prepare('SELECT * FROM sender_keys WHERE institution = ? ORDER BY number DESC LIMIT 1')
      .get(institution);
    if (row === undefined) return null;
    return {
      institution: toInstitutionId(bytes(row, 'institution')),
      number: integer(row, 'number'),
      key: toSenderKey(bytes(row, 'key')),
      made: time(row, 'made'),
      suspended: bytes(row, 'suspended'),
    };
  }

  async addSenderKey({ institution, number, key, made, suspended }: OwnSenderKey): Promise<void> {
    const insert = this.#database.prepare(
      'INSERT INTO sender_keys (institution, number, key, made, suspended) VALUES (?, ?, ?, ?, ?)',
    );
    await this.#commit.write(() => insert.run(institution, number, key, made, suspended));
  }

  /** That a foreign case was opened here; a set, without who. */
  async noteRead(period: number, name: CaseName): Promise<void> {
    const insert = this.#database.prepare(
      'INSERT INTO case_reads (period, name) VALUES (?, ?) ON CONFLICT DO NOTHING',
    );
    await this.#commit.write(() => insert.run(period, name));
  }

  /** In ascending order, as it is reported. */
  reads(period: number): readonly CaseName[] {
    return this.#database
      .prepare('SELECT name FROM case_reads WHERE period = ? ORDER BY name')
      .all(period)
      .map((row) => toCaseName(bytes(row, 'name')));
  }

  async forgetReadsBefore(period: number): Promise<void> {
    await this.#commit.write(() =>
      this.#database.prepare('DELETE FROM case_reads WHERE period < ?').run(period),
    );
  }

  #insert(name: CaseName, { envelope, payload }: KeptCase): void {
    demandNotErasedHere(this.#database, name);
    this.#database
      .prepare('INSERT INTO shared_cases (name, envelope, payload) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
      .run(name, envelope, payload);
  }
}

function depositOf(row: Parameters<typeof bytes>[0]): CaseDeposit {
  const joined = bytes(row, 'sources');
  const count = joined.length / SOURCE_LENGTH;
  return {
    name: toCaseName(bytes(row, 'name')),
    author: toStaffId(bytes(row, 'author')),
    content: bytes(row, 'content'),
    keyVersion: integer(row, 'key_version'),
    signature: bytes(row, 'signature'),
    sources: Array.from({ length: count }, (_, index) =>
      joined.slice(index * SOURCE_LENGTH, (index + 1) * SOURCE_LENGTH),
    ),
    dossier: bytes(row, 'dossier'),
    archive: bytes(row, 'archive'),
    received: time(row, 'received'),
  };
}

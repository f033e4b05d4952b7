/**
 * The ledger in an encrypted file: blocks with their commits, the entities they made, and what readers look up.
 * Both a workstation's replica and a hospital node keep theirs here.
 *
 * A block goes in whole: block, results, entities, statements and the head in one SQLite transaction. The
 * authenticated map lives in memory; at opening it is built again from the entities and compared with the
 * application hash that was verified, so a file that was changed from outside is not used.
 */
import { bytesEqual } from '../crypto/bytes.ts';
import { ConsiliumError } from '../errors.ts';
import type { Millis } from '../ports.ts';
import { encodeBlock, type Block } from '../chain/block.ts';
import { decodeCommit, encodeCommit, type Commit } from '../chain/commit.ts';
import { decodeGenesis, genesisHash, type Genesis } from '../chain/genesis.ts';
import { headerHash } from '../chain/header.ts';
import { resultsHash, type ExecTxResult } from '../chain/results.ts';
import { entityKey, type MapProof, type SparseMerkleMap } from '../chain/sparseMerkleMap.ts';
import { millisFromTime } from '../chain/time.ts';
import type { ValidatorSet } from '../chain/validators.ts';
import { genesisState, trustedAfter, type TrustedState } from '../chain/verifier.ts';
import { blockId } from '../chain/block.ts';
import type { EntityChange, StateReader } from '../contracts/state.ts';
import { openDatabase, type Database } from './database.ts';
import { LedgerLookups } from './ledgerLookups.ts';
import { META, MetaTable } from './ledgerMeta.ts';
import { LedgerState, mapChanges } from './ledgerState.ts';
import { transactionRecord, type TransactionRecord } from './ledgerRecords.ts';
import { migrate } from './migrations.ts';
import { ledgerSchema } from './migrations/ledger/index.ts';
import { restoreHead } from './ledgerHead.ts';

export interface OpenLedgerOptions {
  readonly path: string;
  /** 32 random bytes. */
  readonly key: Uint8Array;
  /** Genesis document: pinned when the file is made, compared later. Null opens only a ledger that is there. */
  readonly genesis: Uint8Array | null;
  /** The entities that a genesis starts with. */
  readonly initialEntities: (genesis: Genesis) => readonly EntityChange[];
  readonly readOnly?: boolean;
}

/** A block with what executing it gave. It must have been verified, or made here. */
export interface ExecutedBlock {
  readonly block: Block;
  readonly commit: Commit;
  /** One for each transaction, in order. */
  readonly results: readonly ExecTxResult[];
  readonly changes: readonly EntityChange[];
  /** Present when the block changes who validates the block after the next. */
  readonly validators?: ValidatorSet;
}

/** The last block. */
export interface LedgerHead {
  readonly height: number;
  readonly headerHash: Uint8Array;
  /** Block time. */
  readonly time: Millis;
  /** After executing it. */
  readonly appHash: Uint8Array;
}

/**
 * Opens a ledger, making it at the first opening.
 *
 * @throws ConsiliumError as {@link openDatabase} and {@link migrate}; `genesis-malformed`; `genesis-missing` when
 *   there is no ledger and no genesis; `genesis-mismatch` when the file follows another genesis; `replica-corrupt`
 *   {height} when the entities do not have the application hash that was verified
 */
export function openLedgerStore(options: OpenLedgerOptions): LedgerStore {
  const database = openDatabase(options);
  try {
    migrate(database, ledgerSchema);
    const meta = new MetaTable(database);
    pinGenesis(database, meta, options);
    // Head and entities of one moment: another process may be adding blocks.
    return database.snapshot(() => new LedgerStore(database, meta));
  } catch (error) {
    database.close();
    throw error;
  }
}

export class LedgerStore implements StateReader {
  readonly genesis: Genesis;
  readonly genesisBytes: Uint8Array;
  /** Blocks, transactions and statements by number, id and hash. */
  readonly lookups: LedgerLookups;
  /** Current entities; {@link get} is a shortcut to it. */
  readonly state: LedgerState;
  readonly meta: MetaTable;
  readonly #database: Database;
  #trusted: TrustedState;
  #map: SparseMerkleMap;

  /** Use {@link openLedgerStore}. */
  constructor(database: Database, meta: MetaTable) {
    this.#database = database;
    this.meta = meta;
    this.genesisBytes = meta.require(META.genesis);
    this.genesis = decodeGenesis(this.genesisBytes);
    this.lookups = new LedgerLookups(database);
    this.state = new LedgerState(database);
    this.#map = this.state.rebuildMap();
    this.#trusted = restoreHead({ genesis: this.genesis, meta, lookups: this.lookups });
    if (!bytesEqual(this.#map.root(), this.#trusted.appHash)) {
      throw new ConsiliumError('replica-corrupt', { height: this.#trusted.height, check: 'app-hash' });
    }
  }

  get path(): string {
    return this.#database.path;
  }

  get readOnly(): boolean {
    return this.#database.readOnly;
  }

  /** Runs `work`, which only reads, over one state of the file. */
  snapshot<Result>(work: () => Result): Result {
    return this.#database.snapshot(work);
  }

  /** What the next block is verified against, or made on. */
  trusted(): TrustedState {
    return this.#trusted;
  }

  /** Height of the last block; initial height − 1 before the first. */
  height(): number {
    return this.#trusted.height;
  }

  /** The last block; null before the first. */
  head(): LedgerHead | null {
    if (this.#trusted.height < this.#trusted.initialHeight) return null;
    return {
      height: this.#trusted.height,
      headerHash: this.#trusted.blockId.hash,
      time: millisFromTime(this.#trusted.time),
      appHash: this.#trusted.appHash,
    };
  }

  /** The commit of the last block, which the next one carries; null before the first. */
  lastCommit(): Commit | null {
    const raw = this.lookups.rawBlocks(this.height(), 1)[0];
    return raw === undefined ? null : decodeCommit(raw.commit);
  }

  get(kind: number, id: Uint8Array): Uint8Array | undefined {
    return this.state.get(kind, id);
  }

  expiredApplied(time: number): readonly Uint8Array[] {
    return this.state.expiredApplied(time);
  }

  /** Root of the authenticated map: the application hash that the next header must carry. */
  appHash(): Uint8Array {
    return this.#map.root();
  }

  /** A proof under {@link appHash} that an entity stands as it stands here, or that there is none. */
  prove(kind: number, id: Uint8Array): MapProof {
    return this.#map.prove(entityKey(kind, id));
  }

  /**
   * Runs `work` in one durable transaction; blocks appended in it are all kept or none.
   *
   * @throws ConsiliumError `ledger-changed` when another process wrote to the file since it was opened
   */
  batch<Result>(work: () => Result): Result {
    const before = { trusted: this.#trusted, map: this.#map };
    try {
      return this.#database.immediate(() => {
        this.#assertStillHead();
        return work();
      });
    } catch (error) {
      this.#trusted = before.trusted;
      this.#map = before.map;
      throw error;
    }
  }

  /**
   * Adds the block after the head, durable when this returns (or when the batch does).
   *
   * @throws ConsiliumError `ledger-height` {height, expected}
   */
  append(executed: ExecutedBlock): void {
    const { height } = executed.block.header;
    if (height !== this.height() + 1) {
      throw new ConsiliumError('ledger-height', { height, expected: this.height() + 1 });
    }
    this.batch(() => {
      const map = this.#map.apply(mapChanges(executed.changes));
      const outcome = {
        appHash: map.root(),
        resultsHash: resultsHash(executed.results),
        ...(executed.validators === undefined ? {} : { validators: executed.validators }),
      };
      this.#insertBlock(executed, outcome);
      this.#insertTransactions(executed);
      this.state.write(executed.changes, height);
      const verified = { header: executed.block.header, blockId: blockId(executed.block) };
      this.#trusted = trustedAfter(this.#trusted, verified, outcome);
      this.#map = map;
      if (executed.validators !== undefined) this.meta.setValidators(this.#trusted);
    });
  }

  close(): void {
    this.#database.close();
  }

  #assertStillHead(): void {
    const height = this.lookups.lastHeight() ?? this.#trusted.initialHeight - 1;
    if (height !== this.#trusted.height) {
      throw new ConsiliumError('ledger-changed', { height, expected: this.#trusted.height });
    }
  }

  #insertBlock(executed: ExecutedBlock, outcome: { appHash: Uint8Array; resultsHash: Uint8Array }): void {
    const { header } = executed.block;
    const insert = this.#database.prepare(`
      INSERT INTO blocks (height, header_hash, time, block, block_commit, app_hash, results_hash)
      VALUES (?, ?, ?, ?, ?, ?, ?)`);
    insert.run(
      header.height,
      headerHash(header),
      millisFromTime(header.time),
      encodeBlock(executed.block),
      encodeCommit(executed.commit),
      outcome.appHash,
      outcome.resultsHash,
    );
  }

  #insertTransactions({ block, results }: ExecutedBlock): void {
    if (results.length !== block.txs.length) {
      throw new ConsiliumError('ledger-results', { results: results.length, transactions: block.txs.length });
    }
    const insert = this.#database.prepare(
      'INSERT INTO transactions (tx_id, height, position, code, data) VALUES (?, ?, ?, ?, ?)',
    );
    for (const [position, bytes] of block.txs.entries()) {
      const { code, data } = results[position] ?? { code: 1, data: new Uint8Array() };
      const record = transactionRecord(bytes, code === 0);
      const { rowid } = insert.run(record.id, block.header.height, position, code, data);
      this.#insertStatement(record, rowid);
    }
  }

  #insertStatement({ statement, consent }: TransactionRecord, transaction: number): void {
    if (statement !== null) {
      const insert = this.#database.prepare(`
        INSERT INTO statements (hash, statement, key_version, doctor_signature, consent_signature, transaction_id)
        VALUES (?, ?, ?, ?, ?, ?)`);
      const { hash, keyVersion, doctorSignature, consentSignature } = statement;
      insert.run(hash, statement.statement, keyVersion, doctorSignature, consentSignature, transaction);
    }
    if (consent !== null) {
      const update = this.#database.prepare('UPDATE statements SET consent_signature = ? WHERE hash = ?');
      update.run(consent.signature, consent.hash);
    }
  }
}

function pinGenesis(database: Database, meta: MetaTable, options: OpenLedgerOptions): void {
  const pinned = meta.get(META.genesis);
  if (pinned !== null) {
    if (options.genesis !== null && !bytesEqual(genesisHash(options.genesis), genesisHash(pinned))) {
      throw new ConsiliumError('genesis-mismatch');
    }
    return;
  }
  if (options.genesis === null) throw new ConsiliumError('genesis-missing');
  const bytes = options.genesis;
  const genesis = decodeGenesis(bytes);
  const changes = options.initialEntities(genesis);
  database.immediate(() => {
    const state = new LedgerState(database);
    state.write(changes, genesis.initialHeight - 1);
    const { appHash } = genesisState(genesis, state.rebuildMap().root());
    meta.set(META.genesis, bytes);
    meta.set(META.initialAppHash, appHash);
  });
}

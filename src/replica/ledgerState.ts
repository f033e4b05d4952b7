/** The current entities of a ledger in SQLite: what contracts read and what a block changes. */
import { concatBytes } from '../crypto/bytes.ts';
import { sha256 } from '../crypto/hash.ts';
import { toHex } from '../crypto/bytes.ts';
import { SparseMerkleMap, entityKey, type MapChange } from '../chain/sparseMerkleMap.ts';
import { appliedCodec, KIND } from '../contracts/entities.ts';
import type { EntityChange, StateReader } from '../contracts/state.ts';
import type { Database, Query } from './database.ts';
import { bytes, integer } from './rows.ts';

/** An entity as it stands, with the heights that made and last changed it (0: genesis). */
export interface StoredEntity {
  readonly id: Uint8Array;
  readonly value: Uint8Array;
  readonly created: number;
  readonly changed: number;
}

/** Entities in the database; writing is for the ledger store, inside its transaction. */
export class LedgerState implements StateReader {
  readonly #get: Query;
  readonly #expired: Query;
  readonly #ofKind: Query;
  readonly #createdSince: Query;
  readonly #all: Query;
  readonly #put: Query;
  readonly #remove: Query;
  readonly #putApplied: Query;
  readonly #removeApplied: Query;

  constructor(database: Database) {
    this.#get = database.prepare('SELECT value FROM entities WHERE kind = ? AND entity = ?');
    this.#expired = database.prepare('SELECT tx_id FROM applied WHERE expires < ? ORDER BY tx_id');
    const columns = 'entity, value, created, changed';
    this.#ofKind = database.prepare(`SELECT ${columns} FROM entities WHERE kind = ? ORDER BY id`);
    this.#createdSince = database.prepare(
      `SELECT ${columns} FROM entities WHERE kind = ? AND created >= ? ORDER BY created, id`,
    );
    this.#all = database.prepare('SELECT kind, entity, value FROM entities ORDER BY id');
    this.#put = database.prepare(`
      INSERT INTO entities (kind, entity, value, created, changed) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (kind, entity) DO UPDATE SET value = excluded.value, changed = excluded.changed`);
    this.#remove = database.prepare('DELETE FROM entities WHERE kind = ? AND entity = ?');
    this.#putApplied = database.prepare(`
      INSERT INTO applied (expires, tx_id) VALUES (?, ?)
      ON CONFLICT (tx_id) DO UPDATE SET expires = excluded.expires`);
    this.#removeApplied = database.prepare('DELETE FROM applied WHERE tx_id = ?');
  }

  get(kind: number, id: Uint8Array): Uint8Array | undefined {
    const row = this.#get.get(kind, id);
    return row === undefined ? undefined : bytes(row, 'value');
  }

  expiredApplied(time: number): readonly Uint8Array[] {
    return this.#expired.all(time).map((row) => bytes(row, 'tx_id'));
  }

  /** All entities of one kind, the oldest first. */
  ofKind(kind: number): readonly StoredEntity[] {
    return this.#ofKind.all(kind).map(readStored);
  }

  /** Entities of one kind that blocks from `height` on made, the oldest first. */
  createdSince(kind: number, height: number): readonly StoredEntity[] {
    return this.#createdSince.all(kind, height).map(readStored);
  }

  /** The authenticated map over all entities, built from nothing but what lies in the file. */
  rebuildMap(): SparseMerkleMap {
    return SparseMerkleMap.empty().apply(this.#leaves());
  }

  /** Writes what the block at `height` changed. */
  write(changes: readonly EntityChange[], height: number): void {
    for (const { kind, id, value } of changes) {
      if (value === null) this.#remove.run(kind, id);
      else this.#put.run(kind, id, value, height, height);
      if (kind === KIND.applied) this.#writeApplied(id, value);
    }
  }

  #writeApplied(id: Uint8Array, value: Uint8Array | null): void {
    if (value === null) this.#removeApplied.run(id);
    else this.#putApplied.run(appliedCodec.decode(value).expires, id);
  }

  *#leaves(): Generator<MapChange> {
    for (const row of this.#all.iterate()) {
      const key = entityKey(integer(row, 'kind'), bytes(row, 'entity'));
      yield { key, valueHash: sha256(bytes(row, 'value')) };
    }
  }
}

/** What a block changed, as changes of the authenticated map. */
export function mapChanges(changes: readonly EntityChange[]): readonly MapChange[] {
  return changes.map(({ kind, id, value }) => ({
    key: entityKey(kind, id),
    valueHash: value === null ? null : sha256(value),
  }));
}

/** A state in memory, for verifying a ledger again without touching the stored one. */
export class MemoryState implements StateReader {
  readonly #entities = new Map<string, Uint8Array>();
  readonly #applied = new Map<string, { readonly id: Uint8Array; readonly expires: number }>();
  #map = SparseMerkleMap.empty();

  get(kind: number, id: Uint8Array): Uint8Array | undefined {
    return this.#entities.get(entityName(kind, id));
  }

  expiredApplied(time: number): readonly Uint8Array[] {
    const expired = [...this.#applied].filter(([, { expires }]) => expires < time);
    // Hex of equal lengths sorts as the bytes do.
    return expired.toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, { id }]) => id);
  }

  /** Root of the authenticated map. */
  root(): Uint8Array {
    return this.#map.root();
  }

  write(changes: readonly EntityChange[]): void {
    this.#map = this.#map.apply(mapChanges(changes));
    for (const change of changes) this.#writeOne(change);
  }

  #writeOne({ kind, id, value }: EntityChange): void {
    const name = entityName(kind, id);
    if (value === null) this.#entities.delete(name);
    else this.#entities.set(name, value);
    if (kind !== KIND.applied) return;
    if (value === null) this.#applied.delete(toHex(id));
    else this.#applied.set(toHex(id), { id, expires: appliedCodec.decode(value).expires });
  }
}

function entityName(kind: number, id: Uint8Array): string {
  return toHex(concatBytes(new Uint8Array([kind]), id));
}

function readStored(row: Parameters<typeof bytes>[0]): StoredEntity {
  return {
    id: bytes(row, 'entity'),
    value: bytes(row, 'value'),
    created: integer(row, 'created'),
    changed: integer(row, 'changed'),
  };
}

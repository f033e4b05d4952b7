/**
 * The visits opened on this machine, and what their cards opened.
 *
 * Whatever a card opened is written only sealed under a random key of that visit. Ending the visit deletes the
 * key: with secure_delete the page is overwritten, and the write-ahead log is emptied at once, so neither the
 * file nor a backup of it opens the history afterwards.
 */
import { concatBytes, toHex, utf8 } from '../../crypto/bytes.ts';
import { domainTag } from '../../crypto/hash.ts';
import { toEpochKey, toRegistrationNumber } from '../../crypto/ids.ts';
import type { EpochKey, RegistrationNumber } from '../../crypto/ids.ts';
import { aeadOpen, aeadSeal, NONCE_LENGTH } from '../../crypto/sealing.ts';
import { ConsiliumError } from '../../errors.ts';
import type { Millis, RandomBytes } from '../../ports.ts';
import type { Database, Row } from '../database.ts';
import { bytes, integer, orNull, text, time } from '../rows.ts';

/** A visit that this machine opened. Whether it is still open, the ledger says. */
export interface DeskVisit {
  readonly visit: EpochKey;
  readonly epoch: number;
  readonly registration: RegistrationNumber | null;
  readonly department: string | null;
  readonly openedAt: Millis;
  readonly until: Millis;
  readonly endedAt: Millis | null;
  /** A slip of this visit was given on this machine. */
  readonly consented: boolean;
}

export type NewDeskVisit = Omit<DeskVisit, 'endedAt' | 'consented'>;

export interface DeskVisits {
  /** Notes the visit and makes its key; noting it twice changes nothing. */
  begin(visit: NewDeskVisit): void;
  visit(visit: EpochKey): DeskVisit | null;
  /** Visits opened at or after `time`, the newest first. */
  since(time: Millis): readonly DeskVisit[];
  /** Visits that did not end here yet, the newest first. */
  open(): readonly DeskVisit[];
  extend(visit: EpochKey, until: Millis): void;
  /** Forgets a visit that the ledger never opened; its drafts stay. Nothing happens when it is unknown. */
  discard(visit: EpochKey): void;
  setConsented(visit: EpochKey): void;
  /** Ends the visit here: its key and everything sealed under it are gone when this returns. */
  end(visit: EpochKey, time: Millis): void;
  /** Ends every visit whose term is over at `now`; returns how many. */
  endOverdue(now: Millis): number;
  /** @throws ConsiliumError `visit-over` when the key is gone, `visit-unknown` */
  put(visit: EpochKey, name: string, content: Uint8Array): void;
  /** What was put under `name`; null when nothing was, or when the visit is over. */
  get(visit: EpochKey, name: string): Uint8Array | null;
}

const CACHE_TAG = domainTag('consilium/desk/visit-cache/v1');
const COLUMNS = 'visit, epoch, registration, department, opened_at, until, ended_at, consented';

/** Visits in a desk; `random` makes their keys. */
export function deskVisitsOf(database: Database, random: RandomBytes): DeskVisits {
  return new SqliteDeskVisits(database, random);
}

class SqliteDeskVisits implements DeskVisits {
  readonly #database: Database;
  readonly #random: RandomBytes;

  constructor(database: Database, random: RandomBytes) {
    this.#database = database;
    this.#random = random;
  }

  begin(visit: NewDeskVisit): void {
    const insert = this.#database.prepare(`
      INSERT INTO visits (visit, epoch, registration, department, opened_at, until, consented)
      VALUES (?, ?, ?, ?, ?, ?, 0) ON CONFLICT (visit) DO NOTHING`);
    const insertKey = this.#database.prepare('INSERT INTO visit_keys (visit, key) VALUES (?, ?)');
    this.#database.immediate(() => {
      const { changes, rowid } = insert.run(
        visit.visit,
        visit.epoch,
        visit.registration,
        visit.department,
        visit.openedAt,
        visit.until,
      );
      if (changes === 1) insertKey.run(rowid, this.#random(32));
    });
  }

  visit(visit: EpochKey): DeskVisit | null {
    const row = this.#database.prepare(`SELECT ${COLUMNS} FROM visits WHERE visit = ?`).get(visit);
    return row === undefined ? null : readVisit(row);
  }

  since(from: Millis): readonly DeskVisit[] {
    const sql = `SELECT ${COLUMNS} FROM visits WHERE opened_at >= ? ORDER BY opened_at DESC, id DESC`;
    return this.#database.prepare(sql).all(from).map(readVisit);
  }

  open(): readonly DeskVisit[] {
    const sql = `SELECT ${COLUMNS} FROM visits WHERE ended_at IS NULL ORDER BY opened_at DESC, id DESC`;
    return this.#database.prepare(sql).all().map(readVisit);
  }

  extend(visit: EpochKey, until: Millis): void {
    this.#database.prepare('UPDATE visits SET until = ? WHERE visit = ?').run(until, visit);
  }

  discard(visit: EpochKey): void {
    const row = this.#database.prepare('SELECT id FROM visits WHERE visit = ?').get(visit);
    if (row === undefined) return;
    const id = integer(row, 'id');
    this.#database.immediate(() => {
      this.#database.prepare('DELETE FROM visit_keys WHERE visit = ?').run(id);
      this.#database.prepare('DELETE FROM visit_cache WHERE visit = ?').run(id);
      this.#database.prepare('DELETE FROM visits WHERE id = ?').run(id);
    });
    this.#database.checkpoint();
  }

  setConsented(visit: EpochKey): void {
    this.#database.prepare('UPDATE visits SET consented = 1 WHERE visit = ?').run(visit);
  }

  end(visit: EpochKey, at: Millis): void {
    this.#endWhere('visit = ?', visit, at);
  }

  endOverdue(now: Millis): number {
    return this.#endWhere('until < ?', now, now);
  }

  put(visit: EpochKey, name: string, content: Uint8Array): void {
    const { rowid, key } = this.#openKey(visit);
    if (key === null) throw new ConsiliumError('visit-over');
    const nonce = this.#random(NONCE_LENGTH);
    const sealed = aeadSeal(content, { key, nonce, associatedData: cacheName(visit, name) });
    const insert = this.#database.prepare(`
      INSERT INTO visit_cache (visit, name, sealed) VALUES (?, ?, ?)
      ON CONFLICT (visit, name) DO UPDATE SET sealed = excluded.sealed`);
    insert.run(rowid, name, concatBytes(nonce, sealed));
  }

  get(visit: EpochKey, name: string): Uint8Array | null {
    const { rowid, key } = this.#openKey(visit);
    if (key === null) return null;
    const row = this.#database
      .prepare('SELECT sealed FROM visit_cache WHERE visit = ? AND name = ?')
      .get(rowid, name);
    if (row === undefined) return null;
    const sealed = bytes(row, 'sealed');
    const nonce = sealed.subarray(0, NONCE_LENGTH);
    const associatedData = cacheName(visit, name);
    const content = aeadOpen(sealed.subarray(NONCE_LENGTH), { key, nonce, associatedData });
    if (content === null) throw new ConsiliumError('database-corrupt', { column: 'sealed' });
    return content;
  }

  #openKey(visit: EpochKey): { readonly rowid: number; readonly key: Uint8Array | null } {
    const sql = 'SELECT v.id, k.key FROM visits v LEFT JOIN visit_keys k ON k.visit = v.id WHERE v.visit = ?';
    const row = this.#database.prepare(sql).get(visit);
    if (row === undefined) throw new ConsiliumError('visit-unknown');
    return { rowid: integer(row, 'id'), key: orNull(bytes, row, 'key') };
  }

  /** `condition` is one of this file's own literals, never a value. */
  #endWhere(condition: 'visit = ?' | 'until < ?', value: Uint8Array | number, at: Millis): number {
    const ended = this.#database.immediate(() => {
      const select = `SELECT id FROM visits WHERE ${condition} AND ended_at IS NULL`;
      const ids = this.#database
        .prepare(select)
        .all(value)
        .map((row) => integer(row, 'id'));
      for (const id of ids) this.#forget(id, at);
      return ids.length;
    });
    if (ended > 0) this.#database.checkpoint();
    return ended;
  }

  #forget(id: number, at: Millis): void {
    this.#database.prepare('DELETE FROM visit_keys WHERE visit = ?').run(id);
    this.#database.prepare('DELETE FROM visit_cache WHERE visit = ?').run(id);
    this.#database.prepare('UPDATE visits SET ended_at = ? WHERE id = ?').run(at, id);
  }
}

/** Under which the opened parts of a record are put. */
export function partsName(statement: Uint8Array): string {
  return `parts/${toHex(statement)}`;
}

/** Binds a sealed row to its place, so that rows cannot be exchanged inside the file. */
function cacheName(visit: EpochKey, name: string): Uint8Array {
  return concatBytes(CACHE_TAG, visit, utf8(name));
}

function readVisit(row: Row): DeskVisit {
  const registration = orNull(bytes, row, 'registration');
  return {
    visit: toEpochKey(bytes(row, 'visit')),
    epoch: integer(row, 'epoch'),
    registration: registration === null ? null : toRegistrationNumber(registration),
    department: orNull(text, row, 'department'),
    openedAt: time(row, 'opened_at'),
    until: time(row, 'until'),
    endedAt: orNull(time, row, 'ended_at'),
    consented: integer(row, 'consented') === 1,
  };
}

/** The audit log in the node's file: appended to, and nothing else. */
import type { Database, Row } from '../../replica/database.ts';
import { bytes, integer, oneOf, orNull, text, time } from '../../replica/rows.ts';
import type { Millis } from '../../ports.ts';
import {
  AUDIT_BEGINNING,
  auditHash,
  MOST_AUDIT_ENTRIES,
  type AuditEntry,
  type AuditEvent,
  type AuditHead,
} from '../audit/entry.ts';
import type { GroupCommit } from './groupCommit.ts';

const ROLES = ['officer', 'registrar', 'doctor', 'node'] as const;

export class AuditTable {
  readonly #database: Database;
  readonly #commit: GroupCommit;

  constructor(database: Database, commit: GroupCommit) {
    this.#database = database;
    this.#commit = commit;
  }

  async append(event: AuditEvent, count: number, now: Millis): Promise<void> {
    await this.#commit.write(() => {
      const head = this.head();
      const entry = { ...event, number: head.number + 1, time: now, count };
      this.#database
        .prepare(
          `INSERT INTO audit (number, time, method, kind, code, count, role, entity, hash)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          entry.number,
          now,
          event.method,
          event.kind,
          event.code,
          count,
          event.actor?.role ?? null,
          event.actor?.entity ?? null,
          auditHash(head.hash, entry),
        );
    });
  }

  /** The last entry's number and hash. */
  head(): Omit<AuditHead, 'signature'> {
    const row = this.#database.prepare('SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1').get();
    return row === undefined
      ? { number: 0, hash: AUDIT_BEGINNING }
      : { number: integer(row, 'number'), hash: bytes(row, 'hash') };
  }

  /** Up to `count` entries from a number on. */
  entries(from: number, count: number): readonly AuditEntry[] {
    return this.#database
      .prepare('SELECT * FROM audit WHERE number >= ? ORDER BY number LIMIT ?')
      .all(from, Math.min(count, MOST_AUDIT_ENTRIES))
      .map(auditEntry);
  }
}

function auditEntry(row: Row): AuditEntry {
  const role = row['role'] === null ? null : oneOf(row, 'role', ROLES);
  const entity = orNull(bytes, row, 'entity');
  return {
    number: integer(row, 'number'),
    time: time(row, 'time'),
    method: text(row, 'method'),
    kind: text(row, 'kind'),
    code: text(row, 'code'),
    count: integer(row, 'count'),
    actor: role === null || entity === null ? null : { role, entity },
    hash: bytes(row, 'hash'),
  };
}

/** Mailboxes in the node's file: durable when a promise resolves, each message there once. */
import { toMailStream, toStaffId, type MailId, type MailStream, type StaffId } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import type { Millis } from '../../ports.ts';
import type { Database, Row } from '../../replica/database.ts';
import { bytes, integer, oneOf, time } from '../../replica/rows.ts';
import {
  MAIL_STATES,
  mailId,
  MOST_MAIL,
  type MailReceipt,
  type OutgoingMail,
  type StoredMail,
} from '../mailbox/mail.ts';
import type { GroupCommit } from './groupCommit.ts';

/** What waits in a mailbox, in all or of one sender. */
export interface MailLoad {
  readonly messages: number;
  readonly bytes: number;
}

/** How much of it a node bears; `sender` is what one sender may take of it. */
export interface MailQuota {
  readonly mailbox: MailLoad;
  readonly sender: MailLoad;
}

/** Whose message changed its state. */
export interface Settled {
  readonly senders: readonly StaffId[];
}

interface StreamRow {
  readonly id: number;
  readonly next: number;
}

/** Lines of settled messages go after this long, whether or not their sender has asked. */
const KEPT_SETTLED_MS = 90 * 24 * 60 * 60 * 1000;

export class MailTable {
  readonly #database: Database;
  readonly #commit: GroupCommit;

  constructor(database: Database, commit: GroupCommit) {
    this.#database = database;
    this.#commit = commit;
  }

  /**
   * Keeps a message; one that is there already changes nothing. Answers the position of a new one, and null.
   * Errors: `mailbox-order` {expected}, `mailbox-conflict` (another message has that number), `mailbox-full` {whose}.
   */
  async put(
    from: StaffId,
    mail: OutgoingMail,
    rules: { now: Millis; quota: MailQuota },
  ): Promise<number | null> {
    return this.#commit.write(() => this.#put(from, mail, rules));
  }

  /** What waits for a doctor after a position, oldest first, up to `most` messages and `mostBytes`. */
  waiting(recipient: StaffId, after: number, limit: { readonly bytes: number }): readonly StoredMail[] {
    const rows = this.#database
      .prepare(
        `SELECT m.position, m.sender, s.stream, m.sequence, m.stored, m.expires, m.sealed
         FROM mail m JOIN mail_streams s ON s.id = m.stream
         WHERE m.recipient = ? AND m.state = 'waiting' AND m.position > ? ORDER BY m.position`,
      )
      .iterate(recipient, after);
    const found: StoredMail[] = [];
    let size = 0;
    for (const row of rows) {
      const mail = storedMail(row);
      size += mail.sealed.length;
      if (found.length > 0 && size > limit.bytes) break;
      found.push(mail);
      if (found.length === MOST_MAIL) break;
    }
    return found;
  }

  /** The recipient keeps these now. Unknown ones are passed over: they were acknowledged before. */
  async acknowledge(recipient: StaffId, ids: readonly MailId[], now: Millis): Promise<Settled> {
    return this.#commit.write(() => {
      const settle = this.#database.prepare(
        `UPDATE mail SET state = 'delivered', changed = ?, sealed = NULL
         WHERE mail = ? AND recipient = ? AND state = 'waiting'`,
      );
      const sender = this.#database.prepare('SELECT sender FROM mail WHERE mail = ?');
      const settled = ids.filter((id) => settle.run(now, id, recipient).changes > 0);
      return { senders: distinct(settled.map((id) => sender.get(id))) };
    });
  }

  /** States of a stream's messages from a number on. */
  receipts(from: StaffId, to: StaffId, asked: { stream: MailStream; since: number }): readonly MailReceipt[] {
    const stream = this.#stream(from, to, asked.stream);
    if (stream === null) return [];
    const rows = this.#database
      .prepare(
        'SELECT sequence, state, changed FROM mail WHERE stream = ? AND sequence >= ? ORDER BY sequence LIMIT ?',
      )
      .all(stream.id, asked.since, MOST_MAIL);
    return rows.map((row) => ({
      sequence: integer(row, 'sequence'),
      state: oneOf(row, 'state', MAIL_STATES),
      time: time(row, 'changed'),
    }));
  }

  /** Empties what waited too long; forgets what was settled long ago. Writes only when there is such a message. */
  async sweep(now: Millis): Promise<Settled> {
    if (!this.#isSweepDue(now)) return { senders: [] };
    return this.#commit.write(() => {
      const expired = this.#database
        .prepare("SELECT DISTINCT sender FROM mail WHERE state = 'waiting' AND expires <= ?")
        .all(now);
      this.#database
        .prepare(
          "UPDATE mail SET state = 'expired', changed = ?, sealed = NULL WHERE state = 'waiting' AND expires <= ?",
        )
        .run(now, now);
      this.#database
        .prepare("DELETE FROM mail WHERE state <> 'waiting' AND changed < ?")
        .run(now - KEPT_SETTLED_MS);
      return { senders: distinct(expired) };
    });
  }

  load(recipient: StaffId, sender: StaffId | null): MailLoad {
    const sums = 'coalesce(sum(messages), 0) AS messages, coalesce(sum(bytes), 0) AS bytes';
    const row =
      sender === null
        ? this.#database.prepare(`SELECT ${sums} FROM mail_load WHERE recipient = ?`).get(recipient)
        : this.#database
            .prepare(`SELECT ${sums} FROM mail_load WHERE recipient = ? AND sender = ?`)
            .get(recipient, sender);
    return row === undefined
      ? { messages: 0, bytes: 0 }
      : { messages: integer(row, 'messages'), bytes: integer(row, 'bytes') };
  }

  #isSweepDue(now: Millis): boolean {
    const expired = "SELECT 1 FROM mail WHERE state = 'waiting' AND expires <= ? LIMIT 1";
    const settled = "SELECT 1 FROM mail WHERE state <> 'waiting' AND changed < ? LIMIT 1";
    return (
      this.#database.prepare(expired).get(now) !== undefined ||
      this.#database.prepare(settled).get(now - KEPT_SETTLED_MS) !== undefined
    );
  }

  #put(from: StaffId, mail: OutgoingMail, { now, quota }: { now: Millis; quota: MailQuota }): number | null {
    const { to, stream, base, sequence, expires, sealed } = mail;
    const known = this.#stream(from, to, stream) ?? this.#newStream(from, to, stream);
    const id = mailId(from, mail);
    const expected = Math.max(known.next, base);
    if (sequence < known.next) return this.#again(known, sequence, id);
    if (sequence !== expected) throw new ConsiliumError('mailbox-order', { expected });
    this.#demandRoom(from, to, { quota, more: sealed.length });
    this.#database
      .prepare("DELETE FROM mail WHERE stream = ? AND sequence < ? AND state <> 'waiting'")
      .run(known.id, base);
    const { rowid } = this.#database
      .prepare(
        `INSERT INTO mail (stream, recipient, sender, sequence, mail, stored, expires, state, changed, sealed)
         VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?)`,
      )
      .run(known.id, to, from, sequence, id, now, expires, now, sealed);
    this.#database.prepare('UPDATE mail_streams SET next = ? WHERE id = ?').run(sequence + 1, known.id);
    return rowid;
  }

  /** A number that was taken before: fine for the same message, also when its line is gone. */
  #again(stream: StreamRow, sequence: number, id: MailId): null {
    const row = this.#database
      .prepare('SELECT mail = ? AS same FROM mail WHERE stream = ? AND sequence = ?')
      .get(id, stream.id, sequence);
    if (row !== undefined && integer(row, 'same') === 0) throw new ConsiliumError('mailbox-conflict');
    return null;
  }

  #demandRoom(from: StaffId, to: StaffId, { quota, more }: { quota: MailQuota; more: number }): void {
    if (isFull(this.load(to, from), quota.sender, more)) {
      throw new ConsiliumError('mailbox-full', { whose: 'sender' });
    }
    if (isFull(this.load(to, null), quota.mailbox, more)) {
      throw new ConsiliumError('mailbox-full', { whose: 'mailbox' });
    }
  }

  #stream(from: StaffId, to: StaffId, stream: MailStream): StreamRow | null {
    const row = this.#database
      .prepare('SELECT id, next FROM mail_streams WHERE sender = ? AND recipient = ? AND stream = ?')
      .get(from, to, stream);
    return row === undefined ? null : { id: integer(row, 'id'), next: integer(row, 'next') };
  }

  #newStream(from: StaffId, to: StaffId, stream: MailStream): StreamRow {
    const { rowid } = this.#database
      .prepare('INSERT INTO mail_streams (sender, recipient, stream, next) VALUES (?, ?, ?, 1)')
      .run(from, to, stream);
    return { id: rowid, next: 1 };
  }
}

function isFull(load: MailLoad, most: MailLoad, more: number): boolean {
  return load.messages >= most.messages || load.bytes + more > most.bytes;
}

function storedMail(row: Row): StoredMail {
  return {
    position: integer(row, 'position'),
    from: toStaffId(bytes(row, 'sender')),
    stream: toMailStream(bytes(row, 'stream')),
    sequence: integer(row, 'sequence'),
    stored: time(row, 'stored'),
    expires: time(row, 'expires'),
    sealed: bytes(row, 'sealed'),
  };
}

function distinct(rows: readonly (Row | undefined)[]): readonly StaffId[] {
  const senders = rows.flatMap((row) => (row === undefined ? [] : [toStaffId(bytes(row, 'sender'))]));
  return [...new Map(senders.map((sender) => [sender.join(), sender])).values()];
}

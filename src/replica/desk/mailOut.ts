/**
 * Mail to other doctors, from the transaction that sealed it until the other side's workstation has it. A stream is
 * numbered without gaps (src/hospital/mailbox); who gives mail up begins a new stream with what is left.
 */
import {
  toInstitutionId,
  toMailStream,
  toStaffId,
  type InstitutionId,
  type MailId,
  type MailStream,
  type StaffId,
} from '../../crypto/ids.ts';
import type { Millis, RandomBytes } from '../../ports.ts';
import type { Database, Row, SqlValue } from '../database.ts';
import { bytes, integer, orNull, time } from '../rows.ts';

export interface NewMail {
  readonly peer: StaffId;
  readonly institution: InstitutionId;
  readonly expires: Millis;
  readonly sealed: Uint8Array;
  /** Row of the message that it carries; null for what no screen follows. */
  readonly message: number | null;
  /** The request that it is. */
  readonly request: Uint8Array | null;
}

export interface MailOut {
  readonly id: number;
  readonly sequence: number;
  readonly expires: Millis;
  readonly sealed: Uint8Array;
  readonly message: number | null;
  readonly request: Uint8Array | null;
}

export interface MailStreamOut {
  readonly peer: StaffId;
  readonly institution: InstitutionId;
  readonly stream: MailStream;
}

export interface MailsOut {
  put(mail: NewMail): void;
  /** Streams with mail that is not delivered yet. */
  streams(): readonly MailStreamOut[];
  /** Not yet at the mailbox, in the order of the stream; all of it, or the first so many. */
  waiting(peer: StaffId, most?: number): readonly MailOut[];
  /** At the mailbox, and not delivered yet. */
  stored(peer: StaffId, most?: number): readonly MailOut[];
  /** The lowest number that is kept. */
  base(peer: StaffId): number;
  setStored(id: number): void;
  remove(id: number): void;
  /** All of it goes to the mailbox again, under the same numbers: the node has forgotten. */
  sendAgain(peer: StaffId): void;
  /** A new stream for what is not at the mailbox; what is there is no longer followed. */
  renew(peer: StaffId): void;
  /** Of a desk that was put back: what it would send may have been sent since, under other words. */
  forgetAll(): void;

  /** Mail that came, and is in this desk. */
  handle(mail: MailId): void;
  isHandled(mail: MailId): boolean;
  /** Its node was told. */
  forgetHandled(mail: MailId): void;
}

const COLUMNS = 'id, sequence, expires, sealed, message, request';

/** `random` names the streams. */
export function mailsOutOf(database: Database, random: RandomBytes): MailsOut {
  const rows = (sql: string, ...parameters: readonly SqlValue[]) => database.prepare(sql).all(...parameters);
  const run = (sql: string, ...parameters: readonly SqlValue[]): void =>
    void database.prepare(sql).run(...parameters);
  // In SQLite a limit of -1 is none.
  const ofPeer = (peer: StaffId, stored: 0 | 1, most = -1): readonly MailOut[] =>
    rows(
      `SELECT ${COLUMNS} FROM mail_out WHERE peer = ? AND stored = ? ORDER BY sequence LIMIT ?`,
      peer,
      stored,
      most,
    ).map(readMail);
  const next = (peer: StaffId): number =>
    rows('SELECT next FROM mail_streams WHERE peer = ?', peer).map((row) => integer(row, 'next'))[0] ?? 1;

  return {
    put: (mail) => database.immediate(() => putMail(database, mail, random)),
    streams: () =>
      rows(`SELECT peer, institution, stream FROM mail_streams s
            WHERE EXISTS (SELECT 1 FROM mail_out m WHERE m.peer = s.peer)`).map((row) => ({
        peer: toStaffId(bytes(row, 'peer')),
        institution: toInstitutionId(bytes(row, 'institution')),
        stream: toMailStream(bytes(row, 'stream')),
      })),
    waiting: (peer, most) => ofPeer(peer, 0, most),
    stored: (peer, most) => ofPeer(peer, 1, most),
    base: (peer) =>
      rows('SELECT sequence FROM mail_out WHERE peer = ? ORDER BY sequence LIMIT 1', peer).map((row) =>
        integer(row, 'sequence'),
      )[0] ?? next(peer),
    setStored: (id) => run('UPDATE mail_out SET stored = 1 WHERE id = ?', id),
    remove: (id) => run('DELETE FROM mail_out WHERE id = ?', id),
    sendAgain: (peer) => run('UPDATE mail_out SET stored = 0 WHERE peer = ?', peer),
    renew: (peer) =>
      database.immediate(() => {
        const left = ofPeer(peer, 0);
        run('DELETE FROM mail_out WHERE peer = ? AND stored = 1', peer);
        left.forEach(({ id }, index) => run('UPDATE mail_out SET sequence = ? WHERE id = ?', index + 1, id));
        run('UPDATE mail_streams SET stream = ?, next = ? WHERE peer = ?', random(16), left.length + 1, peer);
      }),
    forgetAll: () => {
      run('DELETE FROM mail_out');
      run('DELETE FROM mail_streams');
    },
    handle: (mail) => run('INSERT OR IGNORE INTO mail_handled VALUES (?)', mail),
    isHandled: (mail) => rows('SELECT 1 FROM mail_handled WHERE mail = ?', mail).length > 0,
    forgetHandled: (mail) => run('DELETE FROM mail_handled WHERE mail = ?', mail),
  };
}

function putMail(database: Database, mail: NewMail, random: RandomBytes): void {
  const { peer, institution, expires, sealed, message, request } = mail;
  database
    .prepare(
      `INSERT INTO mail_streams (peer, institution, stream, next) VALUES (?, ?, ?, 1)
       ON CONFLICT (peer) DO UPDATE SET institution = excluded.institution`,
    )
    .run(peer, institution, random(16));
  database
    .prepare(
      `INSERT INTO mail_out (peer, sequence, expires, sealed, message, request)
       SELECT peer, next, ?, ?, ?, ? FROM mail_streams WHERE peer = ?`,
    )
    .run(expires, sealed, message, request, peer);
  database.prepare('UPDATE mail_streams SET next = next + 1 WHERE peer = ?').run(peer);
}

function readMail(row: Row): MailOut {
  return {
    id: integer(row, 'id'),
    sequence: integer(row, 'sequence'),
    expires: time(row, 'expires'),
    sealed: bytes(row, 'sealed'),
    message: orNull(integer, row, 'message'),
    request: orNull(bytes, row, 'request'),
  };
}

/** Requests between two doctors, what was looked at before, and whom this doctor does not want to hear. */
import type { InstitutionId, StaffId } from '../../crypto/ids.ts';
import { toInstitutionId, toStaffId } from '../../crypto/ids.ts';
import type { Millis } from '../../ports.ts';
import type { Database, Row } from '../database.ts';
import { bytes, integer, oneOf, orNull, text, time } from '../rows.ts';

const STATES = ['waiting', 'accepted', 'declined', 'withdrawn'] as const;
export type DeskRequestState = (typeof STATES)[number];

/** Of a request out: SECRET seeds. Of one that came in: the public keys. */
export interface DeskRequestKeys {
  readonly x25519: Uint8Array;
  readonly xwing: Uint8Array;
}

export interface NewDeskRequest {
  /** Its name, 32 bytes. */
  readonly hash: Uint8Array;
  readonly direction: 'in' | 'out';
  /** The other doctor, and where they work. */
  readonly peer: StaffId;
  readonly institution: InstitutionId;
  readonly subject: { readonly kind: 'case' | 'record'; readonly id: Uint8Array } | null;
  readonly reason: string;
  readonly issued: Millis;
  readonly expires: Millis;
  /** Version of this side's keys. */
  readonly keyVersion: number;
  readonly keys: DeskRequestKeys;
}

export interface DeskRequest extends Omit<NewDeskRequest, 'keys'> {
  readonly state: DeskRequestState;
  /** Of one of mine: it is at the other side's mailbox. */
  readonly isSent: boolean;
  /** Null once it was answered or is over. */
  readonly keys: DeskRequestKeys | null;
}

/** What was refused, for whoever wants to know why nothing came. */
export interface RefusedMail {
  /** The doctor whom the node named. */
  readonly sender: StaffId;
  readonly time: Millis;
  readonly code: string;
}

export interface DeskRequests {
  add(request: NewDeskRequest): void;
  find(hash: Uint8Array): DeskRequest | null;
  /** The newest first. */
  list(limit: number): readonly DeskRequest[];
  /** That wait for an answer, of one direction. */
  waiting(direction: 'in' | 'out'): readonly DeskRequest[];
  setSent(hash: Uint8Array): void;
  /** Forgets its keys with it. */
  settle(hash: Uint8Array, state: Exclude<DeskRequestState, 'waiting'>): void;
  /** Forgets the keys of requests that ended before `now`, and what need not be remembered against replay. */
  forgetPast(now: Millis): void;

  see(
    sender: StaffId,
    request: { readonly nonce: Uint8Array; readonly issued: Millis; readonly expires: Millis },
  ): void;
  isSeen(sender: StaffId, nonce: Uint8Array): boolean;
  /** When a doctor asked, of the requests that are still remembered. */
  askedAt(sender: StaffId): readonly Millis[];

  block(doctor: StaffId, now: Millis): void;
  unblock(doctor: StaffId): void;
  isBlocked(doctor: StaffId): boolean;

  refuse(refused: RefusedMail): void;
  refused(limit: number): readonly RefusedMail[];
}

/** Refusals that are kept: a flood of forged mail does not fill the desk. */
const MOST_REFUSED = 200;
const COLUMNS =
  'hash, direction, peer, institution, subject_kind, subject, reason, issued, expires, state, sent, key_version, x25519, xwing';

export function deskRequestsOf(database: Database): DeskRequests {
  const rows = (sql: string, ...parameters: readonly (string | number | Uint8Array)[]) =>
    database.prepare(sql).all(...parameters);
  const run = (sql: string, ...parameters: readonly (string | number | Uint8Array)[]): void =>
    void database.prepare(sql).run(...parameters);
  const select = `SELECT ${COLUMNS} FROM consult_requests`;
  return {
    add: (request) => insert(database, request),
    find: (hash) => rows(`${select} WHERE hash = ?`, hash).map(readRequest)[0] ?? null,
    list: (limit) => rows(`${select} ORDER BY id DESC LIMIT ?`, limit).map(readRequest),
    waiting: (direction) =>
      rows(`${select} WHERE state = 'waiting' AND direction = ? ORDER BY id`, direction).map(readRequest),
    setSent: (hash) => run('UPDATE consult_requests SET sent = 1 WHERE hash = ?', hash),
    settle: (hash, state) =>
      run('UPDATE consult_requests SET state = ?, x25519 = NULL, xwing = NULL WHERE hash = ?', state, hash),
    forgetPast: (now) => {
      run(
        'UPDATE consult_requests SET x25519 = NULL, xwing = NULL WHERE x25519 IS NOT NULL AND expires <= ?',
        now,
      );
      run('DELETE FROM consult_seen WHERE expires <= ?', now);
    },
    see: (sender, { nonce, issued, expires }) =>
      run('INSERT OR IGNORE INTO consult_seen VALUES (?, ?, ?, ?)', sender, nonce, issued, expires),
    isSeen: (sender, nonce) =>
      rows('SELECT 1 FROM consult_seen WHERE sender = ? AND nonce = ?', sender, nonce).length > 0,
    askedAt: (sender) =>
      rows('SELECT issued FROM consult_seen WHERE sender = ?', sender).map((row) => time(row, 'issued')),
    block: (doctor, now) => run('INSERT OR IGNORE INTO consult_blocked VALUES (?, ?)', doctor, now),
    unblock: (doctor) => run('DELETE FROM consult_blocked WHERE doctor = ?', doctor),
    isBlocked: (doctor) => rows('SELECT 1 FROM consult_blocked WHERE doctor = ?', doctor).length > 0,
    refuse: ({ sender, time: at, code }) => {
      run('INSERT INTO consult_refused (sender, time, code) VALUES (?, ?, ?)', sender, at, code);
      run('DELETE FROM consult_refused WHERE id <= (SELECT max(id) FROM consult_refused) - ?', MOST_REFUSED);
    },
    refused: (limit) =>
      rows('SELECT sender, time, code FROM consult_refused ORDER BY id DESC LIMIT ?', limit).map((row) => ({
        sender: toStaffId(bytes(row, 'sender')),
        time: time(row, 'time'),
        code: text(row, 'code'),
      })),
  };
}

function insert(database: Database, request: NewDeskRequest): void {
  database
    .prepare(
      `INSERT INTO consult_requests (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?, ?, ?)`,
    )
    .run(
      request.hash,
      request.direction,
      request.peer,
      request.institution,
      request.subject?.kind ?? null,
      request.subject?.id ?? null,
      request.reason,
      request.issued,
      request.expires,
      request.keyVersion,
      request.keys.x25519,
      request.keys.xwing,
    );
}

function readRequest(row: Row): DeskRequest {
  const x25519 = orNull(bytes, row, 'x25519');
  const xwing = orNull(bytes, row, 'xwing');
  const id = orNull(bytes, row, 'subject');
  return {
    hash: bytes(row, 'hash'),
    direction: oneOf(row, 'direction', ['in', 'out']),
    peer: toStaffId(bytes(row, 'peer')),
    institution: toInstitutionId(bytes(row, 'institution')),
    subject: id === null ? null : { kind: oneOf(row, 'subject_kind', ['case', 'record']), id },
    reason: text(row, 'reason'),
    issued: time(row, 'issued'),
    expires: time(row, 'expires'),
    state: oneOf(row, 'state', STATES),
    isSent: integer(row, 'sent') === 1,
    keyVersion: integer(row, 'key_version'),
    keys: x25519 === null || xwing === null ? null : { x25519, xwing },
  };
}

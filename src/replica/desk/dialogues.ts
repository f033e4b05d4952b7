/** Dialogues with their ratchets. Who changes a ratchet writes what it gave in the same transaction. */
import { toInstitutionId, toStaffId, type InstitutionId, type StaffId } from '../../crypto/ids.ts';
import type { Millis } from '../../ports.ts';
import type { Database, Row, SqlValue } from '../database.ts';
import { bytes, integer, orNull, text, time } from '../rows.ts';

export interface NewDialogue {
  /** The request's hash, which names the dialogue too; 32 bytes. */
  readonly request: Uint8Array;
  readonly peer: StaffId;
  readonly institution: InstitutionId;
  /** The other side's signing key in force, and the version of this side's keys. */
  readonly peerSign: Uint8Array;
  readonly keyVersion: number;
  /** What every message is bound to. */
  readonly associated: Uint8Array;
  readonly started: Millis;
  /** SECRET, in the encoding of the layer above. */
  readonly ratchet: Uint8Array;
}

export interface DeskDialogue extends Omit<NewDialogue, 'ratchet'> {
  /** By which messages name it here. */
  readonly id: number;
  /** Null once it has ended. */
  readonly ratchet: Uint8Array | null;
  readonly end: { readonly time: Millis; readonly code: string } | null;
}

export interface Dialogues {
  begin(dialogue: NewDialogue): void;
  find(request: Uint8Array): DeskDialogue | null;
  /** The newest first. */
  list(): readonly DeskDialogue[];
  turn(dialogue: number, ratchet: Uint8Array): void;
  /** Forgets the ratchet. Nothing happens when it has ended. */
  end(dialogue: number, end: { readonly time: Millis; readonly code: string }): void;

  compare(doctor: StaffId, signingKey: Uint8Array, now: Millis): void;
  /** The key that was compared, if any. */
  compared(doctor: StaffId): Uint8Array | null;
  /** The other side's key in the dialogue before this one, if there was one. */
  keyBefore(dialogue: Pick<DeskDialogue, 'id' | 'peer'>): Uint8Array | null;
  /** That this key is another one than before was seen. */
  look(doctor: StaffId, signingKey: Uint8Array, now: Millis): void;
  looked(doctor: StaffId): Uint8Array | null;
}

const DIALOGUE =
  'id, request, peer, institution, peer_sign, key_version, associated, started, ended, end_code, ratchet';
export function dialoguesOf(database: Database): Dialogues {
  const rows = (sql: string, ...parameters: readonly SqlValue[]) => database.prepare(sql).all(...parameters);
  const run = (sql: string, ...parameters: readonly SqlValue[]): void =>
    void database.prepare(sql).run(...parameters);
  const key = (sql: string, ...parameters: readonly SqlValue[]): Uint8Array | null =>
    rows(sql, ...parameters).map((row) => bytes(row, 'signing_key'))[0] ?? null;
  return {
    begin: (dialogue) => begin(database, dialogue),
    find: (request) =>
      rows(`SELECT ${DIALOGUE} FROM dialogues WHERE request = ?`, request).map(readDialogue)[0] ?? null,
    list: () => rows(`SELECT ${DIALOGUE} FROM dialogues ORDER BY id DESC`).map(readDialogue),
    turn: (dialogue, ratchet) =>
      run('UPDATE dialogues SET ratchet = ? WHERE id = ? AND ended IS NULL', ratchet, dialogue),
    end: (dialogue, { time: at, code }) =>
      run(
        'UPDATE dialogues SET ratchet = NULL, ended = ?, end_code = ? WHERE id = ? AND ended IS NULL',
        at,
        code,
        dialogue,
      ),
    compare: (doctor, signingKey, now) =>
      run('INSERT OR REPLACE INTO consult_compared VALUES (?, ?, ?)', doctor, signingKey, now),
    compared: (doctor) => key('SELECT signing_key FROM consult_compared WHERE doctor = ?', doctor),
    keyBefore: ({ id, peer }) =>
      key(
        'SELECT peer_sign AS signing_key FROM dialogues WHERE peer = ? AND id < ? ORDER BY id DESC LIMIT 1',
        peer,
        id,
      ),
    look: (doctor, signingKey, now) =>
      run('INSERT OR REPLACE INTO consult_looked VALUES (?, ?, ?)', doctor, signingKey, now),
    looked: (doctor) => key('SELECT signing_key FROM consult_looked WHERE doctor = ?', doctor),
  };
}

function begin(database: Database, dialogue: NewDialogue): void {
  database
    .prepare(
      `INSERT INTO dialogues (request, peer, institution, peer_sign, key_version, associated, started, ratchet)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      dialogue.request,
      dialogue.peer,
      dialogue.institution,
      dialogue.peerSign,
      dialogue.keyVersion,
      dialogue.associated,
      dialogue.started,
      dialogue.ratchet,
    );
}

function readDialogue(row: Row): DeskDialogue {
  const ended = orNull(time, row, 'ended');
  return {
    id: integer(row, 'id'),
    request: bytes(row, 'request'),
    peer: toStaffId(bytes(row, 'peer')),
    institution: toInstitutionId(bytes(row, 'institution')),
    peerSign: bytes(row, 'peer_sign'),
    keyVersion: integer(row, 'key_version'),
    associated: bytes(row, 'associated'),
    started: time(row, 'started'),
    end: ended === null ? null : { time: ended, code: text(row, 'end_code') },
    ratchet: orNull(bytes, row, 'ratchet'),
  };
}

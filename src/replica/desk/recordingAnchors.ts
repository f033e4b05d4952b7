/** Recordings that this doctor put on the ledger, and whom they named for them. */
import { toStaffId, type StaffId } from '../../crypto/ids.ts';
import type { Database, Row } from '../database.ts';
import { bytes, integer } from '../rows.ts';

export interface DeskAnchor {
  /** Its name on the ledger, 32 bytes. */
  readonly anchor: Uint8Array;
  /** 16 bytes. */
  readonly recording: Uint8Array;
  /** SECRET: leads from the recording to the name. */
  readonly salt: Uint8Array;
  /** The entry of the outbox. */
  readonly outbox: number;
}

export interface RecordingAnchors {
  add(anchor: DeskAnchor): void;
  find(anchor: Uint8Array): DeskAnchor | null;
  /** The newest of a recording: one that was refused may be followed by another. */
  ofRecording(recording: Uint8Array): DeskAnchor | null;
  /** The newest first. */
  list(): readonly DeskAnchor[];
  /** It was taken back. */
  remove(anchor: Uint8Array): void;
  readers(anchor: Uint8Array): readonly StaffId[];
  setReader(anchor: Uint8Array, doctor: StaffId, may: boolean): void;
}

const COLUMNS = 'anchor, recording, salt, outbox';

export function recordingAnchorsOf(database: Database): RecordingAnchors {
  const one = (sql: string, value: Uint8Array): DeskAnchor | null => {
    const row = database.prepare(sql).get(value);
    return row === undefined ? null : readAnchor(row);
  };
  return {
    add: ({ anchor, outbox, recording, salt }) =>
      void database
        .prepare(`INSERT INTO recording_anchors (${COLUMNS}) VALUES (?, ?, ?, ?)`)
        .run(anchor, recording, salt, outbox),
    find: (anchor) => one(`SELECT ${COLUMNS} FROM recording_anchors WHERE anchor = ?`, anchor),
    ofRecording: (recording) =>
      one(`SELECT ${COLUMNS} FROM recording_anchors WHERE recording = ? ORDER BY id DESC LIMIT 1`, recording),
    list: () =>
      database.prepare(`SELECT ${COLUMNS} FROM recording_anchors ORDER BY id DESC`).all().map(readAnchor),
    remove: (anchor) => void database.prepare('DELETE FROM recording_anchors WHERE anchor = ?').run(anchor),
    readers: (anchor) =>
      database
        .prepare(
          `SELECT r.doctor FROM recording_anchor_readers r JOIN recording_anchors a ON a.id = r.anchor
           WHERE a.anchor = ? ORDER BY r.id`,
        )
        .all(anchor)
        .map((row) => toStaffId(bytes(row, 'doctor'))),
    setReader: (anchor, doctor, may) => {
      const of = '(SELECT id FROM recording_anchors WHERE anchor = ?)';
      const sql = may
        ? `INSERT INTO recording_anchor_readers (anchor, doctor) VALUES (${of}, ?) ON CONFLICT DO NOTHING`
        : `DELETE FROM recording_anchor_readers WHERE anchor = ${of} AND doctor = ?`;
      database.prepare(sql).run(anchor, doctor);
    },
  };
}

function readAnchor(row: Row): DeskAnchor {
  return {
    anchor: bytes(row, 'anchor'),
    recording: bytes(row, 'recording'),
    salt: bytes(row, 'salt'),
    outbox: integer(row, 'outbox'),
  };
}

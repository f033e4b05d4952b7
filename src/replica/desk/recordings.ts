/** Recordings of consults that this doctor holds, with their keys. */
import { toBlobId, type BlobId } from '../../crypto/ids.ts';
import type { Millis } from '../../ports.ts';
import type { Database, Row, SqlValue } from '../database.ts';
import { bytes, integer, oneOf, orNull, text, time } from '../rows.ts';

const STATES = ['running', 'whole', 'broken'] as const;
const SIDES = ['own', 'other', 'mixed'] as const;

export interface NewRecording {
  /** 16 bytes. */
  readonly recording: Uint8Array;
  /** The dialogue's request, 32 bytes. */
  readonly dialogue: Uint8Array;
  readonly title: string;
  /** Of whom and by whose consent, in the encoding of the layer above. */
  readonly about: Uint8Array;
  /** SECRET, 32 bytes. */
  readonly key: Uint8Array;
  readonly began: Millis;
}

export interface DeskRecording extends NewRecording {
  readonly id: number;
  /** `running` also of one that a sudden end broke off, until it is put right. */
  readonly state: (typeof STATES)[number];
  /** Signed when it ended. */
  readonly manifest: Uint8Array | null;
}

export interface NewSegment {
  readonly side: (typeof SIDES)[number];
  readonly number: number;
  readonly contentType: string;
  /** Ms since the recording began. */
  readonly from: number;
}

/** What a segment came to. */
export interface SegmentEnd {
  readonly blob: BlobId;
  /** Bytes of its file. */
  readonly size: number;
  readonly durationMs: number;
  /** Whether it has its last frame. */
  readonly ends: boolean;
}

export interface DeskSegment extends NewSegment {
  readonly id: number;
  /** Null while it grows. */
  readonly end: SegmentEnd | null;
}

export interface DeskRecordings {
  begin(recording: NewRecording): void;
  find(recording: Uint8Array): DeskRecording | null;
  /** The newest first. */
  list(): readonly DeskRecording[];
  /** Answers the segment's id. */
  grow(recording: number, segment: NewSegment): number;
  end(segment: number, end: SegmentEnd): void;
  /** By side, in order. */
  segments(recording: number): readonly DeskSegment[];
  /** Of a segment that ended; null of any other. */
  ended(segment: number): SegmentEnd | null;
  /** Ids of all segments that grow. */
  growing(): readonly number[];
  forgetSegment(segment: number): void;
  close(recording: number, manifest: Uint8Array, state: 'whole' | 'broken'): void;
  rename(recording: number, title: string): void;
  /** With its key, also where a message gave it to or came from the other doctor: nobody opens what is left of it. */
  remove(recording: number): void;
}

const RECORDING = 'id, recording, dialogue, title, about, key, state, began, manifest';
const SEGMENT = 'id, side, number, content_type, from_ms, blob_id, size, duration_ms, ends';

export function deskRecordingsOf(database: Database): DeskRecordings {
  const rows = (sql: string, ...of: readonly SqlValue[]) => database.prepare(sql).all(...of);
  const run = (sql: string, ...of: readonly SqlValue[]): number => database.prepare(sql).run(...of).rowid;
  return {
    begin: ({ recording, dialogue, title, about, key, began }) =>
      void run(
        `INSERT INTO recordings (recording, dialogue, title, about, key, state, began)
           VALUES (?, ?, ?, ?, ?, 'running', ?)`,
        recording,
        dialogue,
        title,
        about,
        key,
        began,
      ),
    find: (recording) =>
      rows(`SELECT ${RECORDING} FROM recordings WHERE recording = ?`, recording).map(readRecording)[0] ??
      null,
    list: () => rows(`SELECT ${RECORDING} FROM recordings ORDER BY id DESC`).map(readRecording),
    grow: (recording, { contentType, from, number, side }) =>
      run(
        `INSERT INTO recording_segments (recording, side, number, content_type, from_ms) VALUES (?, ?, ?, ?, ?)`,
        recording,
        side,
        number,
        contentType,
        from,
      ),
    end: (segment, { blob, durationMs, ends, size }) =>
      void run(
        'UPDATE recording_segments SET blob_id = ?, size = ?, duration_ms = ?, ends = ? WHERE id = ?',
        blob,
        size,
        durationMs,
        ends ? 1 : 0,
        segment,
      ),
    segments: (recording) =>
      rows(
        `SELECT ${SEGMENT} FROM recording_segments WHERE recording = ? ORDER BY side, number`,
        recording,
      ).map(readSegment),
    ended: (segment) =>
      rows(`SELECT ${SEGMENT} FROM recording_segments WHERE id = ?`, segment).map(readSegment)[0]?.end ??
      null,
    growing: () =>
      rows('SELECT id FROM recording_segments WHERE blob_id IS NULL').map((row) => integer(row, 'id')),
    forgetSegment: (segment) => void run('DELETE FROM recording_segments WHERE id = ?', segment),
    close: (recording, manifest, state) =>
      void run('UPDATE recordings SET manifest = ?, state = ? WHERE id = ?', manifest, state, recording),
    rename: (recording, title) => void run('UPDATE recordings SET title = ? WHERE id = ?', title, recording),
    remove: (recording) => database.immediate(() => remove(database, recording)),
  };
}

/** Also out of the messages that gave it or brought it: what they named has its key. */
function remove(database: Database, recording: number): void {
  const run = (sql: string, of: number): void => void database.prepare(sql).run(of);
  const given = database
    .prepare(
      `SELECT DISTINCT message FROM dialogue_files WHERE blob_id IN
         (SELECT blob_id FROM recording_segments WHERE recording = ?)`,
    )
    .all(recording)
    .map((row) => integer(row, 'message'));
  for (const message of given) {
    run('DELETE FROM dialogue_files WHERE message = ?', message);
    run("UPDATE dialogue_given SET state = 'refused' WHERE message = ?", message);
  }
  run('DELETE FROM recording_segments WHERE recording = ?', recording);
  run('DELETE FROM recordings WHERE id = ?', recording);
}

function readRecording(row: Row): DeskRecording {
  return {
    id: integer(row, 'id'),
    recording: bytes(row, 'recording'),
    dialogue: bytes(row, 'dialogue'),
    title: text(row, 'title'),
    about: bytes(row, 'about'),
    key: bytes(row, 'key'),
    state: oneOf(row, 'state', STATES),
    began: time(row, 'began'),
    manifest: orNull(bytes, row, 'manifest'),
  };
}

function readSegment(row: Row): DeskSegment {
  const blob = orNull(bytes, row, 'blob_id');
  return {
    id: integer(row, 'id'),
    side: oneOf(row, 'side', SIDES),
    number: integer(row, 'number'),
    contentType: text(row, 'content_type'),
    from: integer(row, 'from_ms'),
    end: blob && {
      blob: toBlobId(blob),
      size: integer(row, 'size'),
      durationMs: integer(row, 'duration_ms'),
      ends: integer(row, 'ends') === 1,
    },
  };
}

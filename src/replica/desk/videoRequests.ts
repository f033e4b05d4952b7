/** Requests for a video consult within a dialogue, and what was answered. */
import type { Millis } from '../../ports.ts';
import type { Database, Row, SqlValue } from '../database.ts';
import { bytes, integer, oneOf, orNull, text, time } from '../rows.ts';

const STATES = ['waiting', 'accepted', 'declined', 'withdrawn'] as const;
export type VideoRequestState = (typeof STATES)[number];

export interface NewVideoRequest {
  /** Its name, 32 bytes. */
  readonly hash: Uint8Array;
  readonly dialogue: number;
  readonly mine: boolean;
  readonly reason: string;
  readonly issued: Millis;
  readonly expires: Millis;
  /** The time that is proposed; null is now. */
  readonly at: Millis | null;
}

export interface VideoRequest extends NewVideoRequest {
  readonly state: VideoRequestState;
  readonly answered: Millis | null;
}

export interface VideoRequests {
  add(request: NewVideoRequest): void;
  find(hash: Uint8Array): VideoRequest | null;
  /** Of a dialogue, the newest first. */
  of(dialogue: number, limit: number): readonly VideoRequest[];
  /** Of all dialogues, that wait for an answer. */
  waiting(): readonly VideoRequest[];
  /** Nothing happens to one that is settled. */
  settle(hash: Uint8Array, state: Exclude<VideoRequestState, 'waiting'>, answered: Millis): void;
}

const COLUMNS = 'hash, dialogue, mine, reason, issued, expires, at, state, answered';

export function videoRequestsOf(database: Database): VideoRequests {
  const rows = (sql: string, ...parameters: readonly SqlValue[]) =>
    database
      .prepare(`SELECT ${COLUMNS} FROM video_requests ${sql}`)
      .all(...parameters)
      .map(readRequest);
  return {
    add: ({ at, dialogue, expires, hash, issued, mine, reason }) =>
      void database
        .prepare(`INSERT INTO video_requests (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', NULL)`)
        .run(hash, dialogue, mine ? 1 : 0, reason, issued, expires, at),
    find: (hash) => rows('WHERE hash = ?', hash)[0] ?? null,
    of: (dialogue, limit) => rows('WHERE dialogue = ? ORDER BY id DESC LIMIT ?', dialogue, limit),
    waiting: () => rows("WHERE state = 'waiting' ORDER BY id DESC"),
    settle: (hash, state, answered) =>
      void database
        .prepare("UPDATE video_requests SET state = ?, answered = ? WHERE hash = ? AND state = 'waiting'")
        .run(state, answered, hash),
  };
}

function readRequest(row: Row): VideoRequest {
  return {
    hash: bytes(row, 'hash'),
    dialogue: integer(row, 'dialogue'),
    mine: integer(row, 'mine') === 1,
    reason: text(row, 'reason'),
    issued: time(row, 'issued'),
    expires: time(row, 'expires'),
    at: orNull(time, row, 'at'),
    state: oneOf(row, 'state', STATES),
    answered: orNull(time, row, 'answered'),
  };
}

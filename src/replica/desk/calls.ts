/** Calls with other doctors: where their words have come to, how they ended, and the words that show it. */
import type { Millis } from '../../ports.ts';
import type { Database, Row, SqlValue } from '../database.ts';
import { bytes, integer, oneOf, orNull, text, time } from '../rows.ts';

/** How many words of one side there are, and H of the content of the last. */
export interface DeskChain {
  readonly next: number;
  readonly last: Uint8Array | null;
}

export interface NewDeskCall {
  /** 16 bytes. */
  readonly call: Uint8Array;
  readonly dialogue: number;
  /** This side rang first. */
  readonly mine: boolean;
  readonly media: 'audio' | 'video';
  readonly began: Millis;
}

export interface DeskCallEnd {
  readonly time: Millis;
  /** In the words of the layer above. */
  readonly reason: string;
  readonly by: 'me' | 'peer';
  readonly durationMs: number;
}

export interface DeskCall extends NewDeskCall {
  readonly id: number;
  readonly live: Millis | null;
  readonly end: DeskCallEnd | null;
  readonly own: DeskChain;
  readonly theirs: DeskChain;
}

const KEPT = ['ring', 'answer', 'confirm', 'record-consent', 'rekey', 'end'] as const;
export type KeptWord = (typeof KEPT)[number];

export interface KeptCallWord {
  readonly mine: boolean;
  readonly sequence: number;
  readonly word: KeptWord;
  /** As it was signed. */
  readonly signed: Uint8Array;
}

export interface DeskCalls {
  add(call: NewDeskCall): void;
  find(call: Uint8Array): DeskCall | null;
  /** Of a dialogue, the newest first. */
  of(dialogue: number, limit: number): readonly DeskCall[];
  /** That have not ended. */
  open(): readonly DeskCall[];
  setChain(call: number, side: 'own' | 'theirs', chain: DeskChain): void;
  setLive(call: number, since: Millis): void;
  /** The first end counts. */
  end(call: number, end: DeskCallEnd): void;
  keep(call: number, word: KeptCallWord): void;
  /** In the order of each side, the own first. */
  words(call: number): readonly KeptCallWord[];
}

const COLUMNS = `id, call, dialogue, mine, media, began, live, ended, reason, ended_by, duration,
  own_next, own_last, their_next, their_last`;
const CHAIN = { own: 'own_next = ?, own_last = ?', theirs: 'their_next = ?, their_last = ?' } as const;

export function deskCallsOf(database: Database): DeskCalls {
  const rows = (sql: string, ...parameters: readonly SqlValue[]) =>
    database
      .prepare(`SELECT ${COLUMNS} FROM calls ${sql}`)
      .all(...parameters)
      .map(readCall);
  const run = (sql: string, ...parameters: readonly SqlValue[]): void =>
    void database.prepare(sql).run(...parameters);
  return {
    add: ({ began, call, dialogue, media, mine }) =>
      run(
        'INSERT INTO calls (call, dialogue, mine, media, began) VALUES (?, ?, ?, ?, ?)',
        call,
        dialogue,
        mine ? 1 : 0,
        media,
        began,
      ),
    find: (call) => rows('WHERE call = ?', call)[0] ?? null,
    of: (dialogue, limit) => rows('WHERE dialogue = ? ORDER BY id DESC LIMIT ?', dialogue, limit),
    open: () => rows('WHERE ended IS NULL ORDER BY id'),
    setChain: (call, side, { last, next }) =>
      run(`UPDATE calls SET ${CHAIN[side]} WHERE id = ?`, next, last, call),
    setLive: (call, since) => run('UPDATE calls SET live = ? WHERE id = ? AND live IS NULL', since, call),
    end: (call, { by, durationMs, reason, time: ended }) =>
      run(
        'UPDATE calls SET ended = ?, reason = ?, ended_by = ?, duration = ? WHERE id = ? AND ended IS NULL',
        ended,
        reason,
        by,
        durationMs,
        call,
      ),
    keep: (call, { mine, sequence, signed, word }) =>
      run(
        'INSERT OR IGNORE INTO call_words VALUES (?, ?, ?, ?, ?)',
        call,
        mine ? 1 : 0,
        sequence,
        word,
        signed,
      ),
    words: (call) =>
      database
        .prepare(
          'SELECT mine, sequence, word, signed FROM call_words WHERE call = ? ORDER BY mine DESC, sequence',
        )
        .all(call)
        .map((row) => ({
          mine: integer(row, 'mine') === 1,
          sequence: integer(row, 'sequence'),
          word: oneOf(row, 'word', KEPT),
          signed: bytes(row, 'signed'),
        })),
  };
}

function readCall(row: Row): DeskCall {
  return {
    id: integer(row, 'id'),
    call: bytes(row, 'call'),
    dialogue: integer(row, 'dialogue'),
    mine: integer(row, 'mine') === 1,
    media: oneOf(row, 'media', ['audio', 'video']),
    began: time(row, 'began'),
    live: orNull(time, row, 'live'),
    end: endOf(row),
    own: { next: integer(row, 'own_next'), last: orNull(bytes, row, 'own_last') },
    theirs: { next: integer(row, 'their_next'), last: orNull(bytes, row, 'their_last') },
  };
}

function endOf(row: Row): DeskCallEnd | null {
  const ended = orNull(time, row, 'ended');
  if (ended === null) return null;
  return {
    time: ended,
    reason: text(row, 'reason'),
    by: oneOf(row, 'ended_by', ['me', 'peer']),
    durationMs: integer(row, 'duration'),
  };
}

/** What was said in dialogues: each message once, by its author's name for it, and never quietly changed. */
import { ConsiliumError } from '../../errors.ts';
import type { Millis } from '../../ports.ts';
import type { Database, Row, SqlValue } from '../database.ts';
import { bytes, integer, oneOf, orNull, text, time } from '../rows.ts';
import { indexMessages, searched, type MessageSearch } from './dialogueSearch.ts';

const STATES = ['queued', 'stored', 'delivered', 'read', 'failed', 'unread', 'seen'] as const;
/** Of an own message the first five, of one that came the last two. */
export type DialogueMessageState = (typeof STATES)[number];

export interface NewDialogueMessage {
  readonly dialogue: number;
  readonly mine: boolean;
  /** 16 bytes of its author's. */
  readonly message: Uint8Array;
  readonly time: Millis;
  readonly text: string;
  readonly reply: Uint8Array | null;
}

export interface DialogueMessage extends NewDialogueMessage {
  /** Grows with each message; pages go by it. */
  readonly id: number;
  readonly edited: Millis | null;
  readonly deleted: Millis | null;
  readonly state: DialogueMessageState;
  /** Why it failed. */
  readonly code: string | null;
}

/** As a conversation shows it. */
export interface ShownMessage extends DialogueMessage {
  /** Files or a record: see dialogueGiven.ts. */
  readonly brings: boolean;
}

/** Which messages: the newest first, of those before one that have these words. */
export interface MessagePage extends MessageSearch {
  readonly before: number | null;
  readonly limit: number;
}

/** A message by its author's name for it. */
export interface MessageName {
  readonly dialogue: number;
  readonly mine: boolean;
  readonly message: Uint8Array;
}

export interface MessageSpan {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface DialogueMessages {
  /** Answers its row; null when there is one of that name. */
  add(message: NewDialogueMessage): number | null;
  message(name: MessageName): DialogueMessage | null;
  /** In which dialogue a row is. */
  dialogueOf(id: number): number | null;
  page(dialogue: number, page: MessagePage): readonly ShownMessage[];
  /** The first and the last message of a time, by their rows, and how many lie from the one to the other. */
  span(dialogue: number, time: { readonly since: Millis; readonly until: Millis }): MessageSpan | null;
  unread(dialogue: number): readonly DialogueMessage[];
  countUnread(dialogue: number): number;
  /** Makes at most so many messages ready to be searched; what is left, searching does first. */
  index(most: number): void;
  edit(name: MessageName, change: { readonly text: string; readonly time: Millis }): void;
  /** What it said is gone; that it was stays. */
  remove(name: MessageName, at: Millis): void;
  /** A message of mine has come further; never back. */
  reach(id: number, state: 'stored' | 'delivered' | 'read'): void;
  /** Unless the other side has it. */
  fail(id: number, code: string): void;
  see(id: number): void;
}

const MESSAGE = 'id, dialogue, mine, message, time, text, reply, edited, deleted, state, code';
const SHOWN = `${MESSAGE},
  EXISTS (SELECT 1 FROM dialogue_given WHERE dialogue_given.message = dialogue_messages.id) AS brings`;
const NAMED = 'dialogue = ? AND mine = ? AND message = ?';
/** From which states a message may come to the named one. */
const BEFORE = {
  stored: "('queued')",
  delivered: "('queued', 'stored', 'failed')",
  read: "('queued', 'stored', 'failed', 'delivered')",
} as const;

export function dialogueMessagesOf(database: Database): DialogueMessages {
  const rows = (sql: string, ...parameters: readonly SqlValue[]) => database.prepare(sql).all(...parameters);
  const run = (sql: string, ...parameters: readonly SqlValue[]): void =>
    void database.prepare(sql).run(...parameters);
  return {
    add: (message) => add(database, message),
    message: (name) =>
      rows(`SELECT ${MESSAGE} FROM dialogue_messages WHERE ${NAMED}`, ...named(name)).map(readMessage)[0] ??
      null,
    dialogueOf: (id) =>
      rows('SELECT dialogue FROM dialogue_messages WHERE id = ?', id).map((row) =>
        integer(row, 'dialogue'),
      )[0] ?? null,
    page: (dialogue, page) => pageOf(database, dialogue, page).map(readShown),
    span: (dialogue, time) => spanOf(database, dialogue, time),
    unread: (dialogue) =>
      rows(
        `SELECT ${MESSAGE} FROM dialogue_messages WHERE dialogue = ? AND state = 'unread' ORDER BY id`,
        dialogue,
      ).map(readMessage),
    countUnread: (dialogue) =>
      rows(
        `SELECT count(*) AS count FROM dialogue_messages WHERE dialogue = ? AND state = 'unread'`,
        dialogue,
      )
        .map((row) => integer(row, 'count'))
        .reduce((sum, count) => sum + count, 0),
    index: (most) => indexMessages(database, most),
    edit: (name, change) =>
      run(
        `UPDATE dialogue_messages SET text = ?, edited = ? WHERE ${NAMED} AND deleted IS NULL`,
        change.text,
        change.time,
        ...named(name),
      ),
    remove: (name, at) =>
      run(
        `UPDATE dialogue_messages SET text = '', deleted = ? WHERE ${NAMED} AND deleted IS NULL`,
        at,
        ...named(name),
      ),
    reach: (id, state) =>
      run(
        `UPDATE dialogue_messages SET state = ?, code = NULL WHERE id = ? AND state IN ${BEFORE[state]}`,
        state,
        id,
      ),
    fail: (id, code) =>
      run(
        "UPDATE dialogue_messages SET state = 'failed', code = ? WHERE id = ? AND state IN ('queued', 'stored')",
        code,
        id,
      ),
    see: (id) => run("UPDATE dialogue_messages SET state = 'seen' WHERE id = ? AND state = 'unread'", id),
  };
}

/** By their times, which are those of the authors' clocks; what lies between the first and the last belongs to it. */
function spanOf(
  database: Database,
  dialogue: number,
  { since, until }: { readonly since: Millis; readonly until: Millis },
): MessageSpan | null {
  const found = database
    .prepare(
      `SELECT min(id) AS first, max(id) AS last FROM
       (SELECT id FROM dialogue_messages WHERE dialogue = ? AND time >= ? AND time < ?)`,
    )
    .get(dialogue, since, until);
  const from = found === undefined ? null : orNull(integer, found, 'first');
  const to = found === undefined ? null : orNull(integer, found, 'last');
  if (from === null || to === null) return null;
  const counted = database
    .prepare('SELECT count(*) AS count FROM dialogue_messages WHERE dialogue = ? AND id BETWEEN ? AND ?')
    .get(dialogue, from, to);
  return { from, to, count: counted === undefined ? 0 : integer(counted, 'count') };
}

function pageOf(database: Database, dialogue: number, page: MessagePage): readonly Row[] {
  const before = page.before ?? Number.MAX_SAFE_INTEGER;
  const expression = searched(database, dialogue, page);
  // Signs alone are no words; with nothing to search for every message has it.
  if (expression === null) return database.prepare(NEWEST).all(dialogue, before, page.search, page.limit);
  const one = database.prepare(`SELECT ${SHOWN} FROM dialogue_messages WHERE id = ?`);
  return database
    .prepare(FOUND)
    .all(expression, before, page.limit)
    .flatMap((row) => one.all(integer(row, 'id')));
}

// What SQLite remembers of a time when little had been said would have it look at all messages instead: joins are not
// left to it, nor the choice of the index.
const FOUND = `SELECT rowid AS id FROM dialogue_words
  WHERE dialogue_words MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?`;
const NEWEST = `SELECT ${SHOWN} FROM dialogue_messages INDEXED BY dialogue_messages_by_dialogue
  WHERE dialogue = ? AND id < ? AND instr(text, ?) > 0 ORDER BY id DESC LIMIT ?`;

function add(database: Database, message: NewDialogueMessage): number | null {
  const { changes, rowid } = database
    .prepare(
      `INSERT INTO dialogue_messages (dialogue, mine, message, time, text, reply, state)
       VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (dialogue, mine, message) DO NOTHING`,
    )
    .run(...named(message), message.time, message.text, message.reply, message.mine ? 'queued' : 'unread');
  return changes === 0 ? null : rowid;
}

function named({ dialogue, mine, message }: MessageName): readonly [number, number, Uint8Array] {
  return [dialogue, mine ? 1 : 0, message];
}

function readMessage(row: Row): DialogueMessage {
  return {
    id: integer(row, 'id'),
    dialogue: integer(row, 'dialogue'),
    mine: flag(row, 'mine'),
    message: bytes(row, 'message'),
    time: time(row, 'time'),
    text: text(row, 'text'),
    reply: orNull(bytes, row, 'reply'),
    edited: orNull(time, row, 'edited'),
    deleted: orNull(time, row, 'deleted'),
    state: oneOf(row, 'state', STATES),
    code: orNull(text, row, 'code'),
  };
}

function readShown(row: Row): ShownMessage {
  return { ...readMessage(row), brings: flag(row, 'brings') };
}

function flag(row: Row, column: string): boolean {
  const value = integer(row, column);
  if (value !== 0 && value !== 1) throw new ConsiliumError('database-corrupt', { column, found: value });
  return value === 1;
}

/** Files and records that messages of dialogues bring: which belong to which message, and how far they are here. */
import { toBlobId, toStatementHash, type BlobId, type StatementHash } from '../../crypto/ids.ts';
import type { Database, Row, SqlValue } from '../database.ts';
import { bytes, integer, oneOf, orNull, text } from '../rows.ts';

const KINDS = ['files', 'voice', 'record'] as const;
const STATES = ['offered', 'wanted', 'whole', 'refused'] as const;
const FILE_STATES = ['coming', 'here', 'refused'] as const;
/** Of an own message: `wanted` until the other side has it, then `whole`. */
export type GivenState = (typeof STATES)[number];

export interface NewGiven {
  /** Row of the message. */
  readonly message: number;
  readonly kind: (typeof KINDS)[number];
  /** Files that belong to it. */
  readonly count: number;
  /** Of a record. */
  readonly statement: StatementHash | null;
  readonly state: GivenState;
}

export interface DeskGiven extends NewGiven {
  readonly isPaused: boolean;
  /** Code of why it was paused, where no person did it. */
  readonly trouble: string | null;
  readonly isStored: boolean;
}

export interface NewGivenFile {
  readonly message: number;
  /** Among the files of its message. */
  readonly place: number;
  /** SECRET: with the key, in the encoding of the layer above. */
  readonly about: Uint8Array;
  readonly blob: BlobId;
  readonly blobSize: number;
  readonly state: 'coming' | 'here';
}

export interface DeskGivenFile extends Omit<NewGivenFile, 'state'> {
  readonly id: number;
  readonly state: (typeof FILE_STATES)[number];
  /** Why it was refused. */
  readonly code: string | null;
  /** An own one: it lies at the node. */
  readonly isStored: boolean;
}

/** A message that is under way, and in which dialogue. */
export interface UnderWay extends DeskGiven {
  readonly dialogue: number;
  readonly mine: boolean;
}

export interface GivenTally {
  /** Named so far. */
  readonly named: number;
  readonly coming: number;
  readonly refused: number;
  /** At the own node. */
  readonly stored: number;
}

export interface DialogueGiven {
  /** Nothing happens where the message has it already. */
  add(given: NewGiven): void;
  /** False for a file that is there already, under this place or in another message. */
  addFile(file: NewGivenFile): boolean;
  of(message: number): DeskGiven | null;
  /** The author's name of a message, by its row. */
  messageOf(message: number): Uint8Array | null;
  /** The row of the message that brings a file. */
  messageWith(blob: BlobId): number | null;
  /** In their order. */
  files(message: number): readonly DeskGivenFile[];
  /** How many of the files of a message are where. */
  tally(message: number): GivenTally;
  /** Of dialogues that have not ended, what is not whole yet, the oldest first. */
  underWay(): readonly UnderWay[];
  /** Ids of files that are still to come, of any dialogue. */
  coming(): readonly number[];
  /** Bytes of what came, or is still to come, from others. */
  bytesOfOthers(): number;
  setState(message: number, state: GivenState): void;
  setPaused(message: number, isPaused: boolean): void;
  /** Pauses it for a reason that goes when it is resumed. */
  halt(message: number, trouble: string): void;
  setStored(message: number): void;
  setFileStored(id: number): void;
  /** It is about to be brought to the node, and may lie there from now on. */
  beginStoring(id: number): void;
  setHere(id: number): void;
  refuse(id: number, code: string): void;
  /** Nothing of what a message brought is kept, for one reason. */
  refuseAll(message: number, code: string): void;
  /** What a message brought is gone. */
  forget(message: number): void;
  /** Own files at the node that nobody will fetch there any more, so many at most. */
  away(most: number): readonly BlobId[];
  /** The node forgot them. */
  clearAway(blobs: readonly BlobId[]): void;
}

const GIVEN = 'message, kind, count, statement, state, paused, trouble, stored';
const FILE = 'id, message, place, about, blob_id, blob_size, state, code, stored';

export function dialogueGivenOf(database: Database): DialogueGiven {
  return { ...readsOf(database), ...writesOf(database) };
}

type Reads =
  | 'away'
  | 'of'
  | 'messageOf'
  | 'messageWith'
  | 'files'
  | 'tally'
  | 'underWay'
  | 'coming'
  | 'bytesOfOthers';

function writesOf(database: Database): Omit<DialogueGiven, Reads> {
  const run = (sql: string, ...parameters: readonly SqlValue[]): number =>
    database.prepare(sql).run(...parameters).changes;
  return {
    add: ({ count, kind, message, state, statement }) =>
      void run(
        `INSERT INTO dialogue_given (message, kind, count, statement, state) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (message) DO NOTHING`,
        message,
        kind,
        count,
        statement,
        state,
      ),
    addFile: ({ about, blob, blobSize, message, place, state }) =>
      run(
        `INSERT INTO dialogue_files (message, place, about, blob_id, blob_size, state) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING`,
        message,
        place,
        about,
        blob,
        blobSize,
        state,
      ) > 0,
    setState: (message, state) =>
      void run('UPDATE dialogue_given SET state = ? WHERE message = ?', state, message),
    setPaused: (message, isPaused) =>
      void run(
        'UPDATE dialogue_given SET paused = ?, trouble = NULL WHERE message = ?',
        isPaused ? 1 : 0,
        message,
      ),
    halt: (message, trouble) =>
      void run('UPDATE dialogue_given SET paused = 1, trouble = ? WHERE message = ?', trouble, message),
    setStored: (message) => void run('UPDATE dialogue_given SET stored = 1 WHERE message = ?', message),
    beginStoring: (id) => void run('UPDATE dialogue_files SET begun = 1 WHERE id = ? AND begun = 0', id),
    setFileStored: (id) => void run('UPDATE dialogue_files SET stored = 1 WHERE id = ?', id),
    setHere: (id) =>
      void run("UPDATE dialogue_files SET state = 'here' WHERE id = ? AND state = 'coming'", id),
    refuse: (id, code) =>
      void run(
        "UPDATE dialogue_files SET state = 'refused', code = ? WHERE id = ? AND state = 'coming'",
        code,
        id,
      ),
    refuseAll: (message, code) => {
      run("UPDATE dialogue_files SET state = 'refused', code = ? WHERE message = ?", code, message);
      run("UPDATE dialogue_given SET state = 'refused' WHERE message = ?", message);
    },
    clearAway: (blobs) => {
      for (const blob of blobs) run('DELETE FROM given_away WHERE blob = ?', blob);
    },
    forget: (message) => {
      run('DELETE FROM dialogue_files WHERE message = ?', message);
      run("UPDATE dialogue_given SET state = 'refused' WHERE message = ?", message);
    },
  };
}

function readsOf(database: Database): Pick<DialogueGiven, Reads> {
  const rows = (sql: string, ...parameters: readonly SqlValue[]) => database.prepare(sql).all(...parameters);
  return {
    away: (most) =>
      rows('SELECT blob FROM given_away ORDER BY blob LIMIT ?', most).map((row) =>
        toBlobId(bytes(row, 'blob')),
      ),
    of: (message) =>
      rows(`SELECT ${GIVEN} FROM dialogue_given WHERE message = ?`, message).map(readGiven)[0] ?? null,
    messageOf: (message) =>
      rows('SELECT message FROM dialogue_messages WHERE id = ?', message).map((row) =>
        bytes(row, 'message'),
      )[0] ?? null,
    messageWith: (blob) =>
      rows('SELECT message FROM dialogue_files WHERE blob_id = ?', blob).map((row) =>
        integer(row, 'message'),
      )[0] ?? null,
    files: (message) =>
      rows(`SELECT ${FILE} FROM dialogue_files WHERE message = ? ORDER BY place`, message).map(readFile),
    tally: (message) =>
      rows(
        `SELECT COUNT(*) AS named, COALESCE(SUM(state = 'coming'), 0) AS coming,
         COALESCE(SUM(state = 'refused'), 0) AS refused, COALESCE(SUM(stored), 0) AS stored
         FROM dialogue_files WHERE message = ?`,
        message,
      ).map(readTally)[0] ?? { named: 0, coming: 0, refused: 0, stored: 0 },
    underWay: () =>
      rows(`SELECT g.*, m.dialogue AS dialogue, m.mine AS mine FROM dialogue_given g
            JOIN dialogue_messages m ON m.id = g.message JOIN dialogues d ON d.id = m.dialogue
            WHERE g.state IN ('offered', 'wanted') AND d.ended IS NULL ORDER BY g.message`).map((row) => ({
        ...readGiven(row),
        dialogue: integer(row, 'dialogue'),
        mine: integer(row, 'mine') === 1,
      })),
    coming: () =>
      rows("SELECT id FROM dialogue_files WHERE state = 'coming'").map((row) => integer(row, 'id')),
    bytesOfOthers: () =>
      rows(`SELECT COALESCE(SUM(f.blob_size), 0) AS bytes FROM dialogue_files f
            JOIN dialogue_messages m ON m.id = f.message WHERE m.mine = 0 AND f.state <> 'refused'`).map(
        (row) => integer(row, 'bytes'),
      )[0] ?? 0,
  };
}

function readTally(row: Row): GivenTally {
  return {
    named: integer(row, 'named'),
    coming: integer(row, 'coming'),
    refused: integer(row, 'refused'),
    stored: integer(row, 'stored'),
  };
}

function readGiven(row: Row): DeskGiven {
  const statement = orNull(bytes, row, 'statement');
  return {
    message: integer(row, 'message'),
    kind: oneOf(row, 'kind', KINDS),
    count: integer(row, 'count'),
    statement: statement && toStatementHash(statement),
    state: oneOf(row, 'state', STATES),
    isPaused: integer(row, 'paused') === 1,
    trouble: orNull(text, row, 'trouble'),
    isStored: integer(row, 'stored') === 1,
  };
}

function readFile(row: Row): DeskGivenFile {
  return {
    id: integer(row, 'id'),
    message: integer(row, 'message'),
    place: integer(row, 'place'),
    about: bytes(row, 'about'),
    blob: toBlobId(bytes(row, 'blob_id')),
    blobSize: integer(row, 'blob_size'),
    state: oneOf(row, 'state', FILE_STATES),
    code: orNull(text, row, 'code'),
    isStored: integer(row, 'stored') === 1,
  };
}

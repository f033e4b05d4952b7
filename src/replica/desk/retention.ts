/** How long what is said in a dialogue stays in the desk. Who deletes calls it within the desk's transaction. */
import type { Millis } from '../../ports.ts';
import type { Database, Row, SqlValue } from '../database.ts';
import { bytes, integer, orNull, time } from '../rows.ts';

/** A term that one side proposed; 0 days keeps everything. */
export interface ProposedRetention {
  /** 16 bytes of its author's. */
  readonly id: Uint8Array;
  readonly days: number;
}

export interface Retention {
  /** Agreed; 0 keeps everything. */
  readonly days: number;
  readonly since: Millis | null;
  /** The own proposal that was made last, and whether it waits for an answer. */
  readonly own: (ProposedRetention & { readonly isOpen: boolean }) | null;
  /** The other side's, while it waits for an answer. */
  readonly peer: ProposedRetention | null;
  /** How many messages went, all of before that time. */
  readonly gone: { readonly count: number; readonly before: Millis } | null;
}

export interface Retentions {
  of(dialogue: number): Retention;
  /** Dialogues in which messages expire. */
  limited(): readonly { readonly dialogue: number; readonly days: number }[];
  proposeOwn(dialogue: number, proposed: ProposedRetention): void;
  /** The last one that came counts. */
  proposePeer(dialogue: number, proposed: ProposedRetention): void;
  agree(dialogue: number, agreed: { readonly days: number; readonly since: Millis }): void;
  /** Neither proposal waits any more. */
  settle(dialogue: number): void;
  /**
   * Deletes what was said or given before a time, with its words in the search and what names its files: the caller sweeps
   * those. Mail that waits still goes out, sealed. What shows
   * an exchange of records stays, as the ledger's entry does. Answers how many messages went.
   */
  expire(dialogue: number, before: Millis): number;
  /** When the oldest message that can expire was said. */
  oldest(dialogue: number): Millis | null;
}

const NONE: Retention = { days: 0, since: null, own: null, peer: null, gone: null };
const EXPIRABLE = `m.dialogue = ? AND NOT EXISTS (
  SELECT 1 FROM exchanges e WHERE e.dialogue = m.dialogue AND e.mine = m.mine AND e.message = m.message)`;

const EXPIRED = `SELECT m.id FROM dialogue_messages m WHERE ${EXPIRABLE} AND m.time < ?`;

export function retentionsOf(database: Database): Retentions {
  const run = (sql: string, ...parameters: readonly SqlValue[]): number =>
    database.prepare(sql).run(...parameters).changes;
  const change = (dialogue: number, set: string, ...parameters: readonly SqlValue[]): void => {
    run('INSERT INTO dialogue_retention (dialogue) VALUES (?) ON CONFLICT DO NOTHING', dialogue);
    run(`UPDATE dialogue_retention SET ${set} WHERE dialogue = ?`, ...parameters, dialogue);
  };
  return {
    of: (dialogue) => {
      const row = database.prepare('SELECT * FROM dialogue_retention WHERE dialogue = ?').get(dialogue);
      return row === undefined ? NONE : readRetention(row);
    },
    limited: () =>
      database
        .prepare('SELECT dialogue, days FROM dialogue_retention WHERE days > 0 ORDER BY dialogue')
        .all()
        .map((row) => ({ dialogue: integer(row, 'dialogue'), days: integer(row, 'days') })),
    proposeOwn: (dialogue, { id, days }) => change(dialogue, 'own = ?, own_days = ?, own_open = 1', id, days),
    proposePeer: (dialogue, { id, days }) => change(dialogue, 'peer = ?, peer_days = ?', id, days),
    agree: (dialogue, { days, since }) => change(dialogue, 'days = ?, since = ?', days, since),
    settle: (dialogue) => change(dialogue, 'own_open = 0, peer = NULL, peer_days = NULL'),
    expire: (dialogue, before) => {
      for (const table of ['dialogue_files', 'dialogue_given'])
        run(`DELETE FROM ${table} WHERE message IN (${EXPIRED})`, dialogue, before);
      // The record has what was exported: the copies here go as early as the oldest of what they say.
      run('DELETE FROM transcripts WHERE dialogue = ? AND oldest < ?', dialogue, before);
      run(`UPDATE mail_out SET message = NULL WHERE message IN (${EXPIRED})`, dialogue, before);
      const count = run(`DELETE FROM dialogue_messages WHERE id IN (${EXPIRED})`, dialogue, before);
      if (count > 0) change(dialogue, 'gone = gone + ?, gone_before = ?', count, before);
      return count;
    },
    oldest: (dialogue) => {
      const row = database
        .prepare(`SELECT min(m.time) AS time FROM dialogue_messages m WHERE ${EXPIRABLE}`)
        .get(dialogue);
      return row === undefined ? null : orNull(time, row, 'time');
    },
  };
}

function readRetention(row: Row): Retention {
  const gone = integer(row, 'gone');
  const before = orNull(time, row, 'gone_before');
  const own = proposedOf(row, 'own');
  return {
    days: integer(row, 'days'),
    since: orNull(time, row, 'since'),
    own: own && { ...own, isOpen: integer(row, 'own_open') === 1 },
    peer: proposedOf(row, 'peer'),
    gone: before === null ? null : { count: gone, before },
  };
}

function proposedOf(row: Row, side: 'own' | 'peer'): ProposedRetention | null {
  const id = orNull(bytes, row, side);
  const days = orNull(integer, row, `${side}_days`);
  return id === null || days === null ? null : { id, days };
}

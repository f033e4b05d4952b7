/** The index of what was said; see migration 0130. */
import type { Database } from '../database.ts';
import { integer, text } from '../rows.ts';
import { indexedWords, searchExpression } from './searchWords.ts';

/** What is searched for. */
export interface MessageSearch {
  /** As it was typed. */
  readonly search: string;
  /** What else it may be called; each as a whole. */
  readonly names?: readonly string[];
}

/** An expression for the index, which has all messages then; null when nothing that was typed is a word. */
export function searched(
  database: Database,
  dialogue: number,
  { search, names = [] }: MessageSearch,
): string | null {
  const words = searchExpression(search);
  if (words === null) return null;
  indexMessages(database);
  const named = names.map((name) => searchExpression(name, true)).filter((one) => one !== null);
  // The dialogue is a word too: what others say of the same is not looked through.
  return `place : "${placeOf(dialogue)}" AND words : (${[words, ...named].join(' OR ')})`;
}

/** Indexes at most so many messages; in SQLite a limit of -1 is none. */
export function indexMessages(database: Database, most = -1): void {
  const due = database
    .prepare('SELECT message FROM dialogue_unindexed ORDER BY message LIMIT ?')
    .all(most)
    .map((row) => integer(row, 'message'));
  if (due.length === 0) return;
  const said = database.prepare('SELECT dialogue, text FROM dialogue_messages WHERE id = ?');
  const write = database.prepare('INSERT INTO dialogue_words (rowid, place, words) VALUES (?, ?, ?)');
  const done = database.prepare('DELETE FROM dialogue_unindexed WHERE message = ?');
  // It can be found out again: no disk is waited for.
  database.lazily(() => {
    for (const id of due) {
      for (const row of said.all(id)) {
        const words = indexedWords(text(row, 'text')).join(' ');
        write.run(id, placeOf(integer(row, 'dialogue')), words);
      }
      done.run(id);
    }
  });
}

function placeOf(dialogue: number): string {
  return `d${String(dialogue)}`;
}

import type { Database } from '../database.ts';
import { text } from '../rows.ts';

/** The doctor's own settings: names and values are of the screens that use them. */
export interface Settings {
  get(name: string): string | null;
  set(name: string, value: string): void;
  remove(name: string): void;
  all(): Readonly<Record<string, string>>;
}

/** Settings in a desk. */
export function settingsOf(database: Database): Settings {
  const get = database.prepare('SELECT value FROM settings WHERE name = ?');
  const set = database.prepare(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const remove = database.prepare('DELETE FROM settings WHERE name = ?');
  const all = database.prepare('SELECT name, value FROM settings ORDER BY name');
  return {
    get: (name) => {
      const row = get.get(name);
      return row === undefined ? null : text(row, 'value');
    },
    set: (name, value) => void set.run(name, value),
    remove: (name) => void remove.run(name),
    all: () => Object.fromEntries(all.all().map((row) => [text(row, 'name'), text(row, 'value')])),
  };
}

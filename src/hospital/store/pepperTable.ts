/**
 * Peppers of slips and sealed cards. A node gives one for the right tag, and only so many wrong ones are taken:
 * the counter is durable before the answer leaves, so that ending the process gives nobody another try.
 */
import { bytesEqual } from '../../crypto/bytes.ts';
import { toPepper, toPinTag } from '../../crypto/ids.ts';
import type { ItemId, Pepper, PinTag } from '../../crypto/ids.ts';
import type { Database } from '../../replica/database.ts';
import { bytes, integer } from '../../replica/rows.ts';
import type { PepperDeposit } from '../nodeClient.ts';
import type { GroupCommit } from './groupCommit.ts';

/** Wrong tags until an item is locked. */
export const PIN_TRIES = 10;

export type Release =
  | { readonly kind: 'released'; readonly pepper: Pepper }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'wrong'; readonly left: number };

export class PepperTable {
  readonly #database: Database;
  readonly #commit: GroupCommit;

  constructor(database: Database, commit: GroupCommit) {
    this.#database = database;
    this.#commit = commit;
  }

  /** A second deposit for an item takes the place of the first and unlocks it: the registrar's remedy. */
  async deposit(deposits: readonly PepperDeposit[]): Promise<void> {
    const upsert = this.#database.prepare(`
      INSERT INTO peppers (item, tag, pepper) VALUES (?, ?, ?)
      ON CONFLICT (item) DO UPDATE SET tag = excluded.tag, pepper = excluded.pepper, wrong = 0`);
    await this.#commit.write(() => {
      for (const { item, tag, pepper } of deposits) upsert.run(item, tag, pepper);
    });
  }

  async release(item: ItemId, tag: PinTag): Promise<Release> {
    return this.#commit.write(() => this.#try(item, tag));
  }

  #try(item: ItemId, tag: PinTag): Release {
    const row = this.#database.prepare('SELECT tag, pepper, wrong FROM peppers WHERE item = ?').get(item);
    if (row === undefined) return { kind: 'unknown' };
    const wrong = integer(row, 'wrong');
    if (wrong >= PIN_TRIES) return { kind: 'locked' };
    if (bytesEqual(toPinTag(bytes(row, 'tag')), tag)) {
      return { kind: 'released', pepper: toPepper(bytes(row, 'pepper')) };
    }
    this.#database.prepare('UPDATE peppers SET wrong = wrong + 1 WHERE item = ?').run(item);
    return { kind: 'wrong', left: PIN_TRIES - wrong - 1 };
  }
}

/** Invitations in the node's file, each with what was offered under it. */
import { toInvitationToken, type InvitationToken } from '../../crypto/ids.ts';
import type { Millis } from '../../ports.ts';
import type { Database, Row } from '../../replica/database.ts';
import { bytes, integer, orNull, text, time } from '../../replica/rows.ts';
import type { GroupCommit } from './groupCommit.ts';

export interface Invitation {
  readonly token: InvitationToken;
  readonly expires: Millis;
  readonly declined: boolean;
  /** Null until somebody answered. */
  readonly offer: { readonly enrolment: string; readonly time: Millis } | null;
}

export class InvitationTable {
  readonly #database: Database;
  readonly #commit: GroupCommit;

  constructor(database: Database, commit: GroupCommit) {
    this.#database = database;
    this.#commit = commit;
  }

  async add(token: InvitationToken, expires: Millis): Promise<void> {
    const insert = this.#database.prepare('INSERT INTO invitations (token, expires) VALUES (?, ?)');
    await this.#commit.write(() => insert.run(token, expires));
  }

  find(token: InvitationToken): Invitation | null {
    const row = this.#database.prepare('SELECT * FROM invitations WHERE token = ?').get(token);
    return row === undefined ? null : invitation(row);
  }

  /** Those that were answered, in the order in which they were made. */
  answered(most: number): readonly Invitation[] {
    return this.#database
      .prepare('SELECT * FROM invitations WHERE enrolment IS NOT NULL ORDER BY id LIMIT ?')
      .all(most)
      .map(invitation);
  }

  count(): number {
    const row = this.#database.prepare('SELECT count(*) AS n FROM invitations').get();
    return row === undefined ? 0 : integer(row, 'n');
  }

  /** Answers false when another answer was there first. */
  async offer(token: InvitationToken, enrolment: string, now: Millis): Promise<boolean> {
    const update = this.#database.prepare(
      'UPDATE invitations SET enrolment = ?, offered = ? WHERE token = ? AND enrolment IS NULL',
    );
    return this.#commit.write(() => update.run(enrolment, now, token).changes > 0);
  }

  async decline(token: InvitationToken): Promise<void> {
    const update = this.#database.prepare('UPDATE invitations SET declined = 1 WHERE token = ?');
    await this.#commit.write(() => update.run(token));
  }

  /** Forgets those that expired before `time`. */
  async forget(before: Millis): Promise<void> {
    const remove = this.#database.prepare('DELETE FROM invitations WHERE expires < ?');
    await this.#commit.write(() => remove.run(before));
  }
}

function invitation(row: Row): Invitation {
  const enrolment = orNull(text, row, 'enrolment');
  const offered = orNull(time, row, 'offered');
  return {
    token: toInvitationToken(bytes(row, 'token')),
    expires: time(row, 'expires'),
    declined: integer(row, 'declined') === 1,
    offer: enrolment === null || offered === null ? null : { enrolment, time: offered },
  };
}

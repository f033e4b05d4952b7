import type { EpochKey, StaffId } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import type { Clock, Millis } from '../../ports.ts';
import type { Database } from '../database.ts';
import { bytes, integer, time } from '../rows.ts';

/** Whose draft, in which visit. */
export interface DraftName {
  readonly doctor: StaffId;
  readonly visit: EpochKey;
}

/** An unfinished note; `revision` grows by one with each save. */
export interface Draft {
  readonly revision: number;
  readonly savedAt: Millis;
  /** The note in the encoding of the layer above. */
  readonly content: Uint8Array;
}

/** Drafts, each durable when `save` returns. */
export interface Drafts {
  load(name: DraftName): Draft | null;
  save(name: DraftName, content: Uint8Array): { readonly revision: number; readonly savedAt: Millis };
  discard(name: DraftName): void;
  /** Visits in which this doctor has a draft, the last saved first. */
  visits(doctor: StaffId): readonly { readonly visit: Uint8Array; readonly savedAt: Millis }[];
  /**
   * Removes the draft if it is still at `revision`.
   * @throws ConsiliumError `draft-missing`, `draft-changed` {revision, actual}
   */
  close(name: DraftName, revision: number): void;
}

/** Drafts in a desk; `clock` says when they were saved. */
export function draftsOf(database: Database, clock: Clock): Drafts {
  const load = database.prepare(
    'SELECT revision, saved_at, content FROM drafts WHERE visit = ? AND doctor = ?',
  );
  const save = database.prepare(`
    INSERT INTO drafts (doctor, visit, revision, saved_at, content) VALUES (?, ?, 1, ?, ?)
    ON CONFLICT (visit, doctor) DO UPDATE
      SET revision = revision + 1, saved_at = excluded.saved_at, content = excluded.content
    RETURNING revision`);
  const discard = database.prepare('DELETE FROM drafts WHERE visit = ? AND doctor = ?');
  const visits = database.prepare(
    'SELECT visit, saved_at FROM drafts WHERE doctor = ? ORDER BY saved_at DESC',
  );

  function loadDraft({ doctor, visit }: DraftName): Draft | null {
    const row = load.get(visit, doctor);
    if (row === undefined) return null;
    return {
      revision: integer(row, 'revision'),
      savedAt: time(row, 'saved_at'),
      content: bytes(row, 'content'),
    };
  }

  return {
    load: loadDraft,
    save: ({ doctor, visit }, content) => {
      const savedAt = clock.now();
      // In a transaction of its own: the driver's get() says nothing of a commit that a full disk refused.
      const row = database.immediate(() => save.get(doctor, visit, savedAt, content));
      return { revision: row === undefined ? 1 : integer(row, 'revision'), savedAt };
    },
    discard: ({ doctor, visit }) => void discard.run(visit, doctor),
    visits: (doctor) =>
      visits.all(doctor).map((row) => ({ visit: bytes(row, 'visit'), savedAt: time(row, 'saved_at') })),
    close: (name, revision) => {
      const actual = loadDraft(name)?.revision;
      if (actual === undefined) throw new ConsiliumError('draft-missing');
      if (actual !== revision) throw new ConsiliumError('draft-changed', { revision, actual });
      discard.run(name.visit, name.doctor);
    },
  };
}

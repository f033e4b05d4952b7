/** Cases that are being made ready, by their doctor. What they hold is the layer above's; each is durable when it is answered. */
import { ConsiliumError } from '../../errors.ts';
import type { Clock, Millis } from '../../ports.ts';
import type { Database } from '../database.ts';
import { bytes, integer, text, time } from '../rows.ts';

export interface CaseDraft {
  /** 16 random bytes. */
  readonly draft: Uint8Array;
  readonly changed: Millis;
  readonly content: Uint8Array;
}

/** An image as others will see it, and what was decided of it. */
export interface CaseDraftImage {
  readonly image: string;
  readonly about: Uint8Array;
  readonly content: Uint8Array;
  readonly thumbnail: Uint8Array;
}

export interface CaseDrafts {
  /** The last changed first. */
  list(): readonly CaseDraft[];
  find(draft: Uint8Array): CaseDraft | null;
  keep(draft: Uint8Array, content: Uint8Array): void;
  /** With its images. */
  remove(draft: Uint8Array): void;
  /** In the order of their names; `content` and `thumbnail` too. */
  images(draft: Uint8Array): readonly CaseDraftImage[];
  /** Errors: `case-draft-unknown`. */
  keepImage(draft: Uint8Array, image: CaseDraftImage): void;
  removeImage(draft: Uint8Array, image: string): void;
}

export function caseDraftsOf(database: Database, clock: Clock): CaseDrafts {
  const all = 'SELECT id, draft, changed, content FROM case_drafts';
  const list = database.prepare(`${all} ORDER BY changed DESC, id DESC`);
  const load = database.prepare(`${all} WHERE draft = ?`);
  const keep = database.prepare(`
    INSERT INTO case_drafts (draft, changed, content) VALUES (?, ?, ?)
    ON CONFLICT (draft) DO UPDATE SET changed = excluded.changed, content = excluded.content`);
  const remove = database.prepare('DELETE FROM case_drafts WHERE draft = ?');
  const images = database.prepare(`
    SELECT image, about, content, thumbnail FROM case_draft_images WHERE draft = ? ORDER BY image`);
  const keepImage = database.prepare(`
    INSERT INTO case_draft_images (draft, image, about, content, thumbnail) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (draft, image) DO UPDATE
      SET about = excluded.about, content = excluded.content, thumbnail = excluded.thumbnail`);
  const removeImage = database.prepare('DELETE FROM case_draft_images WHERE draft = ? AND image = ?');
  const idOf = (draft: Uint8Array): number | null => {
    const row = load.get(draft);
    return row === undefined ? null : integer(row, 'id');
  };
  return {
    list: () => list.all().map(readDraft),
    find: (draft) => {
      const row = load.get(draft);
      return row === undefined ? null : readDraft(row);
    },
    keep: (draft, content) => void keep.run(draft, clock.now(), content),
    remove: (draft) => void remove.run(draft),
    images: (draft) =>
      images.all(idOf(draft) ?? -1).map((row) => ({
        image: text(row, 'image'),
        about: bytes(row, 'about'),
        content: bytes(row, 'content'),
        thumbnail: bytes(row, 'thumbnail'),
      })),
    keepImage: (draft, { image, about, content, thumbnail }) => {
      const id = idOf(draft);
      if (id === null) throw new ConsiliumError('case-draft-unknown');
      keepImage.run(id, image, about, content, thumbnail);
    },
    removeImage: (draft, image) => void removeImage.run(idOf(draft) ?? -1, image),
  };

  function readDraft(row: Parameters<typeof bytes>[0]): CaseDraft {
    return { draft: bytes(row, 'draft'), changed: time(row, 'changed'), content: bytes(row, 'content') };
  }
}

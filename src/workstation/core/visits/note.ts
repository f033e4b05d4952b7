/** Visit notes as drafts keep them: JSON in the encrypted desk, read strictly. */
import { fromUtf8, toHex, utf8 } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { Draft as StoredDraft, DraftName } from '../../../replica/desk/drafts.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { note as noteSchema, type Note } from '../../api/visits.ts';
import { epochKeyOf } from './visitContext.ts';
import type { VisitWork } from './work.ts';

/** A draft as it lies in the desk, read. */
export interface ReadDraft {
  readonly name: DraftName;
  readonly note: Note;
  readonly revision: number;
}

/** The draft of a visit, or null. */
export function loadDraft(work: VisitWork, visit: string): ResultOf<'draft/load'> {
  const stored = work.session.desk.drafts.load(draftName(work, visit));
  if (stored === null) return null;
  return { note: decodeNote(stored), revision: stored.revision, savedAt: stored.savedAt };
}

/**
 * Durable when it answers. A visit that is over keeps its draft: nothing typed is lost.
 * @throws ConsiliumError `visit-unknown`
 */
export function saveDraft(work: VisitWork, { visit, note }: ArgsOf<'draft/save'>): ResultOf<'draft/save'> {
  const name = draftName(work, visit);
  if (work.session.desk.visits.visit(name.visit) === null) throw new ConsiliumError('visit-unknown');
  return work.session.desk.drafts.save(name, utf8(JSON.stringify(note)));
}

/** @throws ConsiliumError `draft-missing` */
export function requireDraft(work: VisitWork, visit: string): ReadDraft {
  const name = draftName(work, visit);
  const stored = work.session.desk.drafts.load(name);
  if (stored === null) throw new ConsiliumError('draft-missing');
  return { name, note: decodeNote(stored), revision: stored.revision };
}

function draftName(work: VisitWork, visit: string): DraftName {
  return { doctor: work.session.identity.entity, visit: epochKeyOf(visit) };
}

function decodeNote({ content, revision }: StoredDraft): Note {
  const parsed = noteSchema.safeParse(JSON.parse(fromUtf8(content)));
  if (!parsed.success)
    throw new ConsiliumError('draft-malformed', { revision, start: toHex(content.slice(0, 4)) });
  return parsed.data;
}

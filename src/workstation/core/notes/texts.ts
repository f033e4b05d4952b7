/** Texts that are written for the doctor: templates, phrases, and what an earlier note of the patient said. */
import { fromHex, toHex } from '../../../crypto/bytes.ts';
import { statementCodec } from '../../../contracts/entities.ts';
import { read } from '../../../contracts/state.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { Phrase } from '../../../records/note/phrases.ts';
import { NOTE_TEMPLATES, PHRASES } from '../../../records/note/templateTexts.ts';
import { copyForward } from '../../../records/note/templates.ts';
import type { RecordReading } from '../../../records/reading.ts';
import { EMPTY_NOTE, SECTION_RULES, type VisitNote } from '../../../records/visitNote.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { notesApi, type OwnTemplate } from '../../api/notes.ts';
import { openChart } from '../visits/chart.ts';
import { epochKeyOf } from '../visits/visitContext.ts';
import type { VisitWork } from '../visits/work.ts';

const OWN_PHRASES = 'phrases';
const OWN_TEMPLATES = 'templates';

export function noteTemplates(work: VisitWork): ResultOf<'note/templates'> {
  return {
    templates: NOTE_TEMPLATES.map(({ id, title, fields }) => ({
      id,
      title,
      fields: { zh: { ...fields.zh }, en: { ...fields.en } },
    })),
    phrases: { zh: PHRASES.zh.map(copyOf), en: PHRASES.en.map(copyOf) },
    own: ownPhrases(work),
    ownTemplates: ownTemplates(work),
  };
}

/** Errors: `phrase-taken` {number}: the key of that phrase stands before it already. */
export function savePhrases(
  work: VisitWork,
  { own }: ArgsOf<'note/save-phrases'>,
): ResultOf<'note/save-phrases'> {
  const keys = own.map(({ key }) => key.toLowerCase());
  const twice = keys.findIndex((key, index) => keys.indexOf(key) !== index);
  if (twice >= 0) throw new ConsiliumError('phrase-taken', { number: twice + 1 });
  work.session.desk.settings.set(OWN_PHRASES, JSON.stringify(own));
  return {};
}

/** Errors: `template-taken` {number}, `template-empty` {number}, counted from 1. */
export function saveTemplates(
  work: VisitWork,
  { own }: ArgsOf<'note/save-templates'>,
): ResultOf<'note/save-templates'> {
  const titles = own.map(({ title }) => title.trim().toLowerCase());
  const twice = titles.findIndex((title, index) => titles.indexOf(title) !== index);
  if (twice >= 0) throw new ConsiliumError('template-taken', { number: twice + 1 });
  const empty = own.findIndex(({ fields }) => Object.values(fields).every((text) => text.trim() === ''));
  if (empty >= 0) throw new ConsiliumError('template-empty', { number: empty + 1 });
  work.session.desk.settings.set(OWN_TEMPLATES, JSON.stringify(own));
  return {};
}

/** Errors: `copy-other-patient`, `document-unknown`, `visit-unknown`, `visit-over`. */
export async function copyNoteForward(
  work: VisitWork,
  { visit, note, statement, leaf }: ArgsOf<'note/copy-forward'>,
): Promise<ResultOf<'note/copy-forward'>> {
  const { statements } = await openChart(work, epochKeyOf(visit));
  const found = statements.find(({ listed }) => toHex(listed.hash) === statement);
  const document = found?.documents[leaf];
  if (document === undefined) throw notInChart(work, statement);
  // The same visit's chart holds one patient's documents and no other's.
  const patient = visit;
  const copied = copyForward({ patient, note: noteIn(document.reading) }, { patient, note });
  return { note: { ...note, ...copied.note }, filled: [...copied.filled] };
}

function notInChart(work: VisitWork, statement: string): ConsiliumError {
  const entity = read(work.ledger.replica.store, statementCodec, fromHex(statement));
  return new ConsiliumError(entity === null ? 'document-unknown' : 'copy-other-patient');
}

/** The sections of a record as the fields of a note. */
export function noteIn({ sections }: RecordReading): VisitNote {
  const fields = SECTION_RULES.map(({ field, code }) => {
    const texts = sections.filter((section) => section.code === code).map(({ text }) => text);
    return [field, texts.join('\n')] as const;
  });
  return { ...EMPTY_NOTE, ...Object.fromEntries(fields) };
}

/** What cannot be read was written by another version, and is left alone until it is saved again. */
function ownPhrases({ session: { desk } }: VisitWork): Phrase[] {
  const stored = desk.settings.get(OWN_PHRASES);
  if (stored === null) return [];
  const parsed = notesApi['note/save-phrases'].args.shape.own.safeParse(JSON.parse(stored));
  return parsed.success ? parsed.data : [];
}

function ownTemplates({ session: { desk } }: VisitWork): OwnTemplate[] {
  const stored = desk.settings.get(OWN_TEMPLATES);
  if (stored === null) return [];
  const parsed = notesApi['note/save-templates'].args.shape.own.safeParse(JSON.parse(stored));
  return parsed.success ? parsed.data : [];
}

function copyOf({ key, body }: Phrase): Phrase & { key: string; body: string } {
  return { key, body };
}

/** What is written of the patient on screen, as a likeness is looked for. It is compared here, and leaves no trace. */
import { ConsiliumError } from '../../../../errors.ts';
import type { Likened } from '../../../../cases/search/similar.ts';
import { icd10Category } from '../../../../cases/search/icd10Blocks.ts';
import { recordText } from '../../../../records/terminology/recordSearch.ts';
import { openChart } from '../../visits/chart.ts';
import type { OpenedDocument } from '../../visits/history.ts';
import { loadDraft } from '../../visits/note.ts';
import { epochKeyOf } from '../../visits/visitContext.ts';
import type { VisitWork } from '../../visits/work.ts';

/** What was written before says less of why the patient is here. */
const MOST_RECORDS = 5;

/** Errors: `visit-unknown`, `library-patient-empty` where nothing is written yet. */
export async function patientLikened(work: VisitWork, visit: string): Promise<Likened> {
  const { statements } = await openChart(work, epochKeyOf(visit));
  const documents = statements.slice(-MOST_RECORDS).flatMap((statement) => statement.documents);
  const note = loadDraft(work, visit)?.note ?? null;
  const written = note === null ? [] : textsIn(note);
  const text = [...written, ...documents.flatMap(textsOf)].join('\n');
  if (text.trim() === '') throw new ConsiliumError('library-patient-empty');
  return {
    title: note?.chiefComplaint ?? '',
    diagnosis: note?.diagnosis ?? '',
    text,
    codes: [...new Set(documents.flatMap(codesOf))],
  };
}

/** Every text of a note that is being written. */
function textsIn(note: object): readonly string[] {
  return Object.values(note).filter((value): value is string => typeof value === 'string');
}

function textsOf({ reading }: OpenedDocument): readonly string[] {
  return [
    ...reading.sections.map(({ text }) => text),
    ...reading.entries.map(({ label, value }) => `${label} ${value}`),
  ];
}

function codesOf({ parts, reading }: OpenedDocument): readonly string[] {
  return recordText(reading, parts.clinical.bytes)
    .codes.map((code) => code.toUpperCase())
    .filter((code) => icd10Category(code) !== null);
}

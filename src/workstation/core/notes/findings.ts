/** What should be looked at in a note before it is signed, and what of it stands in the way. */
import type { EpochKey } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import { currentMedicines } from '../../../records/chart/medicines.ts';
import { checkPrescription, type PatientMedicines } from '../../../records/medication/checks.ts';
import { noteRemarks } from '../../../records/note/templates.ts';
import { checkVitals } from '../../../records/note/vitals.ts';
import { isNoKnownAllergy, missingFields } from '../../../records/visitNote.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { Note, NoteFindings, PrescriptionFinding, PrescriptionLine } from '../../api/notes.ts';
import { chartAtHand } from '../visits/chart.ts';
import { chartTables } from '../visits/chartTables.ts';
import { bannerOf } from '../visits/documents.ts';
import { epochKeyOf } from '../visits/visitContext.ts';
import type { VisitWork } from '../visits/work.ts';
import { vitalsOf } from './structured.ts';

/** Everything that is found in a note. Errors: `visit-unknown`, `visit-over`. */
export async function checkNote(
  work: VisitWork,
  { visit, note }: ArgsOf<'note/check'>,
): Promise<ResultOf<'note/check'>> {
  const findings = await findingsOf(work, epochKeyOf(visit), note);
  return { ...findings, missing: [...missingFields(note)] };
}

/** What speaks against the lines of a prescription. Errors: `visit-unknown`, `visit-over`. */
export async function checkLines(
  work: VisitWork,
  { visit, lines, allergyHistory = '' }: ArgsOf<'prescription/check'>,
): Promise<PrescriptionFinding[]> {
  return prescriptionFindings(work, epochKeyOf(visit), { lines, allergyHistory });
}

export async function findingsOf(work: VisitWork, visit: EpochKey, note: Note): Promise<NoteFindings> {
  const { prescriptions: lines = [], allergyHistory } = note;
  return {
    ...ofNote(note),
    prescriptions: await prescriptionFindings(work, visit, { lines, allergyHistory }),
  };
}

/** As {@link findingsOf}, from the note alone: where the patient's history is not at hand any more. */
export function findingsAlone(note: Note): NoteFindings {
  const { prescriptions: lines = [], allergyHistory } = note;
  const nothingKnown = { allergyState: 'unavailable', allergies: [], current: [] } as const;
  return {
    ...ofNote(note),
    prescriptions: linesAgainst({ lines, allergyHistory }, nothingKnown),
  };
}

function ofNote(note: Note): Pick<NoteFindings, 'vitals' | 'remarks'> {
  return {
    vitals: checkVitals(vitalsOf(note)).map((finding) => ({ ...finding })),
    remarks: noteRemarks(note).map((remark) => ({ ...remark })),
  };
}

/**
 * Throws for what nobody can mean: `note-implausible` {fields} for vitals, `prescription-stopped` {lines} for a dose,
 * or for an allergy without the doctor's reason.
 */
export function assertSignable(note: Note, findings: NoteFindings): void {
  const fields = findings.vitals
    .filter(({ severity }) => severity === 'impossible')
    .map(({ vital }) => vital);
  if (fields.length > 0) throw new ConsiliumError('note-implausible', { fields: fields.join(',') });
  const stopped = findings.prescriptions.filter((finding) => finding.severity === 'stop');
  const lines = stopped
    .filter(({ kind, line }) => kind === 'dose' || isUnexplained(note.prescriptions?.[line]))
    .map(({ line }) => line + 1);
  if (lines.length > 0)
    throw new ConsiliumError('prescription-stopped', { lines: [...new Set(lines)].join(',') });
}

async function prescriptionFindings(
  work: VisitWork,
  visit: EpochKey,
  of: Prescribed,
): Promise<PrescriptionFinding[]> {
  if (of.lines.length === 0) return [];
  const { clock } = work.context.ports;
  const history = await chartAtHand(work, visit);
  const { allergies, allergyState } = bannerOf(history, clock);
  const current = currentMedicines(medicinesOf(history, clock.now()));
  return linesAgainst(of, { allergies, allergyState, current });
}

interface Prescribed {
  readonly lines: readonly PrescriptionLine[];
  readonly allergyHistory: string;
}

/** What the patient says today answers what the record leaves open; it takes no recorded allergy back. */
function linesAgainst(
  { lines, allergyHistory }: Prescribed,
  patient: PatientMedicines,
): PrescriptionFinding[] {
  if (lines.length === 0) return [];
  const told = allergyHistory.split(/[\n;；]/u).map((line) => line.trim());
  const named = told.filter((line) => line !== '' && !isNoKnownAllergy(line));
  const denied = told.some((line) => isNoKnownAllergy(line));
  const allergies = [...new Set([...patient.allergies, ...named])];
  const allergyState = allergies.length > 0 ? 'known' : denied ? 'none-known' : patient.allergyState;
  return checkPrescription(lines, { ...patient, allergyState, allergies }).map((finding) => ({ ...finding }));
}

function medicinesOf(
  history: Parameters<typeof chartTables>[0],
  now: number,
): Parameters<typeof currentMedicines>[0] {
  return chartTables(history, now).medicines.map((medicine) => ({ ...medicine, record: 0 }));
}

function isUnexplained(line: PrescriptionLine | undefined): boolean {
  return (line?.override ?? '').trim() === '';
}

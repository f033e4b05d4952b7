/**
 * Images of a record into the hospital's archive. In the record they name nobody: the doctor says which patient of the
 * archive they are of, and that is compared with the chart before anything is sent.
 */
import { ConsiliumError } from '../../../errors.ts';
import { withPatient, type ArchivePatient } from '../../../imaging/rewrite.ts';
import { displayName } from '../../../records/banner.ts';
import { textAt } from '../../../records/json.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { comparePatient, DICOM_TYPE } from '../attachments/content.ts';
import { readingOf, storedContent } from '../attachments/handlers.ts';
import { attachmentIn } from '../attachments/open.ts';
import { patientOfDraft } from '../attachments/owner.ts';
import type { VisitWork } from '../visits/work.ts';
import type { DicomWeb } from './dicomWeb.ts';

/**
 * Stores one image of a record.
 * @throws ConsiliumError `pacs-other-patient` for somebody else than the chart's patient, `pacs-patient-unknown` when
 *   nobody here knows who that is, `pacs-not-dicom`, `pacs-not-changed`; those of DicomWeb.store and of reading it
 */
export async function storeImage(
  work: VisitWork,
  web: DicomWeb,
  { id, of, patient }: ArgsOf<'pacs/store'>,
): Promise<ResultOf<'pacs/store'>> {
  const owner = of.kind === 'own' ? of.statement : of.visit;
  const chart = (await patientOfDraft(work, owner)).patient;
  const name = displayName(chart);
  if (name === null) throw new ConsiliumError('pacs-patient-unknown');
  const known: ArchivePatient = {
    id: patient.id,
    names: patient.names.length > 0 ? patient.names : [name],
    birthDate: patient.birthDate ?? birthDateOf(textAt(chart, 'birthDate')),
  };
  if (comparePatient({ names: known.names, birthDate: known.birthDate }, chart) === 'different')
    throw new ConsiliumError('pacs-other-patient');
  if (attachmentIn(await readingOf(work, of), id).contentType !== DICOM_TYPE)
    throw new ConsiliumError('pacs-not-dicom');
  const { bytes } = await storedContent(work, { id, of });
  const named = withPatient(bytes, known);
  if (named === null) throw new ConsiliumError('pacs-not-changed');
  return { refused: await web.store(named, work.context.ports.random) };
}

function birthDateOf(date: string | null): string | null {
  const digits = (date ?? '').replaceAll('-', '');
  return /^\d{8}$/u.test(digits) ? digits : null;
}

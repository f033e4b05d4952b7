/** What stands in the directory of a disc, and whether its patients are the one of the chart. */
import { readDirectory } from '../../../imaging/directory.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { VisitWork } from '../visits/work.ts';
import { comparePatient } from './content.ts';
import { patientOfDraft } from './owner.ts';

/** Errors: those of readDirectory and patientOfDraft. */
export async function listDirectory(
  work: VisitWork,
  { bytes, visit }: ArgsOf<'attachment/directory'>,
): Promise<ResultOf<'attachment/directory'>> {
  const { patient: chart } = await patientOfDraft(work, visit);
  const { patients, problems } = readDirectory(bytes);
  return {
    patients: patients.map(({ patient, studies }) => ({
      name: patient.names.at(-1) ?? '',
      check: comparePatient(patient, chart),
      studies: studies.map(({ series, ...study }) => ({
        ...study,
        series: series.map((one) => ({ ...one, files: [...one.files] })),
      })),
    })),
    problems: [...problems],
  };
}

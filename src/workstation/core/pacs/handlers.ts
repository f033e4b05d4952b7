/** The part of the request table about the hospital's image archive. */
import { z } from 'zod';
import { ConsiliumError } from '../../../errors.ts';
import { textAt } from '../../../records/json.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { pacsApi } from '../../api/pacs.ts';
import { comparePatient } from '../attachments/content.ts';
import { addAttachment } from '../attachments/draft.ts';
import { patientOfDraft } from '../attachments/owner.ts';
import type { HandlersOf } from '../context.ts';
import type { VisitWork } from '../visits/work.ts';
import { DicomWeb, type Archive } from './dicomWeb.ts';
import { storeImage } from './store.ts';

/** The name under which the desk keeps it. */
const SETTING = 'pacs';

const stored = z.object({
  address: z.string(),
  userName: z.string(),
  password: z.string(),
  authority: z.string(),
});

/** Surely theirs first; of each kind the newest first, as they come. */
const ORDER = { same: 0, unknown: 1, different: 2 } as const;

export function pacsHandlers(work: VisitWork): HandlersOf<keyof typeof pacsApi> {
  return {
    'pacs/settings': async () => {
      const archive = archiveOf(work);
      if (archive === null) return null;
      const { password, ...rest } = archive;
      return { ...rest, hasPassword: password !== '' };
    },
    'pacs/save': async (args) => {
      const { settings } = work.session.desk;
      if (args.address.trim() === '') settings.remove(SETTING);
      else settings.set(SETTING, JSON.stringify(checked(work, args)));
      return {};
    },
    'pacs/test': async (args) => {
      const web = new DicomWeb(checked(work, args));
      await web.answers();
      return { isPlain: web.isPlain };
    },
    'pacs/studies': (args) => findStudies(work, args),
    'pacs/series': async ({ study }) => [...(await webOf(work).series(study))],
    'pacs/instances': async ({ study, series }) => [...(await webOf(work).instances(study, series))],
    'pacs/store': async (args) => storeImage(work, webOf(work), args),
    'pacs/take': async ({ visit, study, series, instance, name }) => {
      const bytes = await webOf(work).instance(study, series, instance);
      return work.inTurn(visit, () => addAttachment(work, { visit, name, bytes: new Uint8Array(bytes) }));
    },
  };
}

async function findStudies(
  work: VisitWork,
  { visit, ...query }: ArgsOf<'pacs/studies'>,
): Promise<ResultOf<'pacs/studies'>> {
  const web = webOf(work);
  const { patient } = await patientOfDraft(work, visit);
  const isNamed = query.patientId !== '' || query.patientName !== '';
  const birthDate = isNamed ? '' : (textAt(patient, 'birthDate') ?? '');
  // A question that fits everybody would show the doctor other patients.
  if (!isNamed && !/^\d{4}-\d{2}-\d{2}$/u.test(birthDate)) throw new ConsiliumError('pacs-question');
  const studies = await web.studies({ ...query, birthDate });
  return studies
    .map(({ patientNames, birthDate: born, ...study }) => ({
      ...study,
      patientNames,
      birthDate: born,
      patient: comparePatient({ names: patientNames, birthDate: born }, patient),
    }))
    .toSorted((left, right) => ORDER[left.patient] - ORDER[right.patient]);
}

function webOf(work: VisitWork): DicomWeb {
  const archive = archiveOf(work);
  if (archive === null) throw new ConsiliumError('pacs-not-set');
  return new DicomWeb(archive);
}

/** Errors: `pacs-address`. */
function checked(work: VisitWork, { password, ...rest }: ArgsOf<'pacs/save'>): Archive {
  const archive = { ...rest, password: password ?? archiveOf(work)?.password ?? '' };
  return new DicomWeb(archive).archive;
}

function archiveOf(work: VisitWork): Archive | null {
  const text = work.session.desk.settings.get(SETTING);
  return text === null ? null : stored.parse(JSON.parse(text));
}

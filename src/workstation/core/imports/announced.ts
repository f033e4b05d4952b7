/** Visits that an admission system announces (HL7 ADT^A01, A04), registered by a registrar: each once. */
import { toHex, utf8 } from '../../../crypto/bytes.ts';
import { sha256 } from '../../../crypto/hash.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { AnnouncedVisit } from '../../../records/hl7/convert.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { CoreContext } from '../context.ts';
import { assertRegistrar } from '../registrar/assertRegistrar.ts';
import { registrationEntry } from '../registrar/registerVisit.ts';
import { settleOrThrow } from '../visits/transactions.ts';
import { announcedView, planImport } from './plan.ts';
import { readFiles } from './readFiles.ts';

type Registered = ResultOf<'registrar/register-announced'>;

const SETTING = 'announced/';
/** What the ledger calls a visit for which the message names no department. */
const NO_DEPARTMENT = '—';

/**
 * Registers every announcement in the files. That one was registered is kept in the same transaction that queues it,
 * under the hash of what it said: sent twice, or after a kill, it is the same registration.
 * @throws ConsiliumError `role-registrar-required`, `import-empty` when no file announces a visit, `node-away`
 */
export async function registerAnnounced(
  context: CoreContext,
  { files }: ArgsOf<'registrar/register-announced'>,
): Promise<Registered> {
  assertRegistrar(context);
  const outcomes = await readFiles(context, files);
  const { reports } = planImport(outcomes, { known: new Set(), person: null, otherIdentity: true });
  const visits = outcomes.flatMap((outcome) => (outcome.state === 'read' ? outcome.file.announced : []));
  const refused = reports.find((report) => report.state === 'refused');
  if (visits.length === 0 && refused !== undefined) throw new ConsiliumError(refused.code, refused.detail);
  if (visits.length === 0) throw new ConsiliumError('import-empty');
  const registered: Registered['registered'] = [];
  for (const visit of visits) registered.push(await registerOnce(context, visit));
  return { registered, files: reports };
}

async function registerOnce(
  context: CoreContext,
  visit: AnnouncedVisit,
): Promise<Registered['registered'][number]> {
  const { desk } = context.session();
  const setting = `${SETTING}${fingerprintOf(visit)}`;
  const { patientName, visitNumber, department } = announcedView(visit);
  const said = { department: department === '' ? NO_DEPARTMENT : department, patientName, visitNumber };
  const before = desk.settings.get(setting);
  if (before !== null) return { number: before, ...said, state: 'known' };
  const { entry, number } = registrationEntry(context, said.department);
  const queued = desk.atomically(() => {
    desk.settings.set(setting, number);
    return desk.outbox.add(entry);
  });
  await settleOrThrow(context, queued.id);
  return { number, ...said, state: 'new' };
}

function fingerprintOf({ patient, department, time, visitNumber }: AnnouncedVisit): string {
  return toHex(sha256(utf8(JSON.stringify([patient, department, time, visitNumber]))));
}

/** `import`: files under a patient's open visit (FHIR R4, HL7 v2); each encounter becomes a document of one statement. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import { LARGEST_FILE, readImportFiles } from '../../../records/import/readFile.ts';
import type { ImportFile, ImportReport } from '../../api/imports.ts';
import { assertBrings, planImport } from '../../core/imports/plan.ts';
import { zoneAt } from '../../core/imports/readFiles.ts';
import { visitOfCard } from '../cardVisit.ts';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { withAccount } from '../coreRun.ts';
import { Inputs } from '../inputs.ts';

/** With `--dry-run` the files are read and counted, and nothing else happens. */
export async function importFiles(invocation: Invocation): Promise<CommandResult> {
  const inputs = new Inputs(invocation);
  const files = await filesOf(invocation, inputs);
  // Read here first: what brings nothing opens no visit and spends no card.
  const plan = planOf(files);
  if (invocation.isOn('dry-run'))
    return { value: { imported: false, documents: plan.documents, files: plan.reports.map(fileView) } };
  return { value: { imported: true, ...(await importUnderVisit(invocation, inputs, files)) } };
}

/** The operands of a command as files of an import. Errors: `file-unreadable` {file}. */
export async function filesOf(invocation: Invocation, inputs: Inputs): Promise<ImportFile[]> {
  const files: ImportFile[] = [];
  for (const file of invocation.operands)
    files.push({ name: file.slice(-LONGEST_NAME), ...(await contentOf(file, inputs)) });
  return files;
}

/** What is too large is told by its size, and not read. */
async function contentOf(file: string, inputs: Inputs): Promise<Pick<ImportFile, 'bytes' | 'size'>> {
  const { size = 0 } = statSync(resolve(file), { throwIfNoEntry: false }) ?? {};
  return size > LARGEST_FILE ? { bytes: new Uint8Array(0), size } : { bytes: await inputs.bytes(file) };
}

/** What became of a file, for standard output: counts, and no name of a patient. */
export function fileView(report: ImportReport): object {
  if (report.state === 'refused')
    return { file: report.name, state: report.state, code: report.code, detail: report.detail };
  const documents = report.histories.flatMap((history) => history.documents);
  return {
    file: report.name,
    state: report.state,
    format: report.format,
    patients: report.histories.length,
    documents: documents.length,
    known: documents.filter(({ state }) => state === 'known').length,
    announced: report.announced.length,
  };
}

/** As the request table allows; the end of a path says more than its beginning. */
const LONGEST_NAME = 200;

function planOf(files: readonly ImportFile[]): ReturnType<typeof planImport> {
  const outcomes = readImportFiles(files, zoneAt(Date.now()));
  const plan = planImport(outcomes, { known: new Set(), person: null, otherIdentity: true });
  withNames(files, () => assertBrings(plan));
  return plan;
}

async function importUnderVisit(
  invocation: Invocation,
  inputs: Inputs,
  files: ImportFile[],
): Promise<object> {
  const pin = await inputs.secret('pin');
  const slip = await inputs.secret('slip');
  return withAccount(invocation, inputs, async (core) => {
    const visit = await visitOfCard(core, invocation, inputs);
    const otherIdentity = invocation.isOn('other-identity');
    const request = core.ask('visit/import', { visit, files, consent: { slip, pin }, otherIdentity });
    const done = await request.catch((error: unknown) => {
      throw named(files, error);
    });
    const { documents, statement } = done;
    const waiting = await core.ask('outbox/list', {});
    const item = waiting.find((entry) => entry.statement === statement);
    const state = statement === null ? 'known' : (item?.state ?? 'committed');
    return { files: done.files.map(fileView), visit, statement, documents, state };
  });
}

function withNames(files: readonly ImportFile[], work: () => void): void {
  try {
    work();
  } catch (error) {
    throw named(files, error);
  }
}

/** The core numbers files, since a name may be a patient's; whoever typed the names may read them again. */
function named(files: readonly ImportFile[], error: unknown): unknown {
  const index = isConsiliumError(error) ? error.detail['file'] : undefined;
  if (!isConsiliumError(error) || typeof index !== 'number') return error;
  return new ConsiliumError(error.code, { ...error.detail, file: files[index]?.name ?? index });
}

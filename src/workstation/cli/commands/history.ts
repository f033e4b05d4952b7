/**
 * `history`: what a patient's record holds. A doctor reads it under a visit that the patient's card opened; the
 * patient reads it with slip or master card, sees every opening, and needs nobody's account.
 */
import { ConsiliumError } from '../../../errors.ts';
import type { DocumentSummary, DocumentView } from '../../api/visits.ts';
import { visitOfCard } from '../cardVisit.ts';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { withAccount } from '../coreRun.ts';
import { Inputs } from '../inputs.ts';
import { withPatientView, type PatientQuestion } from '../patientAccess.ts';
import { demandHex } from '../../../node/commandLine/values.ts';

/** What leaves something unread behind ends with 1, so that no script takes a part for the whole. */
const INCOMPLETE = 1;

type Place = Pick<DocumentSummary, 'statement' | 'leaf'>;

export async function history(invocation: Invocation): Promise<CommandResult> {
  const isPatient =
    invocation.option('master-file') !== undefined || invocation.option('slip-file') !== undefined;
  if (isPatient && invocation.option('account') !== undefined) {
    throw new ConsiliumError('usage-value', {
      option: '--account',
      expected: 'an account with --card-file, or a patient’s secret without an account',
    });
  }
  return isPatient ? patientHistory(invocation) : doctorHistory(invocation);
}

async function doctorHistory(invocation: Invocation): Promise<CommandResult> {
  const inputs = new Inputs(invocation);
  return withAccount(invocation, inputs, async (core) => {
    const visit = await visitOfCard(core, invocation, inputs);
    const { banner, documents, unavailable } = await core.ask('visit/chart', { visit });
    const read = (place: Place) => core.ask('visit/document', { visit, ...place });
    return historyResult(nothingMissing(unavailable), {
      visit,
      banner,
      documents: await documentsOf(invocation, documents, read),
      unavailable,
    });
  });
}

async function patientHistory(invocation: Invocation): Promise<CommandResult> {
  return withPatientView(invocation, await patientQuestion(invocation), async (view) => {
    const { banner, documents, openings, standing, unavailable } = view;
    const isComplete = nothingMissing(unavailable) && standing !== 'behind';
    return historyResult(isComplete, {
      banner,
      openings,
      documents: await documentsOf(invocation, documents, (place) => view.document(place)),
      unavailable,
      ...(standing === null ? {} : { copy: standing }),
    });
  });
}

async function patientQuestion(invocation: Invocation): Promise<PatientQuestion> {
  const inputs = new Inputs(invocation);
  const named = invocation.option('institution');
  const institution = named === undefined ? null : demandHex(named, 'institution', 16);
  const master = await inputs.optionalSecret('master');
  if (master !== null) {
    const passphrase = await inputs.secret('master-passphrase');
    return { institution, secret: { kind: 'master', text: master, passphrase } };
  }
  const text = await inputs.secret('slip');
  return { institution, secret: { kind: 'slip', text, pin: await inputs.secret('pin') } };
}

/** What was erased at the wish of the patient is named, and not missing. */
function nothingMissing(unavailable: readonly { readonly erasedAt: number | null }[]): boolean {
  return unavailable.every(({ erasedAt }) => erasedAt !== null);
}

function historyResult(complete: boolean, content: object): CommandResult {
  return { value: { complete, ...content }, exit: complete ? 0 : INCOMPLETE };
}

/** Summaries, or with `--full` every document whole, with its proof. */
async function documentsOf(
  invocation: Invocation,
  documents: readonly DocumentSummary[],
  read: (place: Place) => Promise<DocumentView>,
): Promise<readonly object[]> {
  if (!invocation.isOn('full')) return documents;
  const views: DocumentView[] = [];
  for (const { leaf, statement } of documents) views.push(await read({ leaf, statement }));
  return views;
}

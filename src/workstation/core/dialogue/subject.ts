/** What a request is about, as far as this machine's copy of the ledger tells it. */
import { toHex } from '../../../crypto/bytes.ts';
import type { Subject } from '../../../consult/request.ts';
import { caseCodec } from '../../../contracts/sharing/caseEntities.ts';
import { read, type StateReader } from '../../../contracts/state.ts';
import { diagnosisByCode } from '../../../records/terminology/diagnoses.ts';
import type { SubjectView } from '../../api/dialogue.ts';
import { institutionName, staffName } from '../visits/ledgerReads.ts';

/** Of a case that the ledger does not have, or not yet, there is no more than its name. */
export function subjectView(state: StateReader, subject: Subject | null): SubjectView | null {
  if (subject === null) return null;
  const { kind } = subject;
  return { kind, id: toHex(subject.id), case: kind === 'case' ? caseView(state, subject.id) : null };
}

function caseView(state: StateReader, id: Uint8Array): SubjectView['case'] {
  const found = read(state, caseCodec, id);
  if (found === null) return null;
  const { author, facets, institution, published } = found;
  const names = { author: staffName(state, author), institution: institutionName(state, institution) };
  // A withdrawn case has no facets any more.
  if (facets === null) return { ...names, published: published.time, facets: null };
  const { disease, outcome, year } = facets;
  // What is not told more closely (.9) is called as its category is.
  const term = diagnosisByCode(disease) ?? diagnosisByCode(`${disease}.9`);
  const name = term && { zh: term.zh, en: term.en };
  return { ...names, published: published.time, facets: { disease, name, outcome, year } };
}

/** The proof file of a record: the doctor's own, or one in the chart of an open visit. */
import { fromHex } from '../../../crypto/bytes.ts';
import { toStatementHash } from '../../../crypto/ids.ts';
import { isConsiliumError } from '../../../errors.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { contentOf, makeProof, type ProofFile } from '../../proof/makeProof.ts';
import type { ProofContent } from '../../proof/proofFile.ts';
import { openChart } from './chart.ts';
import { sharedRecordOf } from './myLedger.ts';
import { pauseFor } from './transactions.ts';
import { epochKeyOf } from './visitContext.ts';
import type { VisitWork } from './work.ts';

const LOOKS = 20;
const LOOK_AGAIN_MS = 150;

/** Errors: `document-unknown`, `document-unavailable`, and those of {@link makeProof}. */
export async function exportProof(
  work: VisitWork,
  { statement, visit, withText = true }: ArgsOf<'proof/export'>,
): Promise<ResultOf<'proof/export'>> {
  await work.ledger.catchUp();
  const found =
    visit === null ? await ownContent(work, statement) : await chartContent(work, visit, statement);
  const content = withText ? found : null;
  const hash = toStatementHash(fromHex(statement));
  return provedSoon(work, () => makeProof(work.ledger.replica.store, hash, content));
}

/** The block that carries the hash of the newest state comes a moment after the one that changed it. */
export async function provedSoon(work: VisitWork, make: () => ProofFile): Promise<ProofFile> {
  for (let left = LOOKS; ; left -= 1) {
    try {
      return make();
    } catch (error) {
      if (left === 0 || !isConsiliumError(error, 'proof-not-yet')) throw error;
    }
    await pauseFor(work.context, LOOK_AGAIN_MS);
    await work.ledger.catchUp();
  }
}

async function chartContent(
  work: VisitWork,
  visitHex: string,
  statement: string,
): Promise<ProofContent | null> {
  const visit = epochKeyOf(visitHex);
  await openChart(work, visit);
  const opened = work.opened(visit).get(statement);
  // What this visit itself wrote is in the author's copy, not yet in the chart.
  if (opened === undefined) return ownContent(work, statement);
  return contentOf(
    opened.documents.map(({ parts }) => parts),
    opened.listed.entity.kind,
  );
}

/** Null when h_id was never here: then the file proves the statement, and says nothing of the text. */
export async function ownContent(work: VisitWork, statement: string): Promise<ProofContent | null> {
  const { record } = await sharedRecordOf(work, toStatementHash(fromHex(statement)));
  const { identityHash, clinical } = record;
  if (identityHash.every((byte) => byte === 0)) return null;
  return { identityHash, clinicalSalt: clinical.salt, clinical: clinical.bytes };
}

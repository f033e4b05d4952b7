/**
 * Whose draft something is attached to: the note of an open visit, named by the visit, or what follows a record of one's own
 * (an addition, a correction), named by that record; or what is given in a dialogue, named by it.
 */
import { fromHex } from '../../../crypto/bytes.ts';
import { toStatementHash } from '../../../crypto/ids.ts';
import { decodeIdentityPart, type IdentityPart } from '../../../records/identityPart.ts';
import { identityOf } from '../visits/prepare.ts';
import { epochKeyOf, visitContext } from '../visits/visitContext.ts';
import type { VisitWork } from '../visits/work.ts';

const NOBODY: IdentityPart = { patient: { resourceType: 'Patient' }, mentions: [] };

/**
 * Who the patient of a draft is. Once a record's follow-up is over nobody here knows it.
 * @param of the visit, the record that is followed, or the dialogue, in hex
 * @throws ConsiliumError `visit-unknown`, `visit-over`
 */
export async function patientOfDraft(work: VisitWork, of: string): Promise<IdentityPart> {
  const { desk } = work.session;
  // What is attached to a dialogue is of whomever it is of.
  if (desk.dialogues.find(fromHex(of)) !== null) return NOBODY;
  const visit = epochKeyOf(of);
  const own = desk.visits.visit(visit) === null ? desk.ownRecords.record(toStatementHash(fromHex(of))) : null;
  if (own !== null) return own.identity === null ? NOBODY : decodeIdentityPart(own.identity);
  visitContext(work, visit);
  return identityOf(work, visit);
}

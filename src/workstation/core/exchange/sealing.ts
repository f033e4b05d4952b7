/**
 * Records of the patient in front, sealed to another doctor. The slip of the visit yields the next card, and that opens
 * the patient's rows of all that stands before it: what was written in this visit, too.
 */
import { fromHex, toHex } from '../../../crypto/bytes.ts';
import { toStatementHash, type StatementHash } from '../../../crypto/ids.ts';
import { historyKeys } from '../../../crypto/patientKeys.ts';
import type { VisitSlip } from '../../../crypto/sealedCard.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { StaffKeyVersion } from '../../../contracts/entities.ts';
import type { GrantRow } from '../../../hospital/patient/parcels.ts';
import { envelopesOf, sealRows } from '../patient/grants.ts';
import { openChart } from '../visits/chart.ts';
import { demandStanding } from '../visits/erased.ts';
import { epochProof } from '../visits/history.ts';
import { statementsOf, type ListedStatement } from '../visits/ledgerReads.ts';
import type { VisitContext } from '../visits/visitContext.ts';
import type { VisitWork } from '../visits/work.ts';

export interface SealedRecords {
  readonly statements: readonly StatementHash[];
  readonly rows: readonly GrantRow[];
}

/**
 * In the order of `records`, which are H(S) in hex.
 * Errors: `document-unknown`, `consent-pending`, `statement-erased`, `envelope-*`, `row-*`, `node-away`, those of the gate.
 */
export async function sealRecords(
  work: VisitWork,
  visit: VisitContext,
  of: {
    readonly records: readonly string[];
    readonly reader: StaffKeyVersion;
    readonly slip: VisitSlip;
  },
): Promise<SealedRecords> {
  const { card, keys: opened } = visit;
  const history = await openChart(work, visit.visit);
  const view = { access: { root: card.root, keys: historyKeys(of.slip.nextCard) }, history };
  const [current] = opened.slice(-1).map(epochProof);
  if (current === undefined) throw new ConsiliumError('visit-unknown');
  const within = statementsOf(work.ledger.replica.store, { epoch: card.epoch, epochKey: visit.visit });
  const listed = [...history.statements.map((statement) => statement.listed), ...within];
  const chosen = [...new Set(of.records)].map((record) => ({ listed: chosenOf(work, listed, record) }));
  const { node } = work.ledger;
  const envelopes = await envelopesOf(view, chosen, (epochs, roots) =>
    roots.length > 1
      ? node.former({ roots, current, epochs })
      : node.history({ root: card.root, current, epochs }),
  );
  const { random } = work.context.ports;
  return {
    statements: chosen.map((one) => toStatementHash(one.listed.hash)),
    rows: chosen.flatMap((statement, index) =>
      sealRows(statement, { index, view, envelopes, grantee: of.reader, random }),
    ),
  };
}

function chosenOf(work: VisitWork, listed: readonly ListedStatement[], record: string): ListedStatement {
  demandStanding(work.ledger.replica.store, record);
  const hash = toHex(fromHex(record));
  const found = listed.find((one) => toHex(one.hash) === hash);
  // What opens a patient's former chain as a whole is given to nobody.
  if (found === undefined || found.entity.kind === 'succession') throw new ConsiliumError('document-unknown');
  if (found.entity.state === 'pending') throw new ConsiliumError('consent-pending');
  return found;
}

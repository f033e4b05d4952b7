/**
 * The patient's own entry: a statement of kind `own-entry` that names no author (16 zero bytes), under a visit that has
 * been spent, signed on the ledger by that visit's consent key alone.
 *
 * Invariants:
 *   1. It stands on the ledger once, whatever carries it and however often.
 *   2. CPK_e of the visit signed the transaction and H(S); nobody else signs but the node that stores it.
 *   3. Nothing follows it, and it follows nothing: its followUntil is its own time.
 *   4. The node of the institution that S names signed last: it holds the envelope that the commitment names.
 */
import { bytesEqual } from '../../crypto/bytes.ts';
import { demand, Refusal } from '../codes.ts';
import type { BlockContext, Verified } from '../context.ts';
import { KIND, listId, statementCodec, visitCodec, visitListCodec, type Visit } from '../entities.ts';
import { demandRoles } from '../signers.ts';
import { write, type OverlayState } from '../state.ts';
import { consentSignatureHolds, NO_AUTHOR, statementHash, type Statement } from '../statement.ts';
import { consentKeyOf, decodedStatement, demandReceipt, demandTimes } from './record.ts';
import { demandVisit } from './visit.ts';

export function recordOwnEntry(
  verified: Verified<'visit/own-entry'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const { body } = verified;
  const statement = decodedStatement(body.statement);
  const hash = statementHash(body.statement);
  demandOwnEntry(statement, context);
  // Invariant 1.
  demand(state.get(KIND.statement, hash) === undefined, 'statement-duplicate');
  const visit = demandVisit(state, statement.epoch);
  demandConsent(verified, { visit, hash });
  // Invariant 4.
  demandReceipt(verified, statement);
  demandTimes(statement, visit, context);
  write(state, statementCodec, hash, {
    epoch: statement.epoch,
    author: NO_AUTHOR,
    role: 'patient',
    institution: statement.institution,
    kind: statement.kind,
    state: 'consented',
    data: statement.data,
    refers: null,
    time: statement.time,
    anchor: statement.anchor.height,
    followUntil: statement.followUntil,
    keyVersion: 0,
    attestedBy: null,
    commitment: body.commitment,
    committed: { time: context.time, height: context.height },
    index: visit.statements,
  });
  write(state, visitListCodec, listId(statement.epoch, visit.statements), { value: hash });
  write(state, visitCodec, statement.epoch, { ...visit, statements: visit.statements + 1 });
}

/** Invariant 3, and that it is nothing else than a patient's own entry. */
function demandOwnEntry(statement: Statement, context: BlockContext): void {
  demand(bytesEqual(statement.network, context.network), 'statement-mismatch');
  const isOwn = statement.kind === 'own-entry' && bytesEqual(statement.doctor, NO_AUTHOR);
  demand(isOwn, 'statement-mismatch');
  demand(statement.refers === null, 'refers-unexpected');
  demand(statement.followUntil === statement.time, 'statement-time');
}

/** Invariant 2. */
function demandConsent(
  { body, transaction }: Verified<'visit/own-entry'>,
  of: { readonly visit: Visit; readonly hash: Uint8Array },
): void {
  const [signer] = demandRoles(transaction, ['consent', 'node']);
  if (signer === undefined) throw new Refusal('consent-missing');
  const consentKey = consentKeyOf(of.visit);
  demand(bytesEqual(signer.entity, consentKey), 'consent-invalid');
  demand(consentSignatureHolds(of.hash, body.consentSignature, consentKey), 'consent-invalid');
}

/** `ledger statement HASH`: one statement, verified again from nothing but the copy on this machine. */
import { fromHex, toHex } from '../../../crypto/bytes.ts';
import { toEpochKey, toStatementHash } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import { statementCodec } from '../../../contracts/entities.ts';
import { decodeStatement } from '../../../contracts/statement.ts';
import { read } from '../../../contracts/state.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import { readVisit, type ListedStatement } from '../../core/visits/ledgerReads.ts';
import { proofOf } from '../../core/visits/statementCheck.ts';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { withReplica } from '../ledgerFile.ts';
import { demandHex } from '../../../node/commandLine/values.ts';

/** Exit code 4 when the statement stands on the ledger and does not verify. */
export async function ledgerStatement(invocation: Invocation): Promise<CommandResult> {
  const [operand = ''] = invocation.operands;
  const hash = demandHex(operand, 'HASH', 32);
  const value = await withReplica(invocation, ({ store }) => statementView(store, hash));
  return { value, exit: value.proof.verified ? 0 : 4 };
}

function statementView(store: LedgerStore, hashText: string) {
  const listed = listedStatement(store, hashText);
  const { entity, hash } = listed;
  const stored = store.lookups.statement(hash);
  if (stored === null)
    throw new ConsiliumError('replica-corrupt', { height: entity.committed.height, check: 'statement' });
  const statement = decodeStatement(stored.statement);
  return {
    statement: toHex(hash),
    kind: statement.kind,
    state: entity.state,
    epoch: toHex(statement.epoch),
    role: entity.role,
    data: toHex(statement.data),
    refers: statement.refers === null ? null : toHex(statement.refers),
    signedAt: isoTime(statement.time),
    followUntil: isoTime(entity.followUntil),
    committedAt: isoTime(entity.committed.time),
    attestedBy: entity.attestedBy === null ? null : toHex(entity.attestedBy),
    commitment: toHex(entity.commitment),
    signatures: {
      author: stored.doctorSignature === null ? null : toHex(stored.doctorSignature),
      consent: stored.consentSignature === null ? null : toHex(stored.consentSignature),
    },
    bytes: toHex(stored.statement),
    proof: proofOf(store, listed, null),
  };
}

/** Errors: `statement-unknown`. */
function listedStatement(store: LedgerStore, hashText: string): ListedStatement {
  const hash = toStatementHash(fromHex(hashText));
  const entity = read(store, statementCodec, hash);
  const visit = entity === null ? null : readVisit(store, toEpochKey(entity.epoch));
  if (entity === null || visit === null) throw new ConsiliumError('statement-unknown');
  // Which epoch of which patient it is, is what the ledger does not say; nothing here asks for it.
  return { epoch: 0, hash, entity, visit };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

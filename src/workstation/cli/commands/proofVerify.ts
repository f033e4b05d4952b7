/** `proof verify FILE`: checks a proof file from nothing but its bytes. No node, no account, no data folder. */
import { errorCode, ConsiliumError } from '../../../errors.ts';
import { decodeProof } from '../../proof/proofFile.ts';
import { verifyProof, type VerifiedProof } from '../../proof/verifyProof.ts';
import type { CommandResult, Invocation } from '../command.ts';
import { Inputs } from '../inputs.ts';
import { demandHex } from '../values.ts';

/** Exit code 4 when anything does not hold, with the check by its code. Errors: `file-unreadable`, `proof-malformed`. */
export async function proofVerify(invocation: Invocation): Promise<CommandResult> {
  const [file = ''] = invocation.operands;
  const expected = invocation.option('genesis');
  const genesis = expected === undefined ? null : demandHex(expected, 'genesis', 32);
  const proof = decodeProof(await new Inputs(invocation).bytes(file));
  try {
    const verified = verifyProof(proof);
    if (genesis !== null && verified.genesisHash !== genesis) throw new ConsiliumError('genesis-mismatch');
    return { value: { verified: true, failure: null, ...viewOf(verified) } };
  } catch (error) {
    if (!(error instanceof ConsiliumError)) throw error;
    return { value: { verified: false, failure: errorCode(error) }, exit: 4 };
  }
}

function viewOf({ record, time, blockTime, provedBy, ...rest }: VerifiedProof): object {
  const iso = (ms: number): string => new Date(ms).toISOString();
  return {
    ...rest,
    signedAt: iso(time),
    committedAt: iso(blockTime),
    provedBy: { ...provedBy, time: iso(provedBy.time) },
    record:
      record === null
        ? null
        : { title: record.title, date: record.date, sections: record.sections, entries: record.entries },
  };
}

/** `proof verify FILE`: checks a proof file from nothing but its bytes. No node, no account, no data folder. */
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import { isCaseProof, verifyCaseProof } from '../../proof/caseProof.ts';
import { checkFile, type CheckedFile } from '../../proof/checkFile.ts';
import { expectedHash, proofHash } from '../../proof/proofCode.ts';
import { isRecordingProof, verifyRecordingProof } from '../../proof/recordingProof.ts';
import type { VerifiedProof } from '../../proof/verifyProof.ts';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { Inputs } from '../inputs.ts';
import { demandHex } from '../../../node/commandLine/values.ts';

/**
 * FILE is a proof file, or a PDF that has one attached. Exit code 4 when anything does not hold, with the check by its
 * code. Errors: `file-unreadable`, `proof-malformed`, `proof-not-attached`, `usage-value`.
 */
export async function proofVerify(invocation: Invocation): Promise<CommandResult> {
  const [path = ''] = invocation.operands;
  const genesis = hexOption(invocation, 'genesis');
  const expected = expectOption(invocation);
  const bytes = await new Inputs(invocation).bytes(path);
  if (isRecordingProof(bytes)) return recordingResult(bytes, { genesis, expected });
  const file = await proofFileIn(bytes);
  if (isCaseProof(file)) return caseResult(file, { genesis, expected });
  const checked = checkFile(file);
  const failure = checked.failure ?? differing(checked, { genesis, expected });
  if (failure !== null) return { value: { verified: false, failure, sha256: checked.sha256 }, exit: 4 };
  return { value: { verified: true, failure: null, ...viewOfFile(checked) } };
}

/** A recording of a consult: what of it is said is that it was made, by whom, and by whose consent. */
function recordingResult(file: Uint8Array, than: Expected): CommandResult {
  const sha256 = proofHash(file);
  const failed = (failure: string): CommandResult => ({
    value: { verified: false, failure, sha256 },
    exit: 4,
  });
  try {
    const proved = verifyRecordingProof(file);
    const failure = differing({ sha256, proofs: [proved] }, than);
    if (failure !== null) return failed(failure);
    const { anchored, began, ended, provedBy, withdrawn, ...rest } = proved;
    return {
      value: {
        verified: true,
        failure: null,
        sha256,
        kind: 'recording',
        ...rest,
        beganAt: iso(began),
        endedAt: iso(ended),
        committedAt: iso(anchored),
        withdrawnAt: withdrawn === null ? null : iso(withdrawn),
        provedBy: { ...provedBy, time: iso(provedBy.time) },
      },
    };
  } catch (error) {
    if (!isConsiliumError(error) || error.code === 'proof-malformed') throw error;
    return failed(error.code);
  }
}

/** The certificate of a case: since when it stands on the ledger, and whose it is; nothing of what it tells. */
function caseResult(file: Uint8Array, than: Expected): CommandResult {
  const sha256 = proofHash(file);
  const failed = (failure: string): CommandResult => ({
    value: { verified: false, failure, sha256 },
    exit: 4,
  });
  try {
    const proved = verifyCaseProof(file);
    const failure = differing({ sha256, proofs: [proved] }, than);
    if (failure !== null) return failed(failure);
    const { provedBy, published, withdrawn, ...rest } = proved;
    return {
      value: {
        verified: true,
        failure: null,
        sha256,
        kind: 'case',
        ...rest,
        publishedAt: iso(published),
        withdrawnAt: withdrawn === null ? null : iso(withdrawn),
        provedBy: { ...provedBy, time: iso(provedBy.time) },
      },
    };
  } catch (error) {
    if (!isConsiliumError(error) || error.code === 'proof-malformed') throw error;
    return failed(error.code);
  }
}

/** Reading a PDF takes a library, which no other command needs. */
async function proofFileIn(file: Uint8Array): Promise<Uint8Array> {
  const { isPdf, proofInPdf } = await import('../../proof/pdfProof.ts');
  return isPdf(file) ? proofInPdf(file) : file;
}

interface Expected {
  readonly genesis: string | null;
  readonly expected: string | null;
}

function differing(
  {
    sha256,
    proofs,
  }: Pick<CheckedFile, 'sha256'> & { readonly proofs: readonly { readonly genesisHash: string }[] },
  than: Expected,
): string | null {
  if (than.expected !== null && sha256 !== than.expected) return 'proof-other-file';
  const isOther = than.genesis !== null && proofs.some(({ genesisHash }) => genesisHash !== than.genesis);
  return isOther ? 'genesis-mismatch' : null;
}

function hexOption(invocation: Invocation, name: string): string | null {
  const text = invocation.option(name);
  return text === undefined ? null : demandHex(text, name, 32);
}

/** The SHA-256 of the file, or the text of the code that is printed beside it. */
function expectOption(invocation: Invocation): string | null {
  const text = invocation.option('expect');
  if (text === undefined) return null;
  try {
    return expectedHash(text);
  } catch (cause) {
    const expected = '64 hex digits, or the text of the code on the paper';
    throw new ConsiliumError('usage-value', { option: '--expect', expected }, { cause });
  }
}

/** One statement as it is; several of a visit under `records`, in the order of the ledger. */
function viewOfFile({ sha256, proofs, complete }: CheckedFile): object {
  const [first, ...others] = proofs;
  if (first !== undefined && others.length === 0) return { sha256, ...viewOf(first) };
  return { sha256, complete, records: proofs.map(viewOf) };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function viewOf({ record, time, blockTime, provedBy, ...rest }: VerifiedProof): object {
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

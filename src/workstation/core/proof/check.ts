/** A proof file that somebody brought, checked from its bytes; the ledger of this machine only says whether it is its own. */
import { toHex } from '../../../crypto/bytes.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { ProvedRecord } from '../../api/proof.ts';
import { checkFile, type CheckedFile } from '../../proof/checkFile.ts';
import { expectedHash } from '../../proof/proofCode.ts';
import type { VerifiedProof } from '../../proof/verifyProof.ts';

type Checked = ResultOf<'proof/check'>;

/**
 * `genesis` is the SHA-256 of this machine's genesis, or null before it was set up.
 * @throws ConsiliumError `proof-malformed`, `proof-code-malformed`
 */
export function checkProof({ file, expect }: ArgsOf<'proof/check'>, genesis: Uint8Array | null): Checked {
  const expected = expect === null || expect.trim() === '' ? null : expectedHash(expect);
  const checked = checkFile(file);
  const [first] = checked.proofs;
  return {
    sha256: checked.sha256,
    failure: checked.failure,
    expected: expected === null ? 'not-given' : expected === checked.sha256 ? 'same' : 'other',
    network: networkOf(checked, genesis),
    records: checked.proofs.map(recordOf),
    complete: checked.complete,
    provedBy: first?.provedBy ?? null,
    genesisHash: first?.genesisHash ?? null,
  };
}

function networkOf({ proofs: [first] }: CheckedFile, genesis: Uint8Array | null): Checked['network'] {
  if (first === undefined || genesis === null) return 'unknown';
  return first.genesisHash === toHex(genesis) ? 'this' : 'other';
}

function recordOf(proof: VerifiedProof): ProvedRecord {
  const { statement, kind, refers, consent, author, institution, time, blockTime, height, record } = proof;
  return {
    statement,
    kind,
    refers,
    consent,
    author,
    institution,
    time,
    blockTime,
    height,
    text:
      record === null
        ? null
        : {
            title: record.title,
            sections: record.sections.map((section) => ({ ...section })),
            entries: record.entries.map((entry) => ({ ...entry })),
          },
  };
}

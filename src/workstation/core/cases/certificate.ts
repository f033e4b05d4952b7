/** The certificate of a published case: what its paper says, the proof file, and the code of that file for the paper. */
import { fromHex } from '../../../crypto/bytes.ts';
import { toCaseName, toStatementHash } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import { caseCodec } from '../../../contracts/sharing/caseEntities.ts';
import { read } from '../../../contracts/state.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import { makeCaseProof, verifyCaseProof } from '../../proof/caseProof.ts';
import { proofHash, writeProofCode } from '../../proof/proofCode.ts';
import { qrPng } from '../../qr.ts';
import type { VisitWork } from '../visits/work.ts';

/** See api/sharedCases.ts. What it says was read back out of the proof file. */
export async function caseCertificate(
  work: VisitWork,
  { case: hex }: ArgsOf<'case/certificate'>,
): Promise<ResultOf<'case/certificate'>> {
  const { store } = work.ledger.replica;
  const name = toCaseName(fromHex(hex));
  const facets = read(store, caseCodec, name)?.facets ?? null;
  if (facets === null) throw new ConsiliumError('case-unknown');
  const bytes = makeCaseProof(store, name);
  const { author, institution, provedBy, published } = verifyCaseProof(bytes);
  const code = writeProofCode({
    sha256: proofHash(bytes),
    height: provedBy.height,
    statement: toStatementHash(name),
  });
  const { completeness, disease, outcome, specialty } = facets;
  return {
    proof: { name: `consilium-case-${hex.slice(0, 12)}.json`, bytes },
    code,
    codeQr: await qrPng(code),
    author,
    institution,
    published,
    provedBy: { height: provedBy.height, time: provedBy.time },
    facts: { completeness, disease, outcome, specialty },
  };
}

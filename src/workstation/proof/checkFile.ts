/** Checks a proof file that somebody brought, of one statement or of a visit. */
import { isConsiliumError } from '../../errors.ts';
import { proofHash } from './proofCode.ts';
import { decodeProofs } from './proofFile.ts';
import { verifyProof, type VerifiedProof } from './verifyProof.ts';

/** What a file shows. The first check that failed is `failure`: then nothing of it is to be believed. */
export interface CheckedFile {
  /** SHA-256 of the file, in hex. */
  readonly sha256: string;
  readonly failure: string | null;
  readonly proofs: readonly VerifiedProof[];
  /** Whether everything that stood under the visit by then is in the file. */
  readonly complete: boolean;
}

/** Errors: `proof-malformed`. */
export function checkFile(file: Uint8Array): CheckedFile {
  const sha256 = proofHash(file);
  const decoded = decodeProofs(file);
  try {
    const proofs = decoded.map(verifyProof);
    const failure = areOfOneVisit(proofs) ? null : 'proof-mixed';
    return { sha256, failure, proofs: failure === null ? proofs : [], complete: isComplete(proofs) };
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    return { sha256, failure: error.code, proofs: [], complete: false };
  }
}

/** Proofs of different visits, networks or blocks in one file prove nothing together. */
function areOfOneVisit(proofs: readonly VerifiedProof[]): boolean {
  const of = ({ epoch, genesisHash, provedBy }: VerifiedProof): string =>
    [epoch, genesisHash, provedBy.hash].join();
  return new Set(proofs.map(of)).size === 1;
}

function isComplete(proofs: readonly VerifiedProof[]): boolean {
  return new Set(proofs.map(({ statement }) => statement)).size === proofs[0]?.recordsOfVisit;
}

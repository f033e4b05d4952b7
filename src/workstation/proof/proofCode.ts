/**
 * The short text that stands for a proof file on paper, in a QR code: which file it is, and by which block and
 * statement one finds it again. The file itself does not fit a QR code.
 *
 * `consilium-proof:SHA-256 of the file:height of the proving block:H(S)`, hashes in hex.
 */
import { fromHex, toHex } from '../../crypto/bytes.ts';
import { sha256 } from '../../crypto/hash.ts';
import { toStatementHash, type StatementHash } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';

export interface ProofCode {
  /** SHA-256 of the file, in hex. */
  readonly sha256: string;
  readonly height: number;
  /** Of a visit's file the first of its statements. */
  readonly statement: StatementHash;
}

const PREFIX = 'consilium-proof:';
const CODE = /^consilium-proof:([0-9a-f]{64}):(\d{1,15}):([0-9a-f]{64})$/u;

export function proofHash(file: Uint8Array): string {
  return toHex(sha256(file));
}

export function writeProofCode(code: ProofCode): string {
  return `${PREFIX}${code.sha256}:${String(code.height)}:${toHex(code.statement)}`;
}

/** Errors: `proof-code-malformed`. */
export function readProofCode(text: string): ProofCode {
  const [, hash, height, statement] = CODE.exec(text.trim().toLowerCase()) ?? [];
  if (hash === undefined || statement === undefined) throw new ConsiliumError('proof-code-malformed');
  return { sha256: hash, height: Number(height), statement: toStatementHash(fromHex(statement)) };
}

/** The hash that a file must have, given as 64 hex digits or as the text of its code. Errors: `proof-code-malformed`. */
export function expectedHash(text: string): string {
  const plain = text.trim().toLowerCase();
  return /^[0-9a-f]{64}$/u.test(plain) ? plain : readProofCode(plain).sha256;
}

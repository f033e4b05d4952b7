/** Results of transactions and their hash, which stands in the next header. */
import { concatBytes } from '../crypto/bytes.ts';
import { merkleRoot } from './merkle.ts';
import { bytesField, varintField } from './protobuf.ts';

/** The deterministic part of CometBFT's ExecTxResult. Code 0 is success. */
export interface ExecTxResult {
  readonly code: number;
  readonly data: Uint8Array;
  readonly gasWanted: bigint;
  readonly gasUsed: bigint;
}

/** Root over the encoded results; log, info, events and codespace are not covered. */
export function resultsHash(results: readonly ExecTxResult[]): Uint8Array {
  return merkleRoot(results.map(encodeResult));
}

function encodeResult(result: ExecTxResult): Uint8Array {
  return concatBytes(
    varintField(1, result.code),
    bytesField(2, result.data),
    varintField(5, result.gasWanted),
    varintField(6, result.gasUsed),
  );
}

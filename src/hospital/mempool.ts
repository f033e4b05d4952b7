/** Transactions that wait for a block, bounded in number and bytes; one that is sent twice waits once. */
import { toHex } from '../crypto/bytes.ts';
import { toTxId, type TxId } from '../crypto/ids.ts';
import { ConsiliumError } from '../errors.ts';
import { decodeTransaction } from '../contracts/transaction.ts';

/** How much waits at most. */
export interface MempoolLimits {
  readonly transactions: number;
  readonly bytes: number;
}

const DEFAULT_LIMITS: MempoolLimits = { transactions: 5_000, bytes: 16 * 1024 * 1024 };

/** Who waits for a transaction is told by `taken` or `refused`. */
export interface WaitingTransaction {
  readonly id: TxId;
  readonly bytes: Uint8Array;
  taken(): void;
  refused(error: unknown): void;
}

export class Mempool {
  readonly #limits: MempoolLimits;
  readonly #waiting = new Map<string, WaitingTransaction>();
  readonly #answers = new Map<string, Promise<TxId>>();
  #bytes = 0;

  constructor(limits: MempoolLimits = DEFAULT_LIMITS) {
    this.#limits = limits;
  }

  /** Resolves with the id when a block has it. Errors: those of decodeTransaction, `mempool-full`, the block's refusal. */
  async add(bytes: Uint8Array): Promise<TxId> {
    const id = toTxId(decodeTransaction(bytes).id);
    const name = toHex(id);
    const known = this.#answers.get(name);
    if (known !== undefined) return known;
    const most = this.#limits;
    if (this.#waiting.size >= most.transactions || this.#bytes + bytes.length > most.bytes) {
      throw new ConsiliumError('mempool-full', { transactions: this.#waiting.size });
    }
    const answer = new Promise<TxId>((resolve, reject) => {
      this.#waiting.set(name, { id, bytes, taken: () => resolve(id), refused: reject });
    });
    this.#bytes += bytes.length;
    this.#answers.set(name, answer);
    try {
      return await answer;
    } finally {
      this.#answers.delete(name);
    }
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** Takes out the next transactions, in the order of their arrival, up to `mostBytes` (at least one). */
  take(mostBytes: number): readonly WaitingTransaction[] {
    const batch: WaitingTransaction[] = [];
    let bytes = 0;
    for (const [name, transaction] of this.#waiting) {
      if (batch.length > 0 && bytes + transaction.bytes.length > mostBytes) break;
      bytes += transaction.bytes.length;
      batch.push(transaction);
      this.#waiting.delete(name);
    }
    this.#bytes -= bytes;
    return batch;
  }
}

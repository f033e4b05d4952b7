/** What a contract may know besides the state and the transaction. No clock but the block's. */
import type { Transaction } from './transaction.ts';
import type { BodyOf, TransactionKind } from './transactionKinds.ts';

export interface BlockContext {
  readonly network: Uint8Array;
  readonly height: number;
  /** Block time, ms. */
  readonly time: number;
}

/** A transaction whose common rules and signatures hold. */
export interface Verified<K extends TransactionKind> {
  readonly body: BodyOf<K>;
  readonly transaction: Transaction;
}

/** Records that the ledger has erased: when, and what of them goes from this machine. */
import { fromHex } from '../../../crypto/bytes.ts';
import { toStatementHash, type StatementHash } from '../../../crypto/ids.ts';
import { KIND } from '../../../contracts/entities.ts';
import { erasureCodec } from '../../../contracts/erasureEntities.ts';
import { read, type StateReader } from '../../../contracts/state.ts';
import { demandNotErased } from '../../../contracts/visit/erased.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import { sweepFiles } from '../attachments/files.ts';
import type { StaffSession } from '../context.ts';
import { forgetWithdrawn } from '../recordings/ledger/withdrawn.ts';

/** ms; null while the record stands. */
export function erasedAt(state: StateReader, statement: Uint8Array): number | null {
  return read(state, erasureCodec, statement)?.time ?? null;
}

/** `statement` in hex. Errors: `statement-erased`. */
export function demandStanding(state: StateReader, statement: string): void {
  demandNotErased(state, fromHex(statement));
}

/** Deletes from a desk and its files what blocks from `height` on erased; answers the height to go on from. */
export function forgetErased(
  { desk, files }: Pick<StaffSession, 'desk' | 'files'>,
  store: LedgerStore,
  height: number,
): number {
  const next = store.height() + 1;
  const erased = store.state
    .createdSince(KIND.erasure, height)
    .map(({ id }): StatementHash => toStatementHash(id));
  if (erased.length > 0) {
    forgetWithdrawn(desk, store, erased);
    desk.forgetRecords(erased);
    // The log as well: no page of it keeps the key of a recording.
    desk.checkpoint();
    sweepFiles(desk, files);
  }
  return next;
}

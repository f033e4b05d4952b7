/** `ledger erasures`: what the verified copy says of erased records, and whose receipts are missing. */
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { erasedRecords } from '../../core/erasure/views.ts';
import { withReplica } from '../ledgerFile.ts';

/** Exit code 1 while a receipt is missing. */
export async function ledgerErasures(invocation: Invocation): Promise<CommandResult> {
  const erased = await withReplica(invocation, ({ store }) => erasedRecords(store, null));
  const erasures = erased.map((one) => ({
    ...one,
    missing: one.receipts
      .filter(({ receivedAt }) => receivedAt === null)
      .map(({ institution }) => institution),
  }));
  const complete = erasures.every(({ missing }) => missing.length === 0);
  return { value: { complete, erasures }, exit: complete ? 0 : 1 };
}

/** Erased records and receipts as screens and command line show them, from the verified ledger alone. */
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import { KIND, statementCodec, type StatementEntity } from '../../../contracts/entities.ts';
import { erasureCodec, type Erasure } from '../../../contracts/erasureEntities.ts';
import { dueReceipts } from '../../../contracts/governance/eraseReceipt.ts';
import { read } from '../../../contracts/state.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { LedgerStore } from '../../../replica/ledgerStore.ts';
import type { ErasedView } from '../../api/erasure.ts';
import { authorName, institutionName, staffName } from '../visits/ledgerReads.ts';

/** What is known of a record without reading it. */
export function erasableView(
  store: LedgerStore,
  statement: Uint8Array,
  entity: StatementEntity,
): Pick<ErasedView, 'author' | 'institution' | 'kind' | 'statement' | 'writtenAt'> {
  return {
    statement: toHex(statement),
    kind: entity.kind,
    author: authorName(store, entity),
    institution: institutionName(store, entity.institution),
    writtenAt: entity.time,
  };
}

export function erasedView(store: LedgerStore, statement: Uint8Array, erasure: Erasure): ErasedView {
  const entity = read(store, statementCodec, statement);
  if (entity === null) throw new ConsiliumError('replica-corrupt', { list: 'erasures' });
  return {
    ...erasableView(store, statement, entity),
    reason: erasure.reason,
    askedAt: erasure.asked,
    erasedAt: erasure.time,
    officer: staffName(store, erasure.officer),
    archiveUntil: erasure.archiveUntil,
    receipts: dueReceipts(store, statement, erasure).map(({ institution, receipt }) => ({
      institution: institutionName(store, institution),
      receivedAt: receipt?.time ?? null,
      archiveUntil: receipt?.archiveUntil ?? null,
    })),
  };
}

/** Of one institution, or of all; the newest first. */
export function erasedRecords(store: LedgerStore, institution: Uint8Array | null): ErasedView[] {
  return (
    store.state
      .ofKind(KIND.erasure)
      // A withdrawn case, and a recording that was taken back, are erased in the same way, and are no records.
      .filter(({ id }) => store.get(KIND.statement, id) !== undefined)
      .map(({ id, value }) => ({ id, erasure: erasureCodec.decode(value) }))
      .filter(({ erasure }) => institution === null || bytesEqual(erasure.institution, institution))
      .map(({ id, erasure }) => erasedView(store, id, erasure))
      .toReversed()
  );
}

/** What of a recording goes when it is taken back from the ledger. */
import type { Database } from '../../replica/database.ts';

/** Keys for doctors whom its holder named; inside the transaction of whoever deletes. */
export function forgetReaders(database: Database, anchor: Uint8Array): void {
  database.prepare('DELETE FROM recording_readers WHERE anchor = ?').run(anchor);
}

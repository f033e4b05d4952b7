/** What of a shared case goes when it is withdrawn, or taken back before its batch. */
import type { Database } from '../../replica/database.ts';

/** Payload, envelope, dossier and the note that it was read; inside the transaction of whoever deletes. */
export function forgetSharedCase(database: Database, name: Uint8Array): void {
  database
    .prepare('DELETE FROM case_deposits WHERE case_row = (SELECT id FROM shared_cases WHERE name = ?)')
    .run(name);
  database.prepare('DELETE FROM shared_cases WHERE name = ?').run(name);
  database.prepare('DELETE FROM case_reads WHERE name = ?').run(name);
}

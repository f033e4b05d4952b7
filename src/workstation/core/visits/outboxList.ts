import { toHex } from '../../../crypto/bytes.ts';
import { screenState, type OutboxEntry } from '../../../replica/outbox.ts';
import type { OutboxItem } from '../../api/visits.ts';
import type { VisitWork } from './work.ts';

/** What was signed here and where it stands, the newest first. */
export function listOutbox(work: VisitWork): OutboxItem[] {
  return work.session.desk.outbox.list().map(itemOf);
}

function itemOf(entry: OutboxEntry): OutboxItem {
  return {
    id: String(entry.id),
    kind: entry.kind,
    createdAt: entry.created,
    state: screenState(entry),
    code: entry.code,
    blockTime: entry.blockTime,
    statement: entry.statement === null ? null : toHex(entry.statement),
  };
}

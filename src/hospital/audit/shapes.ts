/** Messages of the audit log's method; see schema.ts. */
import { role, signature } from '../fields.ts';
import { list, nullable, plainBytes, record, text, time, tuple, uint, type Shape } from '../schema.ts';
import { MOST_AUDIT_ENTRIES, type AuditActor, type AuditEntry, type AuditHead } from './entry.ts';

/** A stretch of the log, with the node's word on where the log ends. */
export interface AuditPortion {
  readonly entries: readonly AuditEntry[];
  readonly head: AuditHead;
}

const name = text(60);

const entry: Shape<AuditEntry> = tuple<AuditEntry>({
  number: uint,
  time,
  method: name,
  kind: name,
  code: name,
  count: uint,
  actor: nullable(tuple<AuditActor>({ role, entity: plainBytes(16) })),
  hash: plainBytes(32),
});

export const auditPortion: Shape<AuditPortion> = record<AuditPortion>({
  entries: list(entry, MOST_AUDIT_ENTRIES),
  head: tuple<AuditHead>({ number: uint, hash: plainBytes(32), signature }),
});

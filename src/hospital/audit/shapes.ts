/** Codecs of the audit log's method. */
import { asBytes, asMap, asNullable, asText, asUint, asTuple } from '../../crypto/cbor.ts';
import type { CborValue } from '../../crypto/cbor.ts';
import { toSignature } from '../../crypto/ids.ts';
import { asOneOf } from '../../contracts/entities.ts';
import { millis } from '../../ports.ts';
import { limitedList } from '../fields.ts';
import type { Shape } from '../shapes.ts';
import { MOST_AUDIT_ENTRIES, type AuditActor, type AuditEntry, type AuditHead } from './entry.ts';

/** A stretch of the log, with the node's word on where the log ends. */
export interface AuditPortion {
  readonly entries: readonly AuditEntry[];
  readonly head: AuditHead;
}

const LONGEST_NAME = 60;

export const auditPortion: Shape<AuditPortion> = {
  encode: ({ entries, head }) => ({
    entries: entries.map(encodeEntry),
    head: [head.number, head.hash, head.signature],
  }),
  decode: (value) => {
    const map = asMap(value, ['entries', 'head'], 'audit');
    const [number, hash, signature] = asTuple(map.head, 3, 'audit.head');
    return {
      entries: limitedList(map.entries, MOST_AUDIT_ENTRIES, 'audit.entries').map(decodeEntry),
      head: {
        number: asUint(number, 'audit.number'),
        hash: asBytes(hash, 32, 'audit.hash'),
        signature: toSignature(asBytes(signature, 64, 'audit.signature')),
      },
    };
  },
};

function encodeEntry({ number, time, method, kind, code, count, actor, hash }: AuditEntry): CborValue {
  return [number, time, method, kind, code, count, actor === null ? null : [actor.role, actor.entity], hash];
}

function decodeEntry(value: CborValue): AuditEntry {
  const [number, time, method, kind, code, count, actor, hash] = asTuple(value, 8, 'audit.entry');
  return {
    number: asUint(number, 'audit.number'),
    time: millis(asUint(time, 'audit.time')),
    method: asText(method, 'audit.method', LONGEST_NAME),
    kind: asText(kind, 'audit.kind', LONGEST_NAME),
    code: asText(code, 'audit.code', LONGEST_NAME),
    count: asUint(count, 'audit.count'),
    actor: asNullable(actor, decodeActor),
    hash: asBytes(hash, 32, 'audit.hash'),
  };
}

function decodeActor(value: CborValue): AuditActor {
  const [role, entity] = asTuple(value, 2, 'audit.actor');
  return {
    role: asOneOf(role, ['officer', 'registrar', 'doctor', 'node'], 'audit.role'),
    entity: asBytes(entity, 16, 'audit.entity'),
  };
}

/** What the audit log is told of a request. */
import type { CborValue } from '../../crypto/cbor.ts';
import { isConsiliumError } from '../../errors.ts';
import { decodeTransaction } from '../../contracts/transaction.ts';
import { isMethod, METHODS } from '../methods.ts';
import type { Request } from '../protocol.ts';
import type { Session } from '../session.ts';
import type { AuditEvent } from './entry.ts';

/** `code` is how the request was answered. Of what officers hand in, the kind is named. */
export function auditEvent({ method, params }: Request, session: Session, code: string): AuditEvent {
  const who = session.login ?? session.attempted;
  const isOfficers = method === 'submit' && who?.role === 'officer';
  return {
    actor: who === null ? null : { role: who.role, entity: who.entity },
    method: isMethod(method) ? method : 'unknown',
    kind: isOfficers ? kindOf(params) : '',
    code,
  };
}

function kindOf(params: CborValue): string {
  try {
    return decodeTransaction(METHODS.submit.params.decode(params).tx).body.kind;
  } catch (error) {
    if (!isConsiliumError(error)) throw error;
    return '';
  }
}

/**
 * The node's audit log: administrative acts, and what was refused to whom. Each entry's hash covers the one before, so
 * that no entry can be changed, taken out or put in without every later hash telling. It names methods, staff and
 * codes; never a patient, a record or what was asked.
 */
import { bytesEqual, concatBytes } from '../../crypto/bytes.ts';
import { encodeCanonical } from '../../crypto/cbor.ts';
import { domainTag, sha256 } from '../../crypto/hash.ts';
import { toSignature, type Network, type Signature, type SigningKey } from '../../crypto/ids.ts';
import { signDetached, verifyTransactionSignature } from '../../crypto/signature.ts';
import type { Millis } from '../../ports.ts';

export type AuditRole = 'officer' | 'registrar' | 'doctor' | 'node';

/** Who asked, as far as the node knows: who is logged in, or who tried to. */
export interface AuditActor {
  readonly role: AuditRole;
  /** 16 bytes: a member of staff, or an institution. */
  readonly entity: Uint8Array;
}

export interface AuditEvent {
  readonly actor: AuditActor | null;
  /** Of the node protocol. */
  readonly method: string;
  /** The kind of the transaction that was handed in; empty for other methods. */
  readonly kind: string;
  /** `ok`, or the code of the refusal. */
  readonly code: string;
}

export interface AuditEntry extends AuditEvent {
  /** 1, 2, 3 … */
  readonly number: number;
  readonly time: Millis;
  /** How often within the minute, when the same refusal came again and again. */
  readonly count: number;
  readonly hash: Uint8Array;
}

/** The log up to an entry, as the node vouches for it. */
export interface AuditHead {
  /** 0 while the log is empty. */
  readonly number: number;
  readonly hash: Uint8Array;
  readonly signature: Signature;
}

/** What comes before the first entry. */
export const AUDIT_BEGINNING = new Uint8Array(32);
/** Entries in one answer. */
export const MOST_AUDIT_ENTRIES = 1000;

const ENTRY_TAG = domainTag('consilium/audit/v1');
const HEAD_TAG = domainTag('consilium/audit/head/v1');

/**
 * `H(tag("consilium/audit/v1") ‖ hash before ‖ CBOR [number, time, method, kind, code, count, role or null, entity or
 * null])`.
 */
export function auditHash(before: Uint8Array, entry: Omit<AuditEntry, 'hash'>): Uint8Array {
  const { number, time, method, kind, code, count, actor } = entry;
  const content = [number, time, method, kind, code, count, actor?.role ?? null, actor?.entity ?? null];
  return sha256(ENTRY_TAG, before, encodeCanonical(content));
}

/** The number of the first entry that does not follow from the one before; null when all do. */
export function brokenAt(before: Uint8Array, entries: readonly AuditEntry[]): number | null {
  let hash = before;
  let number = entries[0]?.number ?? 1;
  for (const entry of entries) {
    const holds = entry.number === number && bytesEqual(auditHash(hash, entry), entry.hash);
    if (!holds) return entry.number;
    ({ hash } = entry);
    number += 1;
  }
  return null;
}

/** tag("consilium/audit/head/v1") ‖ network ‖ H(CBOR [number, hash]). */
function headMessage(network: Network, { number, hash }: Omit<AuditHead, 'signature'>): Uint8Array {
  return concatBytes(HEAD_TAG, network, sha256(encodeCanonical([number, hash])));
}

export function signAuditHead(
  head: Omit<AuditHead, 'signature'>,
  by: { readonly network: Network; readonly secretKey: Uint8Array },
): AuditHead {
  return { ...head, signature: toSignature(signDetached(headMessage(by.network, head), by.secretKey)) };
}

export function auditHeadHolds(head: AuditHead, network: Network, nodeKey: SigningKey): boolean {
  return verifyTransactionSignature(headMessage(network, head), head.signature, nodeKey);
}

/** Who may sign: keys of signers, looked up in the state, in force at the block's height. */
import { bytesEqual } from '../crypto/bytes.ts';
import { verifyTransactionSignature } from '../crypto/signature.ts';
import type { BlockContext } from './context.ts';
import { demand, Refusal } from './codes.ts';
import {
  codecOfRole,
  institutionCodec,
  type Institution,
  type Staff,
  type StaffKeyVersion,
  type StaffRole,
} from './entities.ts';
import { read, type StateReader } from './state.ts';
import { sameSigner, signingMessage, type Transaction } from './transaction.ts';
import type { Signer, SignerRole } from './transactionKinds.ts';

const STAFF_ROLES: readonly StaffRole[] = ['officer', 'registrar', 'doctor'];

/** Every signer's signature holds under a key that is in force; none extra, none twice. */
export function verifySigners(transaction: Transaction, state: StateReader, context: BlockContext): void {
  const { signers } = transaction.body;
  demand(transaction.signatures.length === signers.length && signers.length > 0, 'signature-count');
  signers.forEach((signer, index) => {
    demand(!signers.slice(0, index).some((earlier) => sameSigner(earlier, signer)), 'signer-unexpected');
    const key = signerKey(signer, state);
    const signature = transaction.signatures[index] ?? new Uint8Array(0);
    const message = signingMessage(context.network, index, transaction.bodyBytes);
    demand(verifyTransactionSignature(message, signature, key), 'signature-invalid');
  });
}

/** The public key of a signer. Errors: `signer-*`, `institution-unknown`. */
export function signerKey(signer: Signer, state: StateReader): Uint8Array {
  switch (signer.role) {
    case 'view':
    case 'consent':
      demand(signer.version === 0, 'signer-key-unknown');
      return signer.entity;
    case 'node':
      return nodeKey(signer, state);
    case 'officer':
    case 'registrar':
    case 'doctor':
      return activeStaffKey(signer, state);
  }
}

function nodeKey(signer: Signer, state: StateReader): Uint8Array {
  const institution = read(state, institutionCodec, signer.entity);
  if (institution === null) throw new Refusal('institution-unknown');
  const key = institution.nodeKeys.find((candidate) => candidate.version === signer.version);
  if (key === undefined) throw new Refusal('signer-key-unknown');
  demand(key.revoked === null, 'signer-key-revoked');
  return key.key;
}

function activeStaffKey(signer: Signer & { readonly role: SignerRole }, state: StateReader): Uint8Array {
  const staff =
    signer.role === 'officer' || signer.role === 'registrar' || signer.role === 'doctor'
      ? readStaff(state, signer.role, signer.entity)
      : null;
  if (staff === null) throw new Refusal('signer-unknown');
  demand(staff.status === 'active', 'signer-suspended');
  const key = staffKey(staff, signer.version);
  if (key === null) throw new Refusal('signer-key-unknown');
  demand(key.revoked === null, 'signer-key-revoked');
  return key.sign;
}

export function readStaff(state: StateReader, role: StaffRole, id: Uint8Array): Staff | null {
  return read(state, codecOfRole(role), id);
}

/** Refuses an id that anybody has in any role: lists and visits name people by their id alone. */
export function demandNewPerson(state: StateReader, id: Uint8Array): void {
  const taken = STAFF_ROLES.some((role) => readStaff(state, role, id) !== null);
  demand(!taken, 'staff-exists');
}

export function readInstitution(state: StateReader, id: Uint8Array): Institution | null {
  return read(state, institutionCodec, id);
}

export function staffKey(staff: Staff, version: number): StaffKeyVersion | null {
  return staff.keys.find((candidate) => candidate.version === version) ?? null;
}

/** The key that signs now: the newest that is not revoked. */
export function currentStaffKey(staff: Staff): StaffKeyVersion | null {
  return staff.keys.findLast((candidate) => candidate.revoked === null) ?? null;
}

/** The signers must be exactly of these roles, in this order; returns them. Missing ones are named by role. */
export function demandRoles(transaction: Transaction, roles: readonly SignerRole[]): readonly Signer[] {
  const { signers } = transaction.body;
  roles.forEach((role, index) => {
    if (signers[index]?.role !== role) throw new Refusal(missingRoleCode(role));
  });
  demand(signers.length === roles.length, 'signer-unexpected');
  return signers;
}

function missingRoleCode(
  role: SignerRole,
): 'consent-missing' | 'doctor-key-missing' | 'node-receipt-missing' | 'signer-missing' {
  if (role === 'consent') return 'consent-missing';
  if (role === 'doctor') return 'doctor-key-missing';
  return role === 'node' ? 'node-receipt-missing' : 'signer-missing';
}

/** At least `threshold` different officers of the institution signed, and nobody else. */
export function demandOfficers(transaction: Transaction, institution: Uint8Array, state: StateReader): void {
  const entity = readInstitution(state, institution);
  if (entity === null) throw new Refusal('institution-unknown');
  demand(
    transaction.body.signers.every((signer) => signer.role === 'officer'),
    'signer-unexpected',
  );
  demand(
    officersOf(transaction, institution, state) === transaction.body.signers.length,
    'signer-unexpected',
  );
  demand(transaction.body.signers.length >= entity.threshold, 'threshold-missing');
}

/** How many signers are officers of the institution. */
export function officersOf(transaction: Transaction, institution: Uint8Array, state: StateReader): number {
  return transaction.body.signers.filter((signer) => {
    const officer = signer.role === 'officer' ? readStaff(state, 'officer', signer.entity) : null;
    return officer !== null && bytesEqual(officer.institution, institution);
  }).length;
}

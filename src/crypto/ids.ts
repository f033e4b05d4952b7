/**
 * Names for byte strings that must not be mistaken for one another. Each is made by one constructor that
 * checks the length; all throw `id-malformed` {name, expected, actual}. The bytes are not copied.
 */
import { ConsiliumError } from '../errors.ts';

/** Bytes that the type checker keeps apart from other bytes. */
export type Branded<Name extends string> = Uint8Array & { readonly __brand: Name };

/** 32 random bytes of the first genesis; stands in every signature. */
export type Network = Branded<'Network'>;
/** 16 random bytes of a registered hospital. */
export type InstitutionId = Branded<'InstitutionId'>;
/** 16 random bytes of an officer, registrar or doctor. */
export type StaffId = Branded<'StaffId'>;
/** 16 random bytes of a visit's registration (挂号). */
export type RegistrationNumber = Branded<'RegistrationNumber'>;
/** 16 random bytes of a sealed slip or card. */
export type ItemId = Branded<'ItemId'>;
/** 16 random bytes of what one workstation sends to one doctor, in order. */
export type MailStream = Branded<'MailStream'>;
/** 16 random bytes of an invitation to an institution; good once. */
export type InvitationToken = Branded<'InvitationToken'>;
/** 16 bytes: a shared case. */
export type CaseId = Branded<'CaseId'>;
/** 32 bytes. SECRET: opens a shared case. */
export type CaseKey = Branded<'CaseKey'>;
/** SHA-256 name of a shared case on the ledger. */
export type CaseName = Branded<'CaseName'>;
/** 32 bytes. SECRET: wraps the keys of the cases that an institution's doctors share while it lasts. */
export type SenderKey = Branded<'SenderKey'>;
/** SHA-256 name of a message in a mailbox. */
export type MailId = Branded<'MailId'>;

/** Ed25519 public key P of a patient; nodes and readers know it, the ledger never does. */
export type RootKey = Branded<'RootKey'>;
/** Ed25519 public key SPK_i: the name of one visit on the ledger. */
export type EpochKey = Branded<'EpochKey'>;
/** Ed25519 public key CPK_i: what consents to one visit's records. */
export type ConsentKey = Branded<'ConsentKey'>;
/** X25519 public key that rows of an envelope are sealed to (BPK_i, staff, archive, emergency). */
export type SealingKey = Branded<'SealingKey'>;
/** Ed25519 public key of staff, of a hospital node, or of an institution's cards. */
export type SigningKey = Branded<'SigningKey'>;
/** The commitment of a certificate to its patient: BLAKE2b-256 under BK_i. */
export type Binder = Branded<'Binder'>;

/** SHA-256 name of a statement: H(S). */
export type StatementHash = Branded<'StatementHash'>;
/** SHA-256 of a transaction's body. */
export type TxId = Branded<'TxId'>;
/** SHA-256 of a sealed blob. */
export type BlobId = Branded<'BlobId'>;
/** Hash(Data) of a statement. */
export type DataHash = Branded<'DataHash'>;
/** The ledger's salted commitment to an envelope. */
export type EnvelopeCommitment = Branded<'EnvelopeCommitment'>;
/** Ed25519 signature, 64 bytes. */
export type Signature = Branded<'Signature'>;

/** SECRET: the patient's 32 bytes from which everything else follows. */
export type PatientSeed = Branded<'PatientSeed'>;
/** SECRET: VK_i; opens the history before visit i, and can consent to nothing. */
export type ViewKey = Branded<'ViewKey'>;
/** SECRET: BK_i; shows a gate that an epoch belongs to a root. */
export type BinderKey = Branded<'BinderKey'>;
/** SECRET: 32 bytes, the Ed25519 seed of CPK_i, as a slip holds it. */
export type ConsentSeed = Branded<'ConsentSeed'>;
/** SECRET: the fresh key of one part of one record. */
export type PartKey = Branded<'PartKey'>;
/** SECRET: 32 bytes that a home node adds to a PIN. */
export type Pepper = Branded<'Pepper'>;
/** What the issuer deposits so that a node can tell the right PIN from a wrong one. */
export type PinTag = Branded<'PinTag'>;
/** SECRET: 32 bytes from which all keys of one member of staff follow. */
export type StaffRootSecret = Branded<'StaffRootSecret'>;

export const toNetwork = constructorOf<'Network'>('Network', 32);
export const toInstitutionId = constructorOf<'InstitutionId'>('InstitutionId', 16);
export const toStaffId = constructorOf<'StaffId'>('StaffId', 16);
export const toRegistrationNumber = constructorOf<'RegistrationNumber'>('RegistrationNumber', 16);
export const toItemId = constructorOf<'ItemId'>('ItemId', 16);
export const toMailStream = constructorOf<'MailStream'>('MailStream', 16);
export const toInvitationToken = constructorOf<'InvitationToken'>('InvitationToken', 16);
export const toCaseId = constructorOf<'CaseId'>('CaseId', 16);
export const toCaseKey = constructorOf<'CaseKey'>('CaseKey', 32);
export const toCaseName = constructorOf<'CaseName'>('CaseName', 32);
export const toSenderKey = constructorOf<'SenderKey'>('SenderKey', 32);
export const toMailId = constructorOf<'MailId'>('MailId', 32);
export const toRootKey = constructorOf<'RootKey'>('RootKey', 32);
export const toEpochKey = constructorOf<'EpochKey'>('EpochKey', 32);
export const toConsentKey = constructorOf<'ConsentKey'>('ConsentKey', 32);
export const toSealingKey = constructorOf<'SealingKey'>('SealingKey', 32);
export const toSigningKey = constructorOf<'SigningKey'>('SigningKey', 32);
export const toBinder = constructorOf<'Binder'>('Binder', 32);
export const toStatementHash = constructorOf<'StatementHash'>('StatementHash', 32);
export const toTxId = constructorOf<'TxId'>('TxId', 32);
export const toBlobId = constructorOf<'BlobId'>('BlobId', 32);
export const toDataHash = constructorOf<'DataHash'>('DataHash', 32);
export const toEnvelopeCommitment = constructorOf<'EnvelopeCommitment'>('EnvelopeCommitment', 32);
export const toSignature = constructorOf<'Signature'>('Signature', 64);
export const toPatientSeed = constructorOf<'PatientSeed'>('PatientSeed', 32);
export const toViewKey = constructorOf<'ViewKey'>('ViewKey', 32);
export const toBinderKey = constructorOf<'BinderKey'>('BinderKey', 32);
export const toConsentSeed = constructorOf<'ConsentSeed'>('ConsentSeed', 32);
export const toPartKey = constructorOf<'PartKey'>('PartKey', 32);
export const toPepper = constructorOf<'Pepper'>('Pepper', 32);
export const toPinTag = constructorOf<'PinTag'>('PinTag', 32);
export const toStaffRootSecret = constructorOf<'StaffRootSecret'>('StaffRootSecret', 32);

function constructorOf<Name extends string>(
  name: Name,
  length: number,
): (bytes: Uint8Array) => Branded<Name> {
  return (bytes) => {
    if (bytes.length !== length) {
      throw new ConsiliumError('id-malformed', { name, expected: length, actual: bytes.length });
    }
    return bytes as Branded<Name>;
  };
}

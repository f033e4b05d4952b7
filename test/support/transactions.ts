/** Builders of real, signed transactions out of a {@link World}. */
import type { PublicCard } from '../../src/crypto/card.ts';
import {
  encodeStatement,
  signStatementAsDoctor,
  signStatementAsPatient,
  statementHash,
  type Statement,
} from '../../src/contracts/statement.ts';
import { signTransaction } from '../../src/contracts/transaction.ts';
import type { BodyOf, TransactionBody, TransactionKind } from '../../src/contracts/transactionKinds.ts';
import { bytes32, DAY, HOUR, type House, type Party, type Person, type World } from './world.ts';

/** A body without what every transaction has: kind and fields. */
export type Action = {
  [K in TransactionKind]: Omit<BodyOf<K>, 'time' | 'expires' | 'signers'>;
}[TransactionKind];

/** What a draft says beside its action. */
export interface Draft {
  readonly action: Action;
  readonly parties: readonly Party[];
  readonly time: number;
  /** Eight days after `time` unless given. */
  readonly expires?: number;
}

/** The signed bytes of a draft. */
export function signDraft(network: Uint8Array, draft: Draft): Uint8Array {
  return signTransaction(
    network,
    bodyOf(draft),
    draft.parties.map(({ secretKey }) => secretKey),
  );
}

export function bodyOf({ action, parties, time, expires = time + 8 * DAY }: Draft): TransactionBody {
  return { ...action, time, expires, signers: parties.map(({ signer }) => signer) };
}

/** Brings someone into the registry, by their institution's board. */
export function staffAdd(person: Person, house: House, time: number): Draft {
  const { sign, seal } = person.keys(1);
  return {
    action: {
      kind: 'registry/staff-add',
      institution: house.id,
      role: person.role,
      id: person.id,
      nameZh: person.nameZh,
      nameEn: person.nameEn,
      licence: '110000000000001',
      specialty: 'general',
      sign: sign.publicKey,
      seal: seal.publicKey,
    },
    parties: house.board(),
    time,
  };
}

/** All registrars and doctors of the world. */
export function staffing({ a, b, li, chen, wang }: World, time: number): readonly Draft[] {
  return [
    staffAdd(a.registrar, a, time),
    staffAdd(b.registrar, b, time),
    staffAdd(li, a, time),
    staffAdd(chen, a, time),
    staffAdd(wang, b, time),
  ];
}

/** Spends a card: its certificate, signed by whoever opens the visit and by the card's own key. */
export function visitOpen(
  by: { readonly opener: Party; readonly view: Party; readonly card: PublicCard },
  time: number,
  change: Partial<Pick<BodyOf<'visit/open'>, 'registration' | 'purpose' | 'until'>> = {},
): Draft {
  return {
    action: {
      kind: 'visit/open',
      certificate: by.card.certificateBytes,
      issuerSignature: by.card.issuerSignature,
      registration: null,
      purpose: 'treatment',
      until: time + 12 * HOUR,
      ...change,
    },
    parties: [by.opener, by.view],
    time,
  };
}

/** What is needed to write a statement of an open visit. */
export interface Authorship {
  readonly network: Uint8Array;
  readonly author: Person;
  readonly epoch: Uint8Array;
  readonly time: number;
  /** Height of a block that is there. */
  readonly anchor: number;
}

/** A statement's bytes; `text` makes its data, so that two texts are two statements. */
export function statementBytes(by: Authorship, text: string, change: Partial<Statement> = {}): Uint8Array {
  return encodeStatement({
    network: by.network,
    kind: 'record',
    epoch: by.epoch,
    doctor: by.author.id,
    institution: by.author.institution,
    data: bytes32(`data ${text}`),
    refers: null,
    time: by.time,
    anchor: { height: by.anchor, headerHash: bytes32('anchor') },
    followUntil: by.time + 14 * DAY,
    ...change,
  });
}

/** How a statement travels. */
export interface Carriage {
  readonly statement: Uint8Array;
  readonly author: Person;
  /** Version of the author's key, 1 unless given. */
  readonly version?: number;
  readonly node: Party;
  /** CPK_e; null leaves the patient's consent out. */
  readonly consent: Party | null;
  /** Who sends it in the author's place. */
  readonly officer?: Party;
  readonly time: number;
}

export function visitRecord(by: Carriage): Draft {
  const hash = statementHash(by.statement);
  const version = by.version ?? 1;
  return {
    action: {
      kind: 'visit/record',
      statement: by.statement,
      keyVersion: version,
      doctorSignature: signStatementAsDoctor(hash, by.author.keys(version).sign.secretKey),
      consentSignature: by.consent === null ? null : signStatementAsPatient(hash, by.consent.secretKey),
      commitment: bytes32('commitment'),
    },
    parties: [by.officer ?? by.author.sign(version), by.node],
    time: by.time,
  };
}

/** The patient's consent to what waits as pending, brought by someone active. */
export function visitConfirm(
  hash: Uint8Array,
  by: { readonly sender: Party; readonly consent: Party | null },
  time: number,
): Draft {
  return {
    action: {
      kind: 'visit/confirm',
      statement: hash,
      consentSignature: by.consent === null ? null : signStatementAsPatient(hash, by.consent.secretKey),
    },
    parties: [by.sender],
    time,
  };
}

/** The patient's own entry, by nobody but the patient and the node that stores it. */
export function ownEntry(
  statement: Uint8Array,
  by: { readonly consent: Party; readonly node: Party },
  time: number,
): Draft {
  return {
    action: {
      kind: 'visit/own-entry',
      statement,
      consentSignature: signStatementAsPatient(statementHash(statement), by.consent.secretKey),
      commitment: bytes32('commitment'),
    },
    parties: [by.consent, by.node],
    time,
  };
}

/** Named records to a doctor on a fresh epoch, by the patient alone. */
export function accessGrant(
  by: { readonly consent: Party; readonly card: PublicCard; readonly grantee: Uint8Array },
  time: number,
  change: Partial<Pick<BodyOf<'access/grant'>, 'purpose' | 'until'>> = {},
): Draft {
  return {
    action: {
      kind: 'access/grant',
      certificate: by.card.certificateBytes,
      issuerSignature: by.card.issuerSignature,
      grantee: by.grantee,
      purpose: 'second-opinion',
      until: time + 30 * DAY,
      records: bytes32('records'),
      ...change,
    },
    parties: [by.consent],
    time,
  };
}

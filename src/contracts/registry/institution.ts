/** Registry: institutions and their keys. */
import { toHex } from '../../crypto/bytes.ts';
import { demand, Refusal } from '../codes.ts';
import type { BlockContext, Verified } from '../context.ts';
import {
  institutionCodec,
  institutionListCodec,
  KIND,
  keyCodec,
  listId,
  officerCodec,
  parameterCodec,
  parameterId,
  type Institution,
  type KeyVersion,
} from '../entities.ts';
import { demandNewPerson, demandOfficers, officersOf, readInstitution } from '../signers.ts';
import { read, write, type OverlayState, type StateReader } from '../state.ts';
import type { NewOfficer } from '../transactionKinds.ts';

const INSTITUTIONS = parameterId('institutions');

/** What founds an institution, in a genesis or by a transaction. */
export interface NewInstitution {
  readonly id: Uint8Array;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly address: string;
  readonly threshold: number;
  readonly officers: readonly NewOfficer[];
  readonly nodeKey: Uint8Array;
  readonly cardKey: Uint8Array;
  readonly archiveKey: Uint8Array;
  readonly emergencyKey: Uint8Array;
}

/** Ids of all institutions, in the order in which they came. */
export function institutionIds(state: StateReader): readonly Uint8Array[] {
  const count = read(state, parameterCodec, INSTITUTIONS)?.value ?? 0;
  return Array.from({ length: count }, (_, index) => {
    const item = read(state, institutionListCodec, listId(INSTITUTIONS, index));
    if (item === null) throw new Refusal('institution-unknown');
    return item.value;
  });
}

/** Taken when more than half of the active institutions agree, each by its threshold of officers. */
export function addInstitution(
  verified: Verified<'registry/institution-add'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const { body, transaction } = verified;
  demand(
    body.signers.every((signer) => signer.role === 'officer'),
    'signer-unexpected',
  );
  const active = institutionIds(state).filter((id) => readInstitution(state, id)?.status === 'active');
  const agreeing = active.filter(
    (id) => officersOf(transaction, id, state) >= (readInstitution(state, id)?.threshold ?? Infinity),
  );
  demand(agreeing.length * 2 > active.length, 'threshold-missing');
  foundInstitution(body, state, context.height);
}

/** Writes a new institution with its officers and keys. Errors: `institution-exists`, `staff-exists`, `key-exists`, `threshold-missing`. */
export function foundInstitution(founded: NewInstitution, state: OverlayState, height: number): void {
  demand(state.get(KIND.institution, founded.id) === undefined, 'institution-exists');
  demand(founded.threshold >= 1 && founded.threshold <= founded.officers.length, 'threshold-missing');
  claimKeys(state, founded.id, [founded.nodeKey, founded.cardKey]);
  write(state, institutionCodec, founded.id, {
    nameZh: founded.nameZh,
    nameEn: founded.nameEn,
    address: founded.address,
    status: 'active',
    threshold: founded.threshold,
    officers: founded.officers.length,
    nodeKeys: [firstKey(founded.nodeKey, height)],
    cardKeys: [firstKey(founded.cardKey, height)],
    archiveKey: founded.archiveKey,
    emergencyKey: founded.emergencyKey,
  });
  for (const officer of founded.officers) addOfficer(officer, founded.id, { state, height });
  appendInstitution(founded.id, state);
}

/** A new card key; older ones stay good for the cards they signed until they are revoked. */
export function addCardKey(
  verified: Verified<'registry/card-key-add'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const { body } = verified;
  demandOfficers(verified.transaction, body.institution, state);
  const institution = demandInstitution(state, body.institution);
  claimKeys(state, body.institution, [body.key]);
  write(state, institutionCodec, body.institution, {
    ...institution,
    cardKeys: [...institution.cardKeys, nextKey(institution.cardKeys, body.key, context.height)],
  });
}

/** A new node key replaces the one before it at once. */
export function addNodeKey(
  verified: Verified<'registry/node-key-add'>,
  state: OverlayState,
  context: BlockContext,
): void {
  const { body } = verified;
  demandOfficers(verified.transaction, body.institution, state);
  const institution = demandInstitution(state, body.institution);
  claimKeys(state, body.institution, [body.key]);
  const older = institution.nodeKeys.map((key) => ({ ...key, revoked: key.revoked ?? context.height }));
  write(state, institutionCodec, body.institution, {
    ...institution,
    address: body.address,
    nodeKeys: [...older, nextKey(institution.nodeKeys, body.key, context.height)],
  });
}

/** One ledger id for each public key: an identity that could be mistaken for another is refused. */
export function claimKeys(state: OverlayState, owner: Uint8Array, keys: readonly Uint8Array[]): void {
  demand(new Set(keys.map(toHex)).size === keys.length, 'key-exists');
  for (const key of keys) {
    demand(state.get(KIND.key, key) === undefined, 'key-exists');
    write(state, keyCodec, key, { owner });
  }
}

export function demandInstitution(state: StateReader, id: Uint8Array): Institution {
  const institution = readInstitution(state, id);
  if (institution === null) throw new Refusal('institution-unknown');
  return institution;
}

function addOfficer(
  officer: NewOfficer,
  institution: Uint8Array,
  to: { readonly state: OverlayState; readonly height: number },
): void {
  demandNewPerson(to.state, officer.id);
  claimKeys(to.state, officer.id, [officer.sign, officer.seal]);
  write(to.state, officerCodec, officer.id, {
    institution,
    nameZh: officer.nameZh,
    nameEn: officer.nameEn,
    licence: '',
    specialty: '',
    status: 'active',
    reason: '',
    keys: [{ version: 1, sign: officer.sign, seal: officer.seal, from: to.height, revoked: null }],
    statements: 0,
  });
}

function appendInstitution(id: Uint8Array, state: OverlayState): void {
  const count = read(state, parameterCodec, INSTITUTIONS)?.value ?? 0;
  write(state, institutionListCodec, listId(INSTITUTIONS, count), { value: id });
  write(state, parameterCodec, INSTITUTIONS, { value: count + 1 });
}

function firstKey(key: Uint8Array, height: number): KeyVersion {
  return { version: 1, key, from: height, revoked: null };
}

function nextKey(keys: readonly KeyVersion[], key: Uint8Array, height: number): KeyVersion {
  return { version: (keys.at(-1)?.version ?? 0) + 1, key, from: height, revoked: null };
}

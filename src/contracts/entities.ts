/**
 * Entities: everything the ledger's state consists of. Each is canonical CBOR under its kind and id; see the
 * table in ARCHITECTURE.md. There is no patient among them.
 */
import { concatBytes, u32be, utf8 } from '../crypto/bytes.ts';
import {
  asArray,
  asBytes,
  asMap,
  asNullable,
  asText,
  asUint,
  decodeCanonical,
  encodeCanonical,
  type CborMap,
  type CborValue,
  asTuple,
} from '../crypto/cbor.ts';
import { ConsiliumError } from '../errors.ts';

/** Numbers of the kinds: the first byte of every map key. */
export const KIND = {
  parameter: 1,
  institution: 2,
  officer: 3,
  registrar: 4,
  doctor: 5,
  registration: 6,
  epoch: 7,
  visit: 8,
  visitList: 9,
  staffList: 10,
  statement: 11,
  grant: 12,
  applied: 13,
  institutionList: 14,
  key: 15,
  erasure: 16,
  erasureReceipt: 17,
  succession: 18,
  exchange: 19,
  visitExchanges: 20,
  sharedCase: 21,
  caseBatch: 22,
  caseList: 23,
  caseSource: 24,
  caseCounts: 25,
  incentivePeriod: 26,
  contribution: 27,
  readsReport: 28,
  readsTally: 29,
  claim: 30,
  account: 31,
  recordingAnchor: 32,
  consultReceipt: 33,
  recordingCredit: 34,
} as const;

export type StaffRole = 'officer' | 'registrar' | 'doctor';
export type StaffStatus = 'active' | 'suspended';

/** A key of an institution: [version, public key, in force from height, revoked at height or null]. */
export interface KeyVersion {
  readonly version: number;
  readonly key: Uint8Array;
  readonly from: number;
  readonly revoked: number | null;
}

export interface Parameter {
  readonly value: number;
}

export interface Institution {
  readonly nameZh: string;
  readonly nameEn: string;
  /** Where its hospital node is reached. */
  readonly address: string;
  readonly status: StaffStatus;
  /** Officers who must sign together. */
  readonly threshold: number;
  readonly officers: number;
  readonly nodeKeys: readonly KeyVersion[];
  readonly cardKeys: readonly KeyVersion[];
  /** X25519. */
  readonly archiveKey: Uint8Array;
  /** X25519. */
  readonly emergencyKey: Uint8Array;
}

/** Keys of a member of staff: Ed25519 to sign, X25519 to be sealed to. */
export interface StaffKeyVersion {
  readonly version: number;
  readonly sign: Uint8Array;
  readonly seal: Uint8Array;
  readonly from: number;
  readonly revoked: number | null;
}

export interface Staff {
  readonly institution: Uint8Array;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly licence: string;
  readonly specialty: string;
  readonly status: StaffStatus;
  readonly reason: string;
  readonly keys: readonly StaffKeyVersion[];
  /** Length of this person's list of statements. */
  readonly statements: number;
}

export interface Registration {
  readonly institution: Uint8Array;
  readonly department: string;
  readonly registrar: Uint8Array;
  readonly time: number;
  readonly visit: Uint8Array | null;
}

/** Why a card was revoked before it was used. */
export const REVOCATIONS = ['lost', 'stolen', 'replaced', 'withdrawn'] as const;
export type Revocation = (typeof REVOCATIONS)[number];

/** Its presence means that the card of this SPK is spent, or was revoked before that. */
export interface Epoch {
  readonly use: 'visit' | 'grant' | Revocation;
  /** Who opened the visit, whom the grant is to, or which registrar revoked the card. */
  readonly by: Uint8Array | null;
  readonly institution: Uint8Array;
  readonly time: number;
  readonly height: number;
}

export type ParticipantRole = 'colleague' | 'trainee' | 'laboratory';

export interface Participant {
  readonly id: Uint8Array;
  readonly role: ParticipantRole;
  readonly time: number;
}

export interface Visit {
  /** C_i, 190 bytes. */
  readonly certificate: Uint8Array;
  /** Who opened it: a doctor, or the registrar of epoch 0. */
  readonly doctor: Uint8Array;
  readonly role: 'doctor' | 'registrar';
  readonly institution: Uint8Array;
  readonly registration: Uint8Array | null;
  readonly purpose: string;
  readonly time: number;
  readonly height: number;
  readonly until: number;
  readonly ended: { readonly time: number; readonly height: number } | null;
  readonly participants: readonly Participant[];
  readonly statements: number;
}

export type StatementState = 'consented' | 'pending' | 'following' | 'outside-consent';

export interface StatementEntity {
  readonly epoch: Uint8Array;
  /** 16 zero bytes for `patient`. */
  readonly author: Uint8Array;
  readonly role: 'doctor' | 'registrar' | 'patient';
  readonly institution: Uint8Array;
  readonly kind: string;
  readonly state: StatementState;
  readonly data: Uint8Array;
  readonly refers: Uint8Array | null;
  readonly time: number;
  readonly anchor: number;
  readonly followUntil: number;
  readonly keyVersion: number;
  /** The officer who sent it in the author's place, or null. */
  readonly attestedBy: Uint8Array | null;
  readonly commitment: Uint8Array;
  readonly committed: { readonly time: number; readonly height: number };
  /** Place in the visit's list. */
  readonly index: number;
}

export interface Grant {
  readonly consent: Uint8Array;
  readonly grantee: Uint8Array;
  readonly purpose: string;
  readonly until: number;
  readonly records: Uint8Array;
  readonly time: number;
  readonly revoked: number | null;
}

export interface Applied {
  readonly expires: number;
}

/** An entry of a list. */
export interface ListItem {
  readonly value: Uint8Array;
}

/** Whose a public key is: one ledger id for each key. */
export interface KeyOwner {
  readonly owner: Uint8Array;
}

/** That a patient's root was succeeded: one entry for each new root that the institution issued for it. */
export interface Succession {
  readonly links: readonly SuccessionLink[];
}

export interface SuccessionLink {
  /** Joins the former root to the new one (see crypto/succession.ts). */
  readonly link: Uint8Array;
  /** H(S) of the statement that carries the keys of the former chain. */
  readonly statement: Uint8Array;
  readonly registrar: Uint8Array;
  readonly time: number;
  readonly height: number;
}

/** How an entity becomes bytes and comes back; decoding refuses anything else (field-*, cbor-*). */
export interface EntityCodec<T> {
  readonly kind: number;
  encode(entity: T): Uint8Array;
  decode(bytes: Uint8Array): T;
}

/** The id of item `index` of a list. */
export function listId(parent: Uint8Array, index: number): Uint8Array {
  return concatBytes(parent, u32be(index));
}

/** The id of a parameter. */
export function parameterId(name: string): Uint8Array {
  return utf8(name);
}

export const parameterCodec = codec<Parameter, 'value'>(KIND.parameter, ['value'], {
  encode: (entity) => ({ value: entity.value }),
  decode: (map) => ({ value: asUint(map.value, 'parameter.value') }),
});

export const institutionCodec = codec<
  Institution,
  | 'nameZh'
  | 'nameEn'
  | 'address'
  | 'status'
  | 'threshold'
  | 'officers'
  | 'nodeKeys'
  | 'cardKeys'
  | 'archiveKey'
  | 'emergencyKey'
>(
  KIND.institution,
  [
    'nameZh',
    'nameEn',
    'address',
    'status',
    'threshold',
    'officers',
    'nodeKeys',
    'cardKeys',
    'archiveKey',
    'emergencyKey',
  ],
  {
    encode: (entity) => ({
      ...entity,
      nodeKeys: entity.nodeKeys.map(encodeKeyVersion),
      cardKeys: entity.cardKeys.map(encodeKeyVersion),
    }),
    decode: (map) => ({
      nameZh: asText(map.nameZh, 'institution.nameZh'),
      nameEn: asText(map.nameEn, 'institution.nameEn'),
      address: asText(map.address, 'institution.address'),
      status: asStatus(map.status),
      threshold: asUint(map.threshold, 'institution.threshold'),
      officers: asUint(map.officers, 'institution.officers'),
      nodeKeys: asArray(map.nodeKeys, 'institution.nodeKeys').map(decodeKeyVersion),
      cardKeys: asArray(map.cardKeys, 'institution.cardKeys').map(decodeKeyVersion),
      archiveKey: asBytes(map.archiveKey, 32, 'institution.archiveKey'),
      emergencyKey: asBytes(map.emergencyKey, 32, 'institution.emergencyKey'),
    }),
  },
);

const STAFF_FIELDS = [
  'institution',
  'nameZh',
  'nameEn',
  'licence',
  'specialty',
  'status',
  'reason',
  'keys',
  'statements',
] as const;

function staffCodec(kind: number): EntityCodec<Staff> {
  return codec<Staff, (typeof STAFF_FIELDS)[number]>(kind, STAFF_FIELDS, {
    encode: (entity) => ({ ...entity, keys: entity.keys.map(encodeStaffKey) }),
    decode: (map) => ({
      institution: asBytes(map.institution, 16, 'staff.institution'),
      nameZh: asText(map.nameZh, 'staff.nameZh'),
      nameEn: asText(map.nameEn, 'staff.nameEn'),
      licence: asText(map.licence, 'staff.licence'),
      specialty: asText(map.specialty, 'staff.specialty'),
      status: asStatus(map.status),
      reason: asText(map.reason, 'staff.reason'),
      keys: asArray(map.keys, 'staff.keys').map(decodeStaffKey),
      statements: asUint(map.statements, 'staff.statements'),
    }),
  });
}

export const officerCodec: EntityCodec<Staff> = staffCodec(KIND.officer);
export const registrarCodec: EntityCodec<Staff> = staffCodec(KIND.registrar);
export const doctorCodec: EntityCodec<Staff> = staffCodec(KIND.doctor);

/** The codec of a role's entities. */
export function codecOfRole(role: StaffRole): EntityCodec<Staff> {
  return role === 'officer' ? officerCodec : role === 'registrar' ? registrarCodec : doctorCodec;
}

export const registrationCodec = codec<
  Registration,
  'institution' | 'department' | 'registrar' | 'time' | 'visit'
>(KIND.registration, ['institution', 'department', 'registrar', 'time', 'visit'], {
  encode: (entity) => ({ ...entity }),
  decode: (map) => ({
    institution: asBytes(map.institution, 16, 'registration.institution'),
    department: asText(map.department, 'registration.department'),
    registrar: asBytes(map.registrar, 16, 'registration.registrar'),
    time: asUint(map.time, 'registration.time'),
    visit: asNullable(map.visit, (value) => asBytes(value, 32, 'registration.visit')),
  }),
});

export const epochCodec = codec<Epoch, 'use' | 'by' | 'institution' | 'time' | 'height'>(
  KIND.epoch,
  ['use', 'by', 'institution', 'time', 'height'],
  {
    encode: (entity) => ({ ...entity }),
    decode: (map) => ({
      use: asOneOf(map.use, ['visit', 'grant', ...REVOCATIONS], 'epoch.use'),
      by: asNullable(map.by, (value) => asBytes(value, 16, 'epoch.by')),
      institution: asBytes(map.institution, 16, 'epoch.institution'),
      time: asUint(map.time, 'epoch.time'),
      height: asUint(map.height, 'epoch.height'),
    }),
  },
);

/** Whether the card was never used and cannot be any more. */
export function isRevoked({ use }: Pick<Epoch, 'use'>): boolean {
  return isRevocation(use);
}

export function isRevocation(use: Epoch['use']): use is Revocation {
  return use !== 'visit' && use !== 'grant';
}

const VISIT_FIELDS = [
  'certificate',
  'doctor',
  'role',
  'institution',
  'registration',
  'purpose',
  'time',
  'height',
  'until',
  'ended',
  'participants',
  'statements',
] as const;

export const visitCodec = codec<Visit, (typeof VISIT_FIELDS)[number]>(KIND.visit, VISIT_FIELDS, {
  encode: (entity) => ({
    ...entity,
    ended: entity.ended === null ? null : [entity.ended.time, entity.ended.height],
    participants: entity.participants.map((item) => [item.id, item.role, item.time]),
  }),
  decode: (map) => ({
    certificate: asBytes(map.certificate, 190, 'visit.certificate'),
    doctor: asBytes(map.doctor, 16, 'visit.doctor'),
    role: asOneOf(map.role, ['doctor', 'registrar'], 'visit.role'),
    institution: asBytes(map.institution, 16, 'visit.institution'),
    registration: asNullable(map.registration, (value) => asBytes(value, 16, 'visit.registration')),
    purpose: asText(map.purpose, 'visit.purpose'),
    time: asUint(map.time, 'visit.time'),
    height: asUint(map.height, 'visit.height'),
    until: asUint(map.until, 'visit.until'),
    ended: asNullable(map.ended, (value) => decodeMoment(value, 'visit.ended')),
    participants: asArray(map.participants, 'visit.participants').map(decodeParticipant),
    statements: asUint(map.statements, 'visit.statements'),
  }),
});

const STATEMENT_FIELDS = [
  'epoch',
  'author',
  'role',
  'institution',
  'kind',
  'state',
  'data',
  'refers',
  'time',
  'anchor',
  'followUntil',
  'keyVersion',
  'attestedBy',
  'commitment',
  'committed',
  'index',
] as const;

export const statementCodec = codec<StatementEntity, (typeof STATEMENT_FIELDS)[number]>(
  KIND.statement,
  STATEMENT_FIELDS,
  {
    encode: (entity) => ({ ...entity, committed: [entity.committed.time, entity.committed.height] }),
    decode: (map) => ({
      epoch: asBytes(map.epoch, 32, 'statement.epoch'),
      author: asBytes(map.author, 16, 'statement.author'),
      role: asOneOf(map.role, ['doctor', 'registrar', 'patient'], 'statement.role'),
      institution: asBytes(map.institution, 16, 'statement.institution'),
      kind: asText(map.kind, 'statement.kind'),
      state: asOneOf(map.state, ['consented', 'pending', 'following', 'outside-consent'], 'statement.state'),
      data: asBytes(map.data, 32, 'statement.data'),
      refers: asNullable(map.refers, (value) => asBytes(value, 32, 'statement.refers')),
      time: asUint(map.time, 'statement.time'),
      anchor: asUint(map.anchor, 'statement.anchor'),
      followUntil: asUint(map.followUntil, 'statement.followUntil'),
      keyVersion: asUint(map.keyVersion, 'statement.keyVersion'),
      attestedBy: asNullable(map.attestedBy, (value) => asBytes(value, 16, 'statement.attestedBy')),
      commitment: asBytes(map.commitment, 32, 'statement.commitment'),
      committed: decodeMoment(map.committed, 'statement.committed'),
      index: asUint(map.index, 'statement.index'),
    }),
  },
);

export const grantCodec = codec<
  Grant,
  'consent' | 'grantee' | 'purpose' | 'until' | 'records' | 'time' | 'revoked'
>(KIND.grant, ['consent', 'grantee', 'purpose', 'until', 'records', 'time', 'revoked'], {
  encode: (entity) => ({ ...entity }),
  decode: (map) => ({
    consent: asBytes(map.consent, 32, 'grant.consent'),
    grantee: asBytes(map.grantee, 16, 'grant.grantee'),
    purpose: asText(map.purpose, 'grant.purpose'),
    until: asUint(map.until, 'grant.until'),
    records: asBytes(map.records, 32, 'grant.records'),
    time: asUint(map.time, 'grant.time'),
    revoked: asNullable(map.revoked, (value) => asUint(value, 'grant.revoked')),
  }),
});

export const appliedCodec = codec<Applied, 'expires'>(KIND.applied, ['expires'], {
  encode: (entity) => ({ ...entity }),
  decode: (map) => ({ expires: asUint(map.expires, 'applied.expires') }),
});

export const visitListCodec = listCodec(KIND.visitList, 'statement', 32);
export const staffListCodec = listCodec(KIND.staffList, 'statement', 32);
export const institutionListCodec = listCodec(KIND.institutionList, 'institution', 16);

export const keyCodec = codec<KeyOwner, 'owner'>(KIND.key, ['owner'], {
  encode: (entity) => ({ ...entity }),
  decode: (map) => ({ owner: asBytes(map.owner, 16, 'key.owner') }),
});

export const successionCodec = codec<Succession, 'links'>(KIND.succession, ['links'], {
  encode: ({ links }) => ({
    links: links.map(({ link, statement, registrar, time, height }) => [
      link,
      statement,
      registrar,
      time,
      height,
    ]),
  }),
  decode: (map) => ({
    links: asArray(map.links, 'succession.links').map((item) => {
      const [link, statement, registrar, time, height] = asTuple(item, 5, 'succession.links');
      return {
        link: asBytes(link, 32, 'succession.link'),
        statement: asBytes(statement, 32, 'succession.statement'),
        registrar: asBytes(registrar, 16, 'succession.registrar'),
        time: asUint(time, 'succession.time'),
        height: asUint(height, 'succession.height'),
      };
    }),
  }),
});

function listCodec(kind: number, field: string, length: number): EntityCodec<ListItem> {
  return codec<ListItem, string>(kind, [field], {
    encode: (entity) => ({ [field]: entity.value }),
    decode: (map) => ({ value: asBytes(map[field], length, `list.${field}`) }),
  });
}

interface Mapping<T, K extends string> {
  encode(entity: T): CborMap;
  decode(map: Readonly<Record<K, CborValue>>): T;
}

/** A codec over a map of exactly these fields. */
export function codec<T, K extends string>(
  kind: number,
  fields: readonly K[],
  mapping: Mapping<T, K>,
): EntityCodec<T> {
  return {
    kind,
    encode: (entity) => encodeCanonical(mapping.encode(entity)),
    decode: (bytes) => mapping.decode(asMap(decodeCanonical(bytes), fields, 'entity')),
  };
}

function encodeKeyVersion(key: KeyVersion): CborValue {
  return [key.version, key.key, key.from, key.revoked];
}

function decodeKeyVersion(value: CborValue): KeyVersion {
  const [version, key, from, revoked] = asTuple(value, 4, 'key');
  return {
    version: asUint(version, 'key.version'),
    key: asBytes(key, 32, 'key.key'),
    from: asUint(from, 'key.from'),
    revoked: asNullable(revoked, (item) => asUint(item, 'key.revoked')),
  };
}

function encodeStaffKey(key: StaffKeyVersion): CborValue {
  return [key.version, key.sign, key.seal, key.from, key.revoked];
}

function decodeStaffKey(value: CborValue): StaffKeyVersion {
  const [version, sign, seal, from, revoked] = asTuple(value, 5, 'staff.key');
  return {
    version: asUint(version, 'staff.key.version'),
    sign: asBytes(sign, 32, 'staff.key.sign'),
    seal: asBytes(seal, 32, 'staff.key.seal'),
    from: asUint(from, 'staff.key.from'),
    revoked: asNullable(revoked, (item) => asUint(item, 'staff.key.revoked')),
  };
}

function decodeParticipant(value: CborValue): Participant {
  const [id, role, time] = asTuple(value, 3, 'participant');
  return {
    id: asBytes(id, 16, 'participant.id'),
    role: asOneOf(role, ['colleague', 'trainee', 'laboratory'], 'participant.role'),
    time: asUint(time, 'participant.time'),
  };
}

function decodeMoment(value: CborValue, what: string): { readonly time: number; readonly height: number } {
  const [time, height] = asTuple(value, 2, what);
  return { time: asUint(time, what), height: asUint(height, what) };
}

function asStatus(value: CborValue): StaffStatus {
  return asOneOf(value, ['active', 'suspended'], 'status');
}

/** One of a fixed set of texts. */
export function asOneOf<T extends string>(
  value: CborValue | undefined,
  options: readonly T[],
  what: string,
): T {
  const found = options.find((option) => option === value);
  if (found === undefined) throw new ConsiliumError('field-malformed', { what });
  return found;
}

/**
 * What an officer hands to somebody who is to work at their institution: where its node is and how it is known again,
 * which ledger it follows, and a token that is good once. It is no secret for long, and nothing in it is signed: who
 * types it in has it from the officer's own hand.
 *
 * text = "CJ1:" ‖ Base45(CBOR {suite, network, genesis: SHA-256 of the genesis document, institution, nameZh, nameEn,
 * height, header: hash of that height's header, nodeKey, address, token}). For the new workstation of somebody who is
 * on the ledger already it begins with "CJ2:" and has `member` as well: CBOR {role, id, nameZh, nameEn, licence,
 * specialty, version}, whose version is the one that their next key will have.
 */
import { ConsiliumError } from '../errors.ts';
import { cardBytes, cardText } from './cardText.ts';
import { asBytes, asMap, asText, asUint, decodeCanonical, encodeCanonical, type CborValue } from './cbor.ts';
import { toInstitutionId, toInvitationToken, toNetwork, toSigningKey, toStaffId } from './ids.ts';
import type { InstitutionId, InvitationToken, Network, SigningKey, StaffId } from './ids.ts';
import { STAFF_ROLES, type StaffRole } from './keyStoreFile.ts';
import { SUITE } from './suite.ts';

const NEWCOMER = 'CJ1:';
const MEMBER = 'CJ2:';
const FIELDS = [
  'suite',
  'network',
  'genesis',
  'institution',
  'nameZh',
  'nameEn',
  'height',
  'header',
  'nodeKey',
  'address',
  'token',
] as const;
const MEMBER_FIELDS = ['role', 'id', 'nameZh', 'nameEn', 'licence', 'specialty', 'version'] as const;
const LONGEST_TEXT = 200;

/** Who is on the ledger already, as it has them, and is to work with new keys on another computer. */
export interface JoinMember {
  readonly role: StaffRole;
  readonly id: StaffId;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly licence: string;
  readonly specialty: string;
  /** Of the key that they are to have next. */
  readonly version: number;
}

export interface JoinCode {
  readonly network: Network;
  /** SHA-256 of the genesis document. */
  readonly genesis: Uint8Array;
  readonly institution: InstitutionId;
  readonly nameZh: string;
  readonly nameEn: string;
  /** A block that the officer's own copy of the ledger has verified. */
  readonly height: number;
  readonly header: Uint8Array;
  readonly nodeKey: SigningKey;
  /** As `dial` takes it: `wss://HOST:PORT`, or a socket of this computer. */
  readonly address: string;
  readonly token: InvitationToken;
  /** Null for a newcomer. */
  readonly member: JoinMember | null;
}

export function joinCodeText({ member, ...code }: JoinCode): string {
  const fields = { suite: SUITE, ...code };
  return member === null
    ? cardText(NEWCOMER, encodeCanonical(fields))
    : cardText(MEMBER, encodeCanonical({ ...fields, member: { ...member } }));
}

/** Throws `join-code-malformed`. */
export function readJoinCode(text: string): JoinCode {
  const isMembers = text.trimStart().startsWith(MEMBER);
  const bytes = cardBytes(isMembers ? MEMBER : NEWCOMER, text, 'join-code-malformed');
  try {
    const decoded = decodeCanonical(bytes);
    if (!isMembers) return { ...readFields(asMap(decoded, FIELDS, 'code')), member: null };
    const map = asMap(decoded, [...FIELDS, 'member'], 'code');
    return { ...readFields(map), member: readMember(map.member) };
  } catch (cause) {
    throw new ConsiliumError('join-code-malformed', {}, { cause });
  }
}

function readFields(map: Readonly<Record<(typeof FIELDS)[number], CborValue>>): Omit<JoinCode, 'member'> {
  if (asUint(map.suite, 'code.suite') !== SUITE) throw new ConsiliumError('suite-unknown');
  return {
    network: toNetwork(asBytes(map.network, 32, 'code.network')),
    genesis: asBytes(map.genesis, 32, 'code.genesis'),
    institution: toInstitutionId(asBytes(map.institution, 16, 'code.institution')),
    nameZh: asText(map.nameZh, 'code.nameZh', LONGEST_TEXT),
    nameEn: asText(map.nameEn, 'code.nameEn', LONGEST_TEXT),
    height: asUint(map.height, 'code.height'),
    header: asBytes(map.header, 32, 'code.header'),
    nodeKey: toSigningKey(asBytes(map.nodeKey, 32, 'code.nodeKey')),
    address: asText(map.address, 'code.address', LONGEST_TEXT),
    token: toInvitationToken(asBytes(map.token, 16, 'code.token')),
  };
}

function readMember(value: CborValue): JoinMember {
  const map = asMap(value, MEMBER_FIELDS, 'member');
  const role = STAFF_ROLES.find((candidate) => candidate === map.role);
  if (role === undefined) throw new ConsiliumError('field-malformed', { what: 'member.role' });
  return {
    role,
    id: toStaffId(asBytes(map.id, 16, 'member.id')),
    nameZh: asText(map.nameZh, 'member.nameZh', LONGEST_TEXT),
    nameEn: asText(map.nameEn, 'member.nameEn', LONGEST_TEXT),
    licence: asText(map.licence, 'member.licence', LONGEST_TEXT),
    specialty: asText(map.specialty, 'member.specialty', LONGEST_TEXT),
    version: asUint(map.version, 'member.version'),
  };
}

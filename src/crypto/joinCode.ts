/**
 * What an officer hands to somebody who is to work at their institution: where its node is and how it is known again,
 * which ledger it follows, and a token that is good once. It is no secret for long, and nothing in it is signed: who
 * types it in has it from the officer's own hand.
 *
 * text = "CJ1:" ‖ Base45(CBOR {suite, network, genesis: SHA-256 of the genesis document, institution, nameZh, nameEn,
 * height, header: hash of that height's header, nodeKey, address, token}).
 */
import { ConsiliumError } from '../errors.ts';
import { cardBytes, cardText } from './cardText.ts';
import { asBytes, asMap, asText, asUint, decodeCanonical, encodeCanonical } from './cbor.ts';
import { toInstitutionId, toInvitationToken, toNetwork, toSigningKey } from './ids.ts';
import type { InstitutionId, InvitationToken, Network, SigningKey } from './ids.ts';
import { SUITE } from './suite.ts';

const PREFIX = 'CJ1:';
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
const LONGEST_TEXT = 200;

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
}

export function joinCodeText(code: JoinCode): string {
  return cardText(PREFIX, encodeCanonical({ suite: SUITE, ...code }));
}

/** Throws `join-code-malformed`. */
export function readJoinCode(text: string): JoinCode {
  const bytes = cardBytes(PREFIX, text, 'join-code-malformed');
  try {
    const map = asMap(decodeCanonical(bytes), FIELDS, 'code');
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
  } catch (cause) {
    throw new ConsiliumError('join-code-malformed', {}, { cause });
  }
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBase45 } from '../../src/crypto/base45.ts';
import { openBlob } from '../../src/crypto/blob.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { decodeCard, readCard } from '../../src/crypto/card.ts';
import { decodeCertificate } from '../../src/crypto/certificate.ts';
import { decodeEnvelope } from '../../src/crypto/envelope.ts';
import { toPartKey, toStatementHash } from '../../src/crypto/ids.ts';
import { openKeyStore } from '../../src/crypto/keyStore.ts';
import { openMasterCard } from '../../src/crypto/masterCard.ts';
import { MINIMUM_LIMITS } from '../../src/crypto/passwordHash.ts';
import { openRow } from '../../src/crypto/row.ts';
import { inspectSealed } from '../../src/crypto/sealedCard.ts';
import { sealingKeyPair } from '../../src/crypto/sealing.ts';
import { rootSecretFromPhrase } from '../../src/crypto/staffKeys.ts';
import { decodeThrottle } from '../../src/crypto/throttle.ts';
import { codeOf } from './support/codeOf.ts';

const pair = sealingKeyPair(new Uint8Array(32).fill(5));
const key = toPartKey(new Uint8Array(32));
const place = { statement: toStatementHash(new Uint8Array(32)), leaf: 0, part: 'identity' as const };

const byteDecoders: readonly (readonly [string, string, (bytes: Uint8Array) => unknown])[] = [
  ['card', 'card-malformed', decodeCard],
  ['certificate', 'card-malformed', decodeCertificate],
  ['envelope', 'envelope-malformed', decodeEnvelope],
  ['blob', 'blob-altered', (bytes) => openBlob(bytes, { part: 'identity', key })],
  ['row', 'row-unreadable', (bytes) => openRow(bytes, pair, place)],
  ['key store', 'keystore-malformed', (bytes) => openKeyStore(bytes, 'whatever it is')],
  ['throttle', 'throttle-malformed', decodeThrottle],
];

const textDecoders: readonly (readonly [string, string, string, (text: string) => unknown])[] = [
  ['card', 'CC1:', 'card-malformed', readCard],
  ['slip', 'CS1:', 'card-malformed', inspectSealed],
  ['sealed card', 'CE1:', 'card-malformed', inspectSealed],
  ['master card', 'CM1:', 'card-malformed', (text) => openMasterCard(text, 'a b c', MINIMUM_LIMITS)],
  ['recovery phrase', '', 'recovery-phrase-wrong', rootSecretFromPhrase],
];

describe('whatever comes from outside', () => {
  it.each(byteDecoders)('is refused by name as %s when it is any bytes', (_, code, decode) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        expect(codeOf(() => decode(bytes))).toBe(code);
      }),
    );
  });

  it.each(textDecoders)(
    'is refused by name as %s when it is any text or any bytes behind the prefix',
    (_, prefix, code, decode) => {
      const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 200 }).map(toBase45));
      fc.assert(
        fc.property(texts, fc.boolean(), (text, prefixed) => {
          expect(codeOf(() => decode(prefixed ? prefix + text : text))).toBe(code);
        }),
      );
    },
  );

  it('is refused as a key store when it is any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(codeOf(() => openKeyStore(utf8(JSON.stringify(value)), 'whatever it is'))).toBe(
          'keystore-malformed',
        );
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes } from '../../src/crypto/bytes.ts';
import {
  CARD_LENGTH,
  completeCard,
  decodeCard,
  encodeCard,
  prepareCard,
  readCard,
  samePatient,
  verifyCardIssuer,
  writeCard,
} from '../../src/crypto/card.ts';
import {
  CERTIFICATE_LENGTH,
  assertCertificateInForce,
  assertCertificateNetwork,
  binderMatches,
  decodeCertificate,
  encodeCertificate,
  issuerSignatureHolds,
  signCertificateAsIssuer,
} from '../../src/crypto/certificate.ts';
import type { Certificate } from '../../src/crypto/certificate.ts';
import {
  toBinder,
  toConsentKey,
  toEpochKey,
  toInstitutionId,
  toNetwork,
  toSealingKey,
  toSignature,
  toSigningKey,
} from '../../src/crypto/ids.ts';
import { LAST_CARD_EPOCH, epochKeys, rootKeyPair, viewKey } from '../../src/crypto/patientKeys.ts';
import { keyPairFromSeed } from '../../src/crypto/signature.ts';
import { millis } from '../../src/ports.ts';
import { codeOf, withBitFlipped } from './support/codeOf.ts';
import {
  cardInTwoSteps,
  cardKey,
  cardKeyPair,
  cardOf,
  home,
  network,
  otherSeed,
  seed,
  terms,
} from './support/patient.ts';

const card = cardOf(3);
const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

const certificates: fc.Arbitrary<Certificate> = fc.record({
  network: bytes32.map(toNetwork),
  epochKey: bytes32.map(toEpochKey),
  consentKey: bytes32.map(toConsentKey),
  nextSealingKey: bytes32.map(toSealingKey),
  binder: bytes32.map(toBinder),
  issuer: fc.uint8Array({ minLength: 16, maxLength: 16 }).map(toInstitutionId),
  cardKeyVersion: fc.integer({ min: 0, max: 0xffff_ffff }),
  emergencyRow: fc.boolean(),
  notAfter: fc.maxSafeNat().map(millis),
});

/** Reads a card as a workstation does that knows the ledger: everything offline, then the issuer. */
function readWhole(bytes: Uint8Array): void {
  verifyCardIssuer(decodeCard(bytes), cardKey);
}

describe('a certificate', () => {
  it('has 190 bytes and reads back as it was written', () => {
    fc.assert(
      fc.property(certificates, (certificate) => {
        const bytes = encodeCertificate(certificate);
        expect(bytes).toHaveLength(CERTIFICATE_LENGTH);
        expect(decodeCertificate(bytes)).toEqual(certificate);
      }),
    );
  });

  it('is refused with another length, suite, unknown flag or a time that no number holds', () => {
    const bytes = card.certificateBytes;
    const at = (index: number, value: number): Uint8Array => bytes.with(index, value);
    for (const bad of [bytes.slice(1), bytes.slice(0, -1), concatBytes(bytes, bytes), new Uint8Array(0)]) {
      expect(codeOf(() => decodeCertificate(bad))).toBe('card-malformed');
    }
    expect(codeOf(() => decodeCertificate(at(0, 2)))).toBe('card-malformed');
    expect(codeOf(() => decodeCertificate(at(181, 2)))).toBe('card-malformed');
    expect(codeOf(() => decodeCertificate(at(182, 0xff)))).toBe('card-malformed');
  });

  it('is foreign on another ledger and expired after its last moment', () => {
    const { certificate } = card;
    expect(
      codeOf(() => {
        assertCertificateNetwork(certificate, network);
      }),
    ).toBe('taken');
    expect(
      codeOf(() => {
        assertCertificateNetwork(certificate, toNetwork(new Uint8Array(32)));
      }),
    ).toBe('card-foreign');
    expect(
      codeOf(() => {
        assertCertificateInForce(certificate, terms.notAfter);
      }),
    ).toBe('taken');
    expect(
      codeOf(() => {
        assertCertificateInForce(certificate, millis(terms.notAfter + 1));
      }),
    ).toBe('card-expired');
  });

  it('is not signed by an issuer unless it is a certificate', () => {
    expect(codeOf(() => signCertificateAsIssuer(new Uint8Array(32), cardKeyPair.secretKey))).toBe(
      'card-malformed',
    );
  });

  it('shows a gate that its epoch belongs to a root, and to no other', () => {
    const { binderKey } = epochKeys(viewKey(seed, 3), 3);
    const root = rootKeyPair(seed).publicKey;
    expect(binderMatches(card.certificate, { epoch: 3, binderKey, root })).toBe(true);
    expect(binderMatches(card.certificate, { epoch: 2, binderKey, root })).toBe(false);
    const foreign = rootKeyPair(otherSeed).publicKey;
    expect(binderMatches(card.certificate, { epoch: 3, binderKey, root: foreign })).toBe(false);
  });
});

describe('a public card', () => {
  it('has 386 bytes, 583 characters of text, and reads back', () => {
    const text = writeCard(card);
    expect(encodeCard(card)).toHaveLength(CARD_LENGTH);
    expect(text).toHaveLength(583);
    expect(text).toMatch(/^CC1:[0-9A-Z $%*+\-./:]+$/u);
    expect(readCard(text)).toEqual(card);
    expect(readCard(`\n ${text} \r\n`)).toEqual(card);
  });

  it('is the same whether its issuer signs at once or in a second step', () => {
    expect(cardInTwoSteps(3)).toEqual(card);
  });

  it('names its own keys and the sealing key of the next epoch', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LAST_CARD_EPOCH }), (epoch) => {
        const { certificate } = cardOf(epoch);
        expect(certificate.epochKey).toEqual(epochKeys(viewKey(seed, epoch), epoch).signing.publicKey);
        expect(certificate.nextSealingKey).toEqual(
          epochKeys(viewKey(seed, epoch + 1), epoch + 1).sealing.publicKey,
        );
      }),
      { numRuns: 8 },
    );
  });

  it('exists for every epoch up to the last but one key of the chain', () => {
    expect(readCard(writeCard(cardOf(LAST_CARD_EPOCH))).epoch).toBe(LAST_CARD_EPOCH);
    for (const epoch of [-1, LAST_CARD_EPOCH + 1, 1.5]) {
      expect(codeOf(() => prepareCard(seed, epoch, terms))).toBe('epoch-out-of-range');
    }
  });

  it('is refused after any single bit of it was turned', () => {
    const bytes = encodeCard(card);
    for (let at = 0; at < bytes.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const code = codeOf(() => {
          readWhole(withBitFlipped(bytes, at, bit));
        });
        expect(['card-altered', 'card-malformed'], `byte ${at} bit ${bit}`).toContain(code);
      }
    }
  });

  it('is refused by its own signatures alone after any byte before the issuer signature was changed', () => {
    const bytes = encodeCard(card);
    const beforeIssuer = 4 + CERTIFICATE_LENGTH + 64;
    fc.assert(
      fc.property(fc.nat(beforeIssuer - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = bytes.with(at, (bytes[at] ?? 0) ^ change);
        expect(['card-altered', 'card-malformed']).toContain(codeOf(() => decodeCard(altered)));
      }),
    );
  });

  it('is refused with any other character in its text', () => {
    const text = writeCard(card);
    const character = fc.constantFrom(...Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:x'));
    fc.assert(
      fc.property(fc.nat(text.length - 1), character, (at, other) => {
        fc.pre(text.charAt(at) !== other);
        const altered = text.slice(0, at) + other + text.slice(at + 1);
        const code = codeOf(() => {
          verifyCardIssuer(readCard(altered), cardKey);
        });
        expect(['card-altered', 'card-malformed']).toContain(code);
      }),
    );
  });

  it('is refused when it is cut, lengthened or no card at all', () => {
    const text = writeCard(card);
    for (const bad of [
      '',
      'CC1:',
      text.slice(0, -3),
      `${text}00`,
      text.replace('CC1:', 'CC2:'),
      'WIFI:T:WPA;;',
    ]) {
      expect(codeOf(() => readCard(bad))).toBe('card-malformed');
    }
  });

  it('is refused when its issuer is not who signed, and when two cards were mixed', () => {
    const stranger = keyPairFromSeed(new Uint8Array(32).fill(1));
    expect(
      codeOf(() => {
        verifyCardIssuer(card, toSigningKey(stranger.publicKey));
      }),
    ).toBe('card-altered');
    const forged = signCertificateAsIssuer(card.certificateBytes, stranger.secretKey);
    expect(
      codeOf(() => {
        readWhole(encodeCard(completeCard(card, forged)));
      }),
    ).toBe('card-altered');
    const mixed = { ...card, certificateBytes: cardOf(4).certificateBytes };
    expect(codeOf(() => decodeCard(encodeCard(mixed)))).toBe('card-altered');
    const otherRoot = { ...card, root: cardOf(3, otherSeed).root };
    expect(codeOf(() => decodeCard(encodeCard(otherRoot)))).toBe('card-altered');
  });

  it('keeps the signatures of root and issuer apart', () => {
    const asRoot = toSignature(signCertificateAsIssuer(card.certificateBytes, rootKeyPair(seed).secretKey));
    expect(codeOf(() => decodeCard(encodeCard({ ...card, rootSignature: asRoot })))).toBe('card-altered');
    expect(issuerSignatureHolds(card.certificateBytes, card.rootSignature, toSigningKey(card.root))).toBe(
      false,
    );
  });

  it('is known to be of the same patient by its root', () => {
    expect(samePatient(card, cardOf(9))).toBe(true);
    expect(samePatient(card, cardOf(3, otherSeed))).toBe(false);
    expect(card.certificate.issuer).toEqual(home);
  });
});

import { describe, expect, it } from 'vitest';
import { fromBase45, toBase45 } from '../../src/crypto/base45.ts';
import { decodeCanonical, encodeCanonical } from '../../src/crypto/cbor.ts';
import { enrolmentText, readEnrolment, type Enrolment } from '../../src/crypto/enrolment.ts';
import { toInstitutionId, toNetwork, toStaffId, toStaffRootSecret } from '../../src/crypto/ids.ts';
import { staffKeys } from '../../src/crypto/staffKeys.ts';
import { codeOf } from '../support/codeOf.ts';
import { bytes16, bytes32 } from '../support/world.ts';

const keys = staffKeys(toStaffRootSecret(bytes32('enrolment')), 1);
const other = staffKeys(toStaffRootSecret(bytes32('somebody else')), 1);
const enrolment: Enrolment = {
  network: toNetwork(bytes32('network')),
  institution: toInstitutionId(bytes16('institution')),
  role: 'doctor',
  id: toStaffId(bytes16('a new doctor')),
  nameZh: '陈静',
  nameEn: 'Chen Jing',
  licence: '110120000099999',
  specialty: '儿科',
  sign: keys.sign.publicKey,
  seal: keys.seal.publicKey,
};
const { text, fingerprint } = enrolmentText(enrolment, keys.sign.secretKey);

describe('an enrolment', () => {
  it('says whose keys are to stand on the ledger, with a fingerprint to compare', () => {
    expect(readEnrolment(` ${text}\n`)).toEqual({ ...enrolment, fingerprint });
    expect(fingerprint).toMatch(/^([0-9a-f]{4} ){4}[0-9a-f]{4}$/u);
  });

  it('has another fingerprint when anything in it is another', () => {
    const changed = enrolmentText({ ...enrolment, seal: other.seal.publicKey }, keys.sign.secretKey);
    expect(changed.fingerprint).not.toBe(fingerprint);
  });

  it('is refused when it was not signed by the key that it brings', () => {
    const stolen = enrolmentText(enrolment, other.sign.secretKey);
    expect(codeOf(() => readEnrolment(stolen.text))).toBe('enrolment-altered');
  });

  it('is refused when a byte of it changed, or it is none', () => {
    const bytes = fromBase45(text.slice(4));
    for (let at = 0; at < bytes.length; at += 1) {
      const altered = Uint8Array.from(bytes, (byte, index) => (index === at ? byte ^ 1 : byte));
      expect(['enrolment-altered', 'enrolment-malformed']).toContain(
        codeOf(() => readEnrolment(`CN1:${toBase45(altered)}`)),
      );
    }
    const longer = encodeCanonical([...(decodeCanonical(bytes) as Uint8Array[]), new Uint8Array(1)]);
    for (const none of ['', 'CN1:', text.replace('CN1', 'CC1'), `${text}%`, `CN1:${toBase45(longer)}`]) {
      expect(codeOf(() => readEnrolment(none))).toBe('enrolment-malformed');
    }
  });
});

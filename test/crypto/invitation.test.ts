import { describe, expect, it } from 'vitest';
import { encodeCanonical } from '../../src/crypto/cbor.ts';
import { toNetwork, toSealingKey } from '../../src/crypto/ids.ts';
import {
  invitationText,
  openInvitation,
  readInvitationText,
  sealInvitation,
  type Invitation,
} from '../../src/crypto/invitation.ts';
import { sealingKeyPair, sealTo } from '../../src/crypto/sealing.ts';
import { keyPairFromSeed } from '../../src/crypto/signature.ts';
import { codeOf } from './support/codeOf.ts';
import { deterministicRandom } from './support/deterministicRandom.ts';

const doctor = keyPairFromSeed(new Uint8Array(32).fill(1));
const other = keyPairFromSeed(new Uint8Array(32).fill(2));
const colleague = sealingKeyPair(new Uint8Array(32).fill(3));
const stranger = sealingKeyPair(new Uint8Array(32).fill(4));
const INVITATION: Invitation = {
  network: toNetwork(new Uint8Array(32).fill(5)),
  body: new Uint8Array(60).fill(6),
  signature: new Uint8Array(64).fill(7),
  card: new Uint8Array(386).fill(8),
  patientName: '张秀英',
  department: '呼吸内科',
};

function sealed(): Uint8Array {
  const random = deterministicRandom('invitation');
  return sealInvitation(INVITATION, {
    secretKey: doctor.secretKey,
    recipient: toSealingKey(colleague.publicKey),
    random,
  });
}

describe('an invitation into a visit', () => {
  it('comes out as it went in, for the one it is sealed to, and tells who made it', () => {
    const opened = openInvitation(readInvitationText(invitationText(sealed())), colleague);
    expect(opened).toMatchObject(INVITATION);
    expect([opened.isSignedBy(doctor.publicKey), opened.isSignedBy(other.publicKey)]).toEqual([true, false]);
  });

  it('opens with no other key, nor after any change', () => {
    expect(codeOf(() => openInvitation(sealed(), stranger))).toBe('visit-invitation-other-recipient');
    for (const at of [0, 40, sealed().length - 1]) {
      const changed = sealed().map((byte, index) => (index === at ? byte ^ 1 : byte));
      expect(codeOf(() => openInvitation(changed, colleague))).toBe('visit-invitation-other-recipient');
    }
  });

  it('is refused when what was sealed is none', () => {
    const seal = (value: Uint8Array): Uint8Array =>
      sealTo(toSealingKey(colleague.publicKey), value, deterministicRandom('other'));
    const refusal = (value: Uint8Array): string => codeOf(() => openInvitation(seal(value), colleague));
    const signature = new Uint8Array(64);
    const content = (changes: object): Uint8Array =>
      encodeCanonical([encodeCanonical({ suite: 1, ...INVITATION, ...changes }), signature]);
    expect(refusal(content({}))).toBe('taken');
    for (const wrong of [{ suite: 2 }, { card: new Uint8Array(3) }, { more: 1 }, { patientName: 7 }])
      expect(refusal(content(wrong))).toBe('visit-invitation-malformed');
    expect(refusal(new Uint8Array(9))).toBe('visit-invitation-malformed');
    expect(codeOf(() => readInvitationText('CC1:ABC'))).toBe('visit-invitation-malformed');
  });
});

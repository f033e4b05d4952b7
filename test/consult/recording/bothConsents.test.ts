import { describe, expect, it } from 'vitest';
import { toEpochKey } from '../../../src/crypto/ids.ts';
import { keyPairFromSeed } from '../../../src/crypto/signature.ts';
import { toCallId, toRecordingId, toRequestHash } from '../../../src/consult/ids.ts';
import { makeWord, NO_WORDS, type CallWord } from '../../../src/consult/call/words.ts';
import { consentFault, type Consented } from '../../../src/consult/recording/bothConsents.ts';
import { encodePatientConsent, signPatientConsent } from '../../../src/consult/recording/patientConsent.ts';
import { codeOf } from '../../support/codeOf.ts';
import { doctor, NETWORK, NOW } from '../people.ts';

const li = doctor(1);
const wang = doctor(2);
const zhao = doctor(3);
const recording = toRecordingId(new Uint8Array(16).fill(9));
const dialogue = toRequestHash(new Uint8Array(32).fill(4));
const call = toCallId(new Uint8Array(16).fill(5));
const patient = keyPairFromSeed(new Uint8Array(32).fill(77));

type Consent = CallWord & { readonly word: 'record-consent' };

function said(
  [from, to]: readonly [typeof li, typeof li],
  says: Consent['says'],
  change: Partial<Consent & { call: typeof call; by: typeof li }> = {},
): Uint8Array {
  const { by = from, call: of = call, ...word } = change;
  return makeWord(
    { network: NETWORK, dialogue, call: of, from: from.party.doctor, to: to.party.doctor },
    { word: 'record-consent', recording, scope: 'video', says, ...word },
    { chain: NO_WORDS, time: NOW, secretKey: by.signing.secretKey },
  ).signed;
}

const proposal = said([li, wang], 'propose');
const agreement = said([wang, li], 'agree');
const recorded: Consented = {
  network: NETWORK,
  recording,
  call,
  dialogue,
  doctors: [li.party, wang.party],
  consents: [proposal, agreement],
  patient: null,
  scope: 'video',
};
const keys = { doctors: [li.signing.publicKey, wang.signing.publicKey] as const, patient: patient.publicKey };

function byPatient(change: Partial<{ recording: typeof recording; scope: 'audio' }> = {}) {
  const consent = encodePatientConsent({
    network: NETWORK,
    recording,
    dialogue,
    visit: toEpochKey(new Uint8Array(32).fill(6)),
    doctors: [li.party.doctor, wang.party.doctor],
    scope: 'video',
    time: NOW,
    ...change,
  });
  return { consent, signature: signPatientConsent(consent, patient.secretKey) };
}

describe('the consents to a recording', () => {
  it('hold by the signed words of both, and of the patient where one is discussed', () => {
    expect(consentFault(recorded, keys)).toBeNull();
    expect(consentFault({ ...recorded, patient: byPatient() }, keys)).toBeNull();
  });

  const otherCall = toCallId(new Uint8Array(16));
  const other = toRecordingId(new Uint8Array(16));
  it.each([
    ['the same word twice', [proposal, proposal]],
    ['the words of the other direction', [said([wang, li], 'propose'), said([li, wang], 'agree')]],
    ['a refusal', [proposal, said([wang, li], 'decline')]],
    ['consent to another recording', [proposal, said([wang, li], 'agree', { recording: other })]],
    ['consent in another call', [proposal, said([wang, li], 'agree', { call: otherCall })]],
    ['consent to less', [proposal, said([wang, li], 'agree', { scope: 'audio' })]],
    ["a third doctor's", [proposal, said([zhao, li], 'agree')]],
    ['words to a third doctor', [said([li, zhao], 'propose'), agreement]],
  ] as const)('do not hold by %s', (_, consents) => {
    expect(consentFault({ ...recorded, consents }, keys)).toBe('recording-consent-other');
  });

  it('do not hold by the signature of anybody else', () => {
    const forged = said([wang, li], 'agree', { by: li });
    expect(consentFault({ ...recorded, consents: [proposal, forged] }, keys)).toBe(
      'recording-consent-signature',
    );
    expect(codeOf(() => consentFault({ ...recorded, consents: [proposal, new Uint8Array(3)] }, keys))).toBe(
      'consult-malformed',
    );
  });

  it("do not hold by a patient's consent to something else, or of another patient", () => {
    const fault = 'recording-patient-consent';
    for (const change of [{ recording: other }, { scope: 'audio' }] as const)
      expect(consentFault({ ...recorded, patient: byPatient(change) }, keys)).toBe(fault);
    const signed = { ...recorded, patient: byPatient() };
    expect(consentFault(signed, { ...keys, patient: li.signing.publicKey })).toBe(fault);
    expect(consentFault(signed, { ...keys, patient: null })).toBe(fault);
  });
});

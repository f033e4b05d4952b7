/**
 * Whether a recording was consented to, looked at before it begins and by whoever is shown it later: the words as they were
 * signed, against the keys that the ledger has of the two doctors and of the patient's visit.
 */
import { bytesEqual } from '../../crypto/bytes.ts';
import { readWord, type CallWord, type SaidWord } from '../call/words.ts';
import type { Manifest } from './manifest.ts';
import { decodePatientConsent, patientConsentHolds, type SignedPatientConsent } from './patientConsent.ts';

export type ConsentFault =
  /** One of the two words is not of this recording, call or doctor, or says something else. */
  | 'recording-consent-other'
  /** It is not signed with that doctor's key. */
  | 'recording-consent-signature'
  | 'recording-patient-consent';

/** What the consents have to be about. */
export type Consented = Pick<
  Manifest,
  'network' | 'recording' | 'call' | 'dialogue' | 'doctors' | 'consents' | 'patient' | 'scope'
>;

export interface ConsentKeys {
  /** Of who recorded, and of the other one, as they were registered then. */
  readonly doctors: readonly [Uint8Array, Uint8Array];
  /** CPK_e of the visit that the patient's consent names; null where there is no such visit. */
  readonly patient: Uint8Array | null;
}

/** Null when everybody consented. Errors: `consult-malformed`, `recording-malformed`. */
export function consentFault(of: Consented, keys: ConsentKeys): ConsentFault | null {
  const [proposal, agreement] = [readWord(of.consents[0]), readWord(of.consents[1])];
  const [holder, other] = of.doctors;
  const isProposed = isWordOf(of, proposal, 'propose') && bytesEqual(proposal.from, holder.doctor);
  const isAgreed = isWordOf(of, agreement, 'agree') && bytesEqual(agreement.from, other.doctor);
  const isToEachOther = bytesEqual(proposal.to, other.doctor) && bytesEqual(agreement.to, holder.doctor);
  if (!isProposed || !isAgreed || !isToEachOther) return 'recording-consent-other';
  if (!proposal.isSignedBy(keys.doctors[0]) || !agreement.isSignedBy(keys.doctors[1]))
    return 'recording-consent-signature';
  return of.patient === null || patientConsented(of, of.patient, keys.patient)
    ? null
    : 'recording-patient-consent';
}

function isWordOf(of: Consented, { call, dialogue, network, said }: SaidWord, says: string): boolean {
  const isSame =
    bytesEqual(network, of.network) && bytesEqual(dialogue, of.dialogue) && bytesEqual(call, of.call);
  return (
    isSame && isConsent(said) && said.says === says && said.scope === of.scope && isOf(of, said.recording)
  );
}

function isConsent(said: CallWord): said is CallWord & { readonly word: 'record-consent' } {
  return said.word === 'record-consent';
}

function isOf({ recording }: Consented, other: Uint8Array): boolean {
  return bytesEqual(recording, other);
}

function patientConsented(of: Consented, signed: SignedPatientConsent, key: Uint8Array | null): boolean {
  const consent = decodePatientConsent(signed.consent);
  const isSame =
    bytesEqual(consent.network, of.network) &&
    bytesEqual(consent.dialogue, of.dialogue) &&
    isOf(of, consent.recording) &&
    consent.scope === of.scope &&
    consent.doctors.every((doctor, index) =>
      bytesEqual(doctor, of.doctors[index]?.doctor ?? new Uint8Array(0)),
    );
  return isSame && key !== null && patientConsentHolds(signed, key);
}

/**
 * A patient's consent that a consult about them is recorded, by the consent key of their open visit, as it consents to a
 * record or an exchange.
 *
 * consent = CBOR {suite, network, recording 16, dialogue 32, visit: SPK_e, doctors: [id 16 who records, id 16], scope, time};
 * CPK_e signs tag("consilium/recording/patient/v1") ‖ H(consent). Recording and doctors stand in it, so that it is consent
 * to nothing else.
 */
import { concatBytes } from '../../crypto/bytes.ts';
import { asBytes, asMap, asTuple, asUint, decodeCanonical, encodeCanonical } from '../../crypto/cbor.ts';
import { domainTag, sha256 } from '../../crypto/hash.ts';
import {
  toEpochKey,
  toNetwork,
  toSignature,
  toStaffId,
  type EpochKey,
  type Network,
  type Signature,
  type StaffId,
} from '../../crypto/ids.ts';
import { signDetached, verifyTransactionSignature } from '../../crypto/signature.ts';
import { SUITE } from '../../crypto/suite.ts';
import { ConsiliumError } from '../../errors.ts';
import { millis, type Millis } from '../../ports.ts';
import { asOneOf } from '../fields.ts';
import { toRecordingId, toRequestHash, type RecordingId, type RequestHash } from '../ids.ts';
import { RECORDING_SCOPES, type RecordingScope } from '../call/words.ts';

export interface PatientConsent {
  readonly network: Network;
  readonly recording: RecordingId;
  readonly dialogue: RequestHash;
  /** SPK_e of the open visit. */
  readonly visit: EpochKey;
  /** Who records, and whom they talk with. */
  readonly doctors: readonly [StaffId, StaffId];
  readonly scope: RecordingScope;
  readonly time: Millis;
}

export interface SignedPatientConsent {
  readonly consent: Uint8Array;
  readonly signature: Signature;
}

const TAG = domainTag('consilium/recording/patient/v1');
const FIELDS = ['suite', 'network', 'recording', 'dialogue', 'visit', 'doctors', 'scope', 'time'] as const;

export function encodePatientConsent(consent: PatientConsent): Uint8Array {
  return encodeCanonical({ ...consent, doctors: [...consent.doctors], suite: SUITE });
}

/** Errors: `recording-malformed`. */
export function decodePatientConsent(bytes: Uint8Array): PatientConsent {
  try {
    const map = asMap(decodeCanonical(bytes), FIELDS, 'patientConsent');
    if (asUint(map.suite, 'patientConsent.suite') !== SUITE) throw new ConsiliumError('suite-unknown');
    const [holder, other] = asTuple(map.doctors, 2, 'patientConsent.doctors');
    return {
      network: toNetwork(asBytes(map.network, 32, 'patientConsent.network')),
      recording: toRecordingId(asBytes(map.recording, 16, 'patientConsent.recording')),
      dialogue: toRequestHash(asBytes(map.dialogue, 32, 'patientConsent.dialogue')),
      visit: toEpochKey(asBytes(map.visit, 32, 'patientConsent.visit')),
      doctors: [
        toStaffId(asBytes(holder, 16, 'patientConsent.doctors')),
        toStaffId(asBytes(other, 16, 'patientConsent.doctors')),
      ],
      scope: asOneOf(map.scope, RECORDING_SCOPES, 'patientConsent.scope'),
      time: millis(asUint(map.time, 'patientConsent.time')),
    };
  } catch (cause) {
    throw new ConsiliumError('recording-malformed', {}, { cause });
  }
}

/** By CPK_e. */
export function signPatientConsent(consent: Uint8Array, consentSecretKey: Uint8Array): Signature {
  return toSignature(signDetached(messageOf(consent), consentSecretKey));
}

export function patientConsentHolds(
  { consent, signature }: SignedPatientConsent,
  consentKey: Uint8Array,
): boolean {
  return verifyTransactionSignature(messageOf(consent), signature, consentKey);
}

function messageOf(consent: Uint8Array): Uint8Array {
  return concatBytes(TAG, sha256(consent));
}

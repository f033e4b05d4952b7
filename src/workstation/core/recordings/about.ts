/** Of whom a recording is and by whose consent, as it lies in the desk while it runs and afterwards. */
import { RECORDING_SCOPES } from '../../../consult/call/words.ts';
import { asOneOf, asParty } from '../../../consult/fields.ts';
import type { Manifest } from '../../../consult/recording/manifest.ts';
import {
  asBytes,
  asMap,
  asNullable,
  asTuple,
  decodeCanonical,
  encodeCanonical,
} from '../../../crypto/cbor.ts';
import { toSignature } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';

/** What the manifest will say of it, and is known when it begins. */
export type RecordingAbout = Pick<Manifest, 'call' | 'doctors' | 'consents' | 'patient' | 'scope'>;

const FIELDS = ['call', 'doctors', 'consents', 'patient', 'scope'] as const;

export function encodeAbout({ call, consents, doctors, patient, scope }: RecordingAbout): Uint8Array {
  return encodeCanonical({
    call,
    doctors: doctors.map(({ doctor, institution }) => [doctor, institution]),
    consents: [...consents],
    patient: patient && [patient.consent, patient.signature],
    scope,
  });
}

/** Errors: `database-corrupt`. */
export function decodeAbout(bytes: Uint8Array): RecordingAbout {
  try {
    const map = asMap(decodeCanonical(bytes), FIELDS, 'about');
    const [holder, other] = asTuple(map.doctors, 2, 'about.doctors').map((item) => {
      const [doctor = null, institution = null] = asTuple(item, 2, 'about.doctor');
      return asParty(doctor, institution, 'about.doctor');
    });
    if (holder === undefined || other === undefined)
      throw new ConsiliumError('field-malformed', { what: 'about.doctors' });
    const [mine, theirs] = asTuple(map.consents, 2, 'about.consents');
    return {
      call: asBytes(map.call, 16, 'about.call'),
      doctors: [holder, other],
      consents: [asBytes(mine, null, 'about.consent'), asBytes(theirs, null, 'about.consent')],
      patient: asNullable(map.patient, (value) => {
        const [consent, signature] = asTuple(value, 2, 'about.patient');
        return {
          consent: asBytes(consent, null, 'about.patient'),
          signature: toSignature(asBytes(signature, 64, 'about.patient')),
        };
      }),
      scope: asOneOf(map.scope, RECORDING_SCOPES, 'about.scope'),
    };
  } catch (cause) {
    throw new ConsiliumError('database-corrupt', { column: 'about' }, { cause });
  }
}

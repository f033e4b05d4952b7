/** Whether a recording is the one that stands on the ledger, and whether all of it was consented to. */
import { consentFault } from '../../../../consult/recording/bothConsents.ts';
import { openManifest, type Manifest } from '../../../../consult/recording/manifest.ts';
import { decodePatientConsent } from '../../../../consult/recording/patientConsent.ts';
import type { RecordingAnchor } from '../../../../contracts/consult/anchorEntities.ts';
import { visitCodec } from '../../../../contracts/entities.ts';
import { readStaff } from '../../../../contracts/signers.ts';
import { read, type StateReader } from '../../../../contracts/state.ts';
import { bytesEqual } from '../../../../crypto/bytes.ts';
import { decodeCertificate } from '../../../../crypto/certificate.ts';
import { blake2b256 } from '../../../../crypto/hash.ts';
import type { Network } from '../../../../crypto/ids.ts';
import { ConsiliumError, isConsiliumError } from '../../../../errors.ts';

/** Hash of a signed word, as the ledger has it. */
export function consentHash(signed: Uint8Array): Uint8Array {
  return blake2b256(null, signed);
}

/** Whoever is shown a recording sees that all of it was consented to. Errors: `recording-unconsented`. */
export function demandConsented(
  manifest: Manifest,
  { network, state }: { readonly state: StateReader; readonly network: Network },
): void {
  const [holders, others] = manifest.doctors.map(({ doctor }) => signingKeys(state, doctor));
  const patient = manifest.patient && patientKey(state, decodePatientConsent(manifest.patient.consent).visit);
  const isConsented =
    bytesEqual(manifest.network, network) &&
    (holders ?? []).some((holder) =>
      (others ?? []).some((other) => consentFault(manifest, { doctors: [holder, other], patient }) === null),
    );
  if (!isConsented) throw new ConsiliumError('recording-unconsented');
}

/** The keys of a doctor, also of before: what was signed then stays signed. */
function signingKeys(state: StateReader, doctor: Uint8Array): readonly Uint8Array[] {
  return (readStaff(state, 'doctor', doctor)?.keys ?? []).map(({ sign }) => sign);
}

function patientKey(state: StateReader, visit: Uint8Array): Uint8Array | null {
  const entity = read(state, visitCodec, visit);
  return entity && decodeCertificate(entity.certificate).consentKey;
}

/** Errors: `recording-malformed`, `recording-manifest-signature`. */
export function manifestSignedBy(
  signed: Uint8Array,
  state: StateReader,
  { holder }: Pick<RecordingAnchor, 'holder'>,
): Manifest {
  for (const key of signingKeys(state, holder)) {
    try {
      return openManifest(signed, key);
    } catch (error) {
      if (!isConsiliumError(error, 'recording-manifest-signature')) throw error;
    }
  }
  throw new ConsiliumError('recording-manifest-signature');
}

/** Whether the manifest says what the ledger says. Errors: `recording-not-anchored` {check}. */
export function demandOfAnchor({ call, consents, doctors }: Manifest, entity: RecordingAnchor): void {
  const isOfTwo = bytesEqual(doctors[0].doctor, entity.holder) && bytesEqual(doctors[1].doctor, entity.other);
  if (!isOfTwo || !bytesEqual(call, entity.call)) throw notAnchored('consult');
  const isSigned = consents.every((signed, index) =>
    bytesEqual(consentHash(signed), entity.consents[index] ?? new Uint8Array(0)),
  );
  if (!isSigned) throw notAnchored('consents');
}

export function notAnchored(check: string): ConsiliumError {
  return new ConsiliumError('recording-not-anchored', { check });
}

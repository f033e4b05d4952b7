/** Languages that doctors consult in: the own profile on its way to the node, and what colleagues' nodes give of theirs. */
import { bytesEqual, toHex } from '../../../crypto/bytes.ts';
import { inOrder, readProfile, signProfile, type Language } from '../../../crypto/doctorProfile.ts';
import type { StaffId } from '../../../crypto/ids.ts';
import { currentStaffKey, readStaff } from '../../../contracts/signers.ts';
import { errorCode } from '../../../errors.ts';
import type { StoredProfile } from '../../../replica/desk/profiles.ts';
import type { DialoguePorts } from './ports.ts';

/** What this doctor said last; nothing before that. */
export function ownLanguages({ session }: DialoguePorts): readonly Language[] {
  return session.desk.profiles.find(session.identity.entity)?.languages ?? [];
}

/** Signs it and keeps it here. A clock that was set back makes it no older than what was said before. */
export function sayLanguages(ports: DialoguePorts, languages: readonly Language[]): void {
  const { session, network, clock } = ports;
  const { entity: doctor } = session.identity;
  const { profiles } = session.desk;
  const time = Math.max(clock.now(), (profiles.find(doctor)?.time ?? 0) + 1);
  const profile = { network, doctor, version: session.keyVersion, time, languages: inOrder(languages) };
  profiles.put(profile, signProfile(profile, session.keys.sign.secretKey));
}

/**
 * Makes node and desk have the same own profile: the newer one, which another computer of this doctor may have brought.
 * One that an earlier key signed is signed again. Answers what the node has now, null where nothing was said yet.
 * Errors: `node-away`, those of the node.
 */
export async function sendProfile(ports: DialoguePorts, isOn: () => boolean): Promise<Uint8Array | null> {
  const { profiles } = ports.session.desk;
  const { entity: doctor } = ports.session.identity;
  const [there = null] = await ports.ownProfiles.get([doctor]);
  if (!isOn()) return null;
  takeProfiles(ports, [doctor], [there]);
  const stored = profiles.find(doctor);
  if (stored === null) return null;
  if (stored.version !== ports.session.keyVersion) sayLanguages(ports, stored.languages);
  const signed = profiles.find(doctor)?.signed ?? stored.signed;
  if (there === null || !bytesEqual(there, signed)) await ports.ownProfiles.put(signed);
  return signed;
}

/** Of every doctor whose word is in force. By id in hex. */
export function knownLanguages(ports: DialoguePorts): ReadonlyMap<string, readonly Language[]> {
  const known = ports.session.desk.profiles.all().filter((one) => isInForce(ports, one));
  return new Map(known.map(({ doctor, languages }) => [toHex(doctor), languages]));
}

/**
 * Keeps what a node gave of doctors, each under their registered key, in the order of the question. What is wrong is
 * logged by its code and changes nothing; neither does an older one. Answers whether something is new.
 */
export function takeProfiles(
  ports: DialoguePorts,
  doctors: readonly StaffId[],
  given: readonly (Uint8Array | null)[],
): boolean {
  const taken = doctors.map((doctor, index) => {
    const signed = given[index] ?? null;
    return signed !== null && takeProfile(ports, doctor, signed);
  });
  return taken.includes(true);
}

function takeProfile(ports: DialoguePorts, doctor: StaffId, signed: Uint8Array): boolean {
  const { network, session, state, logger } = ports;
  const refuse = (code: string): false => {
    logger.warn('profile-refused', { code, doctor: toHex(doctor) });
    return false;
  };
  const staff = readStaff(state, 'doctor', doctor);
  const key = staff === null ? null : currentStaffKey(staff);
  if (key === null) return refuse('profile-key');
  try {
    const owner = { network, doctor, version: key.version, signingKey: key.sign };
    const put = session.desk.profiles.put(readProfile(signed, owner), signed);
    return put === 'older' ? refuse('profile-older') : put === 'new';
  } catch (error) {
    return refuse(errorCode(error));
  }
}

function isInForce({ state }: DialoguePorts, { doctor, version }: StoredProfile): boolean {
  const staff = readStaff(state, 'doctor', doctor);
  return staff !== null && currentStaffKey(staff)?.version === version;
}

/** What this node's doctors say of themselves: kept as they signed it, given to any doctor of the ledger. */
import { readProfile } from '../../crypto/doctorProfile.ts';
import type { Network, StaffId } from '../../crypto/ids.ts';
import { currentStaffKey, readStaff } from '../../contracts/signers.ts';
import type { StateReader } from '../../contracts/state.ts';
import { ConsiliumError } from '../../errors.ts';
import type { ProfileTable } from '../store/profileTable.ts';

export interface ProfilesOptions {
  readonly network: Network;
  readonly state: StateReader;
  readonly table: ProfileTable;
}

export class Profiles {
  readonly #options: ProfilesOptions;

  constructor(options: ProfilesOptions) {
    this.#options = options;
  }

  /**
   * The same again changes nothing.
   * Errors: `profile-older` (a newer one is here), those of {@link readProfile}.
   */
  async put(doctor: StaffId, bytes: Uint8Array): Promise<void> {
    const { network, state, table } = this.#options;
    const staff = readStaff(state, 'doctor', doctor);
    const key = staff === null ? null : currentStaffKey(staff);
    if (key === null) throw new ConsiliumError('profile-key');
    const { time } = readProfile(bytes, { network, doctor, version: key.version, signingKey: key.sign });
    if (!(await table.put(doctor, { time, bytes }))) throw new ConsiliumError('profile-older');
  }

  /** In the order of the question; null of whoever said nothing here. */
  get(doctors: readonly StaffId[]): readonly (Uint8Array | null)[] {
    return doctors.map((doctor) => this.#options.table.find(doctor));
  }
}

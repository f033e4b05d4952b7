/** Messages about what doctors say of themselves; see schema.ts. */
import { LARGEST_PROFILE } from '../../crypto/doctorProfile.ts';
import { toStaffId, type StaffId } from '../../crypto/ids.ts';
import type { Method } from '../methods.ts';
import { bytes, bytesUpTo, list, nothing, nullable, record, type Nothing } from '../schema.ts';

/** Doctors in one question. */
export const MOST_PROFILES = 200;

export interface ProfileCalls {
  'profile/put': { params: { readonly profile: Uint8Array }; result: Nothing };
  'profile/get': {
    params: { readonly doctors: readonly StaffId[] };
    result: { readonly profiles: readonly (Uint8Array | null)[] };
  };
}

export type ProfileMethod = keyof ProfileCalls;

const profile = bytesUpTo(LARGEST_PROFILE);

export const PROFILE_METHODS: {
  readonly [M in ProfileMethod]: Method<ProfileCalls[M]['params'], ProfileCalls[M]['result']>;
} = {
  'profile/put': { caller: 'doctor', params: record({ profile }), result: nothing },
  'profile/get': {
    caller: 'colleague',
    params: record({ doctors: list(bytes(16, toStaffId), MOST_PROFILES) }),
    result: record({ profiles: list(nullable(profile), MOST_PROFILES) }),
  },
};

/** What a doctor says of themselves to all colleagues. */
import { z } from 'zod';
import { LANGUAGES } from '../../crypto/doctorProfile.ts';
import { nothing } from './common.ts';

/** BCP 47 codes, of the list in crypto/doctorProfile.ts. */
export const languages = z.array(z.enum(LANGUAGES)).max(LANGUAGES.length);

/** All of them: `role-doctor-required`. */
export const profileApi = {
  /** The languages that this doctor consults in, whether their node has that already, and what can be chosen. */
  'profile/mine': { args: nothing, result: z.object({ languages, sent: z.boolean(), offered: languages }) },
  /** Signs it, keeps it, and brings it to the node as soon as that is there. */
  'profile/set': { args: z.object({ languages }), result: nothing },
} as const;

/** What Argon2id costs for what a patient holds. */
import { INTERACTIVE_LIMITS, MODERATE_LIMITS, type PasswordLimits } from '../../crypto/passwordHash.ts';
import type { CoreContext } from './context.ts';

export interface SecretLimits {
  /** Slips and sealed cards, under a PIN. */
  readonly pin: PasswordLimits;
  /** The master card, under its passphrase. */
  readonly master: PasswordLimits;
}

/** The formats fix them: an item made with others opens nowhere else. */
const FORMAT_LIMITS: SecretLimits = { pin: INTERACTIVE_LIMITS, master: MODERATE_LIMITS };

/** Those of the formats, unless this is a test that makes and opens its own cards. */
export function secretLimitsOf({ secretLimits }: Pick<CoreContext, 'secretLimits'>): SecretLimits {
  return secretLimits ?? FORMAT_LIMITS;
}

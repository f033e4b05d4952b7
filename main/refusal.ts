/** What is answered to a request that failed. */
import { errorCode, isConsiliumError } from '../src/errors.ts';
import type { Outcome } from '../src/workstation/api.ts';

/** An outcome that is no value. */
export type Refusal = Extract<Outcome<never>, { readonly ok: false }>;

/** The outcome of whatever was thrown; a bug becomes `internal` without its message. */
export function refused(error: unknown): Refusal {
  return { ok: false, code: errorCode(error), detail: isConsiliumError(error) ? error.detail : {} };
}

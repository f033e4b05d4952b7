import type { ShownCode } from '../../src/imaging/shownCodes.ts';
import { CoreError } from '../client/core.ts';

/** A refusal that the screen found itself. */
export function shown(code: ShownCode): CoreError {
  return new CoreError(code, {});
}

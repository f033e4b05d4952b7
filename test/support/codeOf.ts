import { ConsiliumError } from '../../src/errors.ts';

/** The stable code with which `act` is refused, or `taken`. Anything but a ConsiliumError is a bug and rethrown. */
export function codeOf(act: () => unknown): string {
  try {
    act();
    return 'taken';
  } catch (error) {
    if (error instanceof ConsiliumError) return error.code;
    throw error;
  }
}

/** As {@link codeOf}, of a promise. */
export async function codeOfAsync(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'taken';
  } catch (error) {
    if (error instanceof ConsiliumError) return error.code;
    throw error;
  }
}

/** Code and detail that a promise is rejected with; a promise that resolves fails the test. */
export async function detailOf(
  promise: Promise<unknown>,
): Promise<readonly [string, ConsiliumError['detail']]> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ConsiliumError) return [error.code, error.detail];
    throw error;
  }
  throw new Error('not refused');
}

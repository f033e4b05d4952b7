/**
 * The one error class that callers may branch on.
 *
 * `code` is stable and public: it is shown to the user in their language (renderer/locales), written to
 * logs, carried over IPC and the node protocol, and never renamed. `detail` holds only values that may be
 * logged: heights, hashes, counts, ids of staff; never patient data, keys or passphrases.
 */
export class ConsiliumError extends Error {
  readonly code: string;
  readonly detail: ErrorDetail;

  constructor(code: string, detail: ErrorDetail = {}, options?: ErrorOptions) {
    super(`${code}${describeDetail(detail)}`, options);
    this.name = 'ConsiliumError';
    this.code = code;
    this.detail = detail;
  }
}

/** Values that may stand beside an error code; see {@link ConsiliumError}. */
export type ErrorDetail = Readonly<Record<string, string | number | boolean | null>>;

/** Tells whether `error` is a {@link ConsiliumError}, with `code` if one is given. */
export function isConsiliumError(error: unknown, code?: string): error is ConsiliumError {
  return error instanceof ConsiliumError && (code === undefined || error.code === code);
}

/** The stable code of any thrown value: its own, or `internal` for a bug. */
export function errorCode(error: unknown): string {
  return error instanceof ConsiliumError ? error.code : 'internal';
}

/** Closes a switch over a discriminated union: reached only when a case is missing. */
export function missingCase(value: never): never {
  throw new ConsiliumError('internal', { missingCase: JSON.stringify(value) ?? 'undefined' });
}

function describeDetail(detail: ErrorDetail): string {
  const entries = Object.entries(detail).map(([key, value]) => `${key}=${String(value)}`);
  return entries.length === 0 ? '' : ` (${entries.join(', ')})`;
}

/** Exit codes of the command line: stable, documented in `--help`, made of the error's own code. */
import { errorCode } from '../../errors.ts';

export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 70;

/** What each exit code says, as `--help` prints it. */
export const EXIT_CODES: readonly (readonly [ExitCode, string])[] = [
  [0, 'done'],
  [1, 'refused: by the ledger, a hospital node or a rule; the code on standard error says why'],
  [2, 'usage: the arguments cannot be understood, a secret stood among them, or one is missing'],
  [3, 'installation: something is missing or broken on this machine; run the command "check"'],
  [4, 'integrity: what is stored here does not verify'],
  [5, 'not now: the node is away, or the data folder is in use; nothing is lost, try again later'],
  [70, 'a fault of the program itself'],
];

const USAGE = /^(?:usage|secret)-/u;
const INSTALLATION = new Set([
  'setup-missing',
  'data-folder-missing',
  'machine-key-missing',
  'machine-key-in-key-ring',
  'machine-key-malformed',
  'native-module-broken',
  'node-version-old',
  'config-missing',
  'config-malformed',
  'genesis-missing',
  'genesis-malformed',
  'database-missing',
  'database-io',
  'storage-full',
  'database-key-wrong',
  'database-newer',
  'database-older',
  'database-kind-wrong',
  'key-storage-damaged',
  'node-missing',
  'node-config-malformed',
  'node-keys-malformed',
  'listen-failed',
  'file-unreadable',
  'file-write-failed',
]);
const INTEGRITY = new Set([
  'replica-corrupt',
  'replica-halted',
  'state-corrupt',
  'database-corrupt',
  'database-plaintext',
  'ledger-forked',
  'genesis-mismatch',
]);
const NOT_NOW = new Set([
  'node-away',
  'node-busy',
  'node-gone',
  'node-syncing',
  'data-folder-in-use',
  'database-busy',
  'connection-closed',
  'request-timeout',
  'rate-limited',
  'mempool-full',
  'passphrase-throttled',
  'ledger-changed',
]);

/** Thrown instead of an error that would get another exit code: a block that is refused while verifying again. */
export class IntegrityFailure extends Error {
  constructor(cause: unknown) {
    super('what is stored does not verify', { cause });
    this.name = 'IntegrityFailure';
  }
}

export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof IntegrityFailure) return 4;
  const code = errorCode(error);
  if (USAGE.test(code)) return 2;
  if (INSTALLATION.has(code)) return 3;
  if (INTEGRITY.has(code)) return 4;
  if (NOT_NOW.has(code)) return 5;
  return code === 'internal' ? 70 : 1;
}

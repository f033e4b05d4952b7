/** The machine key, and the key stores of the accounts. */
import { ConsiliumError, errorCode, isConsiliumError } from '../../../errors.ts';
import type { Invocation } from '../../../node/commandLine/command.ts';
import { listAccounts } from '../commands/accountList.ts';
import { machineKey } from '../machineKey.ts';
import { error, ok, warning, type Found } from './finding.ts';

/** The key, if it can be had, and what was found. */
export async function checkMachineKey(
  invocation: Invocation,
): Promise<{ readonly found: Found; readonly key: Uint8Array | null }> {
  try {
    return { found: ok('machine-key-ok'), key: await machineKey(invocation) };
  } catch (cause) {
    if (!isConsiliumError(cause)) throw cause;
    return { found: keyFinding(cause), key: null };
  }
}

function keyFinding(cause: ConsiliumError): Found {
  switch (cause.code) {
    case 'machine-key-in-key-ring':
      return warning('machine-key-in-key-ring', cause.detail);
    case 'machine-key-missing':
    case 'data-folder-missing':
      return error('machine-key-missing');
    default:
      return error('machine-key-malformed', { ...cause.detail, code: errorCode(cause) });
  }
}

/** One finding for all that are whole, and one for each that is not. */
export function checkAccounts(dataFolder: string): readonly Found[] {
  const accounts = listAccounts(dataFolder);
  if (accounts.length === 0) return [warning('accounts-none')];
  const broken = accounts.flatMap((account) =>
    'unreadable' in account
      ? [error('account-unreadable', { account: account.id, code: account.unreadable })]
      : [],
  );
  const whole = accounts.length - broken.length;
  return whole === 0 ? broken : [ok('accounts-ok', { count: whole }), ...broken];
}

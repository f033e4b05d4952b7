/** `check`: looks at everything that an installation needs, and says of each what it means and what to do. */
import { checkFolder } from '../check/folder.ts';
import { findingText } from '../../../node/commandLine/finding.ts';
import { explained, type Found } from '../check/finding.ts';
import { nativeModule, nodeVersion } from '../check/machine.ts';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';

/** Exit code 3 when anything is an error. Warnings alone end with 0. */
export async function check(invocation: Invocation): Promise<CommandResult> {
  const native = await nativeModule();
  const folder = checkFolder(invocation.dataFolder);
  const rest = native.severity === 'ok' ? await checkContent(invocation, folder) : [];
  const findings = [nodeVersion(), native, ...folder.found, ...rest].map((found) =>
    explained(found, invocation.io.environment),
  );
  const isBroken = findings.some(({ severity }) => severity === 'error');
  return {
    value: { ok: !isBroken, dataFolder: invocation.dataFolder, findings },
    text: `${findings.map(findingText).join('\n')}\n`,
    exit: isBroken ? 3 : 0,
  };
}

/** Loaded only where the native module works: without it these modules cannot even be read. */
async function checkContent(
  invocation: Invocation,
  { isInUse, machine }: ReturnType<typeof checkFolder>,
): Promise<readonly Found[]> {
  if (machine === null) return [];
  const { checkAccounts, checkMachineKey } = await import('../check/keys.ts');
  const { checkLedger } = await import('../check/ledger.ts');
  const { dataFolder } = invocation;
  const { found, key } = await checkMachineKey(invocation);
  const ledger = key === null ? [] : await checkLedger({ dataFolder, machine, key, isInUse });
  return [found, ...checkAccounts(dataFolder), ...ledger];
}

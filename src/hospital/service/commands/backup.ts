/** `backup` and `restore`: a node's folder in copies, its keys under a passphrase. */
import { resolve } from 'node:path';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { numberOption } from '../../../node/commandLine/values.ts';
import { systemClock } from '../../../node/clock.ts';
import { systemRandom } from '../../../node/random.ts';
import { makeBackup, restoreBackup } from '../backup.ts';
import { nodeSecrets } from '../secrets.ts';

export async function backup(invocation: Invocation): Promise<CommandResult> {
  const [to = ''] = invocation.operands;
  const passphrase = await nodeSecrets(invocation).secret('passphrase');
  const value = await makeBackup({
    folder: invocation.dataFolder,
    to: resolve(to),
    passphrase,
    clock: systemClock,
    random: systemRandom,
  });
  return { value: { ...value, backup: resolve(to) } };
}

export async function restore(invocation: Invocation): Promise<CommandResult> {
  const [from = ''] = invocation.operands;
  const folder = invocation.dataFolder;
  const passphrase = await nodeSecrets(invocation).secret('passphrase');
  const knownHeight = numberOption(invocation, 'known-height');
  const value = await restoreBackup({ from: resolve(from), folder, passphrase, knownHeight });
  return { value: { ...value, folder } };
}

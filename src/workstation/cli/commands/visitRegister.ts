/** `visit register`: puts somebody in a department's waiting list (挂号). The ledger learns no name. */
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { withAccount } from '../coreRun.ts';
import { Inputs } from '../inputs.ts';
import { requiredOption } from '../../../node/commandLine/values.ts';

export async function visitRegister(invocation: Invocation): Promise<CommandResult> {
  const department = requiredOption(invocation, 'department');
  const value = await withAccount(invocation, new Inputs(invocation), async (core) =>
    core.ask('registrar/register-visit', { department }),
  );
  return { value: { department, ...value } };
}

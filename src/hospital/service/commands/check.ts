/** `check`: looks at everything that a node needs, and says of each what it means and what to do. */
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { explained, findingText } from '../../../node/commandLine/finding.ts';
import { checkNode } from '../check/node.ts';
import { FINDINGS } from '../check/texts.ts';

/** Exit code 3 when anything is an error. Warnings alone end with 0. */
export async function check(invocation: Invocation): Promise<CommandResult> {
  const { dataFolder: folder, io } = invocation;
  const found = await checkNode(invocation);
  const findings = found.map((one) => explained(one, FINDINGS, io.environment));
  const isBroken = findings.some(({ severity }) => severity === 'error');
  return {
    value: { ok: !isBroken, folder, findings },
    text: `${findings.map(findingText).join('\n')}\n`,
    exit: isBroken ? 3 : 0,
  };
}

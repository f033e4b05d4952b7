/** `erasure …`: a patient asks to have a record erased; an officer of the hospital that wrote it signs, or declines. */
import { ConsiliumError } from '../../../errors.ts';
import type { CommandResult, Invocation } from '../../../node/commandLine/command.ts';
import { choiceOption, demandHex, requiredOption } from '../../../node/commandLine/values.ts';
import { ERASURE_REASONS } from '../../../contracts/erasureEntities.ts';
import { withAccount } from '../coreRun.ts';
import { Inputs } from '../inputs.ts';
import { withPatientView } from '../patientAccess.ts';

/** Exit code 1 while a hospital's receipt is missing. */
export async function erasureList(invocation: Invocation): Promise<CommandResult> {
  return withAccount(invocation, new Inputs(invocation), async (core) => {
    const wishes = await core.ask('erasure/wishes', {});
    const erased = await core.ask('erasure/erased', {});
    const complete = erased.every(({ receipts }) => receipts.every(({ receivedAt }) => receivedAt !== null));
    return { value: { complete, wishes, erased }, exit: complete ? 0 : 1 };
  });
}

export async function erasureSign(invocation: Invocation): Promise<CommandResult> {
  const statement = hashOf(invocation);
  return withAccount(invocation, new Inputs(invocation), async (core) => {
    await core.ask('erasure/sign', { statement });
    return { value: { statement, erased: true } };
  });
}

export async function erasureDecline(invocation: Invocation): Promise<CommandResult> {
  const statement = hashOf(invocation);
  const reason = requiredOption(invocation, 'reason');
  return withAccount(invocation, new Inputs(invocation), async (core) => {
    await core.ask('erasure/decline', { statement, reason });
    return { value: { statement, declined: true } };
  });
}

/** With the master card, which signs for every visit. */
export async function erasureAsk(invocation: Invocation): Promise<CommandResult> {
  const statement = hashOf(invocation);
  const reason = choiceOption(invocation, 'reason', ERASURE_REASONS) ?? 'consent-withdrawn';
  const inputs = new Inputs(invocation);
  const text = await inputs.optionalSecret('master');
  if (text === null) throw new ConsiliumError('usage-missing', { option: '--master-file' });
  const passphrase = await inputs.secret('master-passphrase');
  const secret = { kind: 'master', text, passphrase } as const;
  return withPatientView(invocation, { secret, institution: null }, async (view) => {
    await view.erase({ secret, statement, reason });
    return { value: { statement, reason, asked: true } };
  });
}

function hashOf({ operands: [operand = ''] }: Invocation): string {
  return demandHex(operand, 'HASH', 32);
}

/** The receipt of a consult, by the request table: each doctor of a machine signs it, the first one unlocked. */
import { until } from './dialogueSteps.ts';
import type { Machine } from './support.ts';

/** How it stood before and after each signature, and what it counted for the two. */
export async function signReceipt(
  machine: Machine,
  dialogue: string,
  [first, second]: readonly [string, string],
): Promise<string> {
  const states: string[] = [];
  const state = async () => (await machine.ask('consult/receipt', { dialogue })).state;
  states.push(await state());
  await machine.ask('consult/sign-receipt', { dialogue });
  if ((await machine.codeOf('consult/sign-receipt', { dialogue })) !== 'consult-exists')
    throw new Error('signed twice');
  states.push(await state());
  await machine.unlock(second);
  // The acceptance of the dialogue has to have come.
  await until(
    async () => (await machine.ask('dialogue/list', {})).some((one) => one.dialogue === dialogue),
    Boolean,
  );
  states.push(await until(state, (one) => one === 'theirs'));
  await machine.ask('consult/sign-receipt', { dialogue });
  const [listed] = await machine.ask('consult/receipts', {});
  states.push(listed?.state ?? 'none');
  const counted: (number | undefined)[] = [];
  for (const name of [second, first]) {
    await machine.unlock(name);
    await until(state, (one) => one === 'stands');
    counted.push((await machine.ask('points/account', {})).periods[0]?.counted.consults);
  }
  return `${states.join(' ')}: ${counted.join(' ')}`;
}

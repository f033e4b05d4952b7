/** Asks the core as a screen does: through the page, its preload script and the main process. */
import type { Page } from 'playwright';
import type { ArgsOf, Channel, Outcome, ResultOf } from '../../src/workstation/api.ts';

/** The outcome of a request. */
export async function outcomeOf<C extends Channel>(
  page: Page,
  channel: C,
  args: ArgsOf<C>,
): Promise<Outcome<ResultOf<C>>> {
  const request = { channel, args: args as unknown };
  const outcome = await page.evaluate(async (asked) => {
    const { consilium } = globalThis as unknown as {
      consilium: { invoke(channel: string, args: unknown): Promise<unknown> };
    };
    return await consilium.invoke(asked.channel, asked.args);
  }, request);
  return outcome as Outcome<ResultOf<C>>;
}

/** The result of a request that must not be refused. */
export async function askPage<C extends Channel>(
  page: Page,
  channel: C,
  args: ArgsOf<C>,
): Promise<ResultOf<C>> {
  const outcome = await outcomeOf(page, channel, args);
  if (!outcome.ok) throw new Error(`${channel}: ${outcome.code}`);
  return outcome.value;
}

/** Unlocks the account of a role at an institution of the demonstration, by the institution's Chinese name. */
export async function unlockOnPage(
  page: Page,
  who: {
    readonly role: 'officer' | 'registrar' | 'doctor';
    readonly at: string;
    readonly passphrase: string;
  },
): Promise<void> {
  const accounts = await askPage(page, 'account/list', {});
  const account = accounts.find((item) => item.role === who.role && item.institutionName.zh === who.at);
  if (account === undefined) throw new Error(`no ${who.role} at ${who.at}`);
  await askPage(page, 'account/unlock', { id: account.id, passphrase: who.passphrase });
}

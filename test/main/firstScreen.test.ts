import { describe, expect, it } from 'vitest';
import { firstScreen, type FirstScreen } from '../../main/firstScreen.ts';
import type { Channel, Outcome } from '../../src/workstation/api.ts';

/** A core whose answers the test gives. */
function heldCore() {
  const answers: ((outcome: Outcome<unknown>) => void)[] = [];
  const screen = firstScreen(() => new Promise((resolve) => void answers.push(resolve)));
  return { screen, answer: () => answers.shift()?.({ ok: true, value: [] }) };
}

/** Whether the nodes may start by now. */
async function mayStart({ shown }: FirstScreen): Promise<boolean> {
  const later = new Promise<false>((resolve) => {
    setImmediate(() => resolve(false));
  });
  return await Promise.race([shown.then(() => true), later]);
}

describe('hospital nodes', () => {
  it('start when the page says that the login screen is painted, and not while it asks for what it shows', async () => {
    const { answer, screen } = heldCore();
    for (const channel of ['setup/status', 'session/current', 'account/list'] as const) {
      const asked = screen.ask(channel, {});
      answer();
      await asked;
      expect(await mayStart(screen)).toBe(false);
    }
    screen.tell();
    expect(await mayStart(screen)).toBe(true);
  });

  it.each<Channel>(['setup/demonstration', 'account/unlock', 'patient/view', 'ledger/status'])(
    'start at once when %s is asked',
    async (channel) => {
      const { answer, screen } = heldCore();
      const asked = screen.ask(channel, {});
      expect(await mayStart(screen)).toBe(true);
      answer();
      expect(await asked).toEqual({ ok: true, value: [] });
    },
  );
});

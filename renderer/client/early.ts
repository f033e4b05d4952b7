/**
 * What the first screen shows is asked for before it is drawn: it is then drawn once, with its content, instead of
 * empty, half and whole.
 */
import type { Channel, ResultOf } from '../../src/workstation/api.ts';
import { ask } from './core.ts';

/** What the screens ask before anybody has logged in; none of it takes arguments. */
const FIRST = ['setup/status', 'session/current', 'account/list'] as const satisfies readonly Channel[];

/** How long the first picture waits for a core that is still starting, before it is drawn without. */
const PATIENCE_MS = 150;

/** Null once the first picture stands. */
let answers: Map<Channel, unknown> | null = new Map();

/** Asks, and resolves when all is answered, or should be waited for no longer. Never rejects. */
export async function askEarly(): Promise<void> {
  const asked = FIRST.map(async (channel) => {
    const answer = await ask(channel, {});
    answers?.set(channel, answer);
  });
  const waited = Promise.withResolvers<void>();
  const timer = window.setTimeout(waited.resolve, PATIENCE_MS);
  // What was refused is asked again by the part that shows it, and that shows the refusal.
  await Promise.race([Promise.allSettled(asked), waited.promise]);
  window.clearTimeout(timer);
}

/** The answer that came early; undefined when none did, and once the first picture stands. */
export function earlyAnswer<C extends Channel>(channel: C): ResultOf<C> | undefined {
  return answers?.get(channel) as ResultOf<C> | undefined;
}

/** The first picture stands: whatever it asks from now on is asked of the core. */
export function forgetEarly(): void {
  answers = null;
}

/**
 * The first screen comes before the hospital nodes: three processes that start at once take the processor from the
 * window, and whoever sits before it waits. The nodes start when the login screen is painted, or at the first request
 * that goes further: until a passphrase is typed they run.
 */
import type { Channel } from '../src/workstation/api.ts';
import type { AskCore } from './requests.ts';

/** What the screens ask before anybody has logged in. */
const FIRST_REQUESTS: ReadonlySet<Channel> = new Set(['setup/status', 'session/current', 'account/list']);

export interface FirstScreen {
  /** Resolves when the nodes may start. */
  readonly shown: Promise<void>;
  /** The page says that the login screen is painted. */
  readonly tell: () => void;
  /** The core, watched for what the screens ask. */
  readonly ask: AskCore;
}

export function firstScreen(core: AskCore): FirstScreen {
  const { promise, resolve } = Promise.withResolvers<void>();
  return {
    shown: promise,
    tell: resolve,
    ask: async (channel, args) => {
      if (!FIRST_REQUESTS.has(channel)) resolve();
      return await core(channel, args);
    },
  };
}

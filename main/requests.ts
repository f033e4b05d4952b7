/** Where a request of a page goes: checked against its table, then to the core or the shell. */
import type { z } from 'zod';
import { ConsiliumError } from '../src/errors.ts';
import type { Channel, Outcome } from '../src/workstation/api.ts';
import { firstApi, isFirstChannel } from '../src/workstation/api/first.ts';
import { refused } from './refusal.ts';
import { shellApi, type ShellArgs, type ShellChannel, type ShellHandlers } from './shellApi.ts';

/** The side of the core that takes requests. Never rejects. */
export type AskCore = (channel: Channel, args: unknown) => Promise<Outcome<unknown>>;

/** A running core, or one that could not start and says so to every request. */
export interface CoreLink {
  readonly request: AskCore;
  stop(): Promise<void>;
}

export interface RequestTargets {
  readonly core: AskCore;
  readonly shell: ShellHandlers;
}

/**
 * Answers one request. Codes of its own: `channel-unknown`, `request-invalid` {channel, at}; `at` names the
 * argument, never its value.
 */
export async function answerRequest(
  channel: unknown,
  args: unknown,
  targets: RequestTargets,
): Promise<Outcome<unknown>> {
  try {
    if (isFirstChannel(channel)) {
      return await targets.core(channel, parsed<unknown>(firstApi[channel].args, channel, args));
    }
    if (isShellChannel(channel)) {
      return { ok: true, value: await answerOfShell(channel, args, targets.shell) };
    }
    return await answerOfCore(channel, args, targets.core);
  } catch (error) {
    return refused(error);
  }
}

/** What the shell asks the core for when a person chose it in a dialog: a page could name any folder. */
const OF_SHELL: ReadonlySet<string> = new Set<Channel>(['scanner/use']);

/** The whole table is read with the first request that needs it. @throws ConsiliumError `channel-unknown` */
async function answerOfCore(channel: unknown, args: unknown, core: AskCore): Promise<Outcome<unknown>> {
  const { workstationApi } = await import('../src/workstation/api.ts');
  const isChannel = (asked: unknown): asked is Channel =>
    typeof asked === 'string' && Object.hasOwn(workstationApi, asked) && !OF_SHELL.has(asked);
  if (!isChannel(channel)) throw new ConsiliumError('channel-unknown');
  return await core(channel, parsed<unknown>(workstationApi[channel].args, channel, args));
}

/** @throws ConsiliumError `request-invalid` */
async function answerOfShell<C extends ShellChannel>(
  channel: C,
  args: unknown,
  shell: Pick<ShellHandlers, C>,
): Promise<unknown> {
  const checked = parsed<unknown>(shellApi[channel].args, channel, args);
  const handler: (checked: ShellArgs<C>) => Promise<unknown> = shell[channel];
  // The table ties a channel's schema to its handler; the compiler does not follow it through the union.
  return await handler(checked as ShellArgs<C>);
}

/** @throws ConsiliumError `request-invalid` */
function parsed<T>(schema: z.ZodType<T>, channel: string, args: unknown): T {
  const result = schema.safeParse(args);
  if (result.success) return result.data;
  const at = result.error.issues[0]?.path.map(String).join('.') ?? '';
  throw new ConsiliumError('request-invalid', { channel, at });
}

function isShellChannel(channel: unknown): channel is ShellChannel {
  return typeof channel === 'string' && Object.hasOwn(shellApi, channel);
}

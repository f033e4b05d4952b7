/**
 * The part of the request table that is asked before anybody has logged in. Main and core start with it, and read the
 * whole table (api.ts) with the first request that goes further: making its schemas takes the processor from the window
 * while that opens.
 */
import { accountsApi } from './accounts.ts';
import { setupApi } from './setup.ts';

export const firstApi = { ...setupApi, ...accountsApi } as const;

export type FirstChannel = keyof typeof firstApi;

/** Whether `channel` is of that part; anything may be asked. */
export function isFirstChannel(channel: unknown): channel is FirstChannel {
  return typeof channel === 'string' && Object.hasOwn(firstApi, channel);
}

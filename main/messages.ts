/**
 * What main and its utility processes say to each other. Both sides are built together, so the types are the
 * contract; what main receives is decoded all the same, since a broken core must not break main.
 */
import { z } from 'zod';
import type { Channel, Outcome, WorkstationEvent } from '../src/workstation/api.ts';

const detail = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const refusal = z.object({ ok: z.literal(false), code: z.string(), detail });

/** Main → core. */
export type ToCore =
  | { readonly type: 'start'; readonly dataFolder: string; readonly machineKey: Uint8Array }
  | { readonly type: 'request'; readonly id: number; readonly channel: Channel; readonly args: unknown }
  | { readonly type: 'node'; readonly id: number; readonly outcome: Outcome<string> }
  | { readonly type: 'stop' };

/** Core → main. Those about a node are answered by `node`; the value is the address it listens on, if
 * one was asked for. */
export const fromCore = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started') }),
  z.object({ type: z.literal('start-failed'), refusal }),
  z.object({
    type: z.literal('reply'),
    id: z.number(),
    outcome: z.union([z.object({ ok: z.literal(true), value: z.unknown() }), refusal]),
  }),
  z.object({ type: z.literal('event'), event: z.custom<WorkstationEvent>((value) => isEvent(value)) }),
  z.object({ type: z.literal('start-node'), id: z.number(), folder: z.string() }),
  z.object({ type: z.literal('stop-node'), id: z.number(), folder: z.string() }),
  z.object({ type: z.literal('confirm-date'), id: z.number(), folder: z.string() }),
]);
export type FromCore = z.infer<typeof fromCore>;

/** Main → node. */
export type ToNode =
  | { readonly type: 'start'; readonly folder: string }
  | { readonly type: 'confirm-date' }
  | { readonly type: 'stop' };

/** Node → main. */
export const fromNode = z.discriminatedUnion('type', [
  z.object({ type: z.literal('listening'), address: z.string() }),
  z.object({ type: z.literal('start-failed'), refusal }),
]);
export type FromNode = z.infer<typeof fromNode>;

function isEvent(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

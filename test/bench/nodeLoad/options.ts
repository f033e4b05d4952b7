/** What the processes of the node's bench tell each other. */
import { z } from 'zod';

/** Of each message that is sent under load. */
export const MESSAGE_BYTES = 1024;

export const clientsOptions = z.object({
  kind: z.enum(['node', 'bare']),
  port: z.number(),
  /** Of the node's ledger, and the key that the node is known by; hex. */
  network: z.string(),
  nodeKey: z.string(),
  connections: z.number(),
  /** All connections at once; else a few abreast. */
  isStorm: z.boolean(),
  /** Makes these clients' messages their own. */
  name: z.string(),
  /** 0: connects, and ends. */
  messages: z.number(),
  perSecond: z.number(),
});
export type ClientsOptions = z.infer<typeof clientsOptions>;

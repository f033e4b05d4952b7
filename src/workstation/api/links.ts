/**
 * Direct connections between two doctors' workstations. The core says who and when, and seals what goes over them; the
 * page, where WebRTC is, makes them. Keys never cross: what crosses is sealed, or names a certificate.
 */
import { z } from 'zod';
import { bytes, hex, nothing } from './common.ts';

const link = hex(16);
/** SHA-256 of a certificate of a connection. */
const certificate = hex(32);

const linkOrder = z.discriminatedUnion('do', [
  /** Make a certificate for a connection that the other side began, and say which: `link/certificate`. */
  z.object({ do: z.literal('certify'), link }),
  /** Make the connection, under the certificate of this side, to whoever shows the other one. */
  z.object({ do: z.literal('connect'), link, dialogue: hex(32), initiator: z.boolean(), certificate }),
  /** For the connection, as JSON: not yet looked at. */
  z.object({ do: z.literal('signal'), link, signal: z.string() }),
  z.object({ do: z.literal('send'), link, frame: bytes }),
  /** There is something for the other channel: `link/bulk`, until it answers null. */
  z.object({ do: z.literal('bulk'), link }),
  z.object({ do: z.literal('close'), link }),
  /** That connection broke: begin another one for its dialogue, by `link/begin`. */
  z.object({ do: z.literal('again'), link, dialogue: hex(32) }),
]);
export type LinkOrder = z.infer<typeof linkOrder>;

/** All of them: `role-doctor-required`. */
export const linksApi = {
  /** Begins one for a dialogue, if the other side is there. Errors: `dialogue-unknown`, `dialogue-over`. */
  'link/begin': {
    args: z.object({ dialogue: hex(32), certificate }),
    result: z.object({ link: link.nullable() }),
  },
  /** What is to be done, in order; each order is given once. The event `link` says that there are some. */
  'link/orders': { args: nothing, result: z.array(linkOrder) },
  /** The servers of this doctor's hospital that a connection may ask. */
  'link/relay': {
    args: nothing,
    result: z.object({
      servers: z.array(z.object({ urls: z.array(z.string()), username: z.string(), credential: z.string() })),
    }),
  },
  'link/certificate': { args: z.object({ link, certificate }), result: nothing },
  /** What the connection has to say to its other end, as JSON. */
  'link/signal': { args: z.object({ link, signal: z.string().max(40_000) }), result: nothing },
  'link/state': {
    args: z.object({ link, state: z.enum(['open', 'interrupted', 'ended']) }),
    result: nothing,
  },
  /** What came over it. */
  'link/frame': { args: z.object({ link, frame: bytes }), result: nothing },
  /** What goes over the channel for files next: asked for when there is room for it. */
  'link/bulk': { args: z.object({ link }), result: z.object({ frame: bytes.nullable() }) },
  /** What came over that channel. */
  'link/bulk-frame': { args: z.object({ link, frame: bytes }), result: nothing },
  'link/typing': { args: z.object({ dialogue: hex(32), typing: z.boolean() }), result: nothing },
} as const;

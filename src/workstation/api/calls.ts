/**
 * Video consults: the requests for them, ringing, and what the page, where WebRTC and the devices are, is to do and says of
 * it. Signing keys never cross; keys of media do, since the page protects media with them.
 */
import { z } from 'zod';
import { bilingual, bytes, hex, nothing, timeMs } from './common.ts';

const call = hex(16);
/** H of the ring that a connection was asked for by. */
const ring = hex(32);
/** SHA-256. */
const certificate = hex(32);
const media = z.enum(['audio', 'video']);
const dialogue = hex(32);
/** As getStats names it. */
const negotiated = z.string().max(64);

const seen = {
  own: certificate,
  remote: certificate,
  srtpCipher: negotiated,
  tlsVersion: negotiated,
  dtlsCipher: negotiated,
};
const mediaKey = {
  epoch: z.number().int().min(0),
  kid: z.number().int().min(0),
  /** 32 bytes: of what one sender sends from now on. */
  key: bytes,
};

const callOrder = z.discriminatedUnion('do', [
  /** Make a certificate for the next connection of a call, and say which: `call/certificate`. */
  z.object({ do: z.literal('certify'), call }),
  /**
   * Make the connection, to whoever shows this certificate; nothing of the devices is sent yet, and nothing shown. `sealed`:
   * each frame of it is sealed, too, or there is no call.
   */
  z.object({
    do: z.literal('connect'),
    call,
    ring,
    initiator: z.boolean(),
    certificate,
    sealed: z.boolean(),
  }),
  /** For the connection, as JSON: not yet looked at. */
  z.object({ do: z.literal('signal'), ring, signal: z.string() }),
  /** Both ends see the same: what comes is shown, and what is captured goes. */
  z.object({ do: z.literal('show'), ring }),
  /** Another connection takes its place. */
  z.object({ do: z.literal('drop'), ring }),
  /** What the other side sends is sealed with this key from now on. */
  z.object({ do: z.literal('media-key'), call, ...mediaKey }),
  /** New keys are due for what this side sends. */
  z.object({ do: z.literal('rekey'), call, epoch: z.number().int().min(0) }),
  z.object({ do: z.literal('close'), call }),
]);
export type CallOrder = z.infer<typeof callOrder>;

const request = z.object({
  request: hex(32),
  mine: z.boolean(),
  reason: z.string(),
  issued: timeMs,
  expires: timeMs,
  /** The time that is proposed; null is now. */
  at: timeMs.nullable(),
  /** `expired` is computed when it is asked. */
  state: z.enum(['waiting', 'accepted', 'declined', 'withdrawn', 'expired']),
});
export type VideoRequestView = z.infer<typeof request>;

const pastCall = z.object({
  call,
  /** This side rang. */
  mine: z.boolean(),
  began: timeMs,
  /** Null while it goes on. */
  reason: z.string().nullable(),
  by: z.enum(['me', 'peer']).nullable(),
  durationMs: z.number().int(),
});
export type PastCallView = z.infer<typeof pastCall>;

const callView = z.object({
  call,
  dialogue,
  doctor: z.object({ name: bilingual, institution: bilingual }),
  phase: z.enum(['preparing', 'ringing', 'rung', 'connecting', 'confirming', 'live', 'interrupted', 'ended']),
  media,
  /** When both saw each other first. */
  started: timeMs.nullable(),
  /** What both ends said that they see; null before. */
  protection: z
    .object({
      srtpCipher: negotiated,
      tlsVersion: negotiated,
      dtlsCipher: negotiated,
      /** The second layer, by the consortium's parameter. */
      sealed: z.boolean(),
    })
    .nullable(),
  /** Twelve groups of five digits, and whether they were compared; as in api/dialogue.ts. */
  safety: z.array(z.string()),
  compared: z.enum(['no', 'yes', 'changed', 'new']),
  /** Once it is over. */
  end: z.object({ reason: z.string(), by: z.enum(['me', 'peer']), durationMs: z.number().int() }).nullable(),
});
export type CallView = z.infer<typeof callView>;

/** All of them: `role-doctor-required`. */
export const callsApi = {
  /** Errors: those of `dialogue/send`, `consult-ledger-stale`, `recipient-*`, `consult-waiting`. */
  'call/ask': {
    args: z.object({ dialogue, reason: z.string().max(500), at: timeMs.nullable() }),
    result: z.object({ request: hex(32) }),
  },
  /** Errors: `consult-request-unknown`, `consult-answered`, `consult-expired`, and those of `call/ask`. */
  'call/answer': { args: z.object({ request: hex(32), accepts: z.boolean() }), result: nothing },
  /** Errors: `consult-request-unknown`, `consult-answered`. */
  'call/withdraw': { args: z.object({ request: hex(32) }), result: nothing },
  /** Of a dialogue: what was asked, until when both may ring, and the calls that there were, the newest first. */
  'call/of': {
    args: z.object({ dialogue }),
    result: z.object({
      requests: z.array(request),
      until: timeMs.nullable(),
      calls: z.array(pastCall),
    }),
  },
  /** Rings. Errors: those of `dialogue/send`, `consult-ledger-stale`, `call-no-right`, `call-busy`. */
  'call/ring': { args: z.object({ dialogue, media }), result: nothing },
  /** The call that there is, or was last until it is put away. */
  'call/now': { args: nothing, result: z.object({ call: callView.nullable() }) },
  'call/take': { args: z.object({ call }), result: nothing },
  'call/refuse': { args: z.object({ call, why: z.enum(['declined', 'no-device']) }), result: nothing },
  'call/hang-up': { args: z.object({ call }), result: nothing },
  /** What ended was read. */
  'call/put-away': { args: z.object({ call }), result: nothing },
  /** Another connection in the place of the one that is there, under new keys. */
  'call/renew': { args: z.object({ call }), result: nothing },
  /** What is to be done, in order; each order is given once. The event `call` says that there are some. */
  'call/orders': { args: nothing, result: z.array(callOrder) },
  'call/certificate': { args: z.object({ call, certificate }), result: nothing },
  /** What the connection has to say to its other end, as JSON. */
  'call/signal': { args: z.object({ ring, signal: z.string().max(40_000) }), result: nothing },
  /** What this end sees of the connection: certificates and protection as they really are. */
  'call/seen': { args: z.object({ ring, ...seen }), result: nothing },
  'call/way': {
    args: z.object({ ring, way: z.enum(['interrupted', 'back', 'lost', 'certificate', 'malformed']) }),
    result: nothing,
  },
  /** The key of what this page sends from now on, for the other side. Errors: `call-unknown`. */
  'call/media-key': { args: z.object({ call, ...mediaKey }), result: nothing },
  /** Asks the other side for new keys of what it sends. Errors: `call-unknown`. */
  'call/rekey': { args: z.object({ call, epoch: z.number().int().min(0) }), result: nothing },
} as const;

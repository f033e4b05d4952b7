/**
 * The program's end of a call in a page, over a core that a test plays: its orders are the test's, and what the page says
 * to it is kept.
 */
import { CallConnection } from '../../../../renderer/calls/callConnection.ts';
import type { CallOrder } from '../../../../src/workstation/api/calls.ts';
import { codedCamera, readFace } from '../../../support/codedFace.ts';

type Said = readonly [channel: string, args: Readonly<Record<string, unknown>>];

const CALL = '11'.repeat(16);

interface Room {
  readonly connection: CallConnection;
  readonly face: HTMLVideoElement;
}

let orders: CallOrder[] = [];
const said: Said[] = [];
let room: Room | null = null;

Object.assign(window, {
  consilium: {
    invoke: async (channel: string, args: Readonly<Record<string, unknown>>) => {
      said.push([channel, args]);
      if (channel === 'call/orders') return Promise.resolve({ ok: true, value: orders.splice(0) });
      return Promise.resolve({ ok: true, value: channel === 'link/relay' ? { servers: [] } : {} });
    },
    on: () => () => undefined,
  },
});

/** The page does what the core orders. */
async function order(more: CallOrder | null): Promise<void> {
  orders = more === null ? [] : [more];
  await room?.connection.follow();
}

/** Begins a call: answers the fingerprint of this end. */
async function begin(): Promise<string> {
  room?.connection.close();
  said.length = 0;
  codedCamera(0b1010);
  const connection = new CallConnection();
  const face = document.createElement('video');
  face.muted = true;
  connection.subscribe(() => {
    const { remoteStream } = connection.snapshot;
    if (face.srcObject === remoteStream) return;
    face.srcObject = remoteStream;
    if (remoteStream !== null) void face.play().catch(() => undefined);
  });
  document.body.append(face);
  room = { connection, face };
  await order({ do: 'certify', call: CALL });
  return String(said.find(([channel]) => channel === 'call/certificate')?.[1]['certificate']);
}

const scenarios = {
  begin,
  order,
  said: () => said,
  /** What came, and what of it was decoded and shown. */
  shown: async () => {
    const { connection, face } = room ?? { connection: null, face: null };
    const report = [...((await connection?.stats())?.values() ?? [])] as readonly {
      readonly type: string;
      readonly kind?: string;
      readonly packetsReceived?: number;
      readonly framesDecoded?: number;
    }[];
    const come = report.find(({ kind, type }) => type === 'inbound-rtp' && kind === 'video');
    const counts = (await connection?.counts())?.video;
    return {
      isShown: connection?.snapshot.remoteStream !== null,
      packets: come?.packetsReceived ?? 0,
      decoded: come?.framesDecoded ?? 0,
      opened: counts?.opened ?? 0,
      refused: Object.keys(counts?.refused ?? {}),
      width: face?.videoWidth ?? 0,
      side: face === null ? -1 : readFace(face).side,
    };
  },
  /** One whole picture of VP8, all of one colour. */
  picture: async (): Promise<number[]> => {
    const { promise, resolve } = Promise.withResolvers<number[]>();
    const encoder = new VideoEncoder({
      output: (chunk) => {
        const bytes = new Uint8Array(chunk.byteLength);
        chunk.copyTo(bytes);
        resolve([...bytes]);
      },
      error: () => resolve([]),
    });
    encoder.configure({ codec: 'vp8', width: 64, height: 64 });
    const canvas = new OffscreenCanvas(64, 64);
    canvas.getContext('2d')?.fillRect(0, 0, 64, 64);
    const frame = new VideoFrame(canvas, { timestamp: 0 });
    encoder.encode(frame, { keyFrame: true });
    frame.close();
    await encoder.flush();
    return promise;
  },
} as const;
export type StrangerScenarios = typeof scenarios;
Object.assign(window, { scenarios });

/**
 * The page's part of the measurements of files in a dialogue: the program's own connections over a bridge to the measuring
 * process, and a bare simple-peer that streams as many bytes.
 */
import '../../renderer/peer/nodeGlobals.ts';
import SimplePeer from 'simple-peer';
import { Connections } from '../../renderer/peer/connections.ts';
import { fingerprintOf, freshCertificate, PeerConnection } from '../../renderer/peer/peerConnection.ts';
import { decodePeerSignal } from '../../renderer/peer/signal.ts';
import { decodeWord, encodeWord } from './dialogueProtocol.ts';

/** What simple-peer streams in, and holds back at. */
const CHUNK = 64 * 1024;

interface Bare {
  signal(data: unknown): void;
  write(bytes: Uint8Array): boolean;
  once(event: 'drain', listener: () => void): void;
  on(event: string, listener: (given: never) => void): void;
}

const waiting = new Map<number, (outcome: unknown) => void>();
let questions = 0;
let onLink = (): void => undefined;
/** Signals of the bare pair and of the wrapper's, kept until somebody listens. */
type Pair = 'bare' | 'own';
const listening = new Map<Pair, (signal: unknown) => void>();
const early: { readonly of: Pair; readonly signal: unknown }[] = [];

function hearSignal(of: Pair, signal: unknown): void {
  const listener = listening.get(of);
  if (listener === undefined) early.push({ of, signal });
  else listener(signal);
}

function listenFor(of: Pair, listener: (signal: unknown) => void): void {
  listening.set(of, listener);
  for (const word of early.splice(0)) hearSignal(word.of, word.signal);
}

function tellSignal(of: Pair, signal: unknown): void {
  socket.send(encodeWord({ head: { is: 'signal', of, signal }, bytes: null }));
}

const socket = new WebSocket(`ws://${location.host}/${location.search}`);
socket.binaryType = 'arraybuffer';
const opened = new Promise((resolve) => socket.addEventListener('open', resolve));
socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
  const { bytes, head } = decodeWord(new Uint8Array(data));
  if (head['is'] === 'link') onLink();
  else if (head['is'] === 'signal') hearSignal(head['of'] === 'own' ? 'own' : 'bare', head['signal']);
  else answered(Number(head['id']), head['value'], bytes);
});

/** `link/bulk` answers one frame; orders have theirs one after the other, in base64, as they are few and short. */
function answered(id: number, value: unknown, bytes: Uint8Array<ArrayBuffer> | null): void {
  const resolve = waiting.get(id);
  waiting.delete(id);
  const orders = Array.isArray(value) ? (value as Record<string, unknown>[]).map(withFrame) : value;
  const isFrame = typeof value === 'object' && value !== null && 'frame' in value;
  resolve?.({ ok: true, value: isFrame ? { frame: bytes } : orders });
}

function withFrame(order: Record<string, unknown>): Record<string, unknown> {
  const { frame } = order;
  return typeof frame === 'string' ? { ...order, frame: ofBase64(frame) } : order;
}

function ofBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

async function invoke(channel: string, args: unknown): Promise<unknown> {
  const { frame = null, ...rest } = args as Record<string, unknown>;
  questions += 1;
  const id = questions;
  const answer = new Promise((resolve) => waiting.set(id, resolve));
  const bytes = frame instanceof Uint8Array ? new Uint8Array(frame) : null;
  socket.send(encodeWord({ head: { is: 'ask', id, channel, args: rest }, bytes }));
  return answer;
}

Object.assign(window, { consilium: { invoke, on: () => () => undefined } });
const connections = new Connections();
onLink = () => void connections.follow();

let bare: Bare | null = null;

/** A bare simple-peer, with nothing of ours around it. */
async function bareConnect(initiator: boolean): Promise<void> {
  const peer = new SimplePeer({ initiator, config: { iceServers: [] } } as never) as unknown as Bare;
  bare = peer;
  peer.on('signal', (signal) => tellSignal('bare', signal));
  listenFor('bare', (signal) => peer.signal(signal));
  peer.on('data', (data: Uint8Array) => {
    came.push(data);
    onCame();
  });
  await new Promise<void>((resolve) => peer.on('connect', () => resolve()));
}

/** As many bytes as a frame of the program's channel has. */
const FRAME = 4 * CHUNK;
/** Frames that are asked of the measuring process ahead. */
const AHEAD = 4;

async function bareWrite(bytes: Uint8Array): Promise<void> {
  const peer = bare;
  if (peer === null) throw new Error('not connected');
  for (let at = 0; at < bytes.length; at += CHUNK)
    if (!peer.write(bytes.subarray(at, at + CHUNK)))
      await new Promise<void>((resolve) => peer.once('drain', resolve));
}

/** Out of memory, or of the measuring process over the same bridge as the program's frames. */
async function bareSend(size: number, from: 'memory' | 'process'): Promise<void> {
  const noise = crypto.getRandomValues(new Uint8Array(CHUNK));
  if (from === 'memory') {
    for (let sent = 0; sent < size; sent += CHUNK) await bareWrite(noise);
    return;
  }
  const pull = async (): Promise<Uint8Array> =>
    ((await invoke('bench/pull', {})) as { readonly value: { readonly frame: Uint8Array } }).value.frame;
  const asked = Array.from({ length: AHEAD }, pull);
  for (let sent = 0; sent < size; sent += FRAME) {
    const frame = await asked.shift();
    asked.push(pull());
    if (frame !== undefined) await bareWrite(frame);
  }
  await Promise.all(asked);
}

/** What came and was not waited for yet: nothing of it is lost, whoever begins first. */
const came: Uint8Array[] = [];
let onCame = (): void => undefined;

/** Resolves when so many bytes had come, and were handed to the measuring process where that is asked. */
async function bareReceive(size: number, to: 'memory' | 'process'): Promise<void> {
  let received = 0;
  let held: Uint8Array[] = [];
  const handing: Promise<unknown>[] = [];
  const handOver = (): void => {
    const frame = new Uint8Array(held.reduce((sum, { length }) => sum + length, 0));
    held.reduce((at, part) => {
      frame.set(part, at);
      return at + part.length;
    }, 0);
    held = [];
    handing.push(invoke('bench/push', { frame }));
  };
  await new Promise<void>((resolve) => {
    onCame = () => {
      for (const data of came.splice(0)) {
        received += data.length;
        if (to === 'process') held.push(data);
        if (held.length * CHUNK >= FRAME) handOver();
      }
      if (received >= size) resolve();
    };
    onCame();
  });
  onCame = () => undefined;
  await Promise.all(handing);
}

let own: PeerConnection | null = null;
let ownReceived = 0;
let onOwn = (): void => undefined;

/** The program's own wrapper, with nothing of the core behind it. */
async function ownFingerprint(): Promise<string> {
  certificate = await freshCertificate();
  return fingerprintOf(certificate);
}

let certificate: RTCCertificate | null = null;

async function ownConnect(isInitiator: boolean, remoteFingerprint: string): Promise<void> {
  const shown = certificate;
  if (shown === null) throw new Error('no certificate');
  await new Promise<void>((resolve) => {
    const peer = new PeerConnection({
      isInitiator,
      iceServers: [],
      relayOnly: false,
      certificate: shown,
      remoteFingerprint,
      streams: [],
      events: {
        signal: (signal) => tellSignal('own', signal),
        open: resolve,
        message: (_, message) => {
          ownReceived += message.length;
          onOwn();
        },
        interrupted: () => undefined,
        track: () => undefined,
        end: () => undefined,
      },
    });
    listenFor('own', (signal) => {
      const decoded = decodePeerSignal(signal);
      if (decoded !== null) peer.signal(decoded);
    });
    own = peer;
  });
}

async function ownSend(size: number): Promise<void> {
  const noise = new Uint8Array(FRAME);
  for (let at = 0; at < FRAME; at += CHUNK) crypto.getRandomValues(noise.subarray(at, at + CHUNK));
  for (let sent = 0; sent < size; sent += FRAME) await own?.send('bulk', noise);
}

async function ownReceive(size: number): Promise<void> {
  await new Promise<void>((resolve) => {
    onOwn = () => {
      if (ownReceived >= size) resolve();
    };
    onOwn();
  });
  ownReceived -= size;
}

const page = {
  ready: async () => void (await opened),
  want: async (dialogue: string) => connections.want(dialogue),
  bareConnect,
  bareSend,
  bareReceive,
  ownFingerprint,
  ownConnect,
  ownSend,
  ownReceive,
} as const;
export type DialoguePage = typeof page;
Object.assign(window, { page });

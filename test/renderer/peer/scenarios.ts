/** What the tests of the wrapper play in the page: each answers with plain facts. */
import { measureRelay } from '../../../renderer/calls/check/loopback.ts';
import { setPreferences } from '../../../renderer/client/preferences.ts';
import { Connections } from '../../../renderer/peer/connections.ts';
import type { LinkOrder } from '../../../src/workstation/api/links.ts';
import { PIECE } from '../../../renderer/peer/pieces.ts';
import { ufragsOf, type PeerSignal } from '../../../renderer/peer/signal.ts';
import { overWays, type Ways } from './overWays.ts';
import { bytes, connectedPair, heard, pair, text, type End } from './pair.ts';

const scenarios = {
  connects,
  servers,
  relaySetting,
  restarts,
  stalls,
  lostOffer,
  hostileSignals,
  generations,
  urgent,
  foreignChannel,
  longMessages,
  backPressure,
  chatDuringBulk,
  media,
  otherCertificate,
  swappedFingerprint,
  malformedPieces,
  flood,
  manyConnections,
  measureRelay,
} as const;
export type Scenarios = typeof scenarios;
Object.assign(window, { scenarios });

async function connects() {
  const [a, b] = await connectedPair();
  await a.peer.send('chat', bytes('你好'));
  await b.peer.send('bulk', bytes('stored'));
  await a.peer.send('pointer', bytes('here'));
  await Promise.all([heard(b, 2), heard(a, 1)]);
  const stats = await a.peer.stats();
  const transport = [...stats.values()].find(({ type }) => type === 'transport') as Record<string, unknown>;
  a.peer.close();
  return {
    atB: b.heard.map(({ channel, message }) => `${channel} ${text(message)}`).toSorted(),
    atA: a.heard.map(({ channel, message }) => `${channel} ${text(message)}`),
    ends: [await a.ended, await b.ended],
    dtls: transport['dtlsState'],
    cipher: transport['dtlsCipher'],
  };
}

/** What the browser was told to ask: with no servers of its own, and in relay mode. */
async function servers() {
  const { connections, stop } = watched();
  const own = [{ urls: 'turn:127.0.0.1:9', username: 'doctor', credential: 'once' }];
  const [none] = await connectedPair();
  const [relayed] = await pair({ iceServers: own, relayOnly: true });
  await until(() => relayed.told.length > 0);
  stop();
  const asked = connections.map((connection) => connection.getConfiguration());
  none.peer.close();
  relayed.peer.close();
  const offer = relayed.told[0];
  return {
    iceServers: asked.map(({ iceServers }) => iceServers?.flatMap(({ urls }) => urls)),
    policies: asked.map(({ iceTransportPolicy }) => iceTransportPolicy),
    hostCandidatesWhenRelayed: offer?.type === 'offer' ? (offer.sdp.match(/ typ host/gu) ?? []).length : -1,
  };
}

async function restarts() {
  const [a, b] = await connectedPair();
  const first = lastSdp(a, 'offer');
  a.peer.restart();
  await until(() => lastSdp(b, 'answer') !== '' && lastSdp(a, 'offer') !== first && answers(b) === 2);
  const second = lastSdp(a, 'offer');
  b.peer.restart();
  await until(() => answers(b) === 3);
  await a.peer.send('chat', bytes('still here'));
  await heard(b, 1);
  a.peer.close();
  const third = lastSdp(a, 'offer');
  return {
    generations: new Set([first, second, third].flatMap((sdp) => ufragsOf(sdp).slice(0, 1))).size,
    certificates: new Set([first, second, third].map((sdp) => /a=fingerprint:\S+ (\S+)/u.exec(sdp)?.[1]))
      .size,
    asked: b.told.filter(({ type }) => type === 'restart').length,
    heard: b.heard.map(({ message }) => text(message)),
  };
}

/** What leaves the page as the program connects, by the setting of this computer; and whether it connects at all. */
async function relaySetting() {
  const relay = [{ urls: ['turn:127.0.0.1:9'], username: 'doctor', credential: 'once' }];
  const open = await firstSignals(false, relay);
  const hidden = await firstSignals(true, relay);
  const without = await firstSignals(true, []);
  setPreferences({ relayOnly: false });
  return { open: open.hosts > 0, hidden, without };
}

/** As the core would have it: one connection is begun and ordered. */
async function firstSignals(relayOnly: boolean, relay: readonly RTCIceServer[]) {
  setPreferences({ relayOnly });
  const [dialogue, certificate, link] = ['d'.repeat(64), 'c'.repeat(64), '1'.repeat(32)];
  const told: string[] = [];
  let begun = 0;
  const orders: LinkOrder[] = [{ do: 'connect', link, dialogue, certificate, initiator: true }];
  const invoke = async (channel: string, args: { readonly signal?: string }) => {
    if (channel === 'link/begin') begun += 1;
    if (channel === 'link/signal') told.push(args.signal ?? '');
    const answers: Readonly<Record<string, unknown>> = {
      'link/begin': { link },
      'link/relay': { servers: relay },
      'link/orders': channel === 'link/orders' ? orders.splice(0) : [],
    };
    return Promise.resolve({ ok: true, value: answers[channel] ?? {} });
  };
  Object.assign(window, { consilium: { invoke, on: () => () => undefined } });
  const connections = new Connections();
  await connections.want(dialogue);
  if (begun > 0) {
    await connections.follow();
    await until(() => told.length > 0);
  }
  connections.close();
  return { begun, hosts: (told.join('').match(/ typ host/gu) ?? []).length };
}

/** The way is gone for so long, ms, and there again: what getStats counts of it, and what was sent meanwhile. */
async function stalls(ms: number) {
  const { stall } = window as unknown as Ways;
  const [a, b] = await connectedPair({ onTheWay: overWays, onTheWayBack: overWays });
  const before = await transportOf(a);
  const from = performance.now();
  await stall(true);
  await until(() => a.interruptions.length > 0 && b.interruptions.length > 0);
  await a.peer.send('chat', bytes('while it was gone'));
  await until(() => performance.now() - from > ms && answers(b) >= 2);
  await stall(false);
  await until(() => a.interruptions.includes(false) && b.interruptions.includes(false));
  await heard(b, 1);
  const after = await transportOf(a);
  const ends = [a.end, b.end];
  a.peer.close();
  return {
    interruptions: [a.interruptions, b.interruptions].map((list) => list.slice(0, 2)),
    isOtherGeneration: before.ufrag !== after.ufrag,
    moreChanges: after.changes > before.changes,
    sameCertificate: before.certificate === after.certificate,
    heard: b.heard.map(({ message }) => text(message)),
    ends,
  };
}

async function transportOf({ peer }: End) {
  const all = [...(await peer.stats()).values()] as readonly Readonly<Record<string, unknown>>[];
  const transport = all.find(({ type }) => type === 'transport');
  return {
    ufrag: String(transport?.['iceLocalUsernameFragment']),
    changes: Number(transport?.['selectedCandidatePairChanges']),
    certificate: String(transport?.['remoteCertificateId']),
  };
}

/** The first description never arrives: nobody waits for ever. Time runs faster here. */
async function lostOffer() {
  const patient = window.setTimeout.bind(window);
  const quick = (work: TimerHandler, pause?: number) => patient(work, pause === 20_000 ? 50 : pause);
  window.setTimeout = quick as typeof window.setTimeout;
  const [a, b] = await pair({ onTheWay: () => [] });
  window.setTimeout = patient;
  return [await a.ended, await b.ended];
}

async function hostileSignals() {
  const repeated: PeerSignal[] = [];
  const [a, b] = await connectedPair({
    onTheWay: (signal) => {
      repeated.push(signal);
      return [signal, signal, { type: 'transceiverRequest', transceiverRequest: { kind: 'video' } }];
    },
  });
  // A candidate of this generation may come twice: it is the same way.
  const [ofA, ofB] = [repeated, b.told].map((signals) => signals.filter(({ type }) => type !== 'candidate'));
  const taken = [
    // An answer and an offer of before, and both to the wrong end.
    ...(ofB ?? []).map((signal) => a.peer.signal(signal)),
    ...(ofA ?? []).map((signal) => b.peer.signal(signal)),
    ...(ofA ?? []).map((signal) => a.peer.signal(signal)),
    ...(ofB ?? []).map((signal) => b.peer.signal(signal)),
    b.peer.signal({ type: 'restart' }),
    b.peer.signal({
      type: 'candidate',
      ufrag: 'abcd',
      mid: '0',
      candidate: 'candidate:1 1 UDP 1 ::1 9 typ host',
    }),
  ];
  const [ufrag] = ufragsOf(lastSdp(a, 'offer'));
  // Of this generation, but no candidate: a way less, no more.
  b.peer.signal({ type: 'candidate', ufrag: ufrag ?? '', mid: '0', candidate: 'candidate:nonsense' });
  await a.peer.send('chat', bytes('unharmed'));
  await heard(b, 1);
  const result = { taken, heard: b.heard.map(({ message }) => text(message)), ends: [a.end, b.end] };
  a.peer.close();
  return result;
}

/** Where somebody waits the first description does not wait for a relay that does not answer. */
async function urgent() {
  const { udpPorts } = window as unknown as Ways;
  const silent = { urls: `turn:127.0.0.1:${String(udpPorts[0])}`, username: 'doctor', credential: 'once' };
  const { connections, stop } = watched();
  const states: (string | undefined)[] = [];
  const [a, b] = await pair({
    isUrgent: true,
    iceServers: [silent],
    onTheWay: (signal) => {
      states.push(connections[0]?.iceGatheringState);
      return [signal];
    },
  });
  stop();
  await Promise.all([a.opened, b.opened]);
  const result = { first: a.told[0]?.type, state: states[0], ends: [a.end, b.end] };
  a.peer.close();
  return result;
}

/** Descriptions carry their candidates; one of an older generation of ICE is passed over. */
async function generations() {
  const [a, b] = await connectedPair();
  const old = ufragsOf(lastSdp(a, 'offer'))[0] ?? '';
  a.peer.restart();
  await until(() => answers(b) === 2);
  const candidate = /a=(candidate:\S+ 1 .*)/u.exec(lastSdp(a, 'offer'))?.[1] ?? '';
  const late = { type: 'candidate', mid: '0', candidate } as const;
  const result = {
    candidatesInOffer: (lastSdp(a, 'offer').match(/^a=candidate/gmu) ?? []).length > 0,
    old: b.peer.signal({ ...late, ufrag: old }),
    current: b.peer.signal({ ...late, ufrag: ufragsOf(lastSdp(a, 'offer'))[0] ?? '' }),
  };
  a.peer.close();
  return result;
}

/** The other side opens a channel of its own in the band, and closes it. */
async function foreignChannel() {
  const { connections, stop } = watched();
  const [a, b] = await connectedPair();
  stop();
  const foreign = connections[0]?.createDataChannel('chat');
  const closed = new Promise((resolve) => foreign?.addEventListener('close', resolve));
  await closed;
  await a.peer.send('chat', bytes('after it'));
  await heard(b, 1);
  const result = { heard: b.heard.map(({ message }) => text(message)), ends: [a.end, b.end] };
  a.peer.close();
  return result;
}

async function longMessages() {
  const [a, b] = await connectedPair();
  const sizes = [0, 1, 16_383, 16_384, 16_385, 262_145, 1_000_000];
  for (const size of sizes) await a.peer.send('chat', new Uint8Array(size).fill(size % 251));
  await heard(b, sizes.length);
  const sound = b.heard.map(({ message }, index) => {
    const size = sizes[index] ?? 0;
    return message.length === size && message.every((byte) => byte === size % 251);
  });
  a.peer.close();
  return { sound, count: b.heard.length };
}

/** Sends faster than it can go, and looks at what waits in the browser. */
async function backPressure() {
  const { channels, stop } = watched();
  const [a, b] = await connectedPair();
  stop();
  const bulk = channels.find(({ label }) => label === 'bulk');
  const message = new Uint8Array(1024 * 1024);
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, bulk?.bufferedAmount ?? 0)), 1);
  const sending = Promise.all(Array.from({ length: 8 }, async () => a.peer.send('bulk', message)));
  await sending;
  clearInterval(watch);
  await heard(b, 8);
  const cut = a.peer.send('bulk', new Uint8Array(4 * 1024 * 1024)).then(
    () => 'sent',
    (error: Error) => error.message,
  );
  a.peer.close();
  return { received: b.heard.length, most, cut: await cut };
}

async function chatDuringBulk() {
  const [a, b] = await connectedPair();
  let isOn = true;
  const film = (async () => {
    while (isOn) await a.peer.send('bulk', new Uint8Array(256 * 1024));
  })();
  await heard(b, 4);
  const before = b.heard.length;
  await a.peer.send('chat', bytes('in between'));
  await until(() => b.heard.some(({ channel }) => channel === 'chat'));
  const bulkBefore = b.heard.slice(before).findIndex(({ channel }) => channel === 'chat');
  isOn = false;
  await film;
  a.peer.close();
  return { bulkBefore };
}

async function media() {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: { width: 160, height: 120 },
  });
  const [a, b] = await connectedPair({ streams: [stream] });
  await until(() => b.tracks.length === 2);
  const other = await navigator.mediaDevices.getUserMedia({ video: { width: 320, height: 240 } });
  await a.peer.replaceTrack('video', other.getVideoTracks()[0] ?? null);
  const offers = a.told.filter(({ type }) => type === 'offer').length;
  const refused = await a.peer.replaceTrack('video', stream.getAudioTracks()[0] ?? null).then(
    () => 'taken',
    (error: Error) => error.name,
  );
  const { tracks } = b;
  a.peer.close();
  await b.ended;
  const result = {
    kinds: tracks.map(({ kind }) => kind).toSorted(),
    offers,
    refused,
    remote: tracks.map(({ readyState }) => readyState),
    own: stream.getTracks().map(({ readyState }) => readyState),
  };
  for (const track of [...stream.getTracks(), ...other.getTracks()]) track.stop();
  return result;
}

/** The descriptions name whom they should; whoever answered has another certificate. */
async function otherCertificate() {
  const [a, b] = await pair({ believed: 'ab'.repeat(32) });
  await until(() => b.told.length > 0);
  const taken = b.told.map((signal) => a.peer.signal(signal));
  const result = { taken, open: a.heard.length };
  a.peer.close();
  b.peer.close();
  return result;
}

/** On its way every description gets the fingerprint of somebody in between, in one place or in all. */
async function swappedFingerprint() {
  const foreign = 'AB:'.repeat(31) + 'AB';
  const changes: ((sdp: string) => string)[] = [
    (sdp) => sdp.replaceAll(/(a=fingerprint:sha-256) \S+/gu, `$1 ${foreign}`),
    (sdp) => sdp.replace(/(m=application)/u, `a=fingerprint:sha-256 ${foreign}\r\n$1`),
    (sdp) => sdp.replaceAll(/a=fingerprint:sha-256 \S+/gu, `a=fingerprint:sha-1 ${'AB:'.repeat(19)}AB`),
    (sdp) => sdp.replaceAll(/a=fingerprint:.*\r\n/gu, ''),
  ];
  const answered: number[] = [];
  for (const change of changes) {
    const [a, b] = await pair({
      onTheWay: (signal) => (signal.type === 'offer' ? [{ ...signal, sdp: change(signal.sdp) }] : [signal]),
    });
    await until(() => a.told.length > 0);
    await new Promise((resolve) => setTimeout(resolve, 0));
    answered.push(b.told.length);
    a.peer.close();
    b.peer.close();
  }
  return answered;
}

async function malformedPieces() {
  const { channels, stop } = watched();
  const ends: (string | null)[] = [];
  const malformed: ((channel: RTCDataChannel) => void)[] = [
    (channel) => channel.send('text'),
    (channel) => channel.send(new Uint8Array()),
    (channel) => channel.send(new Uint8Array([2, 1])),
    (channel) => channel.send(new Uint8Array([0, 1])),
    (channel) => channel.send(new Uint8Array(100_000)),
    (channel) => {
      for (let count = 0; count < 17; count += 1) channel.send(new Uint8Array(PIECE + 1));
    },
  ];
  for (const send of malformed) {
    channels.length = 0;
    const [a, b] = await connectedPair();
    const chat = channels.find(({ label }) => label === 'chat');
    if (chat !== undefined) send(chat);
    ends.push(await b.ended);
    a.peer.close();
  }
  stop();
  return ends;
}

async function flood() {
  const [a, b] = await connectedPair();
  const signal = { type: 'candidate', ufrag: 'abcd', mid: '0', candidate: '' } as const;
  const [ufrag = ''] = ufragsOf(lastSdp(a, 'offer'));
  const looked = Array.from({ length: 500 }, () => b.peer.signal({ ...signal, ufrag })).filter(
    Boolean,
  ).length;
  await a.peer.send('chat', bytes('unharmed'));
  await heard(b, 1);
  const result = { looked, heard: b.heard.length };
  a.peer.close();
  return result;
}

/** Opened, used and closed again and again: what of the page's counters is left. */
async function manyConnections(many: number) {
  const timers = new Set<number>();
  const [set, clear] = [window.setTimeout.bind(window), window.clearTimeout.bind(window)];
  window.setTimeout = ((work: () => void, pause?: number) => {
    const timer = set(() => {
      timers.delete(timer);
      work();
    }, pause);
    timers.add(timer);
    return timer;
  }) as typeof window.setTimeout;
  window.clearTimeout = (timer) => {
    timers.delete(timer as number);
    clear(timer);
  };
  const connections: WeakRef<object>[] = [];
  let sound = 0;
  for (let count = 0; count < many; count += 1) {
    const [a, b] = await connectedPair();
    connections.push(new WeakRef(a.peer), new WeakRef(b.peer));
    await a.peer.send('chat', bytes(String(count)));
    await heard(b, 1);
    sound += text(b.heard[0]?.message) === String(count) ? 1 : 0;
    a.peer.close();
    await b.ended;
  }
  window.setTimeout = set;
  window.clearTimeout = clear;
  const { gc } = window as { gc?: () => void };
  for (let round = 0; round < 10; round += 1) {
    gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const alive = connections.filter((one) => one.deref() !== undefined).length;
  return { sound, timers: timers.size, alive, isCollected: gc !== undefined };
}

/** The connections and channels that are made from now on, until it is stopped. */
function watched() {
  const connections: RTCPeerConnection[] = [];
  const channels: RTCDataChannel[] = [];
  const Native = RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }

    override createDataChannel(label: string, options?: RTCDataChannelInit): RTCDataChannel {
      const channel = super.createDataChannel(label, options);
      channels.push(channel);
      return channel;
    }
  };
  const stop = (): void => {
    window.RTCPeerConnection = Native;
  };
  return { connections, channels, stop };
}

function lastSdp({ told }: End, type: 'offer' | 'answer'): string {
  const last = told.findLast((signal) => signal.type === type);
  return last?.type === 'offer' || last?.type === 'answer' ? last.sdp : '';
}

function answers({ told }: End): number {
  return told.filter(({ type }) => type === 'answer').length;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

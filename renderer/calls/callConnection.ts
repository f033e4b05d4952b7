/**
 * The page's side of calls: what the core orders, done. It holds the devices, makes each connection of the call, says what it
 * really sees of it, and shows the other side, and lets what is captured go, only when the core says that both ends have
 * confirmed. The screens read {@link CallConnection.snapshot}, and send what belongs to the shared view through it.
 */
import type { CallOrder } from '../../src/workstation/api/calls.ts';
import type { WatchAct } from '../../src/consult/quality/watch.ts';
import { ask } from '../client/core.ts';
import { preferences } from '../client/preferences.ts';
import { fingerprintOf, freshCertificate, PeerConnection, type PeerEnd } from '../peer/peerConnection.ts';
import { decodePeerSignal } from '../peer/signal.ts';
import { decodeCallMessage, encodeCallMessage, type CallMessage } from './callMessages.ts';
import { NOTHING_SHOWN, type CallSnapshot } from './callSnapshot.ts';
import { watchDevices } from './devices/deviceWatch.ts';
import { UNPLUGGED } from './devices/trouble.ts';
import { pageClock, watchFreezes, type WatchClock } from './freezeWatch.ts';
import { NARROW_WAY, prepareTransceiver, protectionOf, shareLine, USUAL_WAY } from './media/negotiated.ts';
import { isProtectable, MediaProtection } from './media/protection.ts';
import type { Counts } from './media/protocol.ts';
import { openDevice, OwnMedia, type MediaKind } from './ownMedia.ts';

/** A key seals for so long; the next one is ready before it is used. */
const REKEY_MS = 15 * 60_000;

/** What a test puts in their place. */
export interface CallConnectionParts {
  readonly clock: WatchClock;
  readonly stats: (peer: PeerConnection) => Promise<RTCStatsReport>;
}

const PARTS: CallConnectionParts = { clock: pageClock, stats: async (peer) => peer.stats() };

interface Link {
  readonly ring: string;
  readonly call: string;
  readonly peer: PeerConnection;
  /** Null where the consortium has no second layer. */
  readonly protection: MediaProtection | null;
  readonly remote: MediaStream;
  stopWatch: () => void;
}

export class CallConnection {
  snapshot: CallSnapshot = NOTHING_SHOWN;
  readonly #parts: CallConnectionParts;
  readonly #listeners = new Set<() => void>();
  readonly #states = new Set<(bytes: Uint8Array) => void>();
  readonly #pointers = new Set<(bytes: Uint8Array) => void>();
  readonly #certificates = new Map<string, RTCCertificate>();
  #own: OwnMedia | null = null;
  #stopDevices: () => void = () => undefined;
  #opening: Promise<void> = Promise.resolve();
  #link: Link | null = null;
  #doing: Promise<void> = Promise.resolve();

  constructor(parts: CallConnectionParts = PARTS) {
    this.#parts = parts;
  }

  /** Opens the devices, and shows the doctor their own face; nothing of it goes. */
  async prepare(media: MediaKind): Promise<void> {
    if (this.#own === null) {
      const own = new OwnMedia((kind) => void this.#useDevice(own, kind, true));
      this.#own = own;
      this.#stopDevices = watchDevices({
        using: (kind) =>
          kind === 'video' && own.isSharing
            ? { device: null, isMissing: false }
            : { device: own.device(kind), isMissing: own.trouble[kind] !== undefined },
        reopen: (kind) => void this.#useDevice(own, kind, false),
      });
      this.#opening = own.open(media);
    }
    await this.#opening;
    this.#show();
  }

  /** Fetches what is to be done, and does it, in order. */
  async follow(): Promise<void> {
    this.#doing = this.#doing.then(async () => this.#followAll()).catch(() => undefined);
    return this.#doing;
  }

  setOff(kind: MediaKind, isOff: boolean): void {
    this.#own?.setOff(kind, isOff);
    this.#show();
    this.#tellDevices();
  }

  /** A screen or window in the place of the camera, until it ends by itself or {@link stopSharing}. */
  async share(track: MediaStreamTrack): Promise<void> {
    const own = this.#own;
    if (own === null) {
      track.stop();
      return;
    }
    const sent = own.share(track, () => void this.stopSharing());
    await this.#link?.peer.replaceTrack('video', sent);
    this.#show();
    this.#tellDevices();
  }

  /** The camera takes its place again, if the call has one. */
  async stopSharing(): Promise<void> {
    const own = this.#own;
    if (own?.isSharing !== true) return;
    const nothing = own.unshare();
    await this.#link?.peer.replaceTrack('video', nothing);
    this.#show();
    this.#tellDevices();
    await this.#useDevice(own, 'video', false);
  }

  /** Another camera or microphone in the place of the one before. */
  async replaceTrack(kind: MediaKind, track: MediaStreamTrack): Promise<void> {
    const sent = this.#own?.replace(kind, track);
    if (sent !== undefined) await this.#link?.peer.replaceTrack(kind, sent);
    this.#show();
    this.#tellDevices();
  }

  /** Tries the device once more that could not be used. */
  async retry(kind: MediaKind): Promise<void> {
    if (this.#own !== null) await this.#useDevice(this.#own, kind, false);
  }

  /** The doctor has read which device is used now. */
  hideSwapped(): void {
    this.#change({ swapped: null });
  }

  /** Null while there is no connection. */
  async stats(): Promise<RTCStatsReport | null> {
    return this.#link === null ? null : this.#link.peer.stats();
  }

  /** What the second layer sealed and opened over this connection; null while there is none, or no second layer. */
  async counts(): Promise<Counts | null> {
    return (await this.#link?.protection?.counts()) ?? null;
  }

  /** Little is sent from now on, and asked for, over every connection of this call: a narrow line carries both ways. */
  setNarrow(here: boolean): void {
    this.#change({ narrow: { ...this.snapshot.narrow, here } });
    this.#send({ about: 'line', isNarrow: here });
    this.#share();
  }

  /** Of the shared view: ordered, and complete. */
  sendState(bytes: Uint8Array): void {
    this.#send({ about: 'state', bytes });
  }

  /** Where the pointer is: only the newest place says anything. */
  sendPointer(bytes: Uint8Array): void {
    this.#link?.peer.send('pointer', bytes).catch(() => undefined);
  }

  onState(listener: (bytes: Uint8Array) => void): () => void {
    this.#states.add(listener);
    return () => void this.#states.delete(listener);
  }

  onPointer(listener: (bytes: Uint8Array) => void): () => void {
    this.#pointers.add(listener);
    return () => void this.#pointers.delete(listener);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Lets go of everything: the call is over, or whoever was logged in has gone. */
  close(): void {
    this.#drop();
    this.#stopDevices();
    this.#own?.close();
    this.#own = null;
    this.#certificates.clear();
    this.snapshot = NOTHING_SHOWN;
    this.#tell();
  }

  async #followAll(): Promise<void> {
    for (const order of await ask('call/orders', {})) await this.#do(order);
  }

  async #do(order: CallOrder): Promise<void> {
    switch (order.do) {
      case 'certify': {
        const made = await freshCertificate();
        this.#certificates.set(order.call, made);
        tell('call/certificate', { call: order.call, certificate: fingerprintOf(made) });
        return;
      }
      case 'connect':
        return this.#connect(order);
      case 'signal': {
        const signal = this.#link?.ring === order.ring ? decodePeerSignal(parsed(order.signal)) : null;
        if (signal !== null) this.#link?.peer.signal(signal);
        return;
      }
      case 'show':
        if (this.#link?.ring === order.ring) this.#confirmed(this.#link);
        return;
      case 'drop':
        if (this.#link?.ring === order.ring) this.#drop();
        return;
      case 'media-key':
        this.#link?.protection?.hear({ epoch: order.epoch, kid: order.kid, baseKey: order.key });
        return;
      case 'rekey':
        // What is awaited for it comes by other orders.
        void this.#link?.protection?.rekey(order.epoch);
        return;
      case 'close':
        this.close();
    }
  }

  async #connect({
    call,
    certificate,
    initiator,
    ring,
    sealed,
  }: CallOrder & { readonly do: 'connect' }): Promise<void> {
    this.#drop();
    const own = this.#certificates.get(call);
    this.#certificates.delete(call);
    const [{ servers }] = await Promise.all([ask('link/relay', {}), this.prepare('video')]);
    const sent = this.#own?.sent;
    if (own === undefined || sent === undefined) {
      tell('call/way', { ring, way: 'lost' });
      return;
    }
    const protection = sealed ? this.#protection({ call, ring }) : null;
    if (sealed && protection === null) {
      // Nothing protects it, and so the core is told: it ends the call by that name.
      const nothing = { srtpCipher: '', tlsVersion: '', dtlsCipher: '' };
      tell('call/seen', { ring, own: fingerprintOf(own), remote: certificate, ...nothing });
      return;
    }
    const remote = new MediaStream();
    const peer = new PeerConnection({
      isInitiator: initiator,
      iceServers: servers,
      relayOnly: preferences().relayOnly,
      isUrgent: true,
      certificate: own,
      remoteFingerprint: certificate,
      streams: [sent],
      prepare: (transceiver) => {
        prepareTransceiver(transceiver);
        protection?.protect(transceiver);
      },
      events: {
        signal: (signal) => tell('call/signal', { ring, signal: JSON.stringify(signal) }),
        open: () => void this.#see(ring, fingerprintOf(own)),
        message: (channel, message) => {
          if (channel === 'chat') this.#hear(message);
          if (channel === 'pointer') for (const listener of this.#pointers) listener(message);
        },
        interrupted: (isSo) => tell('call/way', { ring, way: isSo ? 'interrupted' : 'back' }),
        track: (track) => {
          track.enabled = this.snapshot.remoteStream === remote;
          remote.addTrack(track);
        },
        end: (end) => this.#ended(ring, end),
      },
    });
    this.#link = { ring, call, peer, protection, remote, stopWatch: () => undefined };
  }

  /** What is said of the connection is what the browser says of it now, not what was negotiated in words. */
  async #see(ring: string, own: string): Promise<void> {
    const link = this.#link;
    if (link?.ring !== ring) return;
    const [remote, report] = await Promise.all([link.peer.remoteFingerprint(), link.peer.stats()]);
    const seen = protectionOf(report.values()) ?? { srtpCipher: '', tlsVersion: '', dtlsCipher: '' };
    tell('call/seen', { ring, own, remote: remote ?? '0'.repeat(64), ...seen });
  }

  #confirmed(link: Link): void {
    for (const track of link.remote.getTracks()) track.enabled = true;
    this.snapshot = { ...this.snapshot, remoteStream: link.remote, isFrozen: false };
    this.#own?.show(true);
    this.setNarrow(this.snapshot.narrow.here);
    this.#tellDevices();
    link.stopWatch();
    const { clock, stats } = this.#parts;
    const stopFreezes = watchFreezes({
      clock,
      stats: async () => stats(link.peer),
      awaited: () => this.snapshot.remote,
      act: (act) => this.#onWatch(link, act),
      level: (level) => {
        if (level !== this.snapshot.level) this.#change({ level });
      },
    });
    const stopKeys = clock.every(REKEY_MS, async () => link.protection?.rekeyNext());
    link.stopWatch = () => {
      stopFreezes();
      stopKeys();
    };
    this.#show();
  }

  #onWatch({ peer, protection, ring }: Link, { act }: WatchAct): void {
    if (act === 'frozen' || act === 'resumed') {
      this.#change({ isFrozen: act === 'frozen' });
      tell('call/way', { ring, way: act === 'frozen' ? 'interrupted' : 'back' });
    }
    if (act === 'restart') peer.restart();
    // A screen on which nothing moves stands still, and rightly so.
    if (act === 'key-frame' && !this.snapshot.sharing.there) protection?.askPicture();
    if (act === 'connect') {
      this.#drop();
      tell('call/way', { ring, way: 'lost' });
    }
  }

  #ended(ring: string, end: PeerEnd): void {
    if (this.#link?.ring !== ring) return;
    this.#drop();
    const way = end === 'peer-certificate' ? 'certificate' : end === 'peer-malformed' ? 'malformed' : 'lost';
    tell('call/way', { ring, way });
  }

  /** Nothing more comes or goes over the connection that there is. */
  #drop(): void {
    const link = this.#link;
    if (link === null) return;
    this.#link = null;
    link.stopWatch();
    this.#own?.show(false);
    link.peer.close();
    link.protection?.close();
    this.#change({ remoteStream: null, isFrozen: false, level: null });
  }

  /**
   * Opens the device of a kind as it is chosen now. One that cannot be opened takes nothing away that works; one that was
   * lost is missed, and said to be.
   */
  async #useDevice(own: OwnMedia, kind: MediaKind, isLost: boolean): Promise<void> {
    if (!own.isWanted(kind) || (kind === 'video' && own.isSharing)) return;
    const opened = await openDevice(kind).catch((cause: unknown) =>
      cause instanceof Error ? cause.name : 'unknown',
    );
    if (this.#own !== own || (kind === 'video' && own.isSharing)) {
      if (typeof opened !== 'string') opened.stop();
      return;
    }
    if (typeof opened !== 'string') {
      await this.replaceTrack(kind, opened);
      this.#change({ swapped: isLost ? { kind, name: opened.label } : null });
      return;
    }
    if (own.device(kind) !== null) return;
    const why = isLost && opened === 'NotFoundError' ? UNPLUGGED : opened;
    const nothing = own.lose(kind, why);
    await this.#link?.peer.replaceTrack(kind, nothing);
    this.#show();
    this.#tellDevices();
  }

  #share(): void {
    const { here, there } = this.snapshot.narrow;
    shareLine(this.#link?.peer.senders() ?? [], here || there ? NARROW_WAY : USUAL_WAY).catch(
      () => undefined,
    );
  }

  #tellDevices(): void {
    const own = this.#own;
    if (own === null) return;
    const isThere = (kind: MediaKind): boolean => !own.isOff(kind) && own.trouble[kind] === undefined;
    this.#send({ about: 'devices', audio: isThere('audio'), video: isThere('video') });
    this.#send({ about: 'screen', isShared: own.isSharing });
  }

  /** What does not go is not missed: with a new connection all of it is said again. */
  #send(message: CallMessage): void {
    this.#link?.peer.send('chat', encodeCallMessage(message)).catch(() => undefined);
  }

  #hear(bytes: Uint8Array): void {
    const message = decodeCallMessage(bytes);
    switch (message?.about) {
      case 'state':
        for (const listener of this.#states) listener(message.bytes);
        return;
      case 'devices':
        this.#change({ remote: { audio: message.audio, video: message.video } });
        return;
      case 'line':
        this.#change({ narrow: { ...this.snapshot.narrow, there: message.isNarrow } });
        this.#share();
        return;
      case 'key':
        this.#link?.protection?.has(message.kid);
        return;
      case 'screen':
        this.#change({ sharing: { ...this.snapshot.sharing, there: message.isShared } });
        return;
      case undefined:
    }
  }

  /** The second layer over the media of one connection; null in a browser that has none. */
  #protection({ call, ring }: Pick<Link, 'call' | 'ring'>): MediaProtection | null {
    if (!isProtectable()) return null;
    return new MediaProtection({
      announce: async ({ baseKey, epoch, kid }) => {
        await ask('call/media-key', { call, epoch, kid, key: new Uint8Array(baseKey) });
      },
      acknowledge: (kid) => this.#send({ about: 'key', kid }),
      failed: () => tell('call/way', { ring, way: 'malformed' }),
    });
  }

  #show(): void {
    const own = this.#own;
    if (own === null) return;
    this.#change({
      localStream: own.local,
      isMuted: own.isOff('audio'),
      isCameraOff: own.isOff('video'),
      sharing: { ...this.snapshot.sharing, here: own.isSharing },
      trouble: { ...own.trouble },
    });
  }

  #change(change: Partial<CallSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...change };
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Whoever is no longer logged in hears nothing of it: the core has ended the call by then. */
function tell<C extends 'call/certificate' | 'call/signal' | 'call/seen' | 'call/way'>(
  channel: C,
  args: Parameters<typeof ask<C>>[1],
): void {
  ask(channel, args).catch(() => undefined);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

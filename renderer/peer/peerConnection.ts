/**
 * The one place that uses simple-peer, and what it does not promise by itself:
 *
 * - P1 no server is asked but those that were handed in
 * - P2 only a description of the certificate that the other side committed to is taken, and only when one is awaited
 * - P3 nothing is sent or heard before the certificate that was really seen is that one
 * - P4 whatever comes as a signal, the connection stays: it is taken, or passed over
 * - P5 a connection that was interrupted is mended (ICE restart) while it can be; one that is lost says so once
 * - P6 channels are agreed beforehand: the other side can open none, and messages have any length
 * - P7 when it is closed nothing of it is left: no timer, no received track, no listener
 */
import './nodeGlobals.ts';
import SimplePeer from 'simple-peer';
import { Assembly, piecesOf } from './pieces.ts';
import { atConstantRate, namesOnly, plainFingerprint, ufragsOf, type PeerSignal } from './signal.ts';

export type ChannelName = 'chat' | 'bulk' | 'pointer';

/** Why a connection is over. */
export type PeerEnd =
  | 'closed'
  /** Interrupted for too long, or never made: another one may be tried. */
  | 'peer-lost'
  /** The other end is not whom it should be. */
  | 'peer-certificate'
  /** The other end sent what no honest one sends. */
  | 'peer-malformed';

export interface PeerEvents {
  readonly signal: (signal: PeerSignal) => void;
  /** Everything in order with the other end: channels can be used. Once. */
  readonly open: () => void;
  readonly message: (channel: ChannelName, message: Uint8Array<ArrayBuffer>) => void;
  /** The way to the other end is gone, or there again. */
  readonly interrupted: (isInterrupted: boolean) => void;
  readonly track: (track: MediaStreamTrack, stream: MediaStream) => void;
  /** Once, as the last of all. */
  readonly end: (end: PeerEnd) => void;
}

export interface PeerOptions {
  /** One of both: whoever it is makes all offers. */
  readonly isInitiator: boolean;
  readonly iceServers: readonly RTCIceServer[];
  /** The other side is not to learn the address of this machine. */
  readonly relayOnly: boolean;
  readonly certificate: RTCCertificate;
  /** SHA-256 of the other end's certificate, as {@link plainFingerprint} writes it. */
  readonly remoteFingerprint: string;
  readonly streams: readonly MediaStream[];
  /**
   * Somebody waits: a description goes with the candidates of the first moment, and the others follow one by one.
   * Otherwise they go with it, since each signal is mail.
   */
  readonly isUrgent?: boolean;
  /** Sets a transceiver up before anything goes over it or comes; may see the same one twice. */
  readonly prepare?: (transceiver: RTCRtpTransceiver) => void;
  readonly events: PeerEvents;
}

/** SCTP streams, the same at both ends. simple-peer has `chat` for its own. */
const CHANNELS: Readonly<Record<ChannelName, RTCDataChannelInit & { readonly id: number }>> = {
  chat: { negotiated: true, id: 1, ordered: true },
  bulk: { negotiated: true, id: 2, ordered: true },
  /** Only the newest place of a pointer says anything. */
  pointer: { negotiated: true, id: 3, ordered: false, maxRetransmits: 0 },
};
const EXTRA: readonly ChannelName[] = ['bulk', 'pointer'];

/** Bytes of the longest message of a channel. */
const LONGEST: Readonly<Record<ChannelName, number>> = {
  chat: 1024 * 1024,
  bulk: 4 * 1024 * 1024,
  pointer: 1_024,
};
/** Bytes that wait in the browser: bigger buffers gave no gain, and delay what comes after them. */
const MOST_BUFFERED = 64 * 1024;
/** Candidates that were found within this go with the description; ms. */
const GATHERING_MS = 1_000;
/** By then the addresses of this machine are found; Chromium looks for relays 50 ms after them, and goes on for as long. */
const URGENT_GATHERING_MS = 25;
/** An interruption of less than this mends itself; ms. */
const RESTART_AFTER_MS = 2_000;
/** Whoever offered and hears nothing begins again with another connection; ms. */
const NEGOTIATION_MS = 20_000;
/** Signals that are looked at in ten seconds: a call has some dozen. */
const MOST_SIGNALS = 60;
const SIGNAL_WINDOW_MS = 10_000;

export class PeerConnection {
  readonly #options: PeerOptions;
  readonly #peer: SimplePeer;
  /** simple-peer forgets it when it is over. */
  readonly #pc: RTCPeerConnection;
  readonly #channels = new Map<ChannelName, RTCDataChannel>();
  readonly #assemblies = new Map<ChannelName, Assembly>();
  readonly #sending = new Map<ChannelName, Promise<void>>();
  readonly #ending = new AbortController();
  readonly #timers = new Map<'gathering' | 'restart' | 'negotiation', number>();
  /** Messages that were quicker than the comparison of certificates. */
  readonly #early: (() => void)[] = [];
  #signalTimes: number[] = [];
  #lastOffer = '';
  /** Of the description that was taken last; the browser needs a moment to know it. */
  #remoteUfrags: readonly string[] = [];
  readonly #heldCandidates: RTCIceCandidateInit[] = [];
  #isOpen = false;
  #end: PeerEnd | null = null;

  constructor(options: PeerOptions) {
    this.#options = options;
    this.#peer = new SimplePeer({
      initiator: options.isInitiator,
      trickle: true,
      config: {
        // P1: simple-peer asks servers of others unless it is told which.
        iceServers: [...options.iceServers],
        iceTransportPolicy: options.relayOnly ? 'relay' : 'all',
        bundlePolicy: 'max-bundle',
        certificates: [options.certificate],
      },
      channelName: 'chat',
      // P6: simple-peer lets a channel that the other side opens take the place of its own, unless it is agreed.
      channelConfig: CHANNELS.chat,
      streams: options.streams,
    });
    this.#pc = this.#peer._pc;
    this.#prepareMedia();
    this.#watchPeer();
    this.#watchConnection();
    this.#openChannels();
    this.#watchNegotiation();
  }

  /** A signal of the other side, decoded. Answers whether it was taken (P2, P4). */
  signal(signal: PeerSignal): boolean {
    if (this.#end !== null || !this.#isInTime()) return false;
    switch (signal.type) {
      case 'offer':
        return this.#takeOffer(signal.sdp);
      case 'answer':
        return this.#takeAnswer(signal.sdp);
      case 'candidate':
        return this.#takeCandidate(signal);
      case 'restart':
        if (!this.#options.isInitiator) return false;
        this.restart();
        return true;
    }
  }

  /**
   * Resolves when all of it left this program's buffers, one message of a channel after the other. Rejects with
   * `peer-closed` for what did not.
   */
  async send(channel: ChannelName, message: Uint8Array): Promise<void> {
    const before = this.#sending.get(channel) ?? Promise.resolve();
    const sending = before.then(async () => this.#sendPieces(channel, message));
    this.#sending.set(
      channel,
      sending.catch(() => undefined),
    );
    return sending;
  }

  /** New ways to the other end, under the same keys. Whoever is no initiator asks for it. */
  restart(): void {
    if (this.#end !== null) return;
    if (!this.#options.isInitiator) {
      this.#options.events.signal({ type: 'restart' });
      return;
    }
    this.#pc.restartIce();
    this.#peer.negotiate();
    this.#watchNegotiation();
  }

  /**
   * Puts another track in the place of one that is sent, at once and without an offer; null sends nothing. Tracks belong
   * to whoever captured them. Errors: those of RTCRtpSender.replaceTrack, which simple-peer drops.
   */
  async replaceTrack(kind: 'audio' | 'video', track: MediaStreamTrack | null): Promise<void> {
    const sender = this.#pc.getTransceivers().find(({ receiver }) => receiver.track.kind === kind)?.sender;
    await sender?.replaceTrack(track);
  }

  /** SHA-256 of the certificate that the other end really showed, as {@link plainFingerprint} writes it; null before. */
  async remoteFingerprint(): Promise<string | null> {
    const certificate = this.#pc.sctp?.transport.getRemoteCertificates()[0];
    return certificate === undefined ? null : hexOf(await crypto.subtle.digest('SHA-256', certificate));
  }

  /** Of what is sent: how much of the line each of it gets is set there. */
  senders(): readonly RTCRtpSender[] {
    return this.#pc.getSenders();
  }

  /** What the browser measures of this connection. */
  async stats(): Promise<RTCStatsReport> {
    return this.#pc.getStats();
  }

  close(): void {
    this.#finish('closed');
  }

  /** Before the first description, and where the other side's description brings a transceiver of its own. */
  #prepareMedia(): void {
    const { prepare } = this.#options;
    if (prepare === undefined) return;
    for (const transceiver of this.#pc.getTransceivers()) prepare(transceiver);
    const { signal } = this.#ending;
    this.#pc.addEventListener('track', ({ transceiver }) => prepare(transceiver), { signal });
  }

  #watchPeer(): void {
    const { events } = this.#options;
    // Of simple-peer's own signals only that there is a description; candidates go along with it, or by their own way.
    this.#peer.on('signal', ({ type }) => {
      if (type === 'offer' || type === 'answer') this.#whenGathered();
      // A responder that wants to negotiate (it added a track) can only ask.
      if (type === 'renegotiate') this.restart();
    });
    this.#peer.on('connect', () => this.#check());
    this.#peer.on('track', (track, stream) => events.track(track, stream));
    this.#peer.on('error', () => this.#finish('peer-lost'));
    this.#peer.on('close', () => this.#finish('peer-lost'));
  }

  #watchConnection(): void {
    const { signal } = this.#ending;
    this.#pc.addEventListener('icecandidate', ({ candidate }) => this.#tellLate(candidate), { signal });
    this.#pc.addEventListener('icegatheringstatechange', () => this.#onGathering(), { signal });
    this.#pc.addEventListener('connectionstatechange', () => this.#onConnectionState(), { signal });
    this.#pc.addEventListener(
      'signalingstatechange',
      () => {
        if (this.#pc.signalingState === 'stable') this.#clear('negotiation');
        this.#addCandidates();
      },
      { signal },
    );
    // P6: what the other side opens by itself is shut.
    this.#pc.addEventListener('datachannel', ({ channel }) => channel.close(), { signal });
  }

  #openChannels(): void {
    this.#channels.set('chat', this.#peer._channel);
    for (const name of EXTRA) this.#channels.set(name, this.#pc.createDataChannel(name, CHANNELS[name]));
    const { signal } = this.#ending;
    for (const [name, channel] of this.#channels) {
      this.#assemblies.set(name, new Assembly(LONGEST[name]));
      channel.binaryType = 'arraybuffer';
      channel.bufferedAmountLowThreshold = MOST_BUFFERED;
      channel.addEventListener('message', ({ data }) => this.#hear(name, data), { signal });
      channel.addEventListener('open', () => this.#check(), { signal });
      channel.addEventListener('close', () => this.#finish('peer-lost'), { signal });
    }
  }

  #takeOffer(sdp: string): boolean {
    const isAwaited = !this.#options.isInitiator && this.#pc.signalingState === 'stable';
    if (!isAwaited || sdp === this.#lastOffer || !this.#isOfOther(sdp)) return false;
    this.#lastOffer = sdp;
    this.#remoteUfrags = ufragsOf(sdp);
    this.#peer.signal({ type: 'offer', sdp: atConstantRate(sdp) });
    return true;
  }

  #takeAnswer(sdp: string): boolean {
    const isAwaited = this.#options.isInitiator && this.#pc.signalingState === 'have-local-offer';
    if (!isAwaited || !this.#isOfOther(sdp)) return false;
    this.#remoteUfrags = ufragsOf(sdp);
    this.#peer.signal({ type: 'answer', sdp: atConstantRate(sdp) });
    return true;
  }

  #isOfOther(sdp: string): boolean {
    return namesOnly(sdp, this.#options.remoteFingerprint);
  }

  #takeCandidate({ candidate, mid, ufrag }: PeerSignal & { readonly type: 'candidate' }): boolean {
    // Of another generation: its description is on the way and brings its own, or it is of one before.
    if (!this.#remoteUfrags.includes(ufrag)) return false;
    this.#heldCandidates.push({ candidate, sdpMid: mid, usernameFragment: ufrag });
    this.#addCandidates();
    return true;
  }

  /** What came right behind a description that the browser does not know yet waits for that. */
  #addCandidates(): void {
    const known = ufragsOf(this.#pc.remoteDescription?.sdp ?? '');
    for (const candidate of this.#heldCandidates.splice(0)) {
      const ufrag = candidate.usernameFragment ?? '';
      if (known.includes(ufrag)) {
        // A candidate that cannot be read is one way less, no more.
        this.#pc.addIceCandidate(candidate).catch(() => undefined);
      } else if (this.#remoteUfrags.includes(ufrag)) {
        this.#heldCandidates.push(candidate);
      }
    }
  }

  /** More than any connection needs is not looked at. */
  #isInTime(): boolean {
    const now = performance.now();
    this.#signalTimes = this.#signalTimes.filter((time) => now - time < SIGNAL_WINDOW_MS);
    if (this.#signalTimes.length >= MOST_SIGNALS) return false;
    this.#signalTimes.push(now);
    return true;
  }

  /** At a restart the browser still says that gathering is complete, which was that of before. */
  #whenGathered(): void {
    const { iceGatheringState, localDescription } = this.#pc;
    const isGathered = iceGatheringState === 'complete' && localDescription?.sdp.includes('\na=candidate:');
    if (isGathered === true) this.#describe();
    else {
      const wait = this.#options.isUrgent === true ? URGENT_GATHERING_MS : GATHERING_MS;
      this.#after('gathering', wait, () => this.#describe());
    }
  }

  #onGathering(): void {
    if (this.#pc.iceGatheringState !== 'complete' || !this.#timers.has('gathering')) return;
    this.#clear('gathering');
    this.#describe();
  }

  #describe(): void {
    const local = this.#pc.localDescription;
    if (local === null || this.#end !== null) return;
    const { sdp, type } = local;
    if (type === 'offer' || type === 'answer') this.#options.events.signal({ type, sdp });
  }

  #tellLate(candidate: RTCIceCandidate | null): void {
    const isLate = this.#pc.localDescription !== null && !this.#timers.has('gathering');
    if (!isLate || candidate === null || candidate.candidate === '') return;
    const { usernameFragment: ufrag, sdpMid: mid } = candidate;
    if (ufrag === null || mid === null) return;
    this.#options.events.signal({ type: 'candidate', ufrag, mid, candidate: candidate.candidate });
  }

  #onConnectionState(): void {
    const state = this.#pc.connectionState;
    if (state === 'connected' && this.#timers.has('restart')) {
      this.#clear('restart');
      this.#options.events.interrupted(false);
    }
    if (state === 'disconnected' && !this.#timers.has('restart')) {
      this.#options.events.interrupted(true);
      this.#after('restart', RESTART_AFTER_MS, () => {
        this.#timers.set('restart', 0);
        this.restart();
      });
    }
  }

  /** P3. simple-peer says `connect` when its own channel is there; the others follow. */
  #check(): void {
    const isReady = [...this.#channels.values()].every(({ readyState }) => readyState === 'open');
    if (!isReady || this.#isOpen || this.#end !== null) return;
    void this.#compare();
  }

  async #compare(): Promise<void> {
    const seen = await this.remoteFingerprint();
    if (this.#end !== null || this.#isOpen) return;
    if (seen !== this.#options.remoteFingerprint) {
      this.#finish('peer-certificate');
      return;
    }
    this.#isOpen = true;
    this.#options.events.open();
    for (const hear of this.#early.splice(0)) hear();
  }

  #hear(name: ChannelName, data: unknown): void {
    if (this.#end !== null) return;
    if (!this.#isOpen) {
      this.#early.push(() => this.#hear(name, data));
      return;
    }
    const piece = data instanceof ArrayBuffer ? new Uint8Array(data) : null;
    const message = piece === null ? 'refused' : this.#assemblies.get(name)?.take(piece);
    if (message === 'refused') this.#finish('peer-malformed');
    else if (message !== null && message !== undefined) this.#options.events.message(name, message);
  }

  async #sendPieces(name: ChannelName, message: Uint8Array): Promise<void> {
    const channel = this.#channels.get(name);
    for (const piece of piecesOf(message)) {
      if (channel === undefined || !this.#isOpen || channel.readyState !== 'open')
        throw new Error('peer-closed');
      channel.send(piece);
      if (channel.bufferedAmount > MOST_BUFFERED) await this.#drained(channel);
    }
  }

  async #drained(channel: RTCDataChannel): Promise<void> {
    const { signal } = this.#ending;
    await new Promise<void>((resolve, reject) => {
      const stop = new AbortController();
      const ended = (): void => reject(new Error('peer-closed'));
      signal.addEventListener('abort', ended, { once: true, signal: stop.signal });
      const drained = (): void => {
        stop.abort();
        resolve();
      };
      channel.addEventListener('bufferedamountlow', drained, { once: true, signal });
      // It may have run low before anybody listened.
      if (channel.bufferedAmount <= channel.bufferedAmountLowThreshold) drained();
    });
  }

  /** The description that is awaited may be lost on its way. */
  #watchNegotiation(): void {
    this.#after('negotiation', NEGOTIATION_MS, () => this.#finish('peer-lost'));
  }

  #after(name: 'gathering' | 'restart' | 'negotiation', pause: number, then: () => void): void {
    this.#clear(name);
    const timer = window.setTimeout(() => {
      this.#timers.delete(name);
      then();
    }, pause);
    this.#timers.set(name, timer);
  }

  #clear(name: 'gathering' | 'restart' | 'negotiation'): void {
    window.clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }

  /** P7. */
  #finish(end: PeerEnd): void {
    if (this.#end !== null) return;
    this.#end = end;
    this.#ending.abort();
    for (const name of this.#timers.keys()) this.#clear(name);
    for (const { track } of this.#pc.getReceivers()) track.stop();
    // simple-peer forgets to stop it, and it holds the whole connection.
    window.clearTimeout(this.#peer._iceCompleteTimer);
    this.#peer.destroy();
    this.#channels.clear();
    this.#early.length = 0;
    this.#options.events.end(end);
  }
}

/** The fingerprint of a certificate, as the other side is told it. Errors: a TypeError where it has none of SHA-256. */
export function fingerprintOf(certificate: RTCCertificate): string {
  const found = certificate.getFingerprints().find(({ algorithm }) => algorithm === 'sha-256')?.value;
  const plain = plainFingerprint(found ?? '');
  if (plain === null) throw new TypeError('a certificate without SHA-256');
  return plain;
}

const P256: EcKeyGenParams = { name: 'ECDSA', namedCurve: 'P-256' };

/** A certificate for one connection; ECDSA over P-256 is what every browser takes (RFC 8827 §6.5). */
export async function freshCertificate(): Promise<RTCCertificate> {
  return RTCPeerConnection.generateCertificate(P256);
}

function hexOf(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

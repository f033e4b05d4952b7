/** What the core orders for direct connections, done: it says who and when, this makes them and carries what it seals. */
import { decodeSharedViewFrame, encodeSharedViewFrame } from '../../src/consult/sharedView/frame.ts';
import type { LinkOrder } from '../../src/workstation/api/links.ts';
import { LinkWays, type SharedWays } from './linkWays.ts';
import { ask } from '../client/core.ts';
import { preferences } from '../client/preferences.ts';
import { fingerprintOf, freshCertificate, PeerConnection } from './peerConnection.ts';
import { decodePeerSignal } from './signal.ts';

/** What is said of a connection in numbers. */
export interface ConnectionFigures {
  readonly sent: number;
  readonly received: number;
  /** Through the hospital's relay, or from machine to machine. */
  readonly relayed: boolean;
}

/** Pieces of files that are asked for before there is room for them: an answer takes some milliseconds. */
const ASKED_AHEAD = 4;

export class Connections {
  readonly #certificates = new Map<string, RTCCertificate>();
  readonly #peers = new Map<string, PeerConnection>();
  /** Links whose files are being sent; true where there is more since. */
  readonly #pumping = new Map<string, boolean>();
  /** Of which dialogue a link is. */
  readonly #dialogues = new Map<string, string>();
  readonly #ways = new Map<string, LinkWays>();
  /** The link of a dialogue that is open. */
  readonly #open = new Map<string, string>();
  #doing: Promise<void> = Promise.resolve();

  /** Begins one for a dialogue, if the other side is there. */
  async want(dialogue: string): Promise<void> {
    if (preferences().relayOnly && (await ask('link/relay', {})).servers.length === 0) return;
    const made = await freshCertificate();
    const { link } = await ask('link/begin', { dialogue, certificate: fingerprintOf(made) });
    if (link !== null) this.#certificates.set(link, made);
  }

  /** Fetches what is to be done, and does it, in order. */
  async follow(): Promise<void> {
    this.#doing = this.#doing.then(async () => this.#followAll()).catch(() => undefined);
    return this.#doing;
  }

  /** Whoever was logged in is gone. */
  close(): void {
    for (const peer of this.#peers.values()) peer.close();
    this.#certificates.clear();
  }

  /** What two doctors say to each other of what they look at, over the connection of their dialogue while there is one. */
  ways(dialogue: string): SharedWays {
    return this.#waysOf(dialogue);
  }

  #waysOf(dialogue: string): LinkWays {
    const made =
      this.#ways.get(dialogue) ??
      new LinkWays((channel, bytes) => {
        const peer = this.#peers.get(this.#open.get(dialogue) ?? '');
        // What is lost is said again on the next connection.
        peer?.send(channel, channel === 'chat' ? encodeSharedViewFrame(bytes) : bytes).catch(() => undefined);
      });
    this.#ways.set(dialogue, made);
    return made;
  }

  /** Null while a dialogue has no connection. */
  async figures(dialogue: string): Promise<ConnectionFigures | null> {
    const found = [...this.#peers].find(([link]) => this.#dialogues.get(link) === dialogue);
    return found === undefined ? null : figuresOf(await found[1].stats());
  }

  async #followAll(): Promise<void> {
    for (const order of await ask('link/orders', {})) await this.#do(order);
  }

  async #do(order: LinkOrder): Promise<void> {
    const { link } = order;
    switch (order.do) {
      case 'certify': {
        const made = await freshCertificate();
        this.#certificates.set(link, made);
        await ask('link/certificate', { link, certificate: fingerprintOf(made) });
        return;
      }
      case 'connect':
        return this.#connect(order);
      case 'signal': {
        const signal = decodePeerSignal(parsed(order.signal));
        if (signal !== null) this.#peers.get(link)?.signal(signal);
        return;
      }
      case 'send':
        return this.#send(link, order.frame);
      case 'bulk':
        void this.#pump(link);
        return;
      case 'close':
        this.#peers.get(link)?.close();
        this.#certificates.delete(link);
        return;
      case 'again':
        await this.want(order.dialogue);
    }
  }

  /** What does not go is still in the desk, and goes through the mailbox when the connection is over. */
  #send(link: string, frame: Uint8Array): void {
    const peer = this.#peers.get(link);
    peer?.send('chat', frame).catch(() => peer.close());
  }

  /**
   * Sends what the core has for the channel of files, as fast as the other end takes it: the next pieces are asked for while
   * those before are still in the browser, and no more than these are in the page.
   */
  async #pump(link: string): Promise<void> {
    if (this.#pumping.has(link)) {
      this.#pumping.set(link, true);
      return;
    }
    try {
      do {
        this.#pumping.set(link, false);
        await this.#sendBulk(link);
      } while (this.#pumping.get(link) === true);
    } finally {
      this.#pumping.delete(link);
    }
  }

  /** Pieces go in the order in which they were asked for. */
  async #sendBulk(link: string): Promise<void> {
    const next = async (): Promise<Uint8Array | null> =>
      (await ask('link/bulk', { link }).catch(() => ({ frame: null }))).frame;
    const asked = Array.from({ length: ASKED_AHEAD }, next);
    for (let frame = await asked.shift(); frame !== undefined; frame = await asked.shift()) {
      const peer = this.#peers.get(link);
      if (frame === null || peer === undefined) continue;
      asked.push(next());
      await peer.send('bulk', frame).catch(() => peer.close());
    }
  }

  async #connect({
    certificate,
    dialogue,
    initiator,
    link,
  }: LinkOrder & { readonly do: 'connect' }): Promise<void> {
    const own = this.#certificates.get(link);
    this.#certificates.delete(link);
    const { servers } = await ask('link/relay', {});
    if (own === undefined) {
      this.#ended(link);
      return;
    }
    const ways = this.#waysOf(dialogue);
    const peer = new PeerConnection({
      isInitiator: initiator,
      iceServers: servers,
      relayOnly: preferences().relayOnly,
      certificate: own,
      remoteFingerprint: certificate,
      streams: [],
      events: {
        signal: (signal) => tell('link/signal', { link, signal: JSON.stringify(signal) }),
        open: () => {
          tell('link/state', { link, state: 'open' });
          this.#open.set(dialogue, link);
          ways.opened();
        },
        message: (channel, message) => {
          const word = channel === 'chat' ? decodeSharedViewFrame(message) : null;
          if (word !== null) ways.hear('chat', word);
          else if (channel === 'pointer') ways.hear('pointer', message);
          else if (channel === 'bulk') tell('link/bulk-frame', { link, frame: message });
          else tell('link/frame', { link, frame: message });
        },
        interrupted: (isSo) => tell('link/state', { link, state: isSo ? 'interrupted' : 'open' }),
        track: (track) => track.stop(),
        end: () => this.#ended(link),
      },
    });
    this.#peers.set(link, peer);
    this.#dialogues.set(link, dialogue);
  }

  #ended(link: string): void {
    this.#peers.delete(link);
    this.#dialogues.delete(link);
    tell('link/state', { link, state: 'ended' });
  }
}

/** Whoever is no longer logged in hears nothing of it: the core has ended the connection by then. */
function tell<C extends 'link/signal' | 'link/state' | 'link/frame' | 'link/bulk-frame'>(
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

function figuresOf(report: RTCStatsReport): ConnectionFigures {
  const all = [...report.values()] as readonly Readonly<Record<string, unknown>>[];
  const channels = all.filter(({ type }) => type === 'data-channel');
  const transport = all.find(({ type }) => type === 'transport');
  const pair = all.find(({ id }) => id === transport?.['selectedCandidatePairId']);
  const local = all.find(({ id }) => id === pair?.['localCandidateId']);
  const sum = (name: string): number =>
    channels.reduce((total, channel) => total + (typeof channel[name] === 'number' ? channel[name] : 0), 0);
  return {
    sent: sum('bytesSent'),
    received: sum('bytesReceived'),
    relayed: local?.['candidateType'] === 'relay',
  };
}

/**
 * Ways for UDP between two ends of a connection, which a test can stop and spoil: each end believes that the other is
 * where a way begins (a kernel need not have netem). What comes from the end that a way leads to goes back to whoever spoke
 * to it last, anything else goes to that end.
 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Page } from 'playwright';

/** More candidates than two ends have, also after a restart. */
const WAYS = 32;

/** What becomes of packets; one in so many, counted, so that every run is the same. Of media alone but for delay and rate. */
export interface Law {
  readonly drop?: number;
  /** One bit of its last bytes is another. */
  readonly flip?: number;
  /** Comes twice. */
  readonly duplicate?: number;
  /** Comes after the one behind it. */
  readonly reorder?: number;
  /** All come later by so many ms. */
  readonly delay?: number;
  /** No more bit/s in each direction than this; what waits for longer than {@link QUEUE_MS} is dropped. */
  readonly rate?: number;
  /** The other end sees it come from another port: a NAT has forgotten, or the machine is in another network. */
  readonly rebind?: boolean;
}

/** As much as a router keeps. */
const QUEUE_MS = 400;

export interface UdpWays {
  /** Every payload that came to a way since {@link UdpWays.record}. */
  readonly packets: readonly Buffer[];
  record(isOn: boolean): void;
  close(): void;
}

interface Target {
  readonly port: number;
  readonly address: string;
}

class Ways implements UdpWays {
  readonly packets: Buffer[] = [];
  readonly targets = new Map<number, number>();
  isStalled = false;
  #isRecorded = false;
  #law: Law = {};
  #count = 0;
  readonly #held: (() => void)[] = [];
  readonly #free = new Map<string, number>();
  readonly #sockets: Socket[] = [];

  record(isOn: boolean): void {
    this.#isRecorded = isOn;
  }

  rule(law: Law): void {
    this.#law = law;
    this.#count = 0;
    for (const send of this.#held.splice(0)) send();
  }

  async open(): Promise<number> {
    const [near, far] = [await this.#bound(), await this.#bound()];
    const { port: own } = near.address();
    let other: Target | null = null;
    const back = (packet: Buffer): void => {
      const to = other;
      if (to !== null)
        this.#pass(`${String(own)} back`, packet, (one) => near.send(one, to.port, to.address));
    };
    near.on('message', (packet, { address, port }) => {
      const target = this.targets.get(own);
      if (this.isStalled || target === undefined) return;
      if (port === target) {
        back(packet);
        return;
      }
      other = { port, address };
      const from = this.#law.rebind === true ? far : near;
      this.#pass(`${String(own)} on`, packet, (one) => from.send(one, target, address));
    });
    far.on('message', (packet) => {
      if (!this.isStalled) back(packet);
    });
    return own;
  }

  close(): void {
    for (const socket of this.#sockets) socket.close();
  }

  async #bound(): Promise<Socket> {
    const socket = createSocket('udp4').bind(0, '0.0.0.0');
    this.#sockets.push(socket);
    await once(socket, 'listening');
    return socket;
  }

  #pass(direction: string, packet: Buffer, send: (packet: Buffer) => void): void {
    if (this.#isRecorded) this.packets.push(Buffer.from(packet));
    const later = (one: Buffer): void => this.#inTime(direction, one, send);
    if (!isMedia(packet)) {
      later(packet);
      return;
    }
    const { drop, duplicate, flip, reorder } = this.#law;
    this.#count += 1;
    const isDue = (one: number | undefined): boolean => one !== undefined && this.#count % one === 0;
    if (isDue(drop)) return;
    const held = this.#held.splice(0);
    if (isDue(reorder)) this.#held.push(() => later(packet));
    else later(isDue(flip) ? flipped(packet, this.#count) : packet);
    if (isDue(duplicate)) later(packet);
    for (const one of held) one();
  }

  #inTime(direction: string, packet: Buffer, send: (packet: Buffer) => void): void {
    const { delay = 0, rate } = this.#law;
    const now = performance.now();
    const free = Math.max(now, this.#free.get(direction) ?? 0);
    const takes = rate === undefined ? 0 : ((packet.length + IP_UDP) * 8 * 1000) / rate;
    if (rate !== undefined && free - now > QUEUE_MS) return;
    if (rate !== undefined) this.#free.set(direction, free + takes);
    const wait = delay + (rate === undefined ? 0 : free - now + takes);
    if (wait <= 0) send(packet);
    else setTimeout(() => send(packet), wait);
  }
}

/** Bytes of the headers of IPv4 and UDP, which a line carries too. */
const IP_UDP = 28;

/** In the page: `udpPorts`, where ways begin, of `allUdpPorts` those not used yet; `aim(port, target)`, where one leads; `stall(isStalled)`; `rule(law)`. */
export async function openUdpWays(page: Page): Promise<UdpWays> {
  const ways = new Ways();
  const ports = await Promise.all(Array.from({ length: WAYS }, async () => ways.open()));
  await page.exposeFunction('aim', (port: number, target: number) => void ways.targets.set(port, target));
  await page.exposeFunction('stall', (isSo: boolean) => {
    ways.isStalled = isSo;
  });
  await page.exposeFunction('rule', (law: Law) => ways.rule(law));
  await page.evaluate((all) => void Object.assign(window, { allUdpPorts: all, udpPorts: [...all] }), ports);
  return ways;
}

/** RTP, not RTCP (RFC 5761 §4), by the first bytes (RFC 7983). */
function isMedia(packet: Buffer): boolean {
  const [first = 0, second = 0] = packet;
  return first >= 128 && first <= 191 && (second < 192 || second > 223);
}

function flipped(packet: Buffer, count: number): Buffer {
  const changed = Buffer.from(packet);
  const at = packet.length - 1 - (count % 24);
  changed.writeUInt8(changed.readUInt8(at) ^ (1 << (count & 7)), at);
  return changed;
}

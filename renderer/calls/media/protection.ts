/**
 * The second layer over a call's media: what is sent is sealed in a worker before it is packed (RFC 9605), under keys that
 * travel inside the dialogue's ratchet, so that whoever breaks DTLS-SRTP, or the comparison of certificates, has nothing.
 *
 * - R1 nothing is sent or heard without it: a browser that cannot do it makes no call (`call-unprotected`), and a transform
 *   is set before the first description is made
 * - R2 a new key is used when the other end says that it has it, so that no frame comes before its key; or when that was
 *   awaited for {@link AWAITED_MS}
 * - R3 a worker that fails ends the call: it has dropped what it had, and nothing else passes frames
 */
import workerUrl from './mediaWorker.ts?worker&url';
import type { MediaKey } from '../../../src/consult/sframe/sealer.ts';
import { MEDIA_SUITE } from '../../../src/consult/sframe/suite.ts';
import { ConsiliumError } from '../../../src/errors.ts';
import { trustedScript } from '../../client/trustedScript.ts';
import type { MediaKind } from './frameForm.ts';
import {
  KINDS,
  kidOf,
  type Counts,
  type FromMediaWorker,
  type Pass,
  type ToMediaWorker,
} from './protocol.ts';

const WORKER = new URL(workerUrl, import.meta.url).href;
/** matrix-js-sdk waits as long before a new key is used. */
const AWAITED_MS = 5_000;

export interface ProtectionPorts {
  /** Tells the other end a key of this side, inside the ratchet. */
  readonly announce: (key: MediaKey) => Promise<void>;
  /** Tells the other end that frames under a key of its can be opened here. */
  readonly acknowledge: (kid: number) => void;
  /** Once, when nothing can go on: the worker is dead. */
  readonly failed: () => void;
}

export class MediaProtection {
  readonly #ports: ProtectionPorts;
  readonly #worker: Worker;
  readonly #asked = new Map<number, (counts: Counts) => void>();
  readonly #used = new Map<number, () => void>();
  /** What is awaited of the other end, by key. */
  readonly #had = new Map<number, () => void>();
  readonly #timers = new Set<number>();
  #epoch = -1;
  #count = 0;

  /** Starts the worker, and makes the first keys. Errors: `call-unprotected`. */
  constructor(ports: ProtectionPorts) {
    // R1
    if (!isProtectable()) throw new ConsiliumError('call-unprotected');
    this.#ports = ports;
    this.#worker = new Worker(trustedScript('media-worker', WORKER), { type: 'module' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromMediaWorker>) => this.#hear(data));
    this.#worker.addEventListener('error', () => this.#fail());
    this.#worker.addEventListener('messageerror', () => this.#fail());
    void this.rekey(0);
  }

  /** Both ways of a transceiver; one that has it keeps it. */
  protect({ receiver, sender }: RTCRtpTransceiver): void {
    const kind: MediaKind = receiver.track.kind === 'audio' ? 'audio' : 'video';
    sender.transform ??= this.#transform('send', kind);
    receiver.transform ??= this.#transform('receive', kind);
  }

  /** A key of the other end. */
  hear(key: MediaKey): void {
    this.#ask({ ask: 'hear', key, suite: MEDIA_SUITE });
  }

  /** The other end can open frames under a key of this side. */
  has(kid: number): void {
    this.#had.get(kid)?.();
    this.#had.delete(kid);
  }

  /** Asks the other end for a whole picture. */
  askPicture(): void {
    this.#ask({ ask: 'picture' });
  }

  /** New keys for what this side sends, of the next epoch. */
  async rekeyNext(): Promise<void> {
    return this.rekey(this.#epoch + 1);
  }

  /**
   * New keys for what this side sends, of a later epoch than all before; of another one nothing happens. Resolves when
   * they are used.
   */
  async rekey(epoch: number): Promise<void> {
    if (epoch <= this.#epoch) return;
    this.#epoch = epoch;
    const used = KINDS.map(async (kind) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#used.set(kidOf(kind, epoch), resolve);
      this.#ask({ ask: 'key', kind, epoch, suite: MEDIA_SUITE });
      return promise;
    });
    await Promise.all(used);
  }

  /** What was sealed, opened and dropped until now. */
  async counts(): Promise<Counts> {
    const { promise, resolve } = Promise.withResolvers<Counts>();
    this.#count += 1;
    this.#asked.set(this.#count, resolve);
    this.#ask({ ask: 'count', number: this.#count });
    return promise;
  }

  close(): void {
    this.#worker.terminate();
    for (const timer of this.#timers) window.clearTimeout(timer);
    this.#timers.clear();
  }

  #transform(side: Pass['side'], kind: MediaKind): RTCRtpScriptTransform {
    const pass: Pass = { side, kind, suite: MEDIA_SUITE };
    return new RTCRtpScriptTransform(this.#worker, pass);
  }

  #hear(said: FromMediaWorker): void {
    switch (said.is) {
      case 'key':
        void this.#bringIn(said);
        return;
      case 'used':
        this.#used.get(said.kid)?.();
        this.#used.delete(said.kid);
        return;
      case 'counted':
        this.#asked.get(said.number)?.(said.counts);
        this.#asked.delete(said.number);
        return;
      case 'heard':
        if (said.isTaken) this.#ports.acknowledge(said.kid);
    }
  }

  /** R2. The first key replaces none: what comes before its key is dropped, and a whole picture is asked for then. */
  async #bringIn({ key, kind }: FromMediaWorker & { readonly is: 'key' }): Promise<void> {
    const { promise: had, resolve } = Promise.withResolvers<void>();
    this.#had.set(key.kid, resolve);
    await this.#ports.announce(key).catch(() => undefined);
    if (key.epoch > 0) await Promise.race([had, this.#pause(AWAITED_MS)]);
    this.#ask({ ask: 'use', kind, kid: key.kid });
  }

  async #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = window.setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, ms);
      this.#timers.add(timer);
    });
  }

  /** R3 */
  #fail(): void {
    this.close();
    this.#ports.failed();
  }

  #ask(asked: ToMediaWorker): void {
    this.#worker.postMessage(asked);
  }
}

/** Whether this browser can seal media at all. */
export function isProtectable(): boolean {
  return 'RTCRtpScriptTransform' in window && 'transform' in RTCRtpSender.prototype;
}

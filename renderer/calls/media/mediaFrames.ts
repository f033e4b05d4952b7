/**
 * Seals what a call sends and opens what it receives, frame by frame (src/consult/sframe).
 *
 * - M1 a frame that cannot be sealed or opened goes nowhere, whatever the reason: no frame passes as it came
 * - M2 a base key is random, and made here: a worker that begins again has others, and nobody can hand it one
 * - M3 whoever begins to use a key sends a whole picture first; whoever gets one of the other end asks for it
 */
import { Opener, Sealer, type MediaKey } from '../../../src/consult/sframe/sealer.ts';
import { BASE_KEY, type SuiteNumber } from '../../../src/consult/sframe/suite.ts';
import { apart, headOf, isAsSaid, together, type MediaKind } from './frameForm.ts';
import {
  kidOf,
  kindOf,
  type Counts,
  type FromMediaWorker,
  type KindCounts,
  type Pass,
  type ToMediaWorker,
} from './protocol.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** By then whoever told a key uses it, and what it replaced has had its grace; ms. */
const REPLACED_MS = 10_000;

export interface MediaPorts {
  readonly random: (length: number) => Uint8Array;
  /** ms. */
  readonly now: () => number;
  readonly later: (then: () => void, ms: number) => void;
  readonly tell: (said: FromMediaWorker) => void;
}

/** The way of one kind in one direction. */
interface Way {
  /** Has a whole picture made, or asks for one. */
  readonly wholePicture: () => Promise<unknown>;
}

/** A kind's changing counts. */
type Tally = { -readonly [Name in keyof KindCounts]: KindCounts[Name] } & { refused: Record<string, number> };

export class MediaFrames {
  readonly #ports: MediaPorts;
  /** Made and not used yet. */
  readonly #waiting = new Map<number, Sealer>();
  readonly #sealers = new Map<MediaKind, Sealer>();
  readonly #openers = new Map<MediaKind, Opener>();
  readonly #ways = new Map<string, Way>();
  readonly #tallies: Readonly<Record<MediaKind, Tally>> = { audio: noTally(), video: noTally() };

  constructor(ports: MediaPorts) {
    this.#ports = ports;
  }

  register({ kind, side }: Pass, way: Way): void {
    this.#ways.set(`${side} ${kind}`, way);
  }

  hear(asked: ToMediaWorker): void {
    switch (asked.ask) {
      case 'key':
        void this.#make(asked);
        return;
      case 'use':
        this.#use(asked);
        return;
      case 'hear':
        void this.#add(asked.key, asked.suite);
        return;
      case 'picture':
        this.#wholePicture('receive');
        return;
      case 'count':
        this.#ports.tell({ is: 'counted', number: asked.number, counts: this.counts() });
    }
  }

  /** What goes on in the place of a frame; null where nothing does (M1). */
  async pass({ kind, side }: Pass, frame: Bytes): Promise<Bytes | null> {
    const from = this.#ports.now();
    const passed = await (side === 'send' ? this.#seal(kind, frame) : this.#open(kind, frame)).catch(
      () => null,
    );
    const tally = this.#tallies[kind];
    const spent = this.#ports.now() - from;
    tally.spent += spent;
    tally.longest = Math.max(tally.longest, spent);
    return passed;
  }

  counts(): Counts {
    return structuredClone(this.#tallies);
  }

  async #seal(kind: MediaKind, content: Bytes): Promise<Bytes | null> {
    const tally = this.#tallies[kind];
    const head = headOf(kind, content);
    const sealed = head === null ? null : await this.#sealers.get(kind)?.seal(content, head);
    if (head === null || sealed === null || sealed === undefined) {
      tally.unsealed += 1;
      return null;
    }
    tally.sealed += 1;
    return together(head, sealed);
  }

  async #open(kind: MediaKind, frame: Bytes): Promise<Bytes | null> {
    const parts = apart(kind, frame);
    if (parts === null) return this.#refuse(kind, 'sframe-malformed');
    const opener = this.#openers.get(kind);
    if (opener === undefined) return this.#refuse(kind, 'sframe-unknown-key');
    const content = await opener.open(parts.sealed, parts.head, this.#ports.now());
    if (typeof content === 'string') return this.#refuse(kind, content);
    if (!isAsSaid(kind, parts.head, content)) return this.#refuse(kind, 'sframe-forged');
    this.#tallies[kind].opened += 1;
    return content;
  }

  #refuse(kind: MediaKind, why: string): null {
    const { refused } = this.#tallies[kind];
    refused[why] = (refused[why] ?? 0) + 1;
    return null;
  }

  /** M2 */
  async #make({ epoch, kind, suite }: ToMediaWorker & { readonly ask: 'key' }): Promise<void> {
    const key: MediaKey = { kid: kidOf(kind, epoch), epoch, baseKey: this.#ports.random(BASE_KEY) };
    this.#waiting.set(key.kid, await Sealer.of(suite, key));
    this.#ports.tell({ is: 'key', kind, key });
  }

  #use({ kid, kind }: ToMediaWorker & { readonly ask: 'use' }): void {
    const sealer = this.#waiting.get(kid);
    if (sealer === undefined) return;
    this.#waiting.delete(kid);
    this.#sealers.set(kind, sealer);
    if (kind === 'video') this.#wholePicture('send');
    this.#ports.tell({ is: 'used', kid });
  }

  async #add(key: MediaKey, suite: SuiteNumber): Promise<void> {
    const kind = kindOf(key.kid);
    const opener = this.#openers.get(kind) ?? new Opener(suite);
    this.#openers.set(kind, opener);
    const isTaken = await opener.add(key);
    this.#ports.tell({ is: 'heard', kid: key.kid, isTaken });
    if (!isTaken) return;
    if (kind === 'video') this.#wholePicture('receive');
    // Keys that were replaced go also while no frame comes.
    this.#ports.later(() => opener.expire(this.#ports.now()), REPLACED_MS);
  }

  /** M3. Of a way that was closed, or that sends nothing, there is none. */
  #wholePicture(side: Pass['side']): void {
    this.#ways
      .get(`${side} video`)
      ?.wholePicture()
      .catch(() => undefined);
  }
}

function noTally(): Tally {
  return { sealed: 0, opened: 0, unsealed: 0, refused: {}, spent: 0, longest: 0 };
}

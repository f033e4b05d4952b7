/** Two seats in processes of their own, with the mailboxes, the shelf of files and the wire between them. */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mkdirSync } from 'node:fs';
import { errorCode } from '../../../../src/errors.ts';
import type { MailboxClient } from '../../../../src/hospital/nodeClient.ts';
import { BareLedger } from '../../../support/bareLedger.ts';
import { Post } from '../../dialogue/support/post.ts';
import { WHO, type FromSeat, type SeatOrder, type SeatState, type ToSeat, type Who } from './seatTask.ts';

const SEAT = fileURLToPath(new URL('seatProcess.ts', import.meta.url));

type Calls = FromSeat & { readonly is: 'call' };

export class SeatPair {
  readonly #folder: string;
  readonly #post = new Post();
  readonly #shelf = new Map<string, Uint8Array>();
  readonly #seats = new Map<Who, RunningSeat>();
  /** Links by who reached their end. */
  readonly #reached = new Map<string, Set<Who>>();
  #runs = 0;
  /** How often a seat was killed. */
  kills = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async begin(folder: string): Promise<SeatPair> {
    const pair = new SeatPair(folder);
    for (const who of WHO) mkdirSync(join(folder, who));
    await Promise.all(WHO.map(async (who) => pair.start(who)));
    return pair;
  }

  /** Starts the program of a seat, anew after it was killed. */
  async start(who: Who): Promise<void> {
    this.#runs += 1;
    const task = { who, folder: join(this.#folder, who), run: this.#runs };
    const seat = new RunningSeat(task, (message) => this.#hear(who, message));
    this.#seats.set(who, seat);
    await seat.ready;
  }

  /** Null when it was killed before it had done it. */
  async order(who: Who, order: SeatOrder): Promise<SeatState | null> {
    return this.#seat(who).order(order);
  }

  killAt(who: Who, steps: number): void {
    this.#seat(who).tell({ is: 'kill-at', steps });
  }

  /** Waits for its end; one that did not reach its step is killed where it is. */
  async killed(who: Who): Promise<void> {
    const seat = this.#seat(who);
    seat.kill();
    await seat.gone;
    this.kills += 1;
    this.#dropLinks(who);
  }

  async end(): Promise<void> {
    for (const seat of this.#seats.values()) seat.kill();
    await Promise.all([...this.#seats.values()].map(async ({ gone }) => gone));
  }

  #seat(who: Who): RunningSeat {
    const seat = this.#seats.get(who);
    if (seat === undefined) throw new Error('a seat that was not begun');
    return seat;
  }

  #other(who: Who): RunningSeat {
    return this.#seat(who === 'li' ? 'wang' : 'li');
  }

  #hear(who: Who, message: FromSeat): void {
    switch (message.is) {
      case 'call':
        void this.#answer(who, message);
        return;
      case 'reached':
        return this.#reach(who, message.link);
      case 'closed':
        if (this.#reached.delete(message.link))
          this.#other(who).tell({ is: 'link', link: message.link, state: 'ended' });
        return;
      case 'frame':
        if (this.#reached.get(message.link)?.size === 2) this.#other(who).tell(message);
        return;
      case 'ready':
      case 'done':
        return;
    }
  }

  #reach(who: Who, link: string): void {
    const ends = this.#reached.get(link) ?? new Set<Who>();
    this.#reached.set(link, ends.add(who));
    if (ends.size < 2) return;
    for (const one of WHO) this.#seat(one).tell({ is: 'link', link, state: 'open' });
  }

  /** The page of the other side notices. */
  #dropLinks(who: Who): void {
    for (const link of this.#reached.keys()) this.#other(who).tell({ is: 'link', link, state: 'ended' });
    this.#reached.clear();
  }

  async #answer(who: Who, { args, id, name }: Calls): Promise<void> {
    const seat = this.#seat(who);
    try {
      const value = await this.#do(who, name, args);
      seat.tell({ is: 'answer', id, value, code: null });
    } catch (error) {
      seat.tell({ is: 'answer', id, value: null, code: errorCode(error) });
    }
  }

  async #do(who: Who, name: Calls['name'], args: readonly unknown[]): Promise<unknown> {
    const [blob, at, third] = args as readonly [string, number, unknown];
    const here = this.#shelf.get(blob) ?? new Uint8Array(0);
    switch (name) {
      case 'put': {
        const whole = new Uint8Array(Buffer.concat([here.subarray(0, at), third as Uint8Array]));
        this.#shelf.set(blob, whole);
        return null;
      }
      case 'has':
        return here.length;
      case 'get':
        return here.slice(at, at + (third as number));
      case 'watch':
        return void (await this.#mailboxOf(who).watch(true, (came) =>
          this.#seat(who).tell({ is: 'mail', came }),
        ));
      case 'send':
      case 'fetch':
      case 'acknowledge':
      case 'receipts':
      case 'presence': {
        const work = this.#mailboxOf(who)[name] as (...given: readonly unknown[]) => Promise<unknown>;
        return work(...args);
      }
    }
  }

  #mailboxOf(who: Who): MailboxClient {
    return this.#post.of(world[who].id);
  }
}

const { world } = BareLedger.staffed();

class RunningSeat {
  readonly ready: Promise<void>;
  readonly gone: Promise<void>;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (state: SeatState | null) => void>();
  #orders = 0;
  isRunning = true;

  constructor(task: object, hear: (message: FromSeat) => void) {
    this.#child = fork(SEAT, [JSON.stringify(task)], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execArgv: ['--no-warnings'],
      serialization: 'advanced',
    });
    this.ready = new Promise((resolve) => {
      this.#child.on('message', (message: FromSeat) => {
        if (message.is === 'ready') resolve();
        if (message.is === 'done') this.#done(message.id, message.state);
        hear(message);
      });
    });
    this.gone = new Promise((resolve) => {
      this.#child.once('close', () => {
        this.isRunning = false;
        for (const id of this.#waiting.keys()) this.#done(id, null);
        resolve();
      });
    });
  }

  async order(order: SeatOrder): Promise<SeatState | null> {
    if (!this.isRunning) return null;
    this.#orders += 1;
    const id = this.#orders;
    const done = new Promise<SeatState | null>((resolve) => this.#waiting.set(id, resolve));
    this.tell({ is: 'order', id, order });
    return done;
  }

  /** Whoever was killed hears nothing. */
  tell(message: ToSeat): void {
    if (this.isRunning && this.#child.connected) this.#child.send(message, () => undefined);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #done(id: number, state: SeatState | null): void {
    this.#waiting.get(id)?.(state);
    this.#waiting.delete(id);
  }
}

/**
 * The page's side of the image worker. A decoder that does not come back, or dies, is ended with its worker; the file that
 * it was at is not tried again, and what else is asked for goes to a new worker.
 */
import { CoreError } from '../client/core.ts';
import type { Answer, Answered, FileKind, ImageSource, Opened, Question, Shown } from './protocol.ts';

/** No image takes so long; ms. */
const PATIENCE_MS = 30_000;

/** As much of a Worker as is used. */
export interface WorkerPort {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<Answered>) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
  terminate(): void;
}

export interface ReaderPorts {
  readonly start: () => WorkerPort;
  /** Calls back later unless it is taken back. */
  readonly later: (then: () => void, ms: number) => () => void;
}

interface Waiting {
  readonly file: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: CoreError) => void;
}

/** What was asked of a worker that ended over another file. */
const ENDED: Answer = { is: 'gone' };

export class ImageReader implements ImageSource {
  readonly #ports: ReaderPorts;
  /** In the order in which the worker answers them. */
  readonly #waiting = new Map<number, Waiting>();
  /** Files over which a worker ended. */
  readonly #bad = new Set<number>();
  #worker: WorkerPort | null = null;
  #stopTimer: () => void = () => undefined;
  #next = 0;
  #isClosed = false;

  constructor(ports: ReaderPorts) {
    this.#ports = ports;
  }

  /** Null: the worker ended over another file meanwhile. Errors: CoreError with a code of src/imaging. */
  async open(file: number, kind: FileKind, bytes: Uint8Array<ArrayBuffer>): Promise<Opened | null> {
    const answer = await this.#ask(file, { ask: 'open', file, kind, bytes }, [bytes.buffer]);
    if (answer.is === 'gone') return null;
    if (answer.is !== 'opened') throw new CoreError('internal', {});
    return answer.opened;
  }

  async frame(file: number, frame: number): Promise<Shown | null> {
    const answer = await this.#ask(file, { ask: 'frame', file, frame }, []);
    if (answer.is === 'gone') return null;
    if (answer.is !== 'frame') throw new CoreError('internal', {});
    return { frame: answer.frame, cut: answer.cut };
  }

  /** What is still asked for is refused as damaged. */
  close(): void {
    this.#isClosed = true;
    this.#stopTimer();
    this.#worker?.terminate();
    for (const { reject } of this.#waiting.values()) reject(damaged());
    this.#waiting.clear();
  }

  async #ask(file: number, question: Question, transfer: Transferable[]): Promise<Answer> {
    if (this.#isClosed || this.#bad.has(file)) throw damaged();
    const number = (this.#next += 1);
    return await new Promise((resolve, reject) => {
      this.#waiting.set(number, { file, resolve, reject });
      this.#worker ??= this.#started();
      this.#worker.postMessage({ number, question }, transfer);
      if (this.#waiting.size === 1) this.#waitOn();
    });
  }

  #started(): WorkerPort {
    const worker = this.#ports.start();
    worker.addEventListener('message', ({ data }) => worker === this.#worker && this.#take(data));
    worker.addEventListener('error', () => worker === this.#worker && this.#end());
    return worker;
  }

  #take({ answer, number }: Answered): void {
    const waiting = this.#waiting.get(number);
    if (waiting === undefined) return;
    this.#waiting.delete(number);
    this.#waitOn();
    if (answer.is === 'refused') waiting.reject(new CoreError(answer.code, answer.detail));
    else waiting.resolve(answer);
  }

  /** The worker does one thing after the other: what it is at now may take so long from now on. */
  #waitOn(): void {
    this.#stopTimer();
    this.#stopTimer =
      this.#waiting.size === 0 ? () => undefined : this.#ports.later(() => this.#end(), PATIENCE_MS);
  }

  #end(): void {
    this.#stopTimer();
    this.#worker?.terminate();
    this.#worker = null;
    const [first, ...others] = this.#waiting.values();
    this.#waiting.clear();
    if (first !== undefined) this.#bad.add(first.file);
    first?.reject(damaged());
    for (const { file, reject, resolve } of others) {
      if (this.#bad.has(file)) reject(damaged());
      else resolve(ENDED);
    }
  }
}

function damaged(): CoreError {
  return new CoreError('pixels-damaged', {});
}

/** The page's side of the image worker. A decoder that does not come back is ended with its worker. */
import workerUrl from './imageWorker.ts?worker&url';
import { CoreError } from '../client/core.ts';
import { trustedScript } from '../client/trustedScript.ts';
import type { Answer, Answered, ImageSource, Opened, Question, Shown } from './protocol.ts';

const WORKER = new URL(workerUrl, import.meta.url).href;
/** No image takes so long; ms. */
const PATIENCE_MS = 30_000;

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: CoreError) => void;
  readonly timer: number;
}

export class ImageReader implements ImageSource {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  #ended = false;

  constructor() {
    this.#worker = new Worker(trustedScript('image-worker', WORKER), { type: 'module' });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Answered>) => this.#take(data));
    this.#worker.addEventListener('error', () => this.close());
  }

  /** Errors: CoreError with a code of src/imaging. */
  async open(file: number, kind: 'dicom' | 'picture', bytes: Uint8Array): Promise<Opened> {
    const answer = await this.#ask({ ask: 'open', file, kind, bytes }, [bytes.buffer]);
    if (answer.is !== 'opened') throw new CoreError('internal', {});
    return answer.opened;
  }

  async frame(file: number, frame: number): Promise<Shown> {
    const answer = await this.#ask({ ask: 'frame', file, frame }, []);
    if (answer.is !== 'frame') throw new CoreError('internal', {});
    return { frame: answer.frame, cut: answer.cut };
  }

  /** What is still asked for is refused as damaged. */
  close(): void {
    this.#ended = true;
    this.#worker.terminate();
    for (const { reject, timer } of this.#waiting.values()) {
      window.clearTimeout(timer);
      reject(new CoreError('pixels-damaged', {}));
    }
    this.#waiting.clear();
  }

  async #ask(question: Question, transfer: Transferable[]): Promise<Answer> {
    if (this.#ended) throw new CoreError('pixels-damaged', {});
    const number = (this.#next += 1);
    return new Promise((resolve, reject) => {
      const timer = window.setTimeout(() => this.close(), PATIENCE_MS);
      this.#waiting.set(number, { resolve, reject, timer });
      this.#worker.postMessage({ number, question }, transfer);
    });
  }

  #take({ answer, number }: Answered): void {
    const waiting = this.#waiting.get(number);
    if (waiting === undefined) return;
    this.#waiting.delete(number);
    window.clearTimeout(waiting.timer);
    if (answer.is === 'refused') waiting.reject(new CoreError(answer.code, answer.detail));
    else waiting.resolve(answer);
  }
}

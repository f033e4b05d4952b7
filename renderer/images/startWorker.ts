/** What an image reader has of the window: its worker, and time. */
import workerUrl from './imageWorker.ts?worker&url';
import { trustedScript } from '../client/trustedScript.ts';
import type { ReaderPorts } from './imageReader.ts';
import type { Answered } from './protocol.ts';

const WORKER = new URL(workerUrl, import.meta.url).href;

/** Has read its script and its decoders, and no file: whoever opens the next image waits for neither. */
let spare: Worker | null = null;

export const WINDOW_PORTS: ReaderPorts = {
  start: () => {
    const worker = spare ?? startWorker();
    spare = null;
    // Not before it has decoded something: the next one would take the time of this one.
    const prepareNext = ({ data }: MessageEvent<Answered>): void => {
      if (data.answer.is === 'opened') return;
      worker.removeEventListener('message', prepareNext);
      window.requestIdleCallback(prepareWorker);
    };
    worker.addEventListener('message', prepareNext);
    return worker;
  },
  later: (then, ms) => {
    const timer = window.setTimeout(then, ms);
    return () => window.clearTimeout(timer);
  },
};

/** Somebody may open an image soon. */
export function prepareWorker(): void {
  spare ??= startWorker();
}

function startWorker(): Worker {
  return new Worker(trustedScript('image-worker', WORKER), { type: 'module' });
}

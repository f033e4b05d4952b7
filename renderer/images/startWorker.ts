/** What an image reader has of the window: its worker, and time. */
import workerUrl from './imageWorker.ts?worker&url';
import { trustedScript } from '../client/trustedScript.ts';
import type { ReaderPorts } from './imageReader.ts';

const WORKER = new URL(workerUrl, import.meta.url).href;

export const WINDOW_PORTS: ReaderPorts = {
  start: () => new Worker(trustedScript('image-worker', WORKER), { type: 'module' }),
  later: (then, ms) => {
    const timer = window.setTimeout(then, ms);
    return () => window.clearTimeout(timer);
  },
};

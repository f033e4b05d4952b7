/** Entry of a utility process: gives its module `process.parentPort`, and ends with the program. */
import type { ParentPort } from 'electron';
import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';

/** Holds messages until somebody listens. */
class StandInParentPort extends EventEmitter {
  readonly #early: unknown[] = [];

  constructor() {
    super();
    process.on('message', (message: { readonly data: unknown }) => this.#take(message.data));
    this.on('newListener', (name) => {
      if (name === 'message' && this.listenerCount('message') === 0) setImmediate(() => this.#flush());
    });
  }

  postMessage(message: unknown): void {
    process.send?.({ data: structuredClone(message) });
  }

  #take(data: unknown): void {
    if (this.listenerCount('message') === 0) this.#early.push(data);
    else this.emit('message', { data, ports: [] });
  }

  #flush(): void {
    for (const data of this.#early.splice(0)) this.emit('message', { data, ports: [] });
  }
}

const [, , entry = ''] = process.argv;
const port: Pick<ParentPort, 'postMessage'> = new StandInParentPort();
Object.defineProperty(process, 'parentPort', { value: port });
Object.defineProperty(process, 'type', { value: 'utility' });
process.argv.splice(1, 1);
process.once('disconnect', () => process.exit(0));
await import(pathToFileURL(entry).href);

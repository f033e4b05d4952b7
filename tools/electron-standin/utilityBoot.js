// Entry of a utility process: gives its module `process.parentPort`, and ends with the program.
// Plain JavaScript: Electron's own strips no types, which here would take longer than all the rest.
import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';

/** @typedef {{ readonly data: unknown }} Message */

/** Holds messages until somebody listens. */
class StandInParentPort extends EventEmitter {
  /** @type {unknown[]} */
  #early = [];

  constructor() {
    super();
    process.on('message', (message) => this.#take(/** @type {Message} */ (message).data));
    this.on('newListener', (name) => {
      if (name === 'message' && this.listenerCount('message') === 0) setImmediate(() => this.#flush());
    });
  }

  /** @param {unknown} message */
  postMessage(message) {
    process.send?.({ data: structuredClone(message) });
  }

  /** @param {unknown} data */
  #take(data) {
    if (this.listenerCount('message') === 0) this.#early.push(data);
    else this.emit('message', { data, ports: [] });
  }

  #flush() {
    for (const data of this.#early.splice(0)) this.emit('message', { data, ports: [] });
  }
}

const [, , entry = ''] = process.argv;
/** @type {Pick<import('electron').ParentPort, 'postMessage'>} */
const port = new StandInParentPort();
Object.defineProperty(process, 'parentPort', { value: port });
Object.defineProperty(process, 'type', { value: 'utility' });
process.argv.splice(1, 1);
process.once('disconnect', () => process.exit(0));
await import(pathToFileURL(entry).href);

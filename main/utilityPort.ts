/** A utility process's port to main. */

/** Takes what main sends. Its type is that of the one sender: both are built together. */
export function listenToMain<T>(receive: (message: T) => void): void {
  process.parentPort.on('message', (event) => receive(event.data as T));
}

export function tellMain(message: unknown): void {
  process.parentPort.postMessage(message);
}

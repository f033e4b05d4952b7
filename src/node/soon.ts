/** Runs `run` once whatever input has already arrived was handled: what lets arrivals share one durable write. */
export function soon(run: () => void): void {
  setImmediate(run);
}

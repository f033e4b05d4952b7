/** Work that may wait: so much of it at once, in the order in which it came. */

/** Small pictures that are made at once: each has a worker of its own. */
const AT_ONCE = 2;

let running = 0;
const waiting: (() => void)[] = [];

/** Does the work when it is its turn; not at all when it is not wanted any more by then. */
export async function inTurn(isWanted: () => boolean, work: () => Promise<void>): Promise<void> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    if (isWanted()) await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

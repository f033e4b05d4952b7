/** simple-peer and the streams in it were written for Node: they expect these two names to be there before they are read. */
const page = globalThis as { global?: unknown; process?: unknown };

page.global ??= globalThis;
page.process ??= {
  browser: true,
  env: {},
  nextTick: (work: (...args: unknown[]) => void, ...args: unknown[]) => queueMicrotask(() => work(...args)),
};

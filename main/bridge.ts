/** The two channels between a page and the shell, and what crosses them. */
/** A page asks: (channel of the request table, arguments) → Outcome (src/workstation/api.ts). */
export const REQUEST = 'consilium:request';
/** The core tells: one WorkstationEvent. */
export const EVENT = 'consilium:event';

/** What the preload script puts into the page as `window.consilium`. */
export interface Bridge {
  invoke(channel: string, args: unknown): Promise<unknown>;
  on(event: string, listener: (payload: unknown) => void): () => void;
}

/** The `ipcMain` module: answers what preload scripts invoke. */
import type { IpcMain } from 'electron';

export type InvokeHandler = Parameters<IpcMain['handle']>[1];

export class StandInIpcMain {
  readonly #handlers = new Map<string, InvokeHandler>();

  handle(channel: string, listener: InvokeHandler): void {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this.#handlers.set(channel, listener);
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** Runs the handler of a channel. Rejects with the message that Electron gives to the page. */
  async invoke(
    event: Parameters<InvokeHandler>[0],
    channel: string,
    args: readonly unknown[],
  ): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    try {
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      return await (handler(event, ...args) as unknown);
    } catch (error) {
      throw new Error(`Error invoking remote method '${channel}': ${String(error)}`, { cause: error });
    }
  }
}

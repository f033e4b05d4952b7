/** The `protocol` module of the default session. */
import type { CustomScheme, Protocol } from 'electron';
import { registerSchemes } from './addresses.ts';
import type { StandInApp } from './app.ts';

export type ProtocolHandler = Parameters<Protocol['handle']>[1];

export class StandInProtocol {
  readonly handlers = new Map<string, ProtocolHandler>();
  readonly #app: StandInApp;
  #registered = false;

  constructor(app: StandInApp) {
    this.#app = app;
  }

  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    if (this.#app.isReady()) {
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    }
    if (this.#registered) throw new Error('protocol.registerSchemesAsPrivileged should be called only once');
    this.#registered = true;
    registerSchemes(schemes.map(({ scheme }) => scheme));
  }

  handle(scheme: string, handler: ProtocolHandler): void {
    if (this.handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    this.handlers.set(scheme, handler);
  }
}

/** Wishes to erase over a connection to a node. */
import type { InstitutionId, Signature, StatementHash } from '../../crypto/ids.ts';
import type { Connector } from '../connector.ts';
import type { ParamsOf, ResultOf } from '../methods.ts';
import type { ErasingClient } from '../nodeClient.ts';
import type { EraseMethod, EraseStanding, EraseWish } from './shapes.ts';

export class WireErasing implements ErasingClient {
  readonly #connector: Connector;

  constructor(connector: Connector) {
    this.#connector = connector;
  }

  async ask(request: Uint8Array, signature: Signature): Promise<void> {
    await this.#call('erase/ask', { request, signature });
  }

  async standings(
    home: InstitutionId,
    statements: readonly StatementHash[],
  ): Promise<readonly EraseStanding[]> {
    return (await this.#call('erase/state', { home, statements })).standings;
  }

  async wishes(): Promise<readonly EraseWish[]> {
    return (await this.#call('erase/list', {})).wishes;
  }

  async decline(statement: StatementHash, reason: string): Promise<void> {
    await this.#call('erase/decline', { statement, reason });
  }

  async #call<M extends EraseMethod>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
    const { link } = await this.#connector.get();
    return link.call(method, params);
  }
}

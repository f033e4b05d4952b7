/** Keys of shared cases over a connection to the author's node. */
import type { CaseId } from '../../crypto/ids.ts';
import type { Connector } from '../connector.ts';
import type { ParamsOf, ResultOf } from '../methods.ts';
import type { CaseKeysClient } from '../nodeClient.ts';
import { inPortions } from '../portions.ts';
import { MOST_READERS, type CaseKeyMethod, type CaseReader, type WrappedCaseKey } from './shapes.ts';

export class WireCaseKeys implements CaseKeysClient {
  readonly #connector: Connector;

  constructor(connector: Connector) {
    this.#connector = connector;
  }

  async put(name: CaseId, readers: readonly CaseReader[]): Promise<void> {
    await inPortions(readers, MOST_READERS, async (portion) => {
      await this.#call('case-key/put', { case: name, readers: portion });
      return [];
    });
  }

  async get(name: CaseId): Promise<WrappedCaseKey> {
    return this.#call('case-key/get', { case: name });
  }

  async withdraw(name: CaseId): Promise<void> {
    await this.#call('case-key/withdraw', { case: name });
  }

  async #call<M extends CaseKeyMethod>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
    const { link } = await this.#connector.get();
    return link.call(method, params);
  }
}

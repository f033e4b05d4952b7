/** What doctors give each other, over a connection to a node. */
import { ConsiliumError } from '../../errors.ts';
import type { Connector } from '../connector.ts';
import type { MethodName, ParamsOf, ResultOf } from '../methods.ts';
import type { ExchangesClient } from '../nodeClient.ts';
import { LARGEST_PARCEL } from '../patient/parcels.ts';
import type { ExchangedToReader } from './shapes.ts';

export class WireExchanges implements ExchangesClient {
  readonly #connector: Connector;

  constructor(connector: Connector) {
    this.#connector = connector;
  }

  async deliver(parcel: Uint8Array): Promise<void> {
    if (parcel.length > LARGEST_PARCEL)
      throw new ConsiliumError('parcel-too-large', { length: parcel.length });
    await this.#call('exchange/deliver', { parcel });
  }

  async given(): Promise<readonly ExchangedToReader[]> {
    return (await this.#call('gate/exchanges', {})).exchanges;
  }

  async #call<M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
    const { link } = await this.#connector.get();
    return link.call(method, params);
  }
}

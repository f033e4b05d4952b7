/** Recordings that stand on the ledger, over a connection to a node. */
import type { StaffId } from '../../crypto/ids.ts';
import type { Connector } from '../connector.ts';
import type { ParamsOf, ResultOf } from '../methods.ts';
import type { RecordingsClient } from '../nodeClient.ts';
import type { NamedReader, RecordingMethod } from './shapes.ts';

export class WireRecordings implements RecordingsClient {
  readonly #connector: Connector;

  constructor(connector: Connector) {
    this.#connector = connector;
  }

  async envelope(anchor: Uint8Array): Promise<Uint8Array> {
    return (await this.#call('recording/envelope', { anchor })).envelope;
  }

  async name(named: NamedReader): Promise<void> {
    await this.#call('recording/name', named);
  }

  async unname(anchor: Uint8Array, doctor: StaffId): Promise<void> {
    await this.#call('recording/unname', { anchor, doctor });
  }

  async named(): Promise<readonly NamedReader[]> {
    return (await this.#call('gate/recordings', {})).recordings;
  }

  async #call<M extends RecordingMethod>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
    const { link } = await this.#connector.get();
    return link.call(method, params);
  }
}

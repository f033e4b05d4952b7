/** What patients bring, and what was granted, over a connection to a node. */
import type { Signature, TxId } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import type { Connector } from '../connector.ts';
import type { MethodName, ParamsOf, ResultOf } from '../methods.ts';
import type { PatientRightsClient } from '../nodeClient.ts';
import { LARGEST_PARCEL } from './parcels.ts';
import type { GrantedRecords } from './shapes.ts';

export class WirePatientRights implements PatientRightsClient {
  readonly #connector: Connector;

  constructor(connector: Connector) {
    this.#connector = connector;
  }

  async receipt(body: Uint8Array, consent: Signature, parcel: Uint8Array): Promise<Signature> {
    assertSize(parcel);
    return (await this.#call('patient/receipt', { body, consent, parcel })).signature;
  }

  async deliver(parcel: Uint8Array): Promise<void> {
    assertSize(parcel);
    await this.#call('patient/deliver', { parcel });
  }

  async submit(transaction: Uint8Array): Promise<TxId> {
    return (await this.#call('patient/submit', { tx: transaction })).id;
  }

  async grants(): Promise<readonly GrantedRecords[]> {
    return (await this.#call('gate/grants', {})).grants;
  }

  async #call<M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
    const { link } = await this.#connector.get();
    return link.call(method, params);
  }
}

function assertSize(parcel: Uint8Array): void {
  if (parcel.length > LARGEST_PARCEL) throw new ConsiliumError('parcel-too-large', { length: parcel.length });
}

/** Shared cases over a connection to a node. */
import type { SenderKeyOf } from '../../crypto/caseEnvelope.ts';
import type { CaseName } from '../../crypto/ids.ts';
import type { Connector } from '../connector.ts';
import type { ParamsOf, ResultOf } from '../methods.ts';
import type { SharedCasesClient } from '../nodeClient.ts';
import type { BroughtCase, GivenCase, OwnCase, SharedCaseMethod } from './sharedShapes.ts';

export class WireSharedCases implements SharedCasesClient {
  readonly #connector: Connector;

  constructor(connector: Connector) {
    this.#connector = connector;
  }

  async senderKey(): Promise<SenderKeyOf> {
    return this.#call('case/sender-key', {});
  }

  async bring(brought: BroughtCase): Promise<void> {
    await this.#call('case/bring', brought);
  }

  async recall(name: CaseName): Promise<void> {
    await this.#call('case/recall', { case: name });
  }

  async mine(): Promise<readonly OwnCase[]> {
    return (await this.#call('case/mine', {})).cases;
  }

  async get(name: CaseName): Promise<GivenCase> {
    return this.#call('case/get', { case: name });
  }

  async opened(name: CaseName): Promise<void> {
    await this.#call('case/opened', { case: name });
  }

  async archived(name: CaseName): Promise<Uint8Array> {
    return (await this.#call('case/dossier', { case: name })).archive;
  }

  async #call<M extends SharedCaseMethod>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
    const { link } = await this.#connector.get();
    return link.call(method, params);
  }
}

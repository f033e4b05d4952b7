/** What doctors say of themselves, over a connection to their node. */
import type { StaffId } from '../../crypto/ids.ts';
import type { Connector } from '../connector.ts';
import type { ParamsOf, ResultOf } from '../methods.ts';
import type { ProfilesClient } from '../nodeClient.ts';
import { inPortions } from '../portions.ts';
import { MOST_PROFILES, type ProfileMethod } from './shapes.ts';

export class WireProfiles implements ProfilesClient {
  readonly #connector: Connector;

  constructor(connector: Connector) {
    this.#connector = connector;
  }

  async put(profile: Uint8Array): Promise<void> {
    await this.#call('profile/put', { profile });
  }

  async get(doctors: readonly StaffId[]): Promise<readonly (Uint8Array | null)[]> {
    return inPortions(doctors, MOST_PROFILES, async (portion) => {
      return (await this.#call('profile/get', { doctors: portion })).profiles;
    });
  }

  async #call<M extends ProfileMethod>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
    const { link } = await this.#connector.get();
    return link.call(method, params);
  }
}

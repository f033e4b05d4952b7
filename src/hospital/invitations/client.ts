/** Invitations over a connection to their node. */
import type { InvitationToken } from '../../crypto/ids.ts';
import type { Connector } from '../connector.ts';
import type { ParamsOf, ResultOf } from '../methods.ts';
import type { InvitationsClient } from '../nodeClient.ts';
import type { InvitationMethod, InvitationState, MadeInvitation, Offer } from './shapes.ts';

export class WireInvitations implements InvitationsClient {
  readonly #connector: Connector;

  constructor(connector: Connector) {
    this.#connector = connector;
  }

  async make(): Promise<MadeInvitation> {
    return this.#call('invite/make', {});
  }

  async offers(): Promise<readonly Offer[]> {
    return (await this.#call('invite/list', {})).offers;
  }

  async decline(token: InvitationToken): Promise<void> {
    await this.#call('invite/decline', { token });
  }

  async offer(token: InvitationToken, enrolment: string): Promise<void> {
    await this.#call('invite/offer', { token, enrolment });
  }

  async state(token: InvitationToken): Promise<InvitationState> {
    return (await this.#call('invite/state', { token })).state;
  }

  async #call<M extends InvitationMethod>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
    const { link } = await this.#connector.get();
    return link.call(method, params);
  }
}

/** The mailbox over a connection to its node. */
import type { MailId, StaffId } from '../../crypto/ids.ts';
import type { Connector } from '../connector.ts';
import type { MethodName, ParamsOf, ResultOf } from '../methods.ts';
import type { MailboxClient } from '../nodeClient.ts';
import { MOST_ASKED, MOST_MAIL, type MailReceipt, type OutgoingMail, type StoredMail } from './mail.ts';
import { inPortions } from '../portions.ts';
import type { ReceiptQuery } from './shapes.ts';

export class WireMailbox implements MailboxClient {
  readonly #connector: Connector;

  constructor(connector: Connector) {
    this.#connector = connector;
  }

  async send(mail: OutgoingMail): Promise<void> {
    await this.#call('mailbox/send', mail);
  }

  async fetch(after: number): Promise<readonly StoredMail[]> {
    return (await this.#call('mailbox/fetch', { after })).mail;
  }

  async acknowledge(mail: readonly MailId[]): Promise<void> {
    await inPortions(mail, MOST_MAIL, async (portion) => {
      await this.#call('mailbox/acknowledge', { mail: portion });
      return [];
    });
  }

  async receipts(query: ReceiptQuery): Promise<readonly MailReceipt[]> {
    return (await this.#call('mailbox/receipts', query)).receipts;
  }

  async watch(visible: boolean, listener: (came: StoredMail | null) => void): Promise<() => void> {
    return this.#connector.watchMail({ visible, listener });
  }

  async presence(doctors: readonly StaffId[]): Promise<readonly boolean[]> {
    return inPortions(doctors, MOST_ASKED, async (portion) => {
      return (await this.#call('mailbox/presence', { doctors: portion })).present;
    });
  }

  async #call<M extends MethodName>(method: M, params: ParamsOf<M>): Promise<ResultOf<M>> {
    const { link } = await this.#connector.get();
    return link.call(method, params);
  }
}

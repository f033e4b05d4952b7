/** An officer at a node, while a consortium is being set up: logs in, and submits what is to stand on the ledger. */
import type { Network } from '../../../crypto/ids.ts';
import { signLogin } from '../../../crypto/login.ts';
import { signTransaction } from '../../../contracts/transaction.ts';
import type { BodyOf, TransactionKind } from '../../../contracts/transactionKinds.ts';
import { isConsiliumError } from '../../../errors.ts';
import type { NodeClient } from '../../../hospital/nodeClient.ts';
import type { CoreHost } from '../context.ts';
import { localNode } from '../ledger/localNode.ts';
import { signerOf, type Person } from './people.ts';

/** A transaction's kind and fields. */
type Action = {
  [K in TransactionKind]: Omit<BodyOf<K>, 'time' | 'expires' | 'signers'>;
}[TransactionKind];

const HOUR_MS = 60 * 60 * 1000;
/** A node that joins needs a moment to fetch the ledger; after this something else is wrong. */
const JOIN_WITHIN_MS = 30_000;
const LOOK_AGAIN_MS = 50;
/** What a node says of people that its copy of the ledger does not have yet. */
const NOT_YET: ReadonlySet<string> = new Set(['signer-unknown', 'institution-unknown']);

export class NodeAccess {
  readonly client: NodeClient;
  readonly #host: CoreHost;
  readonly #network: Network;
  readonly #officer: Person;

  /** The node in `folder`, started if it does not run. */
  constructor(host: CoreHost, folder: string, by: { readonly network: Network; readonly officer: Person }) {
    this.#host = host;
    this.#network = by.network;
    this.#officer = by.officer;
    this.client = localNode(host, folder, { network: by.network });
  }

  /** Logs the officer in, as soon as the node knows them. Errors: as NodeClient.login. */
  async logIn(): Promise<void> {
    const { owner, keys } = this.#officer;
    const until = this.#host.clock.now() + JOIN_WITHIN_MS;
    for (;;) {
      try {
        await this.client.login({
          role: owner.role,
          entity: owner.entity,
          keyVersion: keys.version,
          sign: (challenge) => signLogin(challenge, keys.sign.secretKey),
        });
        return;
      } catch (error) {
        const isEarly = isConsiliumError(error) && NOT_YET.has(error.code);
        if (!isEarly || this.#host.clock.now() > until) throw error;
      }
      await this.#pause();
    }
  }

  /**
   * Resolves when a block has taken it. `others` sign beside the officer: what more than one institution has to agree to.
   * Errors: the ledger's refusal by its code.
   */
  async submit(action: Action, others: readonly Person[] = []): Promise<void> {
    const time = this.#host.clock.now();
    const officers = [this.#officer, ...others];
    const body = { ...action, time, expires: time + HOUR_MS, signers: officers.map(signerOf) };
    const keys = officers.map((officer) => officer.keys.sign.secretKey);
    await this.client.submit(signTransaction(this.#network, body, keys));
  }

  /** Resolves when the node's own copy has this height. */
  async reached(height: number): Promise<void> {
    while ((await this.client.blocks(height, 1)).length === 0) await this.#pause();
  }

  async #pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#host.timers.after(LOOK_AGAIN_MS, resolve);
    });
  }
}

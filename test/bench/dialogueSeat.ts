/** A doctor's seat for measurements: a real desk with files, the dialogue service, and the request table of connections. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toNetwork } from '../../src/crypto/ids.ts';
import type { KeyStoreIdentity } from '../../src/crypto/keyStore.ts';
import { systemClock } from '../../src/node/clock.ts';
import { silentLogger } from '../../src/node/logger.ts';
import { systemRandom } from '../../src/node/random.ts';
import { systemTimers } from '../../src/node/timers.ts';
import { openDesk, type Desk } from '../../src/replica/desk/desk.ts';
import { AttachmentFiles } from '../../src/workstation/core/attachments/files.ts';
import { DialogueService } from '../../src/workstation/core/dialogue/service.ts';
import type { BareLedger } from '../support/bareLedger.ts';
import type { Person } from '../support/world.ts';
import type { Post } from '../workstation/dialogue/support/post.ts';

export class BenchSeat {
  readonly person: Person;
  readonly desk: Desk;
  readonly files: AttachmentFiles;
  readonly service: DialogueService;
  /** The page is told that there are orders. */
  ordered: () => void = () => undefined;
  readonly #waiting = new Set<() => void>();
  readonly #folder = mkdtempSync(join(tmpdir(), 'consilium-bench-'));

  constructor(person: Person, { ledger, post }: { readonly ledger: BareLedger; readonly post: Post }) {
    this.person = person;
    const key = new Uint8Array(32).fill(3);
    this.desk = openDesk({
      path: join(this.#folder, 'desk.db'),
      key,
      clock: systemClock,
      random: systemRandom,
    });
    this.files = new AttachmentFiles(join(this.#folder, 'files'));
    const keys = person.keys(1);
    const mailbox = post.of(person.id);
    this.service = new DialogueService({
      clock: systemClock,
      random: systemRandom,
      timers: systemTimers,
      logger: silentLogger,
      session: {
        identity: { entity: person.id, institution: person.institution } as KeyStoreIdentity,
        keys,
        keyVersion: 1,
        sealing: new Map([[1, keys.seal]]),
        desk: this.desk,
        files: this.files,
      },
      network: toNetwork(ledger.world.network),
      state: ledger.state,
      own: mailbox,
      mailboxAt: async () => mailbox,
      blobsAt: async () => post.blobs,
      ownBlobs: post.blobs,
      ownProfiles: post.profilesOf(person.id),
      isFresh: async () => true,
      clockOffset: () => 0,
      relay: async () => null,
      changed: () => {
        for (const go of this.#waiting) go();
        this.#waiting.clear();
      },
      called: () => undefined,
      ordered: () => this.ordered(),
    });
    this.service.wake();
  }

  /** Resolves when something changed in the desk. */
  async somethingChanges(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  async close(): Promise<void> {
    await this.service.stop();
    this.desk.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

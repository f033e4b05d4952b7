/** A doctor with a desk and the dialogue service, over a ledger in memory; it can be cut off at any step and begun again. */
import { onTestFinished } from 'vitest';
import { copyFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { toHex } from '../../../../src/crypto/bytes.ts';
import { toNetwork } from '../../../../src/crypto/ids.ts';
import type { KeyStoreIdentity } from '../../../../src/crypto/keyStore.ts';
import type { MailboxClient } from '../../../../src/hospital/nodeClient.ts';
import { jsonLogger } from '../../../../src/node/logger.ts';
import { openDesk, type Desk } from '../../../../src/replica/desk/desk.ts';
import { AttachmentFiles, recoverFiles } from '../../../../src/workstation/core/attachments/files.ts';
import { DialogueService } from '../../../../src/workstation/core/dialogue/service.ts';
import type { DialoguePorts } from '../../../../src/workstation/core/dialogue/ports.ts';
import { endRestored } from '../../../../src/workstation/core/dialogue/restored.ts';
import { temporaryFolder, testKey } from '../../../replica/support/temporary.ts';
import type { BareLedger } from '../../../support/bareLedger.ts';
import type { ManualClock } from '../../../support/manualClock.ts';
import { manualTimers } from '../../../support/manualTimers.ts';
import type { Person } from '../../../support/world.ts';
import { seededRandom } from '../../../consult/people.ts';
import type { Post } from './post.ts';

/** What the machine has in common with all others of a test. */
export interface Around {
  readonly ledger: BareLedger;
  readonly post: Post;
  readonly clock: ManualClock;
}

/** The page's side of direct connections. */
export interface Page {
  ordered(): void;
}

/** The power went; nothing after it happened. */
class PowerCut extends Error {}

export class Seat {
  readonly person: Person;
  readonly #around: Around;
  readonly #folder = temporaryFolder();
  #path = join(this.#folder, 'desk.db');
  /** What lies beside the desk. */
  readonly files = new AttachmentFiles(join(this.#folder, 'files'));
  readonly #random: ReturnType<typeof seededRandom>;
  isFresh = true;
  /** The ledger's time less this seat's. */
  clockOffset = 0;
  /** Of the keys that this seat signs with. */
  keyVersion = 1;
  /** The test is over. */
  isClosed = false;
  /** Every line of its log. */
  readonly log: string[] = [];
  /** How often it asked for the doctor. */
  rings = 0;
  /** How often a call rang. */
  callRings = 0;
  /** Of what it told the doctor. */
  readonly news: string[] = [];
  /** Makes direct connections, where the test has one. */
  page: Page | null = null;
  desk: Desk;
  service: DialogueService;
  #timers = manualTimers();
  /** Bytes of the write-ahead log that a loss of power leaves; null when all of it is durable. */
  #durable: number | null = null;
  #losses = 0;
  /** Steps that are left before the power goes. */
  #left = Number.POSITIVE_INFINITY;

  constructor(person: Person, around: Around, seed = '') {
    this.person = person;
    this.#around = around;
    this.#random = seededRandom(`${seed} ${toHex(person.id)}`);
    this.desk = this.#openDesk();
    this.service = this.#serve();
    onTestFinished(() => {
      this.isClosed = true;
      this.desk.close();
    });
  }

  get ports(): DialoguePorts {
    return this.service.ports;
  }

  /** The power goes after so many steps: a step is a call of a mailbox, or what is written in one transaction. */
  cutAfter(steps: number): void {
    this.#left = steps;
  }

  get isCut(): boolean {
    return this.#left <= 0;
  }

  /** Starts the program again, over the same file; without what no disk had yet when the power went. */
  restart(): void {
    if (this.isCut) this.#losePower();
    this.desk.close();
    this.#left = Number.POSITIVE_INFINITY;
    this.#timers = manualTimers();
    this.desk = this.#openDesk();
    recoverFiles(this.desk, this.files);
    this.service = this.#serve();
    this.service.wake();
  }

  /** The file of an earlier day is put back, and the program begins over it. */
  restoreFrom(copy: string): void {
    this.desk.close();
    for (const end of ['-wal', '-shm']) rmSync(`${this.#path}${end}`, { force: true });
    copyFileSync(copy, this.#path);
    this.desk = this.#openDesk();
    endRestored(this.desk, this.#around.clock.now());
    this.restart();
  }

  /** A copy of the file as it is now. */
  copy(): string {
    const path = join(temporaryFolder(), 'copy.db');
    this.desk.checkpoint();
    copyFileSync(this.#path, path);
    return path;
  }

  passes(ms: number): void {
    this.#timers.advance(ms);
  }

  /** A minute passes: what was put off is tried again. */
  minutePasses(): void {
    this.passes(60_000);
  }

  hourPasses(): void {
    this.#timers.advance(60 * 60_000);
  }

  /** Where the desk lies. */
  get path(): string {
    return this.#path;
  }

  #openDesk(): Desk {
    return openDesk({ path: this.#path, key: testKey(), clock: this.#around.clock, random: this.#random });
  }

  #serve(): DialogueService {
    const { ledger, post, clock } = this.#around;
    const { person } = this;
    const version = this.keyVersion;
    const keys = person.keys(version);
    const mailbox = this.#counted(post.of(person.id));
    const identity = { entity: person.id, institution: person.institution } as KeyStoreIdentity;
    const { desk } = this;
    const stepped =
      (write: Desk['atomically']): Desk['atomically'] =>
      (work) => {
        this.#step();
        const result = write(work);
        this.#step();
        return result;
      };
    return new DialogueService({
      clock,
      random: this.#random,
      timers: { after: (ms, run) => this.#timers.after(ms, run) },
      logger: jsonLogger('seat', clock, (line) => this.log.push(line)),
      session: {
        identity,
        keys,
        keyVersion: version,
        sealing: new Map([[version, keys.seal]]),
        files: this.files,
        desk: {
          ...desk,
          atomically: stepped((work) => this.#written(() => desk.atomically(work), true)),
          lazily: stepped((work) => this.#written(() => desk.lazily(work), false)),
          synced: async () => {
            this.#step();
            await desk.synced();
            this.#durable = null;
            this.#step();
          },
        },
      },
      network: toNetwork(ledger.world.network),
      state: ledger.state,
      own: mailbox,
      mailboxAt: async () => mailbox,
      blobsAt: async () => post.blobs,
      ownBlobs: post.blobs,
      ownProfiles: post.profilesOf(person.id),
      isFresh: async () => this.isFresh,
      clockOffset: () => this.clockOffset,
      relay: async () => null,
      changed: (news) => {
        if (news?.rings === true) this.rings += 1;
        if (news?.about) this.news.push(news.about.kind);
      },
      ordered: () => this.page?.ordered(),
      called: (rings) => {
        if (rings) this.callRings += 1;
      },
    });
  }

  /** Notes how far the log was durable before the first write that waits for no disk. */
  #written<Result>(write: () => Result, isDurable: boolean): Result {
    const before = this.#durable ?? statSync(`${this.#path}-wal`).size;
    const result = write();
    this.#durable = isDurable ? null : before;
    return result;
  }

  #losePower(): void {
    const path = join(this.#folder, `desk-${String(this.#losses)}.db`);
    this.#losses += 1;
    for (const end of ['', '-wal']) copyFileSync(`${this.#path}${end}`, `${path}${end}`);
    if (this.#durable !== null) truncateSync(`${path}-wal`, this.#durable);
    this.#durable = null;
    this.desk.close();
    this.#path = path;
  }

  #step(): void {
    this.#left -= 1;
    if (this.#left <= 0) throw new PowerCut('the power is gone');
  }

  /** The power may go before what is asked arrives, or before the answer does. */
  #counted(mailbox: MailboxClient): MailboxClient {
    const around = async <T>(work: () => Promise<T>): Promise<T> => {
      this.#step();
      const result = await work();
      this.#step();
      return result;
    };
    return {
      send: async (mail) => around(async () => mailbox.send(mail)),
      fetch: async (after) => around(async () => mailbox.fetch(after)),
      acknowledge: async (mail) => around(async () => mailbox.acknowledge(mail)),
      receipts: async (query) => around(async () => mailbox.receipts(query)),
      watch: async (visible, listener) => mailbox.watch(visible, listener),
      presence: async (doctors) => mailbox.presence(doctors),
    };
  }
}

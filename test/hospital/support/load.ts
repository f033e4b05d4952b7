/** Work for a node, and a list of what the node said was done. */
import { blobId } from '../../../src/crypto/blob.ts';
import { toHex } from '../../../src/crypto/bytes.ts';
import { toMailStream, type BlobId, type TxId } from '../../../src/crypto/ids.ts';
import type { BlobSource } from '../../../src/hospital/blobs/transfers.ts';
import { LONGEST_WAIT_MS, mailId, type OutgoingMail } from '../../../src/hospital/mailbox/mail.ts';
import { millis } from '../../../src/ports.ts';
import { encodeTransaction } from '../../../src/contracts/transaction.ts';
import type { NodeClient } from '../../../src/hospital/nodeClient.ts';
import { systemClock } from '../../../src/node/clock.ts';
import { makeRecord, storeRecord, type ReadyRecord } from '../../support/records.ts';
import { signDraft } from '../../support/transactions.ts';
import { bytes16, bytes32, type World } from '../../support/world.ts';

/** What a node acknowledged. */
export interface Acknowledged {
  readonly blobs: { readonly id: BlobId; readonly blob: Uint8Array }[];
  /** Large blobs, and how much of each the node said is on its disk. */
  readonly uploads: { readonly id: BlobId; readonly blob: Uint8Array; offset: number }[];
  readonly transactions: TxId[];
  /** Messages in the doctor's own mailbox. */
  readonly mail: OutgoingMail[];
  /** Names of messages, in hex: what the doctor's workstation said that it keeps, and what of it the node answered. */
  readonly taking: Set<string>;
  readonly taken: Set<string>;
  /** Records with a receipt, as the transactions that carry them. */
  readonly records: { readonly record: ReadyRecord; readonly transaction: Uint8Array }[];
}

export interface LoadOptions {
  readonly world: World;
  /** Dr Li's and the registrar's clients. */
  readonly doctor: NodeClient;
  readonly registrar: NodeClient;
  /** A name that makes this load's items its own. */
  readonly name: string;
  /** Height of a block after the visit was opened. */
  readonly anchor: number;
  /** Called with each acknowledgement, their number so far. */
  readonly acknowledged: (count: number) => void;
}

/** Three of each work side by side, until the node fails each of them. */
export async function runLoad(options: LoadOptions): Promise<Acknowledged> {
  const done: Acknowledged = {
    blobs: [],
    uploads: [],
    transactions: [],
    mail: [],
    records: [],
    taking: new Set(),
    taken: new Set(),
  };
  const load = new Load(options, done);
  const works = [load.blobs, load.registrations, load.records, load.mail].flatMap((work) => [
    work,
    work,
    work,
  ]);
  // One workstation fetches, as one does.
  works.push(load.fetching, load.uploads);
  await Promise.all(works.map(async (work, index) => load.untilItFails(work, index)));
  return done;
}

const UPLOAD = 256 * 1024;

function pattern(name: string): Uint8Array {
  const seed = bytes32(name);
  return new Uint8Array(UPLOAD).map((_, index) => ((seed[index % 32] ?? 0) + (index >> 5)) & 0xff);
}

/** A blob in memory as it is uploaded. */
export function sourceOf(id: BlobId, blob: Uint8Array): BlobSource {
  return { id, size: blob.length, read: async (from, length) => blob.subarray(from, from + length) };
}

class Load {
  readonly #options: LoadOptions;
  readonly #done: Acknowledged;
  #count = 0;

  constructor(options: LoadOptions, done: Acknowledged) {
    this.#options = options;
    this.#done = done;
  }

  async untilItFails(work: (name: string) => Promise<void>, index: number): Promise<void> {
    try {
      for (let number = 0; ; number += 1) {
        await work(`${this.#options.name} ${String(index)} ${String(number)}`);
      }
    } catch {
      // The node was killed: what it had said before is what counts.
    }
  }

  readonly blobs = async (name: string): Promise<void> => {
    const blob = bytes32(name);
    const id = blobId(blob);
    await this.#options.doctor.storeBlob(id, blob);
    this.#done.blobs.push({ id, blob });
    this.#acknowledge();
  };

  /** In pieces, each of which is acknowledged. */
  readonly uploads = async (name: string): Promise<void> => {
    const upload = { id: blobId(pattern(name)), blob: pattern(name), offset: 0 };
    this.#done.uploads.push(upload);
    const progress = (bytes: number): void => {
      if (bytes === 0) return;
      upload.offset = bytes;
      this.#acknowledge();
    };
    await this.#options.doctor.transfers.upload(sourceOf(upload.id, upload.blob), {
      progress,
      piece: UPLOAD / 4,
    });
  };

  readonly registrations = async (name: string): Promise<void> => {
    const { world, registrar } = this.#options;
    const { id: institution, registrar: person } = world.a;
    const action = {
      kind: 'visit/register',
      number: bytes16(name),
      institution,
      department: 'general',
    } as const;
    const draft = { action, parties: [person.sign()], time: systemClock.now() };
    this.#done.transactions.push(await registrar.submit(signDraft(world.network, draft)));
    this.#acknowledge();
  };

  readonly records = async (name: string): Promise<void> => {
    const { world, doctor, anchor } = this.#options;
    const time = systemClock.now();
    const about = { author: world.li, house: world.a, patient: world.patient, epoch: 1, text: name };
    const record = makeRecord(world, { ...about, time, anchor });
    const receipt = await storeRecord(doctor, record);
    const transaction = encodeTransaction(record.body, [record.authorSignature, receipt]);
    this.#done.records.push({ record, transaction });
    this.#acknowledge();
    this.#done.transactions.push(await doctor.submit(transaction));
    this.#acknowledge();
  };

  /** The recipient's workstation: keeps what it fetches, and says so. */
  readonly fetching = async (): Promise<void> => {
    const { doctor, world } = this.#options;
    // Some stay where they are, so that a node has waiting ones when it is killed.
    const found = (await doctor.mailbox.fetch(0)).filter(({ sequence }) => sequence % 4 !== 0);
    const ids = found.map((one) => mailId(one.from, { ...one, to: world.li.id }));
    for (const id of ids) this.#done.taking.add(toHex(id));
    await doctor.mailbox.acknowledge(ids);
    for (const id of ids) this.#done.taken.add(toHex(id));
    this.#acknowledge();
  };

  /** Each of the workers is a workstation with a stream of its own. */
  readonly mail = async (name: string): Promise<void> => {
    const { world, doctor } = this.#options;
    const [, worker, number] = /^(.*) (\d+)$/u.exec(name) ?? [];
    const sequence = Number(number) + 1;
    const mail: OutgoingMail = {
      to: world.li.id,
      stream: toMailStream(bytes16(`stream ${String(worker)}`)),
      base: 1,
      sequence,
      expires: millis(systemClock.now() + LONGEST_WAIT_MS / 2),
      sealed: bytes32(`mail ${name}`),
    };
    // A network that loses answers makes every sender send again.
    await Promise.all([doctor.mailbox.send(mail), doctor.mailbox.send(mail)]);
    this.#done.mail.push(mail);
    this.#acknowledge();
  };

  #acknowledge(): void {
    this.#count += 1;
    this.#options.acknowledged(this.#count);
  }
}

/**
 * A doctor's seat in a process of its own: a real desk with its files, the dialogue service, and the page's part of a
 * direct connection; mailboxes, files for others and the wire are the parent's. At the step that it is told it kills
 * itself with SIGKILL, before the step happens. `node seatProcess.ts TASK`
 */
import SqliteDriver from 'better-sqlite3-multiple-ciphers';
import { join } from 'node:path';
import { toLinkId, toRequestHash } from '../../../../src/consult/ids.ts';
import { fromHex, toHex } from '../../../../src/crypto/bytes.ts';
import { sha256 } from '../../../../src/crypto/hash.ts';
import { toNetwork } from '../../../../src/crypto/ids.ts';
import type { KeyStoreIdentity } from '../../../../src/crypto/keyStore.ts';
import { ConsiliumError } from '../../../../src/errors.ts';
import type { StoredMail } from '../../../../src/hospital/mailbox/mail.ts';
import type { MailboxClient } from '../../../../src/hospital/nodeClient.ts';
import { BlobFiles, GrowingFile } from '../../../../src/node/blobFiles.ts';
import { silentLogger } from '../../../../src/node/logger.ts';
import { systemTimers } from '../../../../src/node/timers.ts';
import { openDesk } from '../../../../src/replica/desk/desk.ts';
import type { LinkOrder } from '../../../../src/workstation/api/links.ts';
import { decodeAbout, encodeAbout } from '../../../../src/workstation/core/attachments/draft.ts';
import {
  AttachmentFiles,
  hashOf,
  recoverFiles,
  sealIntoFile,
  wholeOfFile,
} from '../../../../src/workstation/core/attachments/files.ts';
import { send } from '../../../../src/workstation/core/dialogue/conversation.ts';
import { draftOf, giveAttached } from '../../../../src/workstation/core/dialogue/files/give.ts';
import { accept, ask } from '../../../../src/workstation/core/dialogue/requests.ts';
import { DialogueService } from '../../../../src/workstation/core/dialogue/service.ts';
import { seededRandom } from '../../../consult/people.ts';
import { BareLedger } from '../../../support/bareLedger.ts';
import { manualClock } from '../../../support/manualClock.ts';
import { START } from '../../../support/world.ts';
import { sound } from '../../dialogue/support/sound.ts';
import {
  seatTask,
  type CallName,
  type FromSeat,
  type SeatOrder,
  type SeatState,
  type ToSeat,
} from './seatTask.ts';

const PIECE = 256 * 1024;
const task = seatTask.parse(JSON.parse(process.argv[2] ?? ''));
let steps = 0;
let killAt = Number.POSITIVE_INFINITY;

function step(): void {
  steps += 1;
  if (steps >= killAt) process.kill(process.pid, 'SIGKILL');
}

function tell(message: FromSeat): void {
  step();
  process.send?.(message);
}

/** Every query of the desk, and every write and rename of its files, is a step. */
function countSteps(): void {
  const prepare: unknown = Reflect.get(SqliteDriver.prototype, 'prepare');
  if (typeof prepare !== 'function') throw new TypeError('the driver has changed');
  Reflect.set(SqliteDriver.prototype, 'prepare', function (this: SqliteDriver, sql: string) {
    const query = Reflect.apply(prepare, this, [sql]) as SqliteDriver.Query;
    const run = query.run.bind(query);
    query.run = (...parameters) => {
      step();
      return run(...parameters);
    };
    return query;
  });
  before(GrowingFile.prototype, 'append');
  before(GrowingFile.prototype, 'sync');
  before(BlobFiles.prototype, 'finish');
  before(BlobFiles.prototype, 'removePart');
}

function before(prototype: object, name: string): void {
  const work: unknown = Reflect.get(prototype, name);
  if (typeof work !== 'function') throw new TypeError(`${name} has changed`);
  Reflect.set(prototype, name, function (this: unknown, ...args: unknown[]): unknown {
    step();
    return Reflect.apply(work, this, args) as unknown;
  });
}

countSteps();
const ledger = BareLedger.staffed();
const person = ledger.world[task.who];
const other = ledger.world[task.who === 'li' ? 'wang' : 'li'];
const clock = manualClock(START);
const random = seededRandom(`${task.who} ${String(task.run)}`);
const files = new AttachmentFiles(join(task.folder, 'files'));
const desk = openDesk({ path: join(task.folder, 'desk.db'), key: new Uint8Array(32).fill(3), clock, random });
recoverFiles(desk, files);

const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
/** Calls so far: what two of them had as one number was never answered, and its seat waited for ever. */
let asked = 0;
let onMail: (came: StoredMail | null) => void = () => undefined;

async function call<T>(name: CallName, ...args: readonly unknown[]): Promise<T> {
  const id = (asked += 1);
  const answer = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
  tell({ is: 'call', id, name, args });
  return answer as Promise<T>;
}

const mailbox: MailboxClient = {
  send: async (mail) => call('send', mail),
  fetch: async (after) => call('fetch', after),
  acknowledge: async (mail) => call('acknowledge', mail),
  receipts: async (query) => call('receipts', query),
  presence: async (doctors) => call('presence', doctors),
  watch: async (visible, listener) => {
    await call('watch', visible);
    onMail = listener;
    return () => undefined;
  },
};

const blobs: DialogueService['ports']['ownBlobs'] & Awaited<ReturnType<DialogueService['ports']['blobsAt']>> =
  {
    storeBlob: async (id, blob) => call('put', toHex(id), 0, blob),
    forgetBlobs: async () => undefined,
    blob: async (id) => call('get', toHex(id), 0, Number.MAX_SAFE_INTEGER),
    transfers: {
      upload: async (source, { signal } = {}) => {
        const name = toHex(source.id);
        for (let at = await call<number>('has', name); at < source.size; at += PIECE) {
          if (signal?.aborted === true) throw new ConsiliumError('transfer-paused');
          await call('put', name, at, await source.read(at, Math.min(PIECE, source.size - at)));
        }
      },
      uploaded: async (id) => call('has', toHex(id)),
      open: async (id, from) => {
        const name = toHex(id);
        const size = await call<number>('has', name);
        if (size === 0) throw new ConsiliumError('blob-unknown');
        async function* body(): AsyncGenerator<Uint8Array> {
          for (let at = from; at < size; at += PIECE) yield await call<Uint8Array>('get', name, at, PIECE);
        }
        return { size, body: body(), close: () => undefined };
      },
    },
  };

const keys = person.keys(1);
const service = new DialogueService({
  clock,
  random,
  timers: systemTimers,
  logger: silentLogger,
  session: {
    identity: { entity: person.id, institution: person.institution } as KeyStoreIdentity,
    keys,
    keyVersion: 1,
    sealing: new Map([[1, keys.seal]]),
    desk,
    files,
  },
  network: toNetwork(ledger.world.network),
  state: ledger.state,
  own: mailbox,
  mailboxAt: async () => mailbox,
  blobsAt: async () => blobs,
  ownBlobs: blobs,
  ownProfiles: { put: async () => undefined, get: async (doctors) => doctors.map(() => null) },
  isFresh: async () => true,
  clockOffset: () => 0,
  relay: async () => null,
  changed: () => undefined,
  called: () => undefined,
  ordered: () => setImmediate(() => service.links.orders().forEach(follow)),
});

/** The page: it makes a certificate, names it, and is connected when both ends were reached. */
let certificates = 0;
const pumping = new Set<string>();

function certify(): Uint8Array {
  certificates += 1;
  return sha256(person.id, new Uint8Array([task.run, certificates]));
}

function follow(order: LinkOrder): void {
  const link = toLinkId(fromHex(order.link));
  switch (order.do) {
    case 'certify':
      return service.links.happened({ is: 'certificate', link, certificate: certify() });
    case 'connect':
      if (order.initiator) service.links.happened({ is: 'signal', link, signal: 'offer' });
      return;
    case 'signal':
      if (order.signal === 'offer') service.links.happened({ is: 'signal', link, signal: 'answer' });
      return tell({ is: 'reached', link: order.link });
    case 'send':
      return tell({ is: 'frame', link: order.link, bulk: false, bytes: order.frame });
    case 'bulk':
      return void pump(order.link);
    case 'close':
      return tell({ is: 'closed', link: order.link });
    case 'again':
      return;
  }
}

async function pump(name: string): Promise<void> {
  if (pumping.has(name)) return;
  pumping.add(name);
  for (;;) {
    const bytes = await service.links.nextBulk(toLinkId(fromHex(name)));
    if (bytes === null) break;
    tell({ is: 'frame', link: name, bulk: true, bytes });
    await new Promise((resolve) => setImmediate(resolve));
  }
  pumping.delete(name);
}

function request(): Uint8Array {
  const asked = desk.requests.list(1)[0];
  return asked === undefined ? new Uint8Array(32) : toRequestHash(asked.hash);
}

async function obey(order: SeatOrder): Promise<void> {
  const { ports, transfers } = service;
  switch (order.do) {
    case 'ask':
      await ask(ports, { to: other.id, subject: null, reason: '请教' });
      break;
    case 'accept':
      // It may still be on its way.
      if (desk.requests.list(1).length > 0) await accept(ports, request());
      break;
    case 'say':
      send(ports, request(), { text: order.text, reply: null });
      break;
    case 'give':
      await give(order.name, sound(order.bytes, order.name));
      transfers.refresh();
      break;
    case 'connect':
      service.links.begin(request(), certify());
      return;
    case 'look':
    case 'open':
      // A mailbox does not say of itself what was delivered.
      break;
  }
  service.wake();
}

async function give(name: string, bytes: Uint8Array): Promise<void> {
  // What was attached before the power went is given now.
  if (desk.attachments.list(draftOf(service.ports, request())).length === 0) {
    const { part, ...sealed } = await sealIntoFile(files, bytes, random);
    files.finish(part, toHex(sealed.file.id));
    const about = encodeAbout({
      title: name,
      contentType: 'audio/wav',
      size: bytes.length,
      sha256: sealed.sha256,
      blob: sealed.file.id,
      blobSize: sealed.file.size,
      key: sealed.key,
      place: null,
    });
    desk.attachments.add(draftOf(service.ports, request()), about, sealed.file);
  }
  giveAttached(service.ports, request());
}

/** With the newest file opened, where that is asked. */
async function stateNow(isOpened: boolean): Promise<SeatState> {
  const dialogue = desk.dialogues.find(request());
  const all = dialogue === null ? [] : desk.messages.page(dialogue.id, PAGE).toReversed();
  const rows = all.flatMap((message) => {
    const given = desk.given.of(message.id);
    return given === null ? [] : [{ message, given }];
  });
  return {
    isOpen: dialogue !== null && dialogue.ratchet !== null,
    isCalm: desk.mail.streams().length === 0,
    texts: all.map(({ mine, text }) => `${mine ? '>' : '<'}${text}`),
    files: await Promise.all(
      rows.map(async ({ message, given }) => ({
        name: message.text,
        state: given.state,
        sha256: isOpened && message === rows.at(-1)?.message ? await contentOf(message.id) : '',
      })),
    ),
    refused: desk.requests.refused(9).map(({ code }) => code),
    steps,
  };
}

const PAGE = { before: null, search: '', names: [], limit: 10_000 };

async function contentOf(message: number): Promise<string> {
  const row = desk.given.files(message).find(({ state }) => state === 'here');
  if (row === undefined) return '';
  const file = { id: row.blob, size: row.blobSize };
  return toHex(hashOf(await wholeOfFile(files, { ...decodeAbout(row.about), file })));
}

process.on('message', (message: ToSeat) => {
  switch (message.is) {
    case 'order':
      void obey(message.order).then(async () => {
        const state = await stateNow(message.order.do === 'open');
        process.send?.({ is: 'done', id: message.id, state } satisfies FromSeat);
      });
      return;
    case 'answer': {
      const asked = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.code === null) asked?.resolve(message.value);
      else asked?.reject(new ConsiliumError(message.code));
      return;
    }
    case 'mail':
      return onMail(message.came);
    case 'kill-at':
      killAt = steps + message.steps;
      return;
    case 'link':
      return service.links.happened({ is: message.state, link: toLinkId(fromHex(message.link)) });
    case 'frame': {
      const link = toLinkId(fromHex(message.link));
      if (message.bulk) service.links.bulk(link, message.bytes);
      else service.links.frame(link, message.bytes);
    }
  }
});
process.on('disconnect', () => process.exit(0));
service.wake();
process.send?.({ is: 'ready' } satisfies FromSeat);

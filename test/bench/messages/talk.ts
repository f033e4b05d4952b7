/** Two doctors of one hospital in a dialogue, each with a desk in a file, over the service of their node. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toMailId, toMailStream, toNetwork, toSealingKey } from '../../../src/crypto/ids.ts';
import type { KeyStoreIdentity } from '../../../src/crypto/keyStore.ts';
import { connectNode } from '../../../src/hospital/client.ts';
import { initSoloNode } from '../../../src/hospital/node.ts';
import { mailId, type StoredMail } from '../../../src/hospital/mailbox/mail.ts';
import type { NodeClient } from '../../../src/hospital/nodeClient.ts';
import { SERVICE_CONFIG_FILE } from '../../../src/hospital/service/config.ts';
import { socketAddress } from '../../../src/hospital/transport.ts';
import { systemClock } from '../../../src/node/clock.ts';
import { silentLogger } from '../../../src/node/logger.ts';
import { systemRandom } from '../../../src/node/random.ts';
import { systemTimers } from '../../../src/node/timers.ts';
import { millis } from '../../../src/ports.ts';
import { openDesk, type Desk } from '../../../src/replica/desk/desk.ts';
import { attachmentFiles } from '../../../src/workstation/core/attachments/files.ts';
import { send } from '../../../src/workstation/core/dialogue/conversation.ts';
import { accept, ask } from '../../../src/workstation/core/dialogue/requests.ts';
import { DialogueService } from '../../../src/workstation/core/dialogue/service.ts';
import { startProcess } from '../../hospital/service/support.ts';
import { BareLedger } from '../../support/bareLedger.ts';
import { logIn, testPorts } from '../../support/nodeWorld.ts';
import { signDraft, staffAdd } from '../../support/transactions.ts';
import { bytes16, bytes32, makeWorld, type Person, type World } from '../../support/world.ts';

const DAY_MS = 24 * 60 * 60_000;

export interface Seat {
  readonly service: DialogueService;
  readonly desk: Desk;
  /** Called when there are orders for the page. */
  ordered: () => void;
  /** Called when a message came. */
  came: () => void;
}

export interface Talk {
  readonly request: Uint8Array;
  readonly seats: readonly [Seat, Seat];
  /** Says it at the first seat; answers how long it took until it was in the second one's desk, ms. */
  say(text: string): Promise<number>;
  stop(): Promise<void>;
}

/** Leaves a sealed message at a mailbox, and nothing else of the program: until it was fetched there, ms. */
export type Post = (sealed: Uint8Array) => Promise<number>;

/** `first` has the node for itself. */
export async function startTalk(folder: string, first: (post: Post) => Promise<void>): Promise<Talk> {
  const world = makeWorld();
  const node = await startNode(join(folder, 'node'), world);
  await posting(node, world, first);
  const { state } = BareLedger.staffed(world);
  const clients: NodeClient[] = [];
  const seat = async (person: Person): Promise<Seat> => {
    const client = connectNode(node.address, node.ports);
    clients.push(client);
    await logIn(client, person);
    const path = join(folder, `${person.nameEn}.db`);
    const desk = openDesk({ path, key: bytes32(person.nameEn), clock: systemClock, random: systemRandom });
    const keys = person.keys(1);
    const { id: entity, institution } = person;
    const heard: Pick<Seat, 'ordered' | 'came'> = { ordered: () => undefined, came: () => undefined };
    const service = new DialogueService({
      clock: systemClock,
      random: systemRandom,
      timers: systemTimers,
      logger: silentLogger,
      session: {
        identity: { entity, institution } as KeyStoreIdentity,
        keys,
        keyVersion: 1,
        sealing: new Map([[1, keys.seal]]),
        files: attachmentFiles(join(folder, `${person.nameEn}.attachments`)),
        desk,
      },
      network: node.network,
      state,
      own: client.mailbox,
      mailboxAt: async () => client.mailbox,
      blobsAt: async () => client,
      ownBlobs: client,
      ownProfiles: client.profiles,
      isFresh: async () => true,
      clockOffset: () => 0,
      relay: async () => null,
      changed: (news) => {
        if (news?.about?.kind === 'message') heard.came();
      },
      called: () => undefined,
      ordered: () => heard.ordered(),
    });
    service.wake();
    return Object.assign(heard, { service, desk });
  };
  const seats = [await seat(world.li), await seat(world.chen)] as const;
  const request = await begin(seats, world.chen);
  return {
    request,
    seats,
    say: async (text) => {
      const [from, to] = seats;
      // What is told of the message before, receipts, has gone.
      await until(() => seats.every(({ desk }) => desk.mail.streams().length === 0));
      const came = new Promise<void>((resolve) => {
        to.came = resolve;
      });
      const start = performance.now();
      send(from.service.ports, request, { text, reply: null });
      from.service.wake();
      await came;
      return performance.now() - start;
    },
    stop: async () => {
      for (const { service } of seats) await service.stop();
      for (const client of clients) client.close();
      for (const { desk } of seats) desk.close();
      node.stop();
    },
  };
}

/** From Dr Li's workstation to the mailbox of another doctor, who watches. */
async function posting(
  node: Awaited<ReturnType<typeof startNode>>,
  { li, chen }: World,
  measure: (post: Post) => Promise<void>,
): Promise<void> {
  const [from, to] = [li, chen].map(() => connectNode(node.address, node.ports));
  if (from === undefined || to === undefined) throw new Error('no clients');
  await logIn(from, li);
  await logIn(to, chen);
  const stream = toMailStream(bytes16('bench'));
  let sequence = 0;
  let stopWatching: Promise<() => void> = Promise.resolve(() => undefined);
  await measure(async (sealed) => {
    sequence += 1;
    const fetched = new Promise<readonly StoredMail[]>((resolve) => {
      stopWatching = to.mailbox.watch(false, (came) => came !== null && resolve([came]));
    });
    await stopWatching;
    const expires = millis(systemClock.now() + DAY_MS);
    const start = performance.now();
    const sent = from.mailbox.send({ to: chen.id, stream, base: 1, sequence, expires, sealed });
    const mail = await fetched;
    const took = performance.now() - start;
    await sent;
    (await stopWatching)();
    await to.mailbox.acknowledge(mail.map((one) => toMailId(mailId(one.from, { ...one, to: chen.id }))));
    return took;
  });
  from.close();
  to.close();
}

async function begin([one, other]: readonly [Seat, Seat], chen: Person): Promise<Uint8Array> {
  const request = await ask(one.service.ports, { to: chen.id, reason: '', subject: null });
  one.service.wake();
  await until(() => other.desk.requests.find(request) !== null);
  await accept(other.service.ports, request);
  other.service.wake();
  await until(() => one.desk.dialogues.find(request) !== null && one.desk.mail.streams().length === 0);
  await until(() => other.desk.mail.streams().length === 0);
  return request;
}

async function startNode(folder: string, { a, li, chen }: World) {
  const sealing = {
    archiveKey: toSealingKey(a.founded.archiveKey),
    emergencyKey: toSealingKey(a.founded.emergencyKey),
  };
  const institution = { ...a.founded, id: a.id, ...sealing };
  const { network, nodeKey } = initSoloNode({ folder, ports: testPorts(systemClock), institution });
  writeFileSync(join(folder, SERVICE_CONFIG_FILE), '{}');
  const { child, port } = await startProcess(folder);
  const client = connectNode(socketAddress(folder), testPorts(systemClock));
  const [officer] = a.officers;
  if (officer === undefined) throw new Error('no officer');
  await logIn(client, officer);
  for (const doctor of [li, chen])
    await client.submit(signDraft(network, staffAdd(doctor, a, systemClock.now())));
  client.close();
  const pin = { network, keys: () => [nodeKey], clock: systemClock };
  return {
    network: toNetwork(network),
    address: `wss://127.0.0.1:${String(port)}`,
    ports: { ...testPorts(systemClock), network: toNetwork(network), pin },
    stop: () => void child.kill(),
  };
}

export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

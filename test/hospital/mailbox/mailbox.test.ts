/** The store-and-forward mailbox of a node, over a client within the process and over its socket. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { toMailStream, type StaffId } from '../../../src/crypto/ids.ts';
import {
  LARGEST_MAIL,
  LONGEST_WAIT_MS,
  mailId,
  type OutgoingMail,
  type StoredMail,
} from '../../../src/hospital/mailbox/mail.ts';
import { openNode } from '../../../src/hospital/node.ts';
import type { NodeClient } from '../../../src/hospital/nodeClient.ts';
import { millis } from '../../../src/ports.ts';
import { codeOfAsync, detailOf } from '../../support/codeOf.ts';
import {
  clientFor,
  logIn,
  makeWorldFolder,
  socketClient,
  startNodeA,
  submitAll,
  testPorts,
  until,
} from '../../support/nodeWorld.ts';
import type { Draft } from '../../support/transactions.ts';
import { bytes16, bytes32, DAY, makeWorld, START, type House, type Person } from '../../support/world.ts';

type Started = Awaited<ReturnType<typeof startNodeA>>;

const CLIENTS: readonly [string, (at: Started) => NodeClient][] = [
  ['within the process', ({ a }) => a.client()],
  ['over the socket', ({ folderA, clock }) => socketClient(folderA, clock)],
];

/** Message `sequence` of a stream to a doctor, its content following from its number. */
function mail(to: Person, sequence: number, change: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    to: to.id,
    stream: toMailStream(bytes16('stream')),
    base: 1,
    sequence,
    expires: millis(START + DAY),
    sealed: bytes32(`message ${String(sequence)}`),
    ...change,
  };
}

async function loggedIn(at: Started, clientOf: (at: Started) => NodeClient, person: Person) {
  const client = clientOf(at);
  onTestFinished(() => client.close());
  await logIn(client, person);
  return client;
}

function suspension(house: House, { role, id }: Person, time: number): Draft {
  const action = { kind: 'registry/staff-suspend', id, role, reason: 'left' } as const;
  return { action, parties: house.board(), time };
}

/** Dr Wang of B leaves messages at A for Dr Li of A. */
async function sender(at: Started): Promise<NodeClient> {
  return clientFor(at.a, at.world.wang);
}

async function recipient(at: Started): Promise<NodeClient> {
  return clientFor(at.a, at.world.li);
}

describe.each(CLIENTS)('a mailbox, by a client %s', (_name, clientOf) => {
  it('keeps what a doctor of another institution leaves, until the recipient says they have it', async () => {
    const at = await startNodeA();
    const { li, wang } = at.world;
    const from = await loggedIn(at, clientOf, wang);
    await from.mailbox.send(mail(li, 1));
    await from.mailbox.send(mail(li, 2));
    const to = await loggedIn(at, clientOf, li);
    const found = await to.mailbox.fetch(0);
    expect(found.map(({ from: by, sequence, sealed }) => [by, sequence, sealed])).toEqual([
      [wang.id, 1, mail(li, 1).sealed],
      [wang.id, 2, mail(li, 2).sealed],
    ]);
    expect(await to.mailbox.fetch(found[0]?.position ?? 0)).toEqual(found.slice(1));
    expect(await to.mailbox.fetch(0)).toEqual(found);
    await to.mailbox.acknowledge([mailId(wang.id, mail(li, 1))]);
    expect((await to.mailbox.fetch(0)).map(({ sequence }) => sequence)).toEqual([2]);
    const states = await from.mailbox.receipts({ to: li.id, stream: mail(li, 1).stream, since: 1 });
    expect(states.map(({ sequence, state }) => [sequence, state])).toEqual([
      [1, 'delivered'],
      [2, 'waiting'],
    ]);
  });

  it('tells the recipient of mail, and the sender that it was delivered', async () => {
    const at = await startNodeA();
    const { li, wang } = at.world;
    const from = await loggedIn(at, clientOf, wang);
    const to = await loggedIn(at, clientOf, li);
    const told = { from: 0, to: 0 };
    const came: (StoredMail | null)[] = [];
    await from.mailbox.watch(true, () => (told.from += 1));
    await to.mailbox.watch(true, (one) => (told.to = came.push(one)));
    await from.mailbox.send(mail(li, 1));
    await until(() => told.to === 1);
    // With itself, and it waits all the same until it is acknowledged.
    expect(came).toEqual(await to.mailbox.fetch(0));
    expect(told.from).toBe(0);
    await to.mailbox.acknowledge([mailId(wang.id, mail(li, 1))]);
    await until(() => told.from === 1);
  });

  it('shows who is there, unless they hide', async () => {
    const at = await startNodeA();
    const { li, chen, wang } = at.world;
    const asking = await loggedIn(at, clientOf, wang);
    const watching = await loggedIn(at, clientOf, li);
    const asked: readonly StaffId[] = [li.id, chen.id];
    expect(await asking.mailbox.presence(asked)).toEqual([false, false]);
    const stop = await watching.mailbox.watch(true, () => undefined);
    expect(await asking.mailbox.presence(asked)).toEqual([true, false]);
    await watching.mailbox.watch(false, () => undefined);
    expect(await asking.mailbox.presence(asked)).toEqual([false, false]);
    await watching.mailbox.watch(true, () => undefined);
    stop();
    watching.close();
    await until(async () => !(await asking.mailbox.presence(asked))[0]);
  });
});

describe('what a mailbox takes', () => {
  it('is sealed messages for active doctors of this institution, of a bounded size and time', async () => {
    const at = await startNodeA();
    const { li, chen, wang } = at.world;
    const from = await sender(at);
    const { mailbox } = from;
    await submitAll(at.a, at.world, [suspension(at.world.a, chen, at.clock.now())]);
    const expires = (ahead: number) => ({ expires: millis(at.clock.now() + ahead) });
    expect([
      await codeOfAsync(mailbox.send(mail(wang, 1))),
      await codeOfAsync(mailbox.send(mail({ ...li, id: at.world.a.registrar.id }, 1))),
      await codeOfAsync(mailbox.send(mail(chen, 1))),
      await codeOfAsync(mailbox.send(mail(li, 1, expires(0)))),
      await codeOfAsync(mailbox.send(mail(li, 1, expires(LONGEST_WAIT_MS + 1)))),
      await codeOfAsync(mailbox.send(mail(li, 1, { sealed: new Uint8Array(LARGEST_MAIL + 1) }))),
      await codeOfAsync(mailbox.send(mail(li, 0))),
    ]).toEqual([
      'recipient-unknown',
      'recipient-unknown',
      'recipient-suspended',
      'mailbox-expires',
      'mailbox-expires',
      'params-malformed',
      'params-malformed',
    ]);
    await mailbox.send(mail(li, 1, { ...expires(LONGEST_WAIT_MS), sealed: new Uint8Array(LARGEST_MAIL) }));
  });

  it('is each message once, in the order of its stream', async () => {
    const at = await startNodeA();
    const { li } = at.world;
    const { mailbox } = await sender(at);
    expect(await detailOf(mailbox.send(mail(li, 2)))).toEqual(['mailbox-order', { expected: 1 }]);
    await mailbox.send(mail(li, 1));
    await mailbox.send(mail(li, 1));
    await mailbox.send(mail(li, 2));
    expect(await codeOfAsync(mailbox.send(mail(li, 1, { sealed: bytes32('another') })))).toBe(
      'mailbox-conflict',
    );
    const { mailbox: own } = await recipient(at);
    expect((await own.fetch(0)).map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('keeps the streams of two workstations of one doctor apart', async () => {
    const at = await startNodeA();
    const { li } = at.world;
    const { mailbox } = await sender(at);
    const other = { stream: toMailStream(bytes16('second workstation')) };
    await mailbox.send(mail(li, 1));
    await mailbox.send(mail(li, 1, other));
    const { mailbox: own } = await recipient(at);
    expect((await own.fetch(0)).map(({ stream }) => stream)).toEqual([mail(li, 1).stream, other.stream]);
  });

  it('goes on after a restored backup from what the sender still keeps', async () => {
    const at = await startNodeA();
    const { li } = at.world;
    const { mailbox } = await sender(at);
    // This node has never seen messages 1 to 6 of the stream; the sender has nothing below 7 any more.
    await mailbox.send(mail(li, 7, { base: 7 }));
    await mailbox.send(mail(li, 8, { base: 7 }));
    expect(await detailOf(mailbox.send(mail(li, 10, { base: 7 })))).toEqual([
      'mailbox-order',
      { expected: 9 },
    ]);
  });
});

describe('a full mailbox', () => {
  const room = { messages: 2, bytes: 100 };

  it('refuses one sender who takes too much, by number and by size, and still takes from others', async () => {
    const at = await startNodeA({ mailQuota: { mailbox: { messages: 100, bytes: 10_000 }, sender: room } });
    const { li, wang, chen } = at.world;
    const from = await sender(at);
    const large = { sealed: new Uint8Array(90) };
    await from.mailbox.send(mail(li, 1, large));
    const full = ['mailbox-full', { whose: 'sender' }];
    expect(await detailOf(from.mailbox.send(mail(li, 2)))).toEqual(full);
    await from.mailbox.send(mail(li, 2, { sealed: new Uint8Array(10) }));
    expect(await detailOf(from.mailbox.send(mail(li, 3, { sealed: new Uint8Array(0) })))).toEqual(full);
    await (await clientFor(at.a, chen)).mailbox.send(mail(li, 1));
    const { mailbox } = await recipient(at);
    await mailbox.acknowledge([mailId(wang.id, mail(li, 1, large))]);
    await from.mailbox.send(mail(li, 3));
    expect((await mailbox.fetch(0)).map(({ from: by, sequence }) => [by, sequence])).toEqual([
      [wang.id, 2],
      [chen.id, 1],
      [wang.id, 3],
    ]);
  });

  it('refuses everyone when all of it is taken', async () => {
    const at = await startNodeA({ mailQuota: { mailbox: room, sender: room } });
    const { li, chen } = at.world;
    await (await sender(at)).mailbox.send(mail(li, 1, { sealed: new Uint8Array(99) }));
    const { mailbox } = await clientFor(at.a, chen);
    expect(await detailOf(mailbox.send(mail(li, 1)))).toEqual(['mailbox-full', { whose: 'mailbox' }]);
  });
});

describe('whose a mailbox is', () => {
  it('is the recipient’s alone: a guest reads neither it nor anything else of the node', async () => {
    const at = await startNodeA();
    const { li, chen, wang } = at.world;
    const guest = await sender(at);
    await guest.mailbox.send(mail(li, 1));
    expect([
      await codeOfAsync(guest.mailbox.fetch(0)),
      await codeOfAsync(guest.mailbox.acknowledge([mailId(wang.id, mail(li, 1))])),
      await codeOfAsync(guest.blocks(1, 1)),
      await codeOfAsync(guest.subscribe(() => undefined)),
      await codeOfAsync(guest.mine([])),
    ]).toEqual(Array.from({ length: 5 }, () => 'login-institution'));
    const colleague = await clientFor(at.a, chen);
    expect(await colleague.mailbox.fetch(0)).toEqual([]);
    await colleague.mailbox.acknowledge([mailId(wang.id, mail(li, 1))]);
    const { mailbox } = await recipient(at);
    expect(await mailbox.fetch(0)).toHaveLength(1);
  });

  it('is not told about to another sender', async () => {
    const at = await startNodeA();
    const { li, chen } = at.world;
    await (await sender(at)).mailbox.send(mail(li, 1));
    const { mailbox } = await clientFor(at.a, chen);
    expect(await mailbox.receipts({ to: li.id, stream: mail(li, 1).stream, since: 1 })).toEqual([]);
  });

  it('needs a doctor: registrars and strangers have none', async () => {
    const at = await startNodeA();
    const registrar = await clientFor(at.a, at.world.a.registrar);
    const stranger = at.a.client();
    onTestFinished(() => stranger.close());
    expect(await codeOfAsync(registrar.mailbox.fetch(0))).toBe('not-allowed');
    expect(await codeOfAsync(registrar.mailbox.send(mail(at.world.li, 1)))).toBe('not-allowed');
    expect(await codeOfAsync(stranger.mailbox.send(mail(at.world.li, 1)))).toBe('login-required');
  });

  it('ends with the block that suspends its doctor, for guests as well', async () => {
    const at = await startNodeA();
    const { li, wang } = at.world;
    const guest = await sender(at);
    await submitAll(at.a, at.world, [suspension(at.world.b, wang, at.clock.now())]);
    await until(async () => (await codeOfAsync(guest.mailbox.presence([li.id]))) !== 'taken');
    const { mailbox } = await recipient(at);
    expect(await detailOf(guest.mailbox.send(mail(li, 1)))).toEqual([
      'login-required',
      { reason: 'signer-suspended' },
    ]);
    expect(await mailbox.fetch(0)).toEqual([]);
  });
});

describe('what waits too long', () => {
  it('expires: its content goes, and the sender hears of it', async () => {
    const at = await startNodeA();
    const { li } = at.world;
    const from = await sender(at);
    await from.mailbox.send(mail(li, 1));
    let told = 0;
    await from.mailbox.watch(false, () => (told += 1));
    at.clock.set(START + DAY);
    const { mailbox } = await recipient(at);
    expect(await mailbox.fetch(0)).toEqual([]);
    await until(() => told === 1);
    const [receipt] = await from.mailbox.receipts({ to: li.id, stream: mail(li, 1).stream, since: 1 });
    expect(receipt).toEqual({ sequence: 1, state: 'expired', time: START + DAY });
  });
});

describe('what was acknowledged', () => {
  it('is durable: a node opened again has every message, in order, and each state', async () => {
    const folder = makeWorldFolder(makeWorld(), 'A');
    const first = await startNodeA({ folder });
    const { world, clock } = first;
    const from = await clientFor(first.a, world.wang);
    await Promise.all([1, 2, 3].map(async (sequence) => from.mailbox.send(mail(world.li, sequence))));
    const to = await clientFor(first.a, world.li);
    await to.mailbox.acknowledge([mailId(world.wang.id, mail(world.li, 2))]);
    await first.a.close();
    const again = await openNode(folder, testPorts(clock));
    onTestFinished(() => again.close());
    const { mailbox } = await clientFor(again, world.li);
    expect((await mailbox.fetch(0)).map(({ sequence }) => sequence)).toEqual([1, 3]);
  });
});

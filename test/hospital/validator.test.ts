/** How the node that makes the blocks makes them: what stands in one, when, and under which clock. */
import { describe, expect, it } from 'vitest';
import { decodeBlock } from '../../src/chain/block.ts';
import { Mempool } from '../../src/hospital/mempool.ts';
import { openNode } from '../../src/hospital/node.ts';
import { codeOfAsync } from '../support/codeOf.ts';
import { clientFor, startNodeA, testPorts, type WorldNodes } from '../support/nodeWorld.ts';
import { signDraft, type Draft } from '../support/transactions.ts';
import { bytes16, bytes32, DAY, makeWorld, START, type World } from '../support/world.ts';
import { openVisitAt } from './support/visits.ts';

/** The registration of a visit under a number of its own. */
function registration(world: World, name: string, time: number): Draft {
  const { id: institution, registrar } = world.a;
  const action = {
    kind: 'visit/register',
    number: bytes16(name),
    institution,
    department: 'general',
  } as const;
  return { action, parties: [registrar.sign()], time };
}

/** How many transactions stand in each block from a height on. */
function blocksFrom({ a }: Pick<WorldNodes, 'a'>, height: number): readonly number[] {
  return [...a.store.lookups.rawBlocks(height, 100)].map(({ block }) => decodeBlock(block).txs.length);
}

describe('a block', () => {
  it('takes what waits, in the order of arrival, and is followed by an empty one that proves it', async () => {
    const at = await startNodeA();
    const { world, clock, a } = at;
    const client = await clientFor(a, world.a.registrar);
    const before = a.store.height();
    const names = ['one', 'two', 'three'];
    const sent = names.map((name) => signDraft(world.network, registration(world, name, clock.now())));
    const ids = await Promise.all(sent.map(async (tx) => client.submit(tx)));
    expect(blocksFrom(at, before + 1)).toEqual([3, 0]);
    const places = ids.map((id) => a.store.lookups.transaction(id)?.position);
    expect(places).toEqual([0, 1, 2]);
  });

  it('has no transaction that the state refuses, and every sender is told', async () => {
    const at = await startNodeA();
    const { world, clock, a } = at;
    const client = await clientFor(a, world.a.registrar);
    const before = a.store.height();
    const good = registration(world, 'one', clock.now());
    const drafts = [good, { ...good, expires: clock.now() + DAY }, registration(world, 'two', clock.now())];
    const codes = await Promise.all(
      drafts.map(async (draft) => codeOfAsync(client.submit(signDraft(world.network, draft)))),
    );
    expect(codes).toEqual(['taken', 'registration-exists', 'taken']);
    expect(blocksFrom(at, before + 1)).toEqual([2, 0]);
  });

  it('has a transaction once, however often it is sent at once, and tells each sender', async () => {
    const at = await startNodeA();
    const { world, clock, a } = at;
    const clients = [await clientFor(a, world.a.registrar), await clientFor(a, world.a.registrar)];
    const before = a.store.height();
    const tx = signDraft(world.network, registration(world, 'one', clock.now()));
    const ids = await Promise.all(clients.map(async (client) => client.submit(tx)));
    expect(ids[0]).toEqual(ids[1]);
    expect(blocksFrom(at, before + 1)).toEqual([1, 0]);
    expect(await codeOfAsync(clients[0]?.submit(tx) ?? Promise.resolve())).toBe('tx-duplicate');
  });

  it('brings the ledger’s time up first when it has been quiet', async () => {
    const at = await startNodeA();
    const { world, clock, a } = at;
    const before = a.store.height();
    clock.advance(60_000);
    const client = await clientFor(a, world.a.registrar);
    await client.submit(signDraft(world.network, registration(world, 'one', clock.now())));
    expect(blocksFrom(at, before + 1)).toEqual([0, 1, 0]);
    expect(a.store.lookups.block(before + 2)?.time).toBeGreaterThanOrEqual(clock.now());
  });
});

describe('transactions that wait', () => {
  it.each([
    ['number', () => ({ transactions: 2, bytes: 1_000_000 })],
    ['bytes', (size: number) => ({ transactions: 100, bytes: 3 * size - 1 })],
  ])(
    'are bounded by their %s, and there is room again when one has been taken out',
    async (_name, limitsFor) => {
      const world = makeWorld();
      const [one, two, three] = ['one', 'two', 'three'].map((name) =>
        signDraft(world.network, registration(world, name, START)),
      );
      if (one === undefined || two === undefined || three === undefined) throw new Error('no transactions');
      const mempool = new Mempool(limitsFor(one.length));
      const answers = [mempool.add(one), mempool.add(two)];
      expect(await codeOfAsync(mempool.add(three))).toBe('mempool-full');
      const [first] = mempool.take(1);
      first?.taken();
      expect(await answers[0]).toEqual(first?.id);
      answers.push(mempool.add(three));
      const rest = mempool.take(Infinity);
      expect(rest.map(({ bytes }) => bytes)).toEqual([two, three]);
      for (const transaction of rest) transaction.taken();
      expect(await Promise.all(answers)).toHaveLength(3);
    },
  );
});

describe('a clock that is off (invariant 4)', () => {
  const nonce = bytes32('nonce');

  it('after a jump of more than a day stops the signing, until a person confirms the date', async () => {
    const { world, clock, a } = await startNodeA();
    const client = await clientFor(a, world.li);
    const visit = { world, client, doctor: world.li, patient: world.patient, epoch: 1 };
    const height = a.store.height();
    clock.advance(2 * DAY);
    expect(await codeOfAsync(openVisitAt({ ...visit, time: clock.now() }))).toBe('clock-off');
    expect(await codeOfAsync(client.status(nonce))).toBe('clock-off');
    expect(a.store.height()).toBe(height);
    expect(await codeOfAsync(client.mine([]))).toBe('taken');
    a.confirmClock();
    expect(await codeOfAsync(openVisitAt({ ...visit, time: clock.now() }))).toBe('taken');
    expect(await codeOfAsync(client.status(nonce))).toBe('taken');
  });

  it('behind the last block does the same; a clock set right by seconds does not', async () => {
    const { world, clock, a } = await startNodeA();
    const client = await clientFor(a, world.li);
    clock.advance(-5_000);
    expect(await codeOfAsync(client.status(nonce))).toBe('taken');
    clock.advance(-DAY);
    expect(await codeOfAsync(client.status(nonce))).toBe('clock-off');
    a.confirmClock();
    const time = a.store.head()?.time ?? 0;
    const visit = { world, client, doctor: world.li, patient: world.patient, epoch: 1 };
    expect(await codeOfAsync(openVisitAt({ ...visit, time }))).toBe('taken');
    // However the clock stands, the ledger's time goes forward.
    expect(a.store.head()?.time).toBeGreaterThan(time);
  });

  it('is noticed by a node that was started with it', async () => {
    const { clock, folderA, a } = await startNodeA();
    await a.close();
    clock.advance(-DAY);
    const again = await openNode(folderA, testPorts(clock));
    expect(await codeOfAsync(again.client().status(nonce))).toBe('clock-off');
    again.confirmClock();
    expect(await codeOfAsync(again.client().status(nonce))).toBe('taken');
    await again.close();
  });
});

/** Node B follows the ledger that A makes, believes it nothing, and goes on by itself when A was away. */
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toHex } from '../../src/crypto/bytes.ts';
import { connectNode } from '../../src/hospital/client.ts';
import { initFollowerNode, openNode, type HospitalNode } from '../../src/hospital/node.ts';
import type { NodeClient } from '../../src/hospital/nodeClient.ts';
import { socketAddress } from '../../src/hospital/transport.ts';
import { toStatementHash } from '../../src/crypto/ids.ts';
import { silentLogger } from '../../src/node/logger.ts';
import { codeOfAsync, detailOf } from '../support/codeOf.ts';
import {
  atHeight,
  clientFor,
  makeWorldFolder,
  nodeFolder,
  nodeLoginOf,
  startNodeA,
  startNodes,
  submitAll,
  testPorts,
  until,
  type WorldNodes,
} from '../support/nodeWorld.ts';
import type { ReadyRecord } from '../support/records.ts';
import { signDraft, visitOpen } from '../support/transactions.ts';
import { bytes32, makeHouse } from '../support/world.ts';
import { loseRecords } from './support/storedRecords.ts';
import { lyingRelay } from './support/lyingRelay.ts';
import {
  endVisitAt,
  historyRequest,
  openVisitAt,
  recordAt,
  rootRequest,
  type VisitAt,
} from './support/visits.ts';

interface TwoHouses extends WorldNodes {
  readonly li: NodeClient;
  readonly wang: NodeClient;
  /** Dr Li's, in visit 1 at A, which is over. */
  readonly record: ReadyRecord;
  /** Visit 2, by Dr Wang at B; not opened yet. */
  readonly second: VisitAt;
}

async function afterVisitAtA(): Promise<TwoHouses> {
  const nodes = await startNodes();
  const { world, clock, a, b } = nodes;
  const li = await clientFor(a, world.li);
  const wang = await clientFor(b, world.wang);
  const shared = { world, patient: world.patient, time: clock.now() };
  const first = { ...shared, client: li, doctor: world.li, epoch: 1 };
  await openVisitAt(first);
  const record = await recordAt(first, { text: 'cough' });
  await endVisitAt(first);
  await atHeight(b, a.store.height());
  return { ...nodes, li, wang, record, second: { ...shared, client: wang, doctor: world.wang, epoch: 2 } };
}

/** Opens Dr Wang's visit and waits until node B has it. */
async function openAtB({ a, b, second }: TwoHouses): Promise<void> {
  await openVisitAt(second);
  await atHeight(b, a.store.height());
}

/** Resolves once node B keeps what it should of A's. */
async function copied({ b }: TwoHouses): Promise<void> {
  await until(() => b.copies().seen === 1 && b.copies().missing === 0);
}

/** Node A again, over the same folder. */
async function restartA({ folderA, clock }: WorldNodes): Promise<HospitalNode> {
  const a = await openNode(folderA, testPorts(clock));
  onTestFinished(async () => a.close());
  await a.listen();
  return a;
}

describe('a follower', () => {
  it('has the same ledger, byte for byte, and serves it to its own staff', async () => {
    const { a, b, li, wang } = await afterVisitAtA();
    expect(b.store.head()).toEqual(a.store.head());
    const count = a.store.height();
    expect(await wang.blocks(1, count)).toEqual(await li.blocks(1, count));
    expect(b.isValidator).toBe(false);
  });

  it('passes transactions on to the validator, and its refusals back', async () => {
    const { world, clock, b, a, wang, second } = await afterVisitAtA();
    await openVisitAt(second);
    await atHeight(b, a.store.height());
    const { patient } = world;
    const by = { opener: world.wang.sign(), view: patient.view(1), card: patient.card(1) };
    const spent = wang.submit(signDraft(world.network, visitOpen(by, clock.now())));
    expect(await codeOfAsync(spent)).toBe('card-spent');
  });

  it('passes the validator’s signed word on', async () => {
    const { a, wang } = await afterVisitAtA();
    const status = await wang.status(bytes32('nonce'));
    expect(status.headerHash).toEqual(a.store.head()?.headerHash);
  });

  it('fetches envelopes and blobs of the other institution, and keeps them', async () => {
    const at = await afterVisitAtA();
    const { world, a, wang, record } = at;
    await openAtB(at);
    await copied(at);
    loseRecords(at.folderB);
    const request = historyRequest(world.patient, 2);
    const fetched = await wang.history(request);
    expect(fetched.map(({ statement }) => statement)).toEqual([record.hash]);
    expect(await wang.blob(record.clinical.id)).toEqual(record.clinical.blob);
    await a.close();
    expect(await wang.history(request)).toEqual(fetched);
    expect(await wang.blob(record.clinical.id)).toEqual(record.clinical.blob);
    // Nobody asked for this one before.
    expect(await codeOfAsync(wang.blob(record.identity.id))).toBe('node-away');
  });

  it('serves a patient there what lies here', async () => {
    const { world, b, record } = await afterVisitAtA();
    const client = b.client();
    const [envelope] = await client.patient(rootRequest(world.patient, 3));
    expect(envelope?.statement).toEqual(record.hash);
    expect(await client.blob(record.identity.id)).toEqual(record.identity.blob);
  });

  it('gives envelopes to nodes alone, and none that is pending or that it does not have', async () => {
    const at = await afterVisitAtA();
    const { world, folderA, clock, record, li } = at;
    const pendingVisit = { ...at.second, client: li, doctor: world.li, epoch: 3 };
    await openVisitAt(pendingVisit);
    const pending = await recordAt(pendingVisit, { text: 'pending', consents: false });
    const peer = connectNode(socketAddress(folderA), testPorts(clock));
    onTestFinished(() => peer.close());
    expect(await codeOfAsync(peer.envelope(record.hash))).toBe('login-required');
    await peer.login(nodeLoginOf(world.b));
    expect(await codeOfAsync(peer.envelope(record.hash))).toBe('taken');
    expect(await codeOfAsync(peer.envelope(pending.hash))).toBe('envelope-unknown');
    const unknown = toStatementHash(bytes32('unknown'));
    expect(await codeOfAsync(peer.envelope(unknown))).toBe('envelope-unknown');
    expect(await codeOfAsync(peer.mine([record.hash]))).toBe('not-allowed');
  });

  it('leaves an envelope out while its holder is away, and has it when it is back', async () => {
    const at = await afterVisitAtA();
    const { world, a, wang, record } = at;
    await openAtB(at);
    await copied(at);
    await a.close();
    loseRecords(at.folderB);
    const request = historyRequest(world.patient, 2);
    expect(await wang.history(request)).toEqual([]);
    await restartA(at);
    await until(async () => (await wang.history(request)).length > 0);
    expect((await wang.history(request))[0]?.statement).toEqual(record.hash);
  });

  it('says node-away while the validator is, and goes on by itself when it is back', async () => {
    const at = await afterVisitAtA();
    const { a, b, second, wang } = at;
    await a.close();
    expect(await codeOfAsync(openVisitAt(second))).toBe('node-away');
    expect(await codeOfAsync(wang.status(bytes32('nonce')))).toBe('node-away');
    expect(await wang.blocks(1, 1)).toHaveLength(1);
    const again = await restartA(at);
    await until(async () => (await codeOfAsync(openVisitAt(second))) === 'taken');
    await atHeight(b, again.store.height());
    expect(b.store.head()).toEqual(again.store.head());
  });

  it('catches up after it was itself away', async () => {
    const at = await afterVisitAtA();
    const { a, b, folderB, clock, li, world, second } = at;
    await b.close();
    await openVisitAt({ ...second, client: li, doctor: world.li });
    const again = await openNode(folderB, testPorts(clock));
    onTestFinished(async () => again.close());
    await atHeight(again, a.store.height());
    expect(again.store.head()).toEqual(a.store.head());
  });

  it('stops where the validator’s node lies, says so by name, and passes nothing on to it any more', async () => {
    const { world, clock, a, folderA } = await startNodeA();
    const behind = join(nodeFolder('relay'), 'socket');
    const relay = await lyingRelay(behind, socketAddress(folderA));
    const folder = makeWorldFolder(world, 'B', { [toHex(world.a.id)]: behind });
    const b = await openNode(folder, testPorts(clock));
    onTestFinished(async () => b.close());
    const honest = a.store.height();
    await atHeight(b, honest);
    relay.lie = ({ block, commit }) => ({ block: block.with(-1, (block.at(-1) ?? 0) ^ 1), commit });
    const wang = await clientFor(b, world.wang);
    const visit = { world, client: wang, doctor: world.wang, patient: world.patient, epoch: 1 };
    await openVisitAt({ ...visit, time: clock.now() });
    const again = async () => detailOf(openVisitAt({ ...visit, epoch: 2, time: clock.now() }));
    await until(
      async () => (await codeOfAsync(openVisitAt({ ...visit, time: clock.now() }))) === 'node-halted',
    );
    const [code, { height }] = await again();
    expect([code, height]).toEqual(['node-halted', honest + 1]);
    expect(b.store.height()).toBe(honest);
    expect(await wang.blocks(honest, 5)).toHaveLength(1);
  });

  it('is let in once its institution stands in the registry', async () => {
    const { a, world, clock, folderA } = await startNodes();
    const house = makeHouse('C', '协和医院', 'Xiehe Hospital');
    const folder = nodeFolder('node-C');
    const said: string[] = [];
    const ports = {
      ...testPorts(clock),
      logger: { ...silentLogger, info: (what: string) => said.push(what) },
    };
    const { nodeKey, cardKey, address } = initFollowerNode({
      folder,
      ports,
      institution: house.id,
      genesis: world.genesisBytes,
      validator: { institution: world.a.id, address: socketAddress(folderA) },
    });
    const c = await openNode(folder, ports);
    onTestFinished(async () => c.close());
    await until(() => said.includes('following-refused'));
    expect(c.store.height()).toBe(0);
    const action = { kind: 'registry/institution-add', ...house.founded, nodeKey, cardKey, address } as const;
    const parties = [...world.a.board(), ...world.b.board()];
    await submitAll(a, world, [{ action, parties, time: clock.now() }]);
    await atHeight(c, a.store.height());
    expect(c.store.head()).toEqual(a.store.head());
  });
});

/** No height is signed for two blocks, whenever the validator dies and whatever file is put back (invariant 2). */
import { spawnSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toHex } from '../../src/crypto/bytes.ts';
import { blockId, decodeBlock } from '../../src/chain/block.ts';
import { connectNode } from '../../src/hospital/client.ts';
import { LEDGER_FILE } from '../../src/hospital/folder.ts';
import { decodeLastSigned, LAST_SIGNED } from '../../src/hospital/lastSigned.ts';
import { openNode, type HospitalNode } from '../../src/hospital/node.ts';
import { socketAddress } from '../../src/hospital/transport.ts';
import { systemClock } from '../../src/node/clock.ts';
import type { LedgerStore } from '../../src/replica/ledgerStore.ts';
import { openReplica } from '../../src/replica/replica.ts';
import { syncOnce } from '../../src/replica/sync.ts';
import { codeOfAsync, detailOf } from '../support/codeOf.ts';
import { clientFor, nodeFolder, submitAll, testPorts } from '../support/nodeWorld.ts';
import { signDraft, staffAdd, type Draft } from '../support/transactions.ts';
import { bytes16, bytes32, type World } from '../support/world.ts';
import { foundNode, type FoundedNode } from './support/nodeProcess.ts';

const DYING = fileURLToPath(new URL('support/dyingValidator.ts', import.meta.url));

/** Node A with the registrar on its ledger, closed again. */
async function begun(): Promise<FoundedNode> {
  const founded = foundNode();
  const node = await openNode(founded.folder, testPorts(systemClock));
  const { world } = founded;
  await submitAll(node, world, [staffAdd(world.a.registrar, world.a, systemClock.now())]);
  await node.close();
  return founded;
}

async function reopen({ folder }: FoundedNode): Promise<HospitalNode> {
  const node = await openNode(folder, testPorts(systemClock));
  onTestFinished(async () => node.close());
  return node;
}

function registration(world: World): Draft {
  const { id: institution, registrar } = world.a;
  const action = {
    kind: 'visit/register',
    number: bytes16('one'),
    institution,
    department: 'general',
  } as const;
  return { action, parties: [registrar.sign()], time: systemClock.now() };
}

function hashAt(store: LedgerStore, height: number): string | null {
  const raw = store.lookups.rawBlocks(height, 1)[0];
  return raw === undefined ? null : toHex(blockId(decodeBlock(raw.block)).hash);
}

describe('a validator that dies while it makes a block', () => {
  it.each([
    ['before-block', false],
    ['after-block', false],
    ['after-guard', false],
    ['before-answer', true],
  ])('%s leaves all of it or nothing, and the chain goes on', async (moment, isKept) => {
    const founded = await begun();
    const { folder, world, genesis } = founded;
    const tx = signDraft(world.network, staffAdd(world.li, world.a, systemClock.now()));
    const { signal, stdout } = spawnSync(
      process.execPath,
      ['--no-warnings', DYING, folder, moment, toHex(tx)],
      { encoding: 'utf8' },
    );
    expect(signal).toBe('SIGKILL');
    const signed = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' '));
    const node = await reopen(founded);
    const kept = signed.map(([height, hash]) => hashAt(node.store, Number(height)) === hash);
    expect(new Set(kept)).toEqual(new Set([isKept]));
    // The guard names the head, whichever that is: a second signature at its height is refused.
    const guard = decodeLastSigned(node.store.meta.require(LAST_SIGNED));
    expect(guard.height).toBe(node.store.height());
    expect(toHex(guard.blockHash)).toBe(hashAt(node.store, guard.height));
    const client = await clientFor(node, world.a.registrar);
    expect(await codeOfAsync(client.submit(tx))).toBe(isKept ? 'tx-duplicate' : 'taken');
    const path = join(nodeFolder('replica'), 'replica');
    const replica = openReplica({ path, key: bytes32('key'), genesis, clock: systemClock });
    const { height, halted } = await syncOnce(replica, client);
    expect({ height, halted }).toEqual({ height: node.store.height(), halted: null });
    replica.close();
  });
});

describe('a ledger put back from an older copy', () => {
  it('signs nothing, since the other file knows what was signed, until the blocks are handed back', async () => {
    const founded = await begun();
    const { folder, world, genesis } = founded;
    const [ledger, copy] = [join(folder, LEDGER_FILE), join(nodeFolder('copy'), 'ledger')];
    copyFileSync(ledger, copy);
    const node = await openNode(folder, testPorts(systemClock));
    const height = node.store.height();
    await submitAll(node, world, [staffAdd(world.li, world.a, systemClock.now())]);
    const signed = node.store.height();
    const path = join(nodeFolder('replica'), 'replica');
    const replica = openReplica({ path, key: bytes32('key'), genesis, clock: systemClock });
    onTestFinished(() => replica.close());
    await syncOnce(replica, await clientFor(node, world.a.registrar));
    await node.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${ledger}${suffix}`, { force: true });
    copyFileSync(copy, ledger);
    // It does not forget what it knows by being started again.
    await (await openNode(folder, testPorts(systemClock))).close();
    const reopened = await reopen(founded);
    expect(reopened.trouble()).toBe('ledger-rolled-back');
    const client = await clientFor(reopened, world.a.registrar);
    const tx = signDraft(world.network, registration(world));
    expect(await detailOf(client.submit(tx))).toEqual(['ledger-rolled-back', { height, signed }]);
    await reopened.listen();
    const verified = connectNode(socketAddress(folder), {
      ...testPorts(systemClock),
      verified: replica.store,
    });
    onTestFinished(() => verified.close());
    await verified.hello();
    expect([reopened.store.height(), reopened.trouble()]).toEqual([signed, null]);
    expect(await codeOfAsync(client.submit(tx))).toBe('taken');
    expect(await syncOnce(replica, client)).toMatchObject({ halted: null, height: reopened.store.height() });
  });
});

/** Keys of shared cases at the node of their author: wrapped for each reader, and given to that reader alone. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { unwrapCaseKey, wrapCaseKey } from '../../../src/crypto/caseKey.ts';
import { toCaseId, toCaseKey } from '../../../src/crypto/ids.ts';
import { CaseKeys } from '../../../src/hospital/cases/caseKeys.ts';
import type { CaseReader } from '../../../src/hospital/cases/shapes.ts';
import { STORE_FILE } from '../../../src/hospital/folder.ts';
import { openNode } from '../../../src/hospital/node.ts';
import { openNodeStore } from '../../../src/hospital/store/nodeStore.ts';
import { systemRandom } from '../../../src/node/random.ts';
import { join } from 'node:path';
import { codeOfAsync } from '../../support/codeOf.ts';
import {
  clientFor,
  makeWorldFolder,
  nodeFolder,
  startNodeA,
  submitAll,
  testPorts,
} from '../../support/nodeWorld.ts';
import { bytes16, bytes32, makeWorld, type Person } from '../../support/world.ts';

const NAME = toCaseId(bytes16('case'));
const KEY = toCaseKey(bytes32('key of the case'));

function readerOf(person: Person, key = KEY): CaseReader {
  const wrapped = wrapCaseKey(person.keys(1).seal.publicKey, { case: NAME, key }, systemRandom);
  return { doctor: person.id, version: 1, wrapped };
}

/** Dr Li of A shares a case with Dr Wang of B; Dr Chen of A is not among the readers. */
async function shared() {
  const folder = makeWorldFolder(makeWorld(), 'A');
  const at = await startNodeA({ folder });
  const { li, wang, chen } = at.world;
  const clients = {
    li: await clientFor(at.a, li),
    wang: await clientFor(at.a, wang),
    chen: await clientFor(at.a, chen),
  };
  await clients.li.cases.put(NAME, [readerOf(wang)]);
  return { ...at, folder, ...clients };
}

describe('the key of a case', () => {
  it('is given to its reader, also of another hospital, who alone can open it', async () => {
    const { wang, world } = await shared();
    const { version, wrapped } = await wang.cases.get(NAME);
    expect(version).toBe(1);
    expect(unwrapCaseKey(wrapped, world.wang.keys(1).seal, NAME)).toEqual(KEY);
  });

  it('is given to nobody else, who cannot tell whether there is such a case', async () => {
    const { chen, a, world } = await shared();
    expect(await codeOfAsync(chen.cases.get(NAME))).toBe('case-unknown');
    expect(await codeOfAsync(chen.cases.get(toCaseId(bytes16('another'))))).toBe('case-unknown');
    const registrar = await clientFor(a, world.a.registrar);
    expect(await codeOfAsync(registrar.cases.get(NAME))).toBe('not-allowed');
    const stranger = a.client();
    onTestFinished(() => stranger.close());
    expect(await codeOfAsync(stranger.cases.get(NAME))).toBe('login-required');
  });

  it('is the author’s to give to further readers, and to renew', async () => {
    const { li, wang, chen, world } = await shared();
    const next = toCaseKey(bytes32('next key'));
    await li.cases.put(NAME, [readerOf(world.chen, next), readerOf(world.wang, next)]);
    for (const [client, { keys }] of [
      [chen, world.chen],
      [wang, world.wang],
    ] as const) {
      const { wrapped } = await client.cases.get(NAME);
      expect(unwrapCaseKey(wrapped, keys(1).seal, NAME)).toEqual(next);
    }
  });

  it('is nobody else’s to give or to withdraw', async () => {
    const { wang, chen, world } = await shared();
    expect([
      await codeOfAsync(chen.cases.put(NAME, [readerOf(world.chen)])),
      await codeOfAsync(chen.cases.withdraw(NAME)),
      await codeOfAsync(wang.cases.put(NAME, [readerOf(world.wang)])),
      await codeOfAsync(wang.cases.withdraw(NAME)),
    ]).toEqual(['case-author', 'case-author', 'login-institution', 'login-institution']);
  });

  it('is taken for active doctors and keys in force alone, all readers or none', async () => {
    const at = await shared();
    const { li, chen, a, world, clock } = at;
    const put = async (change: Partial<CaseReader>) =>
      codeOfAsync(li.cases.put(NAME, [readerOf(world.chen), { ...readerOf(world.wang), ...change }]));
    expect(await put({ doctor: world.a.registrar.id })).toBe('recipient-unknown');
    expect(await put({ version: 2 })).toBe('recipient-key');
    expect(await put({ wrapped: new Uint8Array(96) })).toBe('params-malformed');
    const { role, id } = world.wang;
    const action = { kind: 'registry/staff-suspend', id, role, reason: 'left' } as const;
    await submitAll(a, world, [{ action, parties: world.b.board(), time: clock.now() }]);
    expect(await put({})).toBe('recipient-suspended');
    expect(await codeOfAsync(chen.cases.get(NAME))).toBe('case-unknown');
  });
});

describe('a case that is withdrawn', () => {
  it('has no key any more, for good, after a restart as well', async () => {
    const { li, wang, a, world, clock, folder } = await shared();
    await li.cases.withdraw(NAME);
    await li.cases.withdraw(NAME);
    expect(await codeOfAsync(wang.cases.get(NAME))).toBe('case-withdrawn');
    expect(await codeOfAsync(li.cases.put(NAME, [readerOf(world.wang)]))).toBe('case-withdrawn');
    expect(await codeOfAsync(li.cases.withdraw(toCaseId(bytes16('another'))))).toBe('case-unknown');
    await a.close();
    const again = await openNode(folder, testPorts(clock));
    onTestFinished(() => again.close());
    const client = await clientFor(again, world.wang);
    expect(await codeOfAsync(client.cases.get(NAME))).toBe('case-withdrawn');
  });
});

describe('an author', () => {
  it('leaves no more keys than the node bears; what is too much changes nothing', async () => {
    const { a, world, clock } = await startNodeA();
    const store = openNodeStore({ path: join(nodeFolder('cases'), STORE_FILE), key: bytes32('database') });
    onTestFinished(() => store.close());
    const keys = new CaseKeys({ state: a.store, table: store.caseKeys, clock, most: 1 });
    const { li, wang, chen } = world;
    await keys.put(li.id, NAME, [readerOf(wang)]);
    expect(await codeOfAsync(keys.put(li.id, NAME, [readerOf(chen)]))).toBe('case-keys-full');
    expect(await codeOfAsync((async () => keys.get(chen.id, NAME))())).toBe('case-unknown');
    await keys.put(li.id, NAME, [readerOf(wang)]);
  });
});

/** A PIN is guessed at the home node only, and only so often. */
import { describe, expect, it } from 'vitest';
import { toInstitutionId } from '../../src/crypto/ids.ts';
import { openNode } from '../../src/hospital/node.ts';
import type { NodeClient } from '../../src/hospital/nodeClient.ts';
import { socketAddress } from '../../src/hospital/transport.ts';
import { codeOfAsync, detailOf } from '../support/codeOf.ts';
import { clientFor, loginOf, startNodeA, startNodes, submitAll, testPorts } from '../support/nodeWorld.ts';
import { bytes16, nodeKeyPair, type World } from '../support/world.ts';
import { slipNamed, WRONG_TAG } from './support/visits.ts';

const TRIES = 10;

async function deposit(at: Awaited<ReturnType<typeof startNodeA>>, name: string) {
  const slip = slipNamed(name);
  await (await clientFor(at.a, at.world.a.registrar)).depositPeppers([slip]);
  return slip;
}

/** What each of `count` wrong tags is answered. */
async function guess(client: NodeClient, world: World, count: number): Promise<readonly unknown[]> {
  const { item } = slipNamed('one');
  const answers = [];
  for (let tried = 0; tried < count; tried += 1) {
    const [code, { left }] = await detailOf(client.releasePepper(item, world.a.id, WRONG_TAG));
    answers.push(left ?? code);
  }
  return answers;
}

describe('the pepper of a slip', () => {
  it('is locked after ten wrong tags, for the right one too', async () => {
    const at = await startNodeA();
    const slip = await deposit(at, 'one');
    const client = at.a.client();
    expect(await guess(client, at.world, TRIES + 1)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 'slip-locked']);
    const right = client.releasePepper(slip.item, at.world.a.id, slip.tag);
    expect(await codeOfAsync(right)).toBe('slip-locked');
  });

  it('counts tags that come at once, over many connections', async () => {
    const at = await startNodeA();
    const { item } = await deposit(at, 'one');
    const guesses = Array.from({ length: TRIES + 5 }, async () =>
      codeOfAsync(at.a.client().releasePepper(item, at.world.a.id, WRONG_TAG)),
    );
    const codes = await Promise.all(guesses);
    expect(codes.filter((code) => code === 'pin-wrong')).toHaveLength(TRIES);
    expect(codes.filter((code) => code === 'slip-locked')).toHaveLength(5);
  });

  it('keeps its count over a restart of the node', async () => {
    const at = await startNodeA();
    await deposit(at, 'one');
    expect(await guess(at.a.client(), at.world, 3)).toEqual([9, 8, 7]);
    await at.a.close();
    const again = await openNode(at.folderA, testPorts(at.clock));
    expect(await guess(again.client(), at.world, 2)).toEqual([6, 5]);
    await again.close();
  });

  it('gives no try back for the right tag, and counts each item by itself', async () => {
    const at = await startNodeA();
    const slip = await deposit(at, 'one');
    const other = await deposit(at, 'two');
    const client = at.a.client();
    expect(await guess(client, at.world, 2)).toEqual([9, 8]);
    expect(await client.releasePepper(slip.item, at.world.a.id, slip.tag)).toEqual(slip.pepper);
    expect(await guess(client, at.world, 1)).toEqual([7]);
    expect(await client.releasePepper(other.item, at.world.a.id, other.tag)).toEqual(other.pepper);
  });

  it('is unlocked when the registrar deposits a new one in its place', async () => {
    const at = await startNodeA();
    const slip = await deposit(at, 'one');
    await guess(at.a.client(), at.world, TRIES);
    await deposit(at, 'one');
    const pepper = await at.a.client().releasePepper(slip.item, at.world.a.id, slip.tag);
    expect(pepper).toEqual(slip.pepper);
  });
});

describe('a pepper at another institution’s node', () => {
  it('is asked of the home node, which counts the tries', async () => {
    const at = await startNodes();
    const slip = await deposit(at, 'one');
    const client = at.b.client();
    expect(await client.releasePepper(slip.item, at.world.a.id, slip.tag)).toEqual(slip.pepper);
    expect(await guess(client, at.world, 2)).toEqual([9, 8]);
    expect(await guess(at.a.client(), at.world, 1)).toEqual([7]);
    const here = client.releasePepper(slip.item, at.world.b.id, slip.tag);
    expect(await codeOfAsync(here)).toBe('pepper-unknown');
  });

  it('is out of reach as node-away while the home node is, or when nobody knows it', async () => {
    const at = await startNodes();
    const { world, a, b } = at;
    const slip = await deposit(at, 'one');
    const nowhere = toInstitutionId(bytes16('nowhere'));
    const client = b.client();
    expect(await codeOfAsync(client.releasePepper(slip.item, nowhere, slip.tag))).toBe('node-away');
    await a.close();
    expect(await codeOfAsync(client.releasePepper(slip.item, world.a.id, slip.tag))).toBe('node-away');
  });

  it('is deposited by a registrar of the home institution alone', async () => {
    const { world, a, b } = await startNodes();
    expect(await codeOfAsync(a.client().login(loginOf(world.b.registrar)))).toBe('login-institution');
    const atB = await clientFor(b, world.b.registrar);
    await atB.depositPeppers([slipNamed('one')]);
    // B's registrar filled B's table, not A's.
    const { item, tag } = slipNamed('one');
    expect(await codeOfAsync(a.client().releasePepper(item, world.a.id, tag))).toBe('pepper-unknown');
    for (const person of [world.li, world.a.officers[0]]) {
      if (person === undefined) throw new Error('no officer');
      const client = await clientFor(a, person);
      expect(await codeOfAsync(client.depositPeppers([slipNamed('two')]))).toBe('not-allowed');
    }
  });

  it('goes with a certificate that the home node signed, relayed the same way', async () => {
    const at = await startNodes();
    const { world, a, b } = at;
    const card = world.patient.card(1);
    await (await clientFor(a, world.a.registrar)).certify([card.certificateBytes]);
    const key = card.certificate.consentKey;
    const found = await b.client().certificate(key, world.a.id);
    expect(found.certificate).toEqual(card.certificateBytes);
    expect(await codeOfAsync(b.client().certificate(key, world.b.id))).toBe('certificate-unknown');
  });

  it('is asked for where the registry says that the home node is', async () => {
    const { world, clock, a, b, folderB } = await startNodes();
    const slip = slipNamed('one');
    await (await clientFor(b, world.b.registrar)).depositPeppers([slip]);
    const release = async () => a.client().releasePepper(slip.item, world.b.id, slip.tag);
    expect(await codeOfAsync(release())).toBe('node-away');
    const key = nodeKeyPair('B', 2).publicKey;
    const address = socketAddress(folderB);
    const action = { kind: 'registry/node-key-add', institution: world.b.id, key, address } as const;
    await submitAll(a, world, [{ action, parties: world.b.board(), time: clock.now() }]);
    expect(await release()).toEqual(slip.pepper);
  });
});

/** A node's folder: made once, read strictly. */
import { join } from 'node:path';
import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toSealingKey } from '../../src/crypto/ids.ts';
import { decodeGenesis } from '../../src/chain/genesis.ts';
import { CONFIG_FILE, GENESIS_FILE, KEY_FILE, readConfig } from '../../src/hospital/folder.ts';
import { initFollowerNode, initSoloNode, openNode } from '../../src/hospital/node.ts';
import { readKeyFile } from '../../src/hospital/keyFile.ts';
import { listenOn } from '../../src/hospital/transport.ts';
import { writeFileAtomic } from '../../src/node/files.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { codeOf, codeOfAsync } from '../support/codeOf.ts';
import { manualClock } from '../support/manualClock.ts';
import { nodeFolder, testPorts } from '../support/nodeWorld.ts';
import { makeWorld, START } from '../support/world.ts';

const ports = testPorts(manualClock(START));

function founded(folder = nodeFolder('founded')) {
  const { founded: house, id } = makeWorld().a;
  const institution = {
    ...house,
    id,
    archiveKey: toSealingKey(house.archiveKey),
    emergencyKey: toSealingKey(house.emergencyKey),
  };
  return { folder, institution, made: initSoloNode({ folder, ports, institution, chainId: 'made-here' }) };
}

describe('the folder of a founding node', () => {
  it('has a ledger of one institution, with keys of its own, which opens', async () => {
    const { folder, made } = founded();
    const genesis = decodeGenesis(made.genesis);
    expect(genesis.chainId).toBe('made-here');
    expect(genesis.network).toEqual(made.network);
    expect(readFileSync(join(folder, GENESIS_FILE))).toEqual(Buffer.from(made.genesis));
    const keys = readKeyFile(join(folder, KEY_FILE));
    expect([keys.node.publicKey, keys.card.publicKey]).toEqual([made.nodeKey, made.cardKey]);
    const node = await openNode(folder, ports);
    expect([node.isValidator, node.store.height()]).toEqual([true, 1]);
    await node.close();
  });

  it('is made once', () => {
    const { folder, institution } = founded();
    expect(codeOf(() => initSoloNode({ folder, ports, institution }))).toBe('node-exists');
  });

  it.runIf(process.platform !== 'win32')('keeps its keys for their owner alone', () => {
    const { folder } = founded();
    expect(statSync(join(folder, KEY_FILE)).mode & 0o077).toBe(0);
  });

  it('of a follower knows whose node makes the blocks, and where', () => {
    const { made } = founded();
    const world = makeWorld();
    const folder = nodeFolder('follower');
    const validator = { institution: world.a.id, address: made.address };
    initFollowerNode({ folder, ports, institution: world.b.id, genesis: made.genesis, validator });
    expect(readConfig(join(folder, CONFIG_FILE))).toMatchObject({
      institution: world.b.id,
      validator: world.a.id,
      peers: { [Buffer.from(world.a.id).toString('hex')]: made.address },
    });
    expect(readKeyFile(join(folder, KEY_FILE)).validator).toBeNull();
  });

  it.each([
    [KEY_FILE, 'node-keys-malformed'],
    [CONFIG_FILE, 'node-config-malformed'],
  ])('is refused with a broken %s as %s', async (file, code) => {
    const { folder } = founded();
    writeFileAtomic(join(folder, file), utf8('{"format":2}'));
    expect(await codeOfAsync(openNode(folder, ports))).toBe(code);
  });

  it('without a whole genesis makes no node', () => {
    const { a, b } = makeWorld();
    const options = { ports, institution: b.id, validator: { institution: a.id, address: 'nowhere' } };
    const make = () => initFollowerNode({ ...options, folder: nodeFolder('none'), genesis: utf8('{}') });
    expect(codeOf(make)).toBe('genesis-malformed');
  });
});

describe('an address', () => {
  it('that cannot be listened at is refused as listen-failed', async () => {
    const { folder } = founded();
    const belowFile = join(folder, KEY_FILE, 'socket');
    expect(await codeOfAsync(listenOn(belowFile, () => undefined))).toBe('listen-failed');
  });
});

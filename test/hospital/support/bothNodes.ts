/** A and B as running nodes, each knowing where the other is. */
import { onTestFinished } from 'vitest';
import { toHex } from '../../../src/crypto/bytes.ts';
import { openNode, type HospitalNode } from '../../../src/hospital/node.ts';
import { socketAddress } from '../../../src/hospital/transport.ts';
import {
  atHeight,
  nodeFolder,
  startNodeA,
  testPorts,
  writeWorldFolder,
  type WorldNodes,
} from '../../support/nodeWorld.ts';
import { makeWorld, type House } from '../../support/world.ts';

/** As two hospitals do. */
export async function startBoth(): Promise<WorldNodes> {
  const world = makeWorld();
  const [folderA, folderB] = [nodeFolder('node-A'), nodeFolder('node-B')];
  const peersOf = (house: House, folder: string) => ({ [toHex(house.id)]: socketAddress(folder) });
  writeWorldFolder(folderA, world, { name: 'A', peers: peersOf(world.b, folderB) });
  writeWorldFolder(folderB, world, { name: 'B', peers: peersOf(world.a, folderA) });
  const started = await startNodeA({ folder: folderA });
  const b = await start(folderB, started);
  await atHeight(b, started.a.store.height());
  return { ...started, folderB, b };
}

/** A node over a folder that there is. */
export async function start(folder: string, { clock }: Pick<WorldNodes, 'clock'>): Promise<HospitalNode> {
  const node = await openNode(folder, testPorts(clock));
  onTestFinished(() => node.close());
  await node.listen();
  return node;
}

/** Lies about blocks, and what must be left of a replica that refused one. */
import { expect } from 'vitest';
import { decodeBlock, encodeBlock, type Block } from '../../../src/chain/block.ts';
import { decodeCommit, encodeCommit, type Commit } from '../../../src/chain/commit.ts';
import { toHex } from '../../../src/crypto/bytes.ts';
import { KIND } from '../../../src/contracts/entities.ts';
import type { Replica } from '../../../src/replica/replica.ts';
import { type RawBlock } from '../../../src/replica/sync.ts';
import { TestChain } from '../../support/testChain.ts';
import { addStory, emptyReplica } from './replicas.ts';

/** A chain of four blocks: see {@link addStory}. */
export function storyChain(validators = 1): TestChain {
  const chain = new TestChain({ validators });
  addStory(chain);
  return chain;
}

/** Applies everything up to `height` − 1 and then `lie`; answers where and why the replica stopped. */
export function refusalOf(chain: TestChain, height: number, lie: RawBlock) {
  const replica = emptyReplica(chain);
  const { applied, halted } = replica.apply([...chain.raw.slice(0, height - 1), lie]);
  expect(applied).toBe(height - 1);
  expectUsable(replica, chain, height - 1);
  expect(replica.halted()).toEqual(halted);
  return halted;
}

/** What was verified is still there, can be read and proved, and nothing is added to it. */
export function expectUsable(replica: Replica, chain: TestChain, height: number): void {
  const { appHash } = chain.before(height + 1);
  expect(replica.height()).toBe(height);
  expect(toHex(replica.store.appHash())).toBe(toHex(appHash));
  expect(replica.store.prove(KIND.institution, chain.world.a.id).leaf).not.toBeNull();
  expect(replica.verifyAgain()).toMatchObject({ height, appHash });
  expect(replica.apply(chain.raw.slice(height))).toEqual({ applied: 0, halted: replica.halted() });
  expect(replica.height()).toBe(height);
}

export function alterBlock(raw: RawBlock, alter: (block: Block) => Block): RawBlock {
  return { ...raw, block: encodeBlock(alter(decodeBlock(raw.block))) };
}

export function alterHeader(raw: RawBlock, header: Partial<Block['header']>): RawBlock {
  return alterBlock(raw, (block) => ({ ...block, header: { ...block.header, ...header } }));
}

export function alterCommit(raw: RawBlock, alter: (commit: Commit) => Partial<Commit>): RawBlock {
  const commit = decodeCommit(raw.commit);
  return { ...raw, commit: encodeCommit({ ...commit, ...alter(commit) }) };
}

/** A copy with one bit turned, in the middle unless told where. */
export function flipped(bytes: Uint8Array, at = bytes.length >> 1): Uint8Array {
  return bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
}

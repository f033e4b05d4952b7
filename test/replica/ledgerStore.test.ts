import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeBlock } from '../../src/chain/block.ts';
import { decodeCommit } from '../../src/chain/commit.ts';
import { verifyMapProof, entityKey } from '../../src/chain/sparseMerkleMap.ts';
import { millisFromTime } from '../../src/chain/time.ts';
import { validatorSet, validatorsHash } from '../../src/chain/validators.ts';
import { toHex } from '../../src/crypto/bytes.ts';
import { sha256 } from '../../src/crypto/hash.ts';
import { keyPairFromSeed } from '../../src/crypto/signature.ts';
import { KIND } from '../../src/contracts/entities.ts';
import { executeBlock } from '../../src/contracts/execute.ts';
import type { ExecutedBlock, LedgerStore } from '../../src/replica/ledgerStore.ts';
import { codeOf } from '../support/codeOf.ts';
import type { TestChain } from '../support/testChain.ts';
import { bytes32 } from '../support/world.ts';
import { killAfterLines } from './support/child.ts';
import { storyChain } from './support/lies.ts';
import { emptyReplica, replicaAt } from './support/replicas.ts';
import { temporaryFolder } from './support/temporary.ts';

const CHILD = fileURLToPath(new URL('support/ledgerChild.ts', import.meta.url));

function executed(chain: TestChain, store: LedgerStore, height: number): ExecutedBlock {
  const raw = chain.at(height);
  const block = decodeBlock(raw.block);
  const context = { network: chain.genesis.network, height, time: millisFromTime(block.header.time) };
  const { results, changes } = executeBlock(block.txs, store, context);
  return { block, commit: decodeCommit(raw.commit), results, changes };
}

/** Everything by which two stores could differ. */
function summary(store: LedgerStore) {
  return {
    height: store.height(),
    root: toHex(store.appHash()),
    stored: toHex(store.state.rebuildMap().root()),
    counts: store.lookups.counts(),
    head: store.trusted().blockId,
  };
}

describe('a batch of blocks', () => {
  it('is kept whole: nothing of it is left when a part of it fails', () => {
    const chain = storyChain();
    const { store } = emptyReplica(chain);
    store.append(executed(chain, store, 1));
    const before = summary(store);
    const failing = () =>
      store.batch(() => {
        store.append(executed(chain, store, 2));
        store.append(executed(chain, store, 3));
        store.append(executed(chain, store, 3));
      });
    expect(codeOf(failing)).toBe('ledger-height');
    expect(summary(store)).toEqual(before);
    store.append(executed(chain, store, 2));
    expect(store.height()).toBe(2);
  });

  it('is seen inside, before it is durable', () => {
    const chain = storyChain();
    const { store } = emptyReplica(chain);
    store.batch(() => {
      store.append(executed(chain, store, 1));
      expect(store.get(KIND.doctor, chain.world.li.id)).toBeDefined();
      expect(toHex(store.appHash())).toBe(toHex(chain.before(2).appHash));
    });
  });

  it('refuses a block with too few results, and a block that does not follow', () => {
    const chain = storyChain();
    const { store } = emptyReplica(chain);
    const first = executed(chain, store, 1);
    expect(codeOf(() => store.append({ ...first, results: [] }))).toBe('ledger-results');
    expect(codeOf(() => store.append(executed(chain, store, 2)))).toBe('ledger-height');
    expect(summary(store).counts).toEqual({ transactions: 0, statements: 0, consents: 0 });
  });

  it('is whole or not at all when the process is killed inside it', async () => {
    const path = join(temporaryFolder(), 'replica.db');
    expect(await killAfterLines(CHILD, [path, '8'], 2)).toEqual(['6', 'inside']);
    const { store } = replicaAt(path, storyChain());
    expect(store.height()).toBe(6);
  });

  it('is there after a kill once it was reported', async () => {
    const path = join(temporaryFolder(), 'replica.db');
    const lines = await killAfterLines(CHILD, [path], 4);
    const replica = replicaAt(path, storyChain());
    expect(replica.height()).toBeGreaterThanOrEqual(Number(lines.at(-1)));
    expect(replica.height() % 3).toBe(0);
    expect(replica.verifyAgain().height).toBe(replica.height());
  });
});

describe('a ledger store', () => {
  it('proves what stands and what does not, under the hash that the next header carries', () => {
    const chain = storyChain();
    const { store } = emptyReplica(chain);
    for (const height of [1, 2, 3, 4]) store.append(executed(chain, store, height));
    const root = chain.forgedNext({});
    const { appHash } = decodeBlock(root.block).header;
    const li = chain.world.li.id;
    const value = store.get(KIND.doctor, li);
    const present = { state: 'present', valueHash: sha256(value ?? new Uint8Array(0)) };
    expect(verifyMapProof(appHash, entityKey(KIND.doctor, li), store.prove(KIND.doctor, li))).toEqual(
      present,
    );
    const nobody = bytes32('nobody').slice(0, 16);
    const absent = store.prove(KIND.doctor, nobody);
    expect(verifyMapProof(appHash, entityKey(KIND.doctor, nobody), absent)).toEqual({ state: 'absent' });
  });

  it('keeps who validates across a restart when a block changed it', () => {
    const chain = storyChain();
    const path = join(temporaryFolder(), 'replica.db');
    const { store } = replicaAt(path, chain);
    const { publicKey } = keyPairFromSeed(bytes32('new validator'));
    const validators = validatorSet([{ publicKey, power: 3n }]);
    store.append({ ...executed(chain, store, 1), validators });
    const expected = store.trusted();
    expect(toHex(validatorsHash(expected.nextValidators))).toBe(toHex(validatorsHash(validators)));
    store.close();
    expect(replicaAt(path, chain).store.trusted()).toEqual(expected);
  });

  it('tells head and first block since a time', () => {
    const chain = storyChain();
    const { store } = emptyReplica(chain);
    expect(store.head()).toBeNull();
    expect(store.lastCommit()).toBeNull();
    for (const height of [1, 2, 3, 4]) store.append(executed(chain, store, height));
    expect(store.head()).toMatchObject({ height: 4, headerHash: chain.head().blockId.hash });
    expect(store.lastCommit()?.height).toBe(4);
    const third = store.lookups.block(3);
    expect(store.lookups.firstBlockSince(third?.time ?? chain.clock.now())?.height).toBe(3);
    expect(store.lookups.firstBlockSince(chain.clock.now())).toBeNull();
  });
});

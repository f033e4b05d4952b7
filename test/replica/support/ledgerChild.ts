/**
 * Adds blocks to a ledger in batches of three (the first of six) and prints the height after each batch. With `stall` it stops for good
 * inside the batch that reaches that height, so that a kill finds it half done.
 */
import { writeSync } from 'node:fs';
import { decodeBlock } from '../../../src/chain/block.ts';
import { decodeCommit } from '../../../src/chain/commit.ts';
import { millisFromTime } from '../../../src/chain/time.ts';
import { executeBlock } from '../../../src/contracts/execute.ts';
import { initialChanges } from '../../../src/contracts/genesis.ts';
import { openLedgerStore } from '../../../src/replica/ledgerStore.ts';
import { TestChain } from '../../support/testChain.ts';
import { addStory, openingOf } from './replicas.ts';
import { testKey } from './temporary.ts';

const [path = '', stall = ''] = process.argv.slice(2);
const chain = new TestChain();
const store = openLedgerStore({
  path,
  key: testKey(),
  genesis: chain.genesisBytes,
  initialEntities: ({ appState }) => initialChanges(appState),
});
addStory(chain);

for (let epoch = 2; epoch <= 1000; epoch += 1) {
  chain.add(openingOf(chain.world, chain.clock.now(), epoch));
  if (chain.height % 3 === 0) addBatch();
}

function addBatch(): void {
  store.batch(() => {
    while (store.height() < chain.height) {
      append(store.height() + 1);
      if (String(store.height()) === stall) {
        say('inside');
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      }
    }
  });
  say(String(store.height()));
}

function append(height: number): void {
  const raw = chain.at(height);
  const block = decodeBlock(raw.block);
  const time = millisFromTime(block.header.time);
  const { results, changes } = executeBlock(block.txs, store, { network: chain.world.network, height, time });
  store.append({ block, commit: decodeCommit(raw.commit), results, changes });
}

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

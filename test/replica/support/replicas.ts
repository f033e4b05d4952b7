import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openReplica, type OpenReplicaOptions, type Replica } from '../../../src/replica/replica.ts';
import type { TestChain } from '../../support/testChain.ts';
import {
  type Draft,
  signDraft,
  statementBytes,
  staffing,
  visitOpen,
  visitRecord,
} from '../../support/transactions.ts';
import type { World } from '../../support/world.ts';
import { temporaryFolder, testKey } from './temporary.ts';

/** An empty replica of a chain's ledger, in a file that goes with the test. */
export function emptyReplica(chain: TestChain): Replica {
  return replicaAt(join(temporaryFolder(), 'replica.db'), chain);
}

/** The replica in the file at `path`, closed with the test. */
export function replicaAt(path: string, chain: TestChain, change: Partial<OpenReplicaOptions> = {}): Replica {
  const replica = openReplica({
    path,
    key: testKey(),
    genesis: chain.genesisBytes,
    clock: chain.clock,
    ...change,
  });
  onTestFinished(() => replica.close());
  return replica;
}

/** Adds blocks 1 to 4: staff, an opened visit, a consented record, and an empty one. Answers the record's statement. */
export function addStory(chain: TestChain): Uint8Array {
  const { world } = chain;
  chain.add(...staffing(world, chain.clock.now()));
  chain.add(openingOf(world, chain.clock.now()));
  const statement = statementOf(chain);
  chain.add(
    visitRecord({
      statement,
      author: world.li,
      node: world.a.node(),
      consent: world.patient.consent(1),
      time: chain.clock.now(),
    }),
  );
  chain.add();
  return statement;
}

export function openingOf({ li, patient }: World, time: number, epoch = 1) {
  return visitOpen({ opener: li.sign(), view: patient.view(epoch), card: patient.card(epoch) }, time);
}

export function statementOf(chain: TestChain, text = 'record'): Uint8Array {
  const { li, network, patient } = chain.world;
  const epoch = patient.view(1).signer.entity;
  return statementBytes({ network, author: li, epoch, time: chain.clock.now(), anchor: 2 }, text);
}

/** The bytes of a draft of this chain's world. */
export function signed(chain: TestChain, draft: Draft): Uint8Array {
  return signDraft(chain.world.network, draft);
}

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeBlock } from '../../src/chain/block.ts';
import { ABSENT_SIGNATURE, encodeCommit } from '../../src/chain/commit.ts';
import { fromUtf8, toHex, utf8 } from '../../src/crypto/bytes.ts';
import { sha256 } from '../../src/crypto/hash.ts';
import { doctorCodec, KIND, statementCodec } from '../../src/contracts/entities.ts';
import { statementHash } from '../../src/contracts/statement.ts';
import { syncOnce } from '../../src/replica/sync.ts';
import { codeOf } from '../support/codeOf.ts';
import { TestChain } from '../support/testChain.ts';
import { addStory, emptyReplica, replicaAt, statementOf } from './support/replicas.ts';
import { temporaryFolder } from './support/temporary.ts';
import { visitConfirm, visitRecord } from '../support/transactions.ts';
import { alterHeader, expectUsable, storyChain } from './support/lies.ts';

const other = sha256(utf8('other'));

describe('a replica', () => {
  it('holds what its node has after syncing: state, blocks, transactions and statements', async () => {
    const chain = new TestChain();
    const statement = addStory(chain);
    const replica = emptyReplica(chain);
    expect(await syncOnce(replica, chain.source())).toEqual({ applied: 4, height: 4, halted: null });
    const hash = statementHash(statement);
    expect(replica.store.lookups.statement(hash)).toMatchObject({ statement, height: 3, position: 0 });
    expect(replica.store.lookups.rawBlocks(1, 10)).toEqual(chain.raw);
    expect(replica.store.state.ofKind(KIND.doctor)).toHaveLength(3);
    expect(toHex(replica.store.appHash())).toBe(toHex(chain.state.root()));
  });

  it('goes on where it stood after a restart, with the same file or the node’s', () => {
    const chain = storyChain();
    const path = join(temporaryFolder(), 'replica.db');
    const first = replicaAt(path, chain);
    first.apply(chain.raw.slice(0, 3));
    first.close();
    const second = replicaAt(path, chain, { genesis: null });
    expect(second.height()).toBe(3);
    expect(second.apply(chain.raw.slice(3))).toEqual({ applied: 1, halted: null });
  });

  it('takes blocks of four validators of whom one is absent', () => {
    const chain = storyChain(4);
    const { block } = chain.propose([]);
    const commit = chain.commit(block, (signature, index) => (index === 2 ? ABSENT_SIGNATURE : signature));
    const replica = emptyReplica(chain);
    const next = { block: encodeBlock(block), commit: encodeCommit(commit) };
    expect(replica.apply([...chain.raw, next])).toEqual({ applied: 5, halted: null });
  });

  it('verifies everything again from genesis and says how far it is', () => {
    const chain = storyChain();
    const replica = emptyReplica(chain);
    replica.apply(chain.raw);
    const heights: number[] = [];
    expect(replica.verifyAgain((height) => heights.push(height))).toEqual({
      height: 4,
      transactions: 7,
      appHash: chain.state.root(),
    });
    expect(heights).toEqual([1, 2, 3, 4]);
  });

  it('refuses another genesis than the one it began with, and opens nothing without one', () => {
    const chain = storyChain();
    const path = join(temporaryFolder(), 'replica.db');
    replicaAt(path, chain).close();
    const foreign = utf8(fromUtf8(chain.genesisBytes).replace('consilium-test', 'consilium-else'));
    expect(codeOf(() => replicaAt(path, chain, { genesis: foreign }))).toBe('genesis-mismatch');
    const empty = join(temporaryFolder(), 'replica.db');
    expect(codeOf(() => replicaAt(empty, chain, { genesis: null }))).toBe('genesis-missing');
  });
});

describe('a block from the future', () => {
  it('waits at its height until this machine’s clock has reached it', () => {
    const chain = storyChain();
    const replica = emptyReplica(chain);
    const now = chain.clock.now();
    chain.clock.advance(3_600_000);
    chain.add();
    chain.add();
    chain.clock.set(now);
    expect(replica.apply(chain.raw)).toEqual({
      applied: 5,
      halted: { code: 'block-time-ahead', height: 6 },
    });
    expect(replica.halted()).toEqual({ code: 'block-time-ahead', height: 6 });
    expect(replica.apply(chain.raw.slice(5))).toMatchObject({ applied: 0 });
    chain.clock.advance(3_600_000);
    expect(replica.halted()).toBeNull();
    expect(replica.apply(chain.raw.slice(5))).toEqual({ applied: 1, halted: null });
  });
});

describe('a halted replica', () => {
  it('stays halted after a restart, at the same check and height', () => {
    const chain = storyChain();
    const path = join(temporaryFolder(), 'replica.db');
    const first = replicaAt(path, chain);
    first.apply([...chain.raw.slice(0, 2), alterHeader(chain.at(3), { appHash: other })]);
    first.close();
    const second = replicaAt(path, chain);
    expect(second.halted()).toEqual({ code: 'block-app-hash', height: 3 });
    expectUsable(second, chain, 2);
  });

  it('makes syncing stop without asking for more', async () => {
    const chain = storyChain();
    const replica = emptyReplica(chain);
    const liar = chain.source((raw, height) => (height === 3 ? alterHeader(raw, { appHash: other }) : raw));
    const halted = { code: 'block-app-hash', height: 3 };
    expect(await syncOnce(replica, liar)).toEqual({ applied: 2, height: 2, halted });
    expect(await syncOnce(replica, chain.source())).toEqual({ applied: 0, height: 2, halted });
  });
});

describe('a replica opened for reading only', () => {
  it('reads beside the program that writes, and writes nothing', () => {
    const chain = storyChain();
    const path = join(temporaryFolder(), 'replica.db');
    const writer = replicaAt(path, chain);
    writer.apply(chain.raw.slice(0, 3));
    const reader = replicaAt(path, chain, { readOnly: true, genesis: null });
    expect(reader.height()).toBe(3);
    writer.apply(chain.raw.slice(3));
    expect(reader.verifyAgain().height).toBe(4);
    expect(codeOf(() => reader.apply(chain.raw.slice(3)))).toBe('database-read-only');
  });

  it('opens after the program that wrote has ended, and shows why it halted', () => {
    const chain = storyChain();
    const path = join(temporaryFolder(), 'replica.db');
    const writer = replicaAt(path, chain);
    writer.apply([alterHeader(chain.at(1), { height: 9 })]);
    writer.close();
    const reader = replicaAt(path, chain, { readOnly: true, genesis: null });
    expect(reader.halted()).toEqual({ code: 'block-height', height: 1 });
  });
});

describe('what a replica keeps for readers', () => {
  it('joins a consent that came later to its statement', () => {
    const chain = storyChain();
    const { a, li, patient } = chain.world;
    const statement = statementOf(chain, 'pending');
    const carriage = { statement, author: li, node: a.node(), time: chain.clock.now() };
    chain.add(visitRecord({ ...carriage, consent: null }));
    const hash = statementHash(statement);
    chain.add(visitConfirm(hash, { sender: li.sign(), consent: patient.consent(1) }, chain.clock.now()));
    const replica = emptyReplica(chain);
    replica.apply(chain.raw.slice(0, 5));
    expect(replica.store.lookups.statement(hash)?.consentSignature).toBeNull();
    replica.apply(chain.raw.slice(5));
    expect(replica.store.lookups.statement(hash)?.consentSignature).toHaveLength(64);
    const entity = replica.store.get(KIND.statement, hash);
    expect(entity === undefined ? null : statementCodec.decode(entity).state).toBe('consented');
    expect(replica.verifyAgain().height).toBe(6);
  });

  it('keeps a transaction that is none by its hash, with its refusal', () => {
    const chain = storyChain();
    const rubbish = utf8('no transaction');
    chain.addBytes(rubbish);
    const replica = emptyReplica(chain);
    replica.apply(chain.raw);
    expect(replica.store.lookups.transaction(sha256(rubbish))).toMatchObject({
      height: 5,
      code: 'tx-malformed',
    });
    const doctor = replica.store.get(KIND.doctor, chain.world.li.id);
    expect(doctor === undefined ? 0 : doctorCodec.decode(doctor).statements).toBe(1);
  });
});

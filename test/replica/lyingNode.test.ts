import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockId, decodeBlock, encodeBlock } from '../../src/chain/block.ts';
import { ABSENT_SIGNATURE, encodeCommit } from '../../src/chain/commit.ts';
import { resultsHash } from '../../src/chain/results.ts';
import { commitBlock } from '../../src/chain/soloValidator.ts';
import { timeFromMillis } from '../../src/chain/time.ts';
import { validatorAddress, validatorSet, validatorsHash } from '../../src/chain/validators.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { sha256 } from '../../src/crypto/hash.ts';
import { keyPairFromSeed } from '../../src/crypto/signature.ts';
import { executeBlock } from '../../src/contracts/execute.ts';
import { millis } from '../../src/ports.ts';
import { openDatabase } from '../../src/replica/database.ts';
import type { RawBlock } from '../../src/replica/sync.ts';
import { TestChain } from '../support/testChain.ts';
import { addStory, emptyReplica, openingOf, replicaAt, signed, statementOf } from './support/replicas.ts';
import { temporaryFolder, testKey } from './support/temporary.ts';
import { visitRecord } from '../support/transactions.ts';
import { START } from '../support/world.ts';
import { alterBlock, alterCommit, alterHeader, flipped, refusalOf, storyChain } from './support/lies.ts';

const OK = { code: 0, data: new Uint8Array(0), gasWanted: 0n, gasUsed: 0n };
const stranger = keyPairFromSeed(sha256(utf8('stranger')));
const other = sha256(utf8('other'));

describe('a node that changes what validators signed is refused', () => {
  const chain = storyChain();
  const record = chain.at(3);

  it.each<[string, number, RawBlock, string]>([
    [
      'a changed transaction',
      3,
      alterBlock(record, (b) => ({ ...b, txs: b.txs.map((tx) => flipped(tx)) })),
      'block-data-hash',
    ],
    [
      'a dropped transaction',
      1,
      alterBlock(chain.at(1), (b) => ({ ...b, txs: b.txs.slice(1) })),
      'block-data-hash',
    ],
    [
      'transactions in another order',
      1,
      alterBlock(chain.at(1), (b) => ({ ...b, txs: b.txs.toReversed() })),
      'block-data-hash',
    ],
    [
      'a replayed transaction',
      4,
      alterBlock(chain.at(4), (b) => ({ ...b, txs: decodeBlock(record.block).txs })),
      'block-data-hash',
    ],
    ['a changed result', 4, alterHeader(chain.at(4), { lastResultsHash: other }), 'block-results-hash'],
    ['a changed application hash', 4, alterHeader(chain.at(4), { appHash: other }), 'block-app-hash'],
    ['a changed height', 3, alterHeader(record, { height: 4 }), 'block-height'],
    ['a skipped block', 3, chain.at(4), 'block-height'],
    ['a block sent twice', 3, chain.at(2), 'block-height'],
    ['another chain id', 3, alterHeader(record, { chainId: 'another' }), 'block-chain-id'],
    ['a swapped validator set', 3, alterHeader(record, { validatorsHash: other }), 'block-validators-hash'],
    ['another next set', 3, alterHeader(record, { nextValidatorsHash: other }), 'block-next-validators-hash'],
    ['another time', 3, alterHeader(record, { time: timeFromMillis(millis(START + 77)) }), 'block-time'],
    [
      'a proposer of its own',
      3,
      alterHeader(record, { proposerAddress: validatorAddress(stranger.publicKey) }),
      'block-proposer',
    ],
    [
      'a header changed where nothing is known yet',
      1,
      alterHeader(chain.at(1), { consensusHash: other }),
      'block-consensus-hash',
    ],
    [
      'a changed commit',
      3,
      alterCommit(record, ({ blockId }) => ({ blockId: { ...blockId, hash: other } })),
      'commit-block-id',
    ],
    ['a commit of another height', 3, { ...record, commit: chain.at(2).commit }, 'commit-height'],
    ['a commit of another round', 3, alterCommit(record, () => ({ round: 1 })), 'commit-signature'],
    ['a commit with no signature', 3, alterCommit(record, () => ({ signatures: [] })), 'commit-size'],
    [
      'a changed signer',
      3,
      alterCommit(record, ({ signatures }) => ({
        signatures: signatures.map((s) => ({ ...s, validatorAddress: other.slice(0, 20) })),
      })),
      'commit-signer',
    ],
    [
      'a changed signature',
      3,
      alterCommit(record, ({ signatures }) => ({
        signatures: signatures.map((s) => ({ ...s, signature: flipped(s.signature) })),
      })),
      'commit-signature',
    ],
    [
      'a vote for nil in place of one for the block',
      3,
      alterCommit(record, ({ signatures }) => ({
        signatures: signatures.map((s) => ({ ...s, flag: 'nil' as const })),
      })),
      'commit-signature',
    ],
    ['bytes that are no block', 3, { ...record, block: utf8('no block') }, 'block-malformed'],
    ['bytes that are no commit', 3, { ...record, commit: new Uint8Array([255]) }, 'block-malformed'],
    [
      'a time out of all range',
      3,
      alterHeader(record, { time: { seconds: 1n << 62n, nanos: 0 } }),
      'block-malformed',
    ],
  ])('%s at height %i', (_name, height, lie, code) => {
    expect(refusalOf(chain, height, lie)).toEqual({ code, height });
  });

  it('a changed block whose header was made to fit, since its validators signed another', () => {
    const forged = chain.block(3);
    const txs = [signed(chain, openingOf(chain.world, START, 2))];
    const { block } = new TestChain().propose(txs);
    const lie = alterBlock(record, () => ({
      ...forged,
      txs,
      header: { ...forged.header, dataHash: block.header.dataHash },
    }));
    expect(refusalOf(chain, 3, lie)).toEqual({ code: 'commit-block-id', height: 3 });
  });

  it('a commit by a stranger in the name of the validator', () => {
    const block = chain.block(3);
    const proposed = { block, blockId: blockId(block) };
    const forged = commitBlock(proposed, { keys: stranger, lastSigned: null }, chain.clock.now());
    const { publicKey } = chain.world.validator;
    const signatures = forged.signatures.map((item) => ({
      ...item,
      validatorAddress: validatorAddress(publicKey),
    }));
    const lie = { ...record, commit: encodeCommit({ ...forged, signatures }) };
    expect(refusalOf(chain, 3, lie)).toEqual({ code: 'commit-signature', height: 3 });
  });
});

describe('among several validators a replica refuses', () => {
  it('a commit signed by exactly two thirds of the power', () => {
    const chain = storyChain(3);
    const { block } = chain.propose([]);
    const commit = chain.commit(block, (signature, index) => (index === 0 ? ABSENT_SIGNATURE : signature));
    const lie = { block: encodeBlock(block), commit: encodeCommit(commit) };
    expect(refusalOf(chain, 5, lie)).toEqual({ code: 'commit-power', height: 5 });
  });

  it('one validator’s signature in the places of two', () => {
    const chain = storyChain(4);
    const lie = alterCommit(chain.at(4), ({ signatures: [first, , third, fourth] }) => ({
      signatures: [first, first, third, fourth].flatMap((item) => (item === undefined ? [] : [item])),
    }));
    expect(refusalOf(chain, 4, lie)).toEqual({ code: 'commit-signer', height: 4 });
  });

  it('votes for nil counted as votes for the block', () => {
    const chain = storyChain(4);
    const lie = alterCommit(chain.at(4), ({ signatures }) => ({
      signatures: signatures.map((item, index) => (index < 2 ? { ...item, flag: 'nil' as const } : item)),
    }));
    expect(refusalOf(chain, 4, lie)).toEqual({ code: 'commit-signature', height: 4 });
  });

  it('a block by another set of validators, all of them signing', () => {
    const chain = storyChain();
    const usurper = new TestChain({ validators: 4 });
    addStory(usurper);
    const { block } = chain.propose([]);
    const set = validatorSet(usurper.keys.map(({ publicKey }) => ({ publicKey, power: 10n })));
    const header = { ...block.header, validatorsHash: validatorsHash(set) };
    expect(refusalOf(chain, 5, usurper.signed({ ...block, header }))).toEqual({
      code: 'block-validators-hash',
      height: 5,
    });
  });
});

describe('validators that lie together are found out by computing again', () => {
  it('a result that executing does not give, in the header after it', () => {
    const chain = storyChain();
    const refused = signed(chain, openingOf(chain.world, chain.clock.now()));
    chain.addBytes(refused);
    const lie = chain.forgedNext({ lastResultsHash: resultsHash([OK]) });
    expect(refusalOf(chain, 6, lie)).toEqual({ code: 'block-results-hash', height: 6 });
  });

  it('a state that executing does not give, in the header after it', () => {
    const chain = storyChain();
    const lie = chain.forgedNext({ appHash: sha256(utf8('a kinder history')) });
    expect(refusalOf(chain, 5, lie)).toEqual({ code: 'block-app-hash', height: 5 });
  });

  it('a replayed transaction that they call taken', () => {
    const chain = storyChain();
    const replayed = decodeBlock(chain.at(3).block).txs;
    chain.addBytes(...replayed);
    const lie = chain.forgedNext({ lastResultsHash: resultsHash([OK]) });
    expect(refusalOf(chain, 6, lie)).toEqual({ code: 'block-results-hash', height: 6 });
    const replica = emptyReplica(chain);
    replica.apply(chain.raw);
    expect(replica.store.lookups.transactionsAt(5).map(({ code }) => code)).toEqual(['tx-duplicate']);
  });

  it('a record signed with a key that was revoked at an earlier height', () => {
    const chain = storyChain();
    const { a, li, patient } = chain.world;
    const time = chain.clock.now();
    const revoke = { kind: 'registry/key-revoke', id: li.id, role: 'doctor', version: 1 } as const;
    chain.add({ action: revoke, parties: a.board(), time });
    const late = visitRecord({
      statement: statementOf(chain, 'too late'),
      author: li,
      node: a.node(),
      consent: patient.consent(1),
      time: chain.clock.now(),
    });
    chain.add(late);
    const lie = chain.forgedNext({ lastResultsHash: resultsHash([OK]) });
    expect(refusalOf(chain, 7, lie)).toEqual({ code: 'block-results-hash', height: 7 });
    const replica = emptyReplica(chain);
    replica.apply(chain.raw);
    expect(replica.store.lookups.transactionsAt(6).map(({ code }) => code)).toEqual(['signer-key-revoked']);
  });

  it('the state of a transaction that never was, however they sign it', () => {
    const chain = storyChain();
    const tx = signed(chain, openingOf(chain.world, chain.clock.now(), 2));
    const context = { network: chain.genesis.network, height: 5, time: chain.clock.now() };
    const { changes } = executeBlock([tx], chain.state, context);
    chain.state.write(changes);
    const lie = chain.forgedNext({ appHash: chain.state.root() });
    expect(refusalOf(chain, 5, lie)).toEqual({ code: 'block-app-hash', height: 5 });
  });
});

describe('hostile bytes', () => {
  it('are refused or mean exactly what the validators signed, and never stop the program', () => {
    const chain = storyChain();
    const [first] = chain.raw;
    if (first === undefined) throw new Error('no block');
    const path = join(temporaryFolder(), 'replica.db');
    const change = fc.record({
      where: fc.constantFrom<'block' | 'commit'>('block', 'commit'),
      at: fc.nat(),
      bytes: fc.uint8Array({ minLength: 0, maxLength: 12 }),
      cut: fc.nat({ max: 12 }),
    });
    fc.assert(
      fc.property(change, ({ where, at, bytes, cut }) => {
        const original = first[where];
        const place = at % (original.length + 1);
        const altered = new Uint8Array([
          ...original.slice(0, place),
          ...bytes,
          ...original.slice(place + cut),
        ]);
        const replica = replicaAt(path, chain);
        const { applied } = replica.apply([{ ...first, [where]: altered }]);
        expect(replica.store.lookups.rawBlocks(1, 1)).toEqual(applied === 1 ? [first] : []);
        replica.close();
        removeAll(path);
      }),
      { numRuns: 150 },
    );
  });
});

/** Empties the file for the next run: everything but its genesis. */
function removeAll(path: string): void {
  const database = openDatabase({ path, key: testKey() });
  database.execute(`
    DELETE FROM statements; DELETE FROM transactions; DELETE FROM blocks; DELETE FROM applied;
    DELETE FROM entities WHERE changed > 0; DELETE FROM meta WHERE name = 'halted';`);
  database.close();
}

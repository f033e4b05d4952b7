/** Blocks that real CometBFT v0.38 made: what this verifier computes is what they signed. */
import { describe, expect, it } from 'vitest';
import { blockId, decodeBlock, encodeBlock } from '../../src/chain/block.ts';
import { commitHash, decodeCommit, encodeCommit, NO_COMMIT } from '../../src/chain/commit.ts';
import { consensusHash } from '../../src/chain/consensusParams.ts';
import { headerHash } from '../../src/chain/header.ts';
import { resultsHash } from '../../src/chain/results.ts';
import { validatorsHash } from '../../src/chain/validators.ts';
import { trustedAfter, verifyCommit, verifyNextBlock, type TrustedState } from '../../src/chain/verifier.ts';
import { NO_BLOCK } from '../../src/chain/header.ts';
import { toHex } from '../../src/crypto/bytes.ts';
import { codeOf } from '../support/codeOf.ts';
import { readRecorded, type RecordedBlock, type RecordedNetwork } from './support/cometbftJson.ts';

const { solo, four } = readRecorded();
const networks: readonly (readonly [string, RecordedNetwork])[] = [
  ['one validator', solo],
  ['four validators, one killed', four],
];

function at(network: RecordedNetwork, height: number): RecordedBlock {
  const recorded = network.blocks[height - 1];
  if (recorded === undefined) throw new Error(`no block ${String(height)}`);
  return recorded;
}

/** What is trusted before the first block, as far as the key-value example goes. */
function genesisOf(network: RecordedNetwork): TrustedState {
  const { block, validators } = at(network, 1);
  return {
    chainId: network.genesis.chain_id,
    initialHeight: 1,
    height: 0,
    blockId: NO_BLOCK,
    time: network.genesis.genesis_time,
    lastValidators: null,
    validators,
    nextValidators: validators,
    params: { maxBytes: 22_020_096n, maxGas: -1n },
    appHash: block.header.appHash,
    resultsHash: resultsHash([]),
  };
}

/** Verifies one block after the other; answers the refusals, and the last trusted state. */
function follow(network: RecordedNetwork, blocks = network.blocks) {
  let trusted = genesisOf(network);
  const codes = blocks.map((recorded, index) => {
    const { block, commit, results } = recorded;
    const next = network.blocks[index + 1];
    return codeOf(() => {
      const id = verifyNextBlock(trusted, { block, commit }, null);
      trusted = trustedAfter(
        trusted,
        { header: block.header, blockId: id },
        {
          appHash: next?.block.header.appHash ?? block.header.appHash,
          resultsHash: resultsHash(results),
          // The set that the block after the next is signed by; the node says it one height ahead.
          validators: network.blocks[index + 2]?.validators ?? trusted.nextValidators,
        },
      );
    });
  });
  return { codes, trusted };
}

describe.each(networks)('CometBFT with %s', (_name, network) => {
  it.each(network.blocks.map((recorded) => [recorded.block.header.height, recorded] as const))(
    'made block %i, whose hashes and bytes come out the same',
    (height, { block, commit, results, validators }) => {
      const { header } = block;
      expect(toHex(headerHash(header))).toBe(toHex(commit.blockId.hash));
      expect(blockId(block)).toEqual(commit.blockId);
      expect(toHex(commitHash(block.lastCommit))).toBe(toHex(header.lastCommitHash));
      expect(toHex(validatorsHash(validators))).toBe(toHex(header.validatorsHash));
      const next = network.blocks[height]?.block.header;
      expect(toHex(resultsHash(results))).toBe(toHex(next?.lastResultsHash ?? resultsHash(results)));
      expect(decodeBlock(encodeBlock(block))).toEqual(block);
      expect(decodeCommit(encodeCommit(commit))).toEqual(commit);
      const subject = { chainId: header.chainId, validators, height, blockId: commit.blockId };
      expect(codeOf(() => verifyCommit(subject, commit))).toBe('taken');
    },
  );

  it('is followed from its genesis to its head by the verifier', () => {
    const { codes, trusted } = follow(network);
    expect(new Set(codes)).toEqual(new Set(['taken']));
    expect(trusted.height).toBe(network.blocks.length);
  });

  it('is not followed with one block left out, or two swapped', () => {
    const without = network.blocks.filter((_block, index) => index !== 4);
    expect(follow(network, without).codes[4]).toBe('block-height');
    const [first, second, ...rest] = network.blocks;
    const swapped = [second, first, ...rest].flatMap((block) => (block === undefined ? [] : [block]));
    expect(follow(network, swapped).codes[0]).toBe('block-height');
  });
});

describe('what was recorded covers', () => {
  const all = [...solo.blocks, ...four.blocks];

  it('a first block, an empty one, one of two parts, and consensus parameters', () => {
    expect(at(solo, 1).block.lastCommit).toEqual(NO_COMMIT);
    expect(all.some(({ block }) => block.txs.length === 0 && block.header.height > 1)).toBe(true);
    expect(all.some(({ commit }) => commit.blockId.parts.total === 2)).toBe(true);
    const { consensusHash: hash } = at(solo, 1).block.header;
    expect(toHex(consensusHash({ maxBytes: 22_020_096n, maxGas: -1n }))).toBe(toHex(hash));
  });

  it('absent validators, and blocks decided in a later round', () => {
    expect(all.some(({ commit }) => commit.signatures.some(({ flag }) => flag === 'absent'))).toBe(true);
    expect(four.blocks.some(({ commit }) => commit.round > 0)).toBe(true);
  });

  it('a validator that comes and goes: announced two heights ahead, in the next set one ahead', () => {
    const sizes = solo.blocks.map(({ validators }) => validators.validators.length);
    const arrives = sizes.indexOf(2);
    expect(arrives).toBeGreaterThan(1);
    expect(sizes.indexOf(1, arrives)).toBeGreaterThan(arrives);
    const { nextValidatorsHash, validatorsHash: current } = at(solo, arrives).block.header;
    expect(toHex(nextValidatorsHash)).not.toBe(toHex(current));
    expect(toHex(nextValidatorsHash)).toBe(toHex(at(solo, arrives + 1).block.header.validatorsHash));
  });
});

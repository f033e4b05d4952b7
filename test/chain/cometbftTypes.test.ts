/** What CometBFT's own code computed of made-up votes, commits, sets, headers, blocks and evidence. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { blockId, dataHash, decodeBlock, encodeBlock, evidenceHash } from '../../src/chain/block.ts';
import {
  commitHash,
  decodeCommit,
  encodeCommit,
  voteSignBytes,
  type Commit,
} from '../../src/chain/commit.ts';
import { consensusHash, DEFAULT_CONSENSUS_PARAMS } from '../../src/chain/consensusParams.ts';
import { decodeHeader, encodeHeader, headerHash, type BlockId } from '../../src/chain/header.ts';
import { merkleRoot } from '../../src/chain/merkle.ts';
import { resultsHash } from '../../src/chain/results.ts';
import { weightedMedian } from '../../src/chain/time.ts';
import { validatorAddress, validatorSet, validatorsHash } from '../../src/chain/validators.ts';
import { verifyCommit } from '../../src/chain/verifier.ts';
import { fromHex, toHex, utf8 } from '../../src/crypto/bytes.ts';
import { sha256 } from '../../src/crypto/hash.ts';
import { keyPairFromSeed, verifyVoteSignature } from '../../src/crypto/signature.ts';
import { codeOf } from '../support/codeOf.ts';

const hex = z.string().transform((text) => fromHex(text));
const time = z.object({ seconds: z.coerce.bigint(), nanos: z.number() });
const id = z
  .object({ hash: hex, total: z.number(), parts: hex })
  .transform(({ hash, total, parts }): BlockId => ({ hash, parts: { total, hash: parts } }));
const validator = z.object({ publicKey: hex, power: z.coerce.bigint() });
const vectors = z
  .object({
    chainId: z.string(),
    votes: z.array(
      z.object({ height: z.number(), round: z.number(), blockId: id, time, signBytes: hex, signature: hex }),
    ),
    validators: z.object({ given: z.array(validator), addresses: z.array(z.string()), hash: z.string() }),
    commit: z.object({
      chainId: z.string(),
      validators: z.array(validator),
      blockId: id,
      bytes: hex,
      hash: z.string(),
    }),
    headers: z.array(z.object({ bytes: hex, hash: z.string() })),
    blocks: z.array(
      z.object({
        sizes: z.array(z.number()),
        bytes: z.string(),
        sha256: z.string(),
        hash: z.string(),
        dataHash: z.string(),
        evidenceHash: z.string(),
        total: z.number(),
        parts: z.string(),
      }),
    ),
    results: z.object({ hash: z.string(), empty: z.string() }),
    roots: z.array(z.string()),
    median: z.object({ given: z.array(z.object({ time, weight: z.coerce.bigint() })), median: time }),
    consensusHash: z.string(),
  })
  .parse(JSON.parse(readFileSync(new URL('../vectors/chain/cometbft-types.json', import.meta.url), 'utf8')));

describe('the bytes that a validator signs', () => {
  it.each(vectors.votes)('at height $height, round $round', (vote) => {
    const { height, round, blockId: voted, signBytes, signature } = vote;
    const message = voteSignBytes({
      chainId: vectors.chainId,
      height,
      round,
      blockId: voted,
      time: vote.time,
    });
    expect(toHex(message)).toBe(toHex(signBytes));
    // Go's GenPrivKeyFromSecret takes SHA-256 of the secret as the seed.
    const { publicKey } = keyPairFromSeed(sha256(utf8('voter')));
    expect(verifyVoteSignature(message, signature, publicKey)).toBe(true);
  });

  it('cover votes for nil and later rounds', () => {
    expect(vectors.votes.some(({ blockId: voted }) => voted.hash.length === 0)).toBe(true);
    expect(vectors.votes.some(({ round }) => round > 1)).toBe(true);
  });
});

describe('a validator set', () => {
  it('stands in CometBFT’s order and has its hash, whatever the order it was given in', () => {
    const { given, addresses, hash } = vectors.validators;
    for (const order of [given, given.toReversed()]) {
      const set = validatorSet(order);
      expect(set.validators.map(({ publicKey }) => toHex(validatorAddress(publicKey)))).toEqual(addresses);
      expect(toHex(validatorsHash(set))).toBe(hash);
    }
  });
});

describe('a commit with an absent vote and one for nil, of round 2', () => {
  const { bytes, hash, validators, chainId, blockId: committed } = vectors.commit;
  const commit = decodeCommit(bytes);
  const set = validatorSet(validators);

  /** Verifies it as one of these validators, who have these powers in the order of the set. */
  const codeWith = (powers: readonly bigint[], given: Commit = commit): string => {
    const weighted = {
      validators: set.validators.map((item, index) => ({ ...item, power: powers[index] ?? 1n })),
    };
    const subject = { chainId, validators: weighted, height: 9, blockId: committed };
    return codeOf(() => verifyCommit(subject, given));
  };

  it('comes back byte for byte and has its hash', () => {
    expect(toHex(encodeCommit(commit))).toBe(toHex(bytes));
    expect(toHex(commitHash(commit))).toBe(hash);
    expect(commit.signatures.map(({ flag }) => flag)).toEqual(['commit', 'absent', 'commit', 'nil']);
  });

  it('holds in every signature, and counts the votes for the block alone', () => {
    expect(codeWith([10n, 10n, 10n, 10n])).toBe('commit-power');
    expect(codeWith([10n, 5n, 11n, 5n])).toBe('taken');
    expect(codeWith([10n, 5n, 10n, 5n])).toBe('commit-power');
    expect(codeWith([1n, 1n, 1n, 100n])).toBe('commit-power');
  });

  it('is refused when the vote for nil has another signature, though it counts for nothing', () => {
    const signatures = commit.signatures.map((item) =>
      item.flag === 'nil' ? { ...item, signature: new Uint8Array(64) } : item,
    );
    expect(codeWith([10n, 5n, 11n, 5n], { ...commit, signatures })).toBe('commit-signature');
  });
});

describe('headers and blocks', () => {
  it.each(vectors.headers)('a header hashes to $hash', ({ bytes, hash }) => {
    const header = decodeHeader(bytes);
    expect(toHex(encodeHeader(header))).toBe(toHex(bytes));
    expect(toHex(headerHash(header))).toBe(hash);
  });

  it('the first is the one that CometBFT publishes', () => {
    expect(vectors.headers[0]?.hash.toUpperCase()).toBe(
      'F740121F553B5418C3EFBD343C2DBFE9E007BB67B0D020A0741374BAB65242A4',
    );
  });

  it.each(vectors.blocks.filter(({ bytes }) => bytes !== ''))('a block of $sizes bytes', (vector) => {
    const block = decodeBlock(fromHex(vector.bytes));
    expect(toHex(encodeBlock(block))).toBe(vector.bytes);
    expect(toHex(evidenceHash(block.evidence))).toBe(vector.evidenceHash);
    expect(blockId(block).parts).toEqual({ total: vector.total, hash: fromHex(vector.parts) });
    expect(toHex(blockId(block).hash)).toBe(vector.hash);
  });

  it.each(vectors.blocks.filter(({ bytes }) => bytes === ''))('a block of $total parts', (vector) => {
    const empty = decodeBlock(fromHex(vectors.blocks[0]?.bytes ?? ''));
    const txs = vector.sizes.map((size, tx) => Uint8Array.from({ length: size }, (_, at) => (tx + at) % 256));
    expect(toHex(dataHash(txs))).toBe(vector.dataHash);
    const block = { ...empty, txs, header: { ...empty.header, dataHash: dataHash(txs) } };
    expect(toHex(sha256(encodeBlock(block)))).toBe(vector.sha256);
    expect(blockId(block).parts).toEqual({ total: vector.total, hash: fromHex(vector.parts) });
    expect(toHex(blockId(block).hash)).toBe(vector.hash);
  });
});

describe('the rest', () => {
  it('results, parameters and trees have CometBFT’s hashes', () => {
    const results = [
      { code: 0, data: new Uint8Array(0), gasWanted: 0n, gasUsed: 0n },
      { code: 14, data: utf8('said'), gasWanted: 3n, gasUsed: 2n },
      { code: 0, data: new Uint8Array(1), gasWanted: 0n, gasUsed: 0n },
    ];
    expect(toHex(resultsHash(results))).toBe(vectors.results.hash);
    expect(toHex(resultsHash([]))).toBe(vectors.results.empty);
    expect(toHex(consensusHash(DEFAULT_CONSENSUS_PARAMS))).toBe(vectors.consensusHash);
    const items = Array.from({ length: 9 }, (_, index) => new Uint8Array([index]));
    const roots = Array.from({ length: 10 }, (_, count) => toHex(merkleRoot(items.slice(0, count))));
    expect(roots).toEqual(vectors.roots);
  });

  it('the weighted median is CometBFT’s', () => {
    expect(weightedMedian(vectors.median.given)).toEqual(vectors.median.median);
  });
});

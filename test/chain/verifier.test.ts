/**
 * The numbered invariants of chain/verifier.ts, each broken by validators that sign what they like: no case is caught by
 * a signature alone. Over four validators of equal power.
 */
import { describe, expect, it } from 'vitest';
import { blockId, decodeBlock, encodeBlock, type Block } from '../../src/chain/block.ts';
import {
  ABSENT_SIGNATURE,
  commitHash,
  decodeCommit,
  NO_COMMIT,
  voteSignBytes,
  type Commit,
  type CommitSignature,
} from '../../src/chain/commit.ts';
import { NO_BLOCK, type Header } from '../../src/chain/header.ts';
import { messageField } from '../../src/chain/protobuf.ts';
import { resultsHash } from '../../src/chain/results.ts';
import { timeFromMillis, weightedMedian } from '../../src/chain/time.ts';
import { updateValidators, validatorSet, validatorsHash } from '../../src/chain/validators.ts';
import {
  MAXIMUM_CLOCK_DRIFT_MS,
  trustedAfter,
  verifyCommit,
  verifyNextBlock,
  type TrustedState,
} from '../../src/chain/verifier.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { sha256 } from '../../src/crypto/hash.ts';
import { keyPairFromSeed, signDetached } from '../../src/crypto/signature.ts';
import { millis, type Millis } from '../../src/ports.ts';
import { codeOf } from '../support/codeOf.ts';
import { TestChain } from '../support/testChain.ts';
import { START } from '../support/world.ts';

const other = sha256(utf8('other'));

/** A chain of three empty blocks, and the one that would come next. */
function scene(validators = 4) {
  const chain = new TestChain({ validators });
  for (let height = 1; height <= 3; height += 1) chain.addBytes();
  chain.clock.advance(1000);
  return { chain, next: chain.propose([]).block };
}

const { chain, next } = scene();

/** What becomes of `block`, signed by all validators. */
function codeOfSigned(block: Block, now: Millis | null = chain.clock.now()): string {
  const [trusted, commit] = [chain.head(), chain.commit(block)];
  return codeOf(() => verifyNextBlock(trusted, { block, commit }, now));
}

function withHeader(change: Partial<Header>): Block {
  return { ...next, header: { ...next.header, ...change } };
}

function withLastCommit(lastCommit: Commit): Block {
  return { ...withHeader({ lastCommitHash: commitHash(lastCommit) }), lastCommit };
}

/** Every field of a header, changed, and the guard that must see it. The compiler asks for a missing one. */
const HEADER: Readonly<Record<keyof Header, readonly [Partial<Header>, string]>> = {
  version: [{ version: { block: 10n, app: 1n } }, 'block-version'],
  chainId: [{ chainId: 'another' }, 'block-chain-id'],
  height: [{ height: 5 }, 'block-height'],
  time: [{ time: timeFromMillis(millis(START + 2500)) }, 'block-time'],
  lastBlockId: [{ lastBlockId: { ...next.header.lastBlockId, hash: other } }, 'block-last-id'],
  lastCommitHash: [{ lastCommitHash: other }, 'block-last-commit-hash'],
  dataHash: [{ dataHash: other }, 'block-data-hash'],
  validatorsHash: [{ validatorsHash: other }, 'block-validators-hash'],
  nextValidatorsHash: [{ nextValidatorsHash: other }, 'block-next-validators-hash'],
  consensusHash: [{ consensusHash: other }, 'block-consensus-hash'],
  appHash: [{ appHash: other }, 'block-app-hash'],
  lastResultsHash: [{ lastResultsHash: other }, 'block-results-hash'],
  evidenceHash: [{ evidenceHash: other }, 'block-evidence-hash'],
  proposerAddress: [{ proposerAddress: other.slice(0, 20) }, 'block-proposer'],
};

describe('a block', () => {
  it('that nobody changed is taken', () => {
    expect(codeOfSigned(next)).toBe('taken');
  });

  it.each(Object.entries(HEADER))(
    'whose header has another %s is refused, though all signed it',
    (_name, [change, code]) => {
      expect(codeOfSigned(withHeader(change))).toBe(code);
    },
  );
});

describe('invariant 1: a block extends exactly the trusted one', () => {
  it.each([0, 3, 5])('and not another height: %i', (height) => {
    expect(codeOfSigned(withHeader({ height }))).toBe('block-height');
  });

  it('whole: the part set of the last block counts as well as its hash', () => {
    const { lastBlockId } = next.header;
    expect(
      codeOfSigned(withHeader({ lastBlockId: { ...lastBlockId, parts: { total: 2, hash: other } } })),
    ).toBe('block-last-id');
    expect(codeOfSigned(withHeader({ lastBlockId: NO_BLOCK }))).toBe('block-last-id');
  });

  it('with the version of this program only', () => {
    expect(codeOfSigned(withHeader({ version: { block: 11n, app: 2n } }))).toBe('block-version');
  });
});

describe('invariant 2: what the header hashes is what came with it', () => {
  it.each<[string, Partial<Block>, string]>([
    ['a transaction slipped in', { txs: [utf8('tx')] }, 'block-data-hash'],
    ['evidence slipped in', { evidence: [messageField(1, other)] }, 'block-evidence-hash'],
    ['another last commit', { lastCommit: NO_COMMIT }, 'block-last-commit-hash'],
  ])('%s', (_name, change, code) => {
    expect(codeOfSigned({ ...next, ...change })).toBe(code);
  });
});

describe('invariant 3: the validators are those that the block before announced', () => {
  const newcomer = { publicKey: keyPairFromSeed(other).publicKey, power: 10n };

  it('a change at height H is next at H + 1 and signs at H + 2', () => {
    const before = chain.before(3);
    const changed = updateValidators(before.validators, [newcomer]);
    const third = { header: chain.block(3).header, blockId: decodeCommit(chain.at(3).commit).blockId };
    const executed = { appHash: before.appHash, resultsHash: resultsHash([]) };
    const after = trustedAfter(before, third, { ...executed, validators: changed });
    expect([after.validators.validators.length, after.nextValidators.validators.length]).toEqual([4, 5]);
    const later = trustedAfter(after, third, executed);
    expect([later.lastValidators?.validators.length, later.validators.validators.length]).toEqual([4, 5]);
    expect(codeOf(() => verifyNextBlock(after, { block: next, commit: chain.commit(next) }, null))).toBe(
      'block-next-validators-hash',
    );
  });

  it('power 0 removes, and a set keeps no key twice and no power that is none', () => {
    const set = updateValidators(chain.head().validators, [newcomer]);
    expect(updateValidators(set, [{ ...newcomer, power: 0n }])).toEqual(chain.head().validators);
    expect(codeOf(() => validatorSet([newcomer, newcomer]))).toBe('validators-malformed');
    expect(codeOf(() => validatorSet([{ ...newcomer, power: 0n }]))).toBe('validators-malformed');
    expect(codeOf(() => validatorSet([]))).toBe('validators-malformed');
  });

  it('a usurping set is refused, though it signs for itself', () => {
    const usurpers = validatorSet([newcomer]);
    const header = {
      ...next.header,
      validatorsHash: validatorsHash(usurpers),
      nextValidatorsHash: validatorsHash(usurpers),
    };
    expect(codeOfSigned({ ...next, header })).toBe('block-validators-hash');
  });
});

describe('invariant 4: more than two thirds of the power signed this very block', () => {
  const commit = chain.commit(next);

  function codeOfCommit(given: Commit, trusted: TrustedState = chain.head()): string {
    return codeOf(() => verifyNextBlock(trusted, { block: next, commit: given }, null));
  }

  function withSignatures(change: (item: CommitSignature, index: number) => CommitSignature): Commit {
    return { ...commit, signatures: commit.signatures.map(change) };
  }

  const SIGNATURE: Readonly<Record<keyof CommitSignature, readonly [Partial<CommitSignature>, string]>> = {
    flag: [{ flag: 'nil' }, 'commit-signature'],
    validatorAddress: [{ validatorAddress: other.slice(0, 20) }, 'commit-signer'],
    time: [{ time: timeFromMillis(millis(START)) }, 'commit-signature'],
    signature: [{ signature: new Uint8Array(64) }, 'commit-signature'],
  };

  it.each(Object.entries(SIGNATURE))('one signature with another %s spoils it', (_name, [change, code]) => {
    const lie = withSignatures((item, index) => (index === 2 ? { ...item, ...change } : item));
    expect(codeOfCommit(lie)).toBe(code);
  });

  it.each<[string, Partial<Commit>, string]>([
    ['of another height', { height: 3 }, 'commit-height'],
    ['of another round', { round: 1 }, 'commit-signature'],
    ['for another block', { blockId: { ...commit.blockId, hash: other } }, 'commit-block-id'],
    [
      'for other parts',
      { blockId: { ...commit.blockId, parts: { total: 9, hash: other } } },
      'commit-block-id',
    ],
    ['for no block', { blockId: NO_BLOCK }, 'commit-block-id'],
    ['with a signature too few', { signatures: commit.signatures.slice(1) }, 'commit-size'],
    ['with a signature too many', { signatures: [...commit.signatures, ABSENT_SIGNATURE] }, 'commit-size'],
    ['in another order', { signatures: commit.signatures.toReversed() }, 'commit-signer'],
  ])('a commit %s is refused', (_name, change, code) => {
    expect(codeOfCommit({ ...commit, ...change })).toBe(code);
  });

  it('one of four may be away, two may not', () => {
    const without = (count: number) =>
      withSignatures((item, index) => (index < count ? ABSENT_SIGNATURE : item));
    expect(codeOfCommit(without(1))).toBe('taken');
    expect(codeOfCommit(without(2))).toBe('commit-power');
    expect(codeOfCommit(without(4))).toBe('commit-power');
  });

  it('who is absent has neither name nor signature', () => {
    const named = withSignatures((item, index) =>
      index === 0 ? { ...ABSENT_SIGNATURE, validatorAddress: item.validatorAddress } : item,
    );
    const signing = withSignatures((item, index) =>
      index === 0 ? { ...item, flag: 'absent', validatorAddress: new Uint8Array(0) } : item,
    );
    expect(codeOfCommit(named)).toBe('commit-signer');
    expect(codeOfCommit(signing)).toBe('commit-signer');
  });

  it.each([
    [[10n, 10n, 10n], 2, 'commit-power'],
    [[10n, 10n, 11n], 2, 'commit-power'],
    [[10n, 11n, 10n], 2, 'taken'],
    [[1n, 1n, 1n], 2, 'commit-power'],
    [[1n, 1n, 1n], 3, 'taken'],
    [[2n ** 60n, 2n ** 60n, 2n ** 60n - 1n], 2, 'taken'],
    [[2n ** 60n, 2n ** 60n, 2n ** 60n], 2, 'commit-power'],
  ])('strictly more than two thirds: powers %s, the first %i sign: %s', (powers, count, code) => {
    const three = scene(3);
    const { block } = three.chain.propose([]);
    const { validators } = three.chain.head().validators;
    // Powers in the order of the set as it stands: the test keeps that order, which a new set might not.
    const set = { validators: validators.map((item, index) => ({ ...item, power: powers[index] ?? 1n })) };
    const given = three.chain.commit(block, (item, index) => (index < count ? item : ABSENT_SIGNATURE));
    const subject = {
      chainId: three.chain.genesis.chainId,
      validators: set,
      height: 4,
      blockId: blockId(block),
    };
    expect(codeOf(() => verifyCommit(subject, given))).toBe(code);
  });

  it('also in the last commit, which decides the time', () => {
    const { lastCommit } = next;
    const [first, , third, fourth] = lastCommit.signatures;
    const twice = [first, first, third, fourth].flatMap((item) => (item === undefined ? [] : [item]));
    expect(codeOfSigned(withLastCommit({ ...lastCommit, signatures: twice }))).toBe('commit-signer');
    const few = lastCommit.signatures.map((item, index) => (index < 2 ? ABSENT_SIGNATURE : item));
    expect(codeOfSigned(withLastCommit({ ...lastCommit, signatures: few }))).toBe('commit-power');
  });

  it('and not in the first block, which follows none', () => {
    const fresh = new TestChain();
    const { block } = fresh.propose([]);
    const signatures = chain.block(2).lastCommit.signatures;
    const lastCommit = { ...NO_COMMIT, signatures };
    const lie = { ...block, lastCommit, header: { ...block.header, lastCommitHash: commitHash(lastCommit) } };
    expect(codeOf(() => verifyNextBlock(fresh.head(), { block: lie, commit: fresh.commit(lie) }, null))).toBe(
      'block-last-commit',
    );
  });
});

describe('invariant 6: time', () => {
  /** The next block after a last commit whose votes have these times, ms after the start, by all validators. */
  function nextAfter(offsets: readonly number[], claimed?: number) {
    const timed = new TestChain({ validators: 4 });
    timed.addBytes();
    const before = timed.head();
    const block = decodeBlock(timed.at(1).block);
    const votes = offsets.map((offset) => {
      timed.clock.set(START + offset);
      return timed.commit(block);
    });
    const lastCommit: Commit = {
      ...decodeCommit(timed.at(1).commit),
      signatures: votes.flatMap((vote, index) => vote.signatures[index] ?? []),
    };
    const { block: proposed } = timed.propose([]);
    const median = weightedMedian(lastCommit.signatures.map(({ time }) => ({ time, weight: 10n })));
    const time = claimed === undefined ? median : timeFromMillis(millis(START + claimed));
    const header = { ...proposed.header, time, lastCommitHash: commitHash(lastCommit) };
    const made = { ...proposed, lastCommit, header };
    return { before, block: made, commit: timed.commit(made) };
  }

  it('is the median of the votes: one validator alone cannot move it far', () => {
    const { before, block, commit } = nextAfter([1000, 2000, 3000, 9_000_000]);
    expect(block.header.time).toEqual(timeFromMillis(millis(START + 2000)));
    expect(codeOf(() => verifyNextBlock(before, { block, commit }, millis(START + 9000)))).toBe('taken');
  });

  it.each([1000, 3000, 9_000_000])('and no other of the votes: %i', (claimed) => {
    const { before, block, commit } = nextAfter([1000, 2000, 3000, 9_000_000], claimed);
    expect(codeOf(() => verifyNextBlock(before, { block, commit }, null))).toBe('block-time');
  });

  it('lies ahead of this machine’s clock by ten seconds at most', () => {
    const { before, block, commit } = nextAfter([20_000, 20_000, 20_000, 20_000]);
    const at = (now: number) => codeOf(() => verifyNextBlock(before, { block, commit }, millis(now)));
    expect(at(START + 20_000 - MAXIMUM_CLOCK_DRIFT_MS)).toBe('taken');
    expect(at(START + 20_000 - MAXIMUM_CLOCK_DRIFT_MS - 1)).toBe('block-time-ahead');
  });

  it('is not asked of the clock when old blocks are verified again', () => {
    const { before, block, commit } = nextAfter([20_000, 20_000, 20_000, 20_000]);
    expect(codeOf(() => verifyNextBlock(before, { block, commit }, null))).toBe('taken');
  });

  it('grows: votes for a time that was already there are worth nothing', () => {
    const timed = new TestChain();
    timed.addBytes();
    const time = timeFromMillis(millis(START));
    const said = decodeCommit(timed.at(1).commit);
    const { chainId } = timed.genesis;
    const message = voteSignBytes({ chainId, height: 1, round: 0, blockId: said.blockId, time });
    const signature = signDetached(message, timed.world.validator.secretKey);
    const lastCommit = { ...said, signatures: said.signatures.map((item) => ({ ...item, time, signature })) };
    const { block } = timed.propose([]);
    const header = { ...block.header, time, lastCommitHash: commitHash(lastCommit) };
    const lie = { ...block, lastCommit, header };
    expect(codeOf(() => verifyNextBlock(timed.head(), { block: lie, commit: timed.commit(lie) }, null))).toBe(
      'block-time',
    );
  });

  it('of the first block is that of genesis', () => {
    const fresh = new TestChain();
    const { block } = fresh.propose([]);
    const lie = { ...block, header: { ...block.header, time: timeFromMillis(millis(START + 1)) } };
    expect(codeOf(() => verifyNextBlock(fresh.head(), { block: lie, commit: fresh.commit(lie) }, null))).toBe(
      'block-time',
    );
  });
});

describe('a block of several parts', () => {
  it('is signed as the bytes that came: nothing hides behind the header’s hash', () => {
    const large = chain.propose([new Uint8Array(200_000)]).block;
    const id = blockId(large);
    expect(id.parts.total).toBe(4);
    const commit = chain.commit(large);
    const forged = { ...commit, blockId: { ...id, parts: { ...id.parts, total: 3 } } };
    expect(codeOf(() => verifyNextBlock(chain.head(), { block: large, commit: forged }, null))).toBe(
      'commit-block-id',
    );
    expect(decodeBlock(encodeBlock(large))).toEqual(large);
  });
});

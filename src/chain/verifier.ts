/**
 * The one verifier of blocks, for validators that replay and for replicas that believe nobody.
 *
 * It follows CometBFT's light/verifier.go and state/validation.go, but checks everything a full replica can: the
 * header chain, every signature of the commit (not only until 2/3), the validator sets, the data hash, and the
 * results and application hash of what was executed before. Invariants, each named at its guard:
 *
 *   1. A block extends exactly the trusted one: chain id, height + 1, block id, commit of the block before.
 *   2. What the header hashes is what came with it: transactions, evidence, last commit.
 *   3. The validators are those that the block before announced.
 *   4. More than two thirds of their power signed this very block id, each with a valid signature.
 *   5. The header carries the results and the application hash that this machine computed itself.
 *   6. Time is the weighted median of the last commit, grows, and does not lie in the future.
 */
import { bytesEqual } from '../crypto/bytes.ts';
import { verifyVoteSignature } from '../crypto/signature.ts';
import { ConsiliumError } from '../errors.ts';
import { millis, type Millis } from '../ports.ts';
import { blockId, dataHash, evidenceHash, type Block } from './block.ts';
import { commitHash, signedVote, type Commit, type CommitSignature } from './commit.ts';
import { consensusHash, type ConsensusParams } from './consensusParams.ts';
import type { Genesis } from './genesis.ts';
import { APP_PROTOCOL, BLOCK_PROTOCOL, NO_BLOCK, type BlockId, type Header } from './header.ts';
import { resultsHash } from './results.ts';
import { compareTime, timeFromMillis, weightedMedian, type ChainTime } from './time.ts';
import {
  totalPower,
  validatorAddress,
  validatorByAddress,
  validatorsHash,
  type ValidatorSet,
} from './validators.ts';

/** How far a block's time may lie ahead of this machine's clock (CometBFT light client: 10 s). */
export const MAXIMUM_CLOCK_DRIFT_MS = 10_000;

/** What is known to be true after a block was verified and executed: all that the next one is checked against. */
export interface TrustedState {
  readonly chainId: string;
  readonly initialHeight: number;
  /** Height of the last block; initialHeight − 1 before the first. */
  readonly height: number;
  readonly blockId: BlockId;
  readonly time: ChainTime;
  /** Signed the last block; null before the first. */
  readonly lastValidators: ValidatorSet | null;
  /** Signs the next block. */
  readonly validators: ValidatorSet;
  /** Signs the one after. */
  readonly nextValidators: ValidatorSet;
  readonly params: ConsensusParams;
  /** After executing the last block, as computed here. */
  readonly appHash: Uint8Array;
  readonly resultsHash: Uint8Array;
}

/** The state before the first block. `appHash` is the root of the initial entities. */
export function genesisState(genesis: Genesis, appHash: Uint8Array): TrustedState {
  return {
    chainId: genesis.chainId,
    initialHeight: genesis.initialHeight,
    height: genesis.initialHeight - 1,
    blockId: NO_BLOCK,
    time: genesis.time,
    lastValidators: null,
    validators: genesis.validators,
    nextValidators: genesis.validators,
    params: genesis.params,
    appHash,
    resultsHash: resultsHash([]),
  };
}

/**
 * Verifies that `block` with `commit` follows `trusted`. Returns its block id; what execution yields is added by
 * {@link trustedAfter}. `now` is this machine's clock, or null when old blocks are verified again.
 * Errors, each with {height}: `block-*` and `commit-*`, one code a check.
 */
export function verifyNextBlock(
  trusted: TrustedState,
  next: { readonly block: Block; readonly commit: Commit },
  now: Millis | null,
): BlockId {
  const { block, commit } = next;
  checkExtends(trusted, block.header);
  checkContent(block);
  checkSets(trusted, block.header);
  checkExecution(trusted, block.header);
  checkTime(trusted, block, now);
  checkLastCommit(trusted, block);
  const id = blockId(block);
  verifyCommit(
    { chainId: trusted.chainId, validators: trusted.validators, height: block.header.height, blockId: id },
    commit,
  );
  return id;
}

/** The trusted state after a verified block was executed. */
export function trustedAfter(
  trusted: TrustedState,
  verified: { readonly header: Header; readonly blockId: BlockId },
  executed: {
    readonly appHash: Uint8Array;
    readonly resultsHash: Uint8Array;
    readonly validators?: ValidatorSet;
  },
): TrustedState {
  return {
    ...trusted,
    height: verified.header.height,
    blockId: verified.blockId,
    time: verified.header.time,
    lastValidators: trusted.validators,
    validators: trusted.nextValidators,
    nextValidators: executed.validators ?? trusted.nextValidators,
    appHash: executed.appHash,
    resultsHash: executed.resultsHash,
  };
}

/** Invariant 1. */
function checkExtends(trusted: TrustedState, header: Header): void {
  const { height } = header;
  const version = header.version.block === BLOCK_PROTOCOL && header.version.app === APP_PROTOCOL;
  demand(version, 'block-version', height);
  demand(header.chainId === trusted.chainId, 'block-chain-id', height);
  demand(height === trusted.height + 1, 'block-height', height);
  demand(sameBlockId(header.lastBlockId, trusted.blockId), 'block-last-id', height);
}

/** Invariant 2. */
function checkContent(block: Block): void {
  const { header } = block;
  demand(bytesEqual(header.dataHash, dataHash(block.txs)), 'block-data-hash', header.height);
  demand(bytesEqual(header.evidenceHash, evidenceHash(block.evidence)), 'block-evidence-hash', header.height);
  demand(
    bytesEqual(header.lastCommitHash, commitHash(block.lastCommit)),
    'block-last-commit-hash',
    header.height,
  );
}

/** Invariant 3. */
function checkSets(trusted: TrustedState, header: Header): void {
  const { height } = header;
  demand(
    bytesEqual(header.validatorsHash, validatorsHash(trusted.validators)),
    'block-validators-hash',
    height,
  );
  demand(
    bytesEqual(header.nextValidatorsHash, validatorsHash(trusted.nextValidators)),
    'block-next-validators-hash',
    height,
  );
  demand(bytesEqual(header.consensusHash, consensusHash(trusted.params)), 'block-consensus-hash', height);
  demand(
    validatorByAddress(trusted.validators, header.proposerAddress) !== undefined,
    'block-proposer',
    height,
  );
}

/** Invariant 5. */
function checkExecution(trusted: TrustedState, header: Header): void {
  demand(bytesEqual(header.lastResultsHash, trusted.resultsHash), 'block-results-hash', header.height);
  demand(bytesEqual(header.appHash, trusted.appHash), 'block-app-hash', header.height);
}

/** Invariant 6. */
function checkTime(trusted: TrustedState, block: Block, now: Millis | null): void {
  const { header } = block;
  const isFirst = header.height === trusted.initialHeight;
  const expected = isFirst ? trusted.time : medianTime(trusted, block.lastCommit);
  demand(compareTime(header.time, expected) === 0, 'block-time', header.height);
  demand(isFirst || compareTime(header.time, trusted.time) > 0, 'block-time', header.height);
  const latest = now === null ? null : timeFromMillis(millis(now + MAXIMUM_CLOCK_DRIFT_MS));
  demand(latest === null || compareTime(header.time, latest) <= 0, 'block-time-ahead', header.height);
}

function medianTime(trusted: TrustedState, commit: Commit): ChainTime {
  const voters = trusted.lastValidators;
  return weightedMedian(
    commit.signatures
      .filter((signature) => signature.flag !== 'absent')
      .map((signature) => {
        const voter = voters === null ? undefined : validatorByAddress(voters, signature.validatorAddress);
        return { time: signature.time, weight: voter?.power ?? 0n };
      }),
  );
}

/** The commit inside the block must itself prove the block before (it decides this block's time). */
function checkLastCommit(trusted: TrustedState, block: Block): void {
  const { header, lastCommit } = block;
  if (trusted.lastValidators === null) {
    demand(lastCommit.signatures.length === 0, 'block-last-commit', header.height);
    return;
  }
  const subject = {
    chainId: trusted.chainId,
    validators: trusted.lastValidators,
    height: trusted.height,
    blockId: trusted.blockId,
  };
  verifyCommit(subject, lastCommit);
}

export interface CommitSubject {
  readonly chainId: string;
  readonly validators: ValidatorSet;
  readonly height: number;
  readonly blockId: BlockId;
}

/**
 * Invariant 4: a commit proves a block. Signatures stand in the order of the set; votes for nil are verified and
 * do not count. Errors: `commit-height`, `commit-block-id`, `commit-size`, `commit-signer`, `commit-signature`,
 * `commit-power`.
 */
export function verifyCommit(subject: CommitSubject, commit: Commit): void {
  const { height } = subject;
  demand(commit.height === height, 'commit-height', height);
  demand(sameBlockId(commit.blockId, subject.blockId), 'commit-block-id', height);
  demand(commit.signatures.length === subject.validators.validators.length, 'commit-size', height);
  const signed = commit.signatures.reduce(
    (sum, signature, index) => sum + countedPower(subject, commit, { signature, index }),
    0n,
  );
  demand(signed > (totalPower(subject.validators) * 2n) / 3n, 'commit-power', height);
}

function countedPower(
  subject: CommitSubject,
  commit: Commit,
  at: { readonly signature: CommitSignature; readonly index: number },
): bigint {
  const validator = subject.validators.validators[at.index];
  if (validator === undefined) throw new ConsiliumError('commit-size', { height: subject.height });
  const { signature } = at;
  if (signature.flag === 'absent') {
    demand(
      signature.signature.length === 0 && signature.validatorAddress.length === 0,
      'commit-signer',
      subject.height,
    );
    return 0n;
  }
  const address = validatorAddress(validator.publicKey);
  demand(bytesEqual(signature.validatorAddress, address), 'commit-signer', subject.height);
  const message = signedVote(subject.chainId, commit, signature);
  demand(
    verifyVoteSignature(message, signature.signature, validator.publicKey),
    'commit-signature',
    subject.height,
  );
  return signature.flag === 'commit' ? validator.power : 0n;
}

function sameBlockId(left: BlockId, right: BlockId): boolean {
  return (
    bytesEqual(left.hash, right.hash) &&
    left.parts.total === right.parts.total &&
    bytesEqual(left.parts.hash, right.parts.hash)
  );
}

function demand(condition: boolean, code: string, height: number): void {
  if (!condition) throw new ConsiliumError(code, { height });
}

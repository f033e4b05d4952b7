/**
 * A validator set of one, as CometBFT runs it, without the network: proposes, precommits and commits a block.
 * Pure: time and key come in, bytes go out; keeping them durable before the next step is the host's part.
 */
import { signDetached, type SignKeyPair } from '../crypto/signature.ts';
import { ConsiliumError } from '../errors.ts';
import type { Millis } from '../ports.ts';
import { blockId, dataHash, evidenceHash, type Block } from './block.ts';
import { commitHash, NO_COMMIT, voteSignBytes, type Commit } from './commit.ts';
import { consensusHash } from './consensusParams.ts';
import { APP_PROTOCOL, BLOCK_PROTOCOL, type BlockId } from './header.ts';
import { compareTime, timeFromMillis, type ChainTime } from './time.ts';
import { validatorAddress, validatorsHash } from './validators.ts';
import type { TrustedState } from './verifier.ts';

/** The last vote this key gave; kept durable so that no height is ever signed twice (privval CheckHRS). */
export interface LastSigned {
  readonly height: number;
  readonly round: number;
  readonly blockHash: Uint8Array;
}

export interface ProposedBlock {
  readonly block: Block;
  readonly blockId: BlockId;
}

/** The next block over `txs`. `lastCommit` is the commit of the last block; unused for the first. */
export function proposeBlock(
  trusted: TrustedState,
  content: { readonly txs: readonly Uint8Array[]; readonly lastCommit: Commit },
  proposer: Uint8Array,
): ProposedBlock {
  const isFirst = trusted.height < trusted.initialHeight;
  const lastCommit = isFirst ? NO_COMMIT : content.lastCommit;
  const block: Block = {
    header: {
      version: { block: BLOCK_PROTOCOL, app: APP_PROTOCOL },
      chainId: trusted.chainId,
      height: trusted.height + 1,
      time: isFirst ? trusted.time : commitTime(lastCommit),
      lastBlockId: trusted.blockId,
      lastCommitHash: commitHash(lastCommit),
      dataHash: dataHash(content.txs),
      validatorsHash: validatorsHash(trusted.validators),
      nextValidatorsHash: validatorsHash(trusted.nextValidators),
      consensusHash: consensusHash(trusted.params),
      appHash: trusted.appHash,
      lastResultsHash: trusted.resultsHash,
      evidenceHash: evidenceHash([]),
      proposerAddress: validatorAddress(proposer),
    },
    txs: content.txs,
    evidence: [],
    lastCommit,
  };
  return { block, blockId: blockId(block) };
}

/**
 * Signs the precommit that makes `proposed` final. Its time, max(now, block time + 1 ms), is the next block's.
 * Errors: `double-sign` when this key has signed the height already for another block.
 */
export function commitBlock(
  proposed: ProposedBlock,
  signer: { readonly keys: SignKeyPair; readonly lastSigned: LastSigned | null },
  now: Millis,
): Commit {
  const { header } = proposed.block;
  refuseDoubleSign(signer.lastSigned, { height: header.height, blockHash: proposed.blockId.hash });
  const time = voteTime(header.time, now);
  const subject = {
    chainId: header.chainId,
    height: header.height,
    round: 0,
    blockId: proposed.blockId,
    time,
  };
  return {
    height: header.height,
    round: 0,
    blockId: proposed.blockId,
    signatures: [
      {
        flag: 'commit',
        validatorAddress: validatorAddress(signer.keys.publicKey),
        time,
        signature: signDetached(voteSignBytes(subject), signer.keys.secretKey),
      },
    ],
  };
}

function refuseDoubleSign(
  last: LastSigned | null,
  next: { readonly height: number; readonly blockHash: Uint8Array },
): void {
  if (last === null || next.height > last.height) return;
  const same =
    next.height === last.height && next.blockHash.every((byte, index) => byte === last.blockHash[index]);
  if (!same) throw new ConsiliumError('double-sign', { height: next.height, last: last.height });
}

function voteTime(blockTime: ChainTime, now: Millis): ChainTime {
  const wall = timeFromMillis(now);
  const least = { seconds: blockTime.seconds, nanos: blockTime.nanos + 1_000_000 };
  const carried =
    least.nanos >= 1_000_000_000
      ? { seconds: least.seconds + 1n, nanos: least.nanos - 1_000_000_000 }
      : least;
  return compareTime(wall, carried) < 0 ? carried : wall;
}

function commitTime(commit: Commit): ChainTime {
  const first = commit.signatures[0];
  if (first === undefined) throw new ConsiliumError('commit-size', { height: commit.height });
  return first.time;
}

/** Commits: the precommits that made a block final, and the bytes each validator signed. */
import { concatBytes } from '../crypto/bytes.ts';
import { ConsiliumError } from '../errors.ts';
import { decodeBlockId, encodeBlockId, encodePartSetHeader, NO_BLOCK, type BlockId } from './header.ts';
import { merkleRoot } from './merkle.ts';
import {
  bytesField,
  lengthPrefixed,
  MessageReader,
  messageField,
  sfixed64Field,
  textField,
  varintField,
} from './protobuf.ts';
import { decodeTime, encodeTime, ZERO_TIME, type ChainTime } from './time.ts';

/** What a validator did in the round: was absent, committed to the block, or voted nil. */
export type VoteFlag = 'absent' | 'commit' | 'nil';

const FLAGS: readonly (readonly [VoteFlag, bigint])[] = [
  ['absent', 1n],
  ['commit', 2n],
  ['nil', 3n],
];

/** SignedMsgType PRECOMMIT. */
const PRECOMMIT = 2;

export interface CommitSignature {
  readonly flag: VoteFlag;
  /** 20 bytes, empty when absent. */
  readonly validatorAddress: Uint8Array;
  readonly time: ChainTime;
  readonly signature: Uint8Array;
}

export interface Commit {
  readonly height: number;
  readonly round: number;
  readonly blockId: BlockId;
  readonly signatures: readonly CommitSignature[];
}

/** The commit that stands in the first block, which follows none. */
export const NO_COMMIT: Commit = { height: 0, round: 0, blockId: NO_BLOCK, signatures: [] };

export const ABSENT_SIGNATURE: CommitSignature = {
  flag: 'absent',
  validatorAddress: new Uint8Array(0),
  time: ZERO_TIME,
  signature: new Uint8Array(0),
};

/** RFC 6962 root over the encoded signatures. */
export function commitHash(commit: Commit): Uint8Array {
  return merkleRoot(commit.signatures.map(encodeCommitSignature));
}

export interface VoteSubject {
  readonly chainId: string;
  readonly height: number;
  readonly round: number;
  /** {@link NO_BLOCK} for a vote for nil. */
  readonly blockId: BlockId;
  readonly time: ChainTime;
}

/** The bytes of a precommit that are signed: CanonicalVote behind its length (types/canonical.go). */
export function voteSignBytes(vote: VoteSubject): Uint8Array {
  const isNil = vote.blockId.hash.length === 0;
  const blockId = concatBytes(
    bytesField(1, vote.blockId.hash),
    messageField(2, encodePartSetHeader(vote.blockId.parts)),
  );
  return lengthPrefixed(
    concatBytes(
      varintField(1, PRECOMMIT),
      sfixed64Field(2, BigInt(vote.height)),
      sfixed64Field(3, BigInt(vote.round)),
      isNil ? new Uint8Array(0) : messageField(4, blockId),
      messageField(5, encodeTime(vote.time)),
      textField(6, vote.chainId),
    ),
  );
}

/** What validator `signature` of a commit signed. */
export function signedVote(chainId: string, commit: Commit, signature: CommitSignature): Uint8Array {
  const blockId = signature.flag === 'commit' ? commit.blockId : NO_BLOCK;
  return voteSignBytes({
    chainId,
    height: commit.height,
    round: commit.round,
    blockId,
    time: signature.time,
  });
}

/** cometbft.types.v1.Commit. */
export function encodeCommit(commit: Commit): Uint8Array {
  return concatBytes(
    varintField(1, commit.height),
    varintField(2, commit.round),
    messageField(3, encodeBlockId(commit.blockId)),
    ...commit.signatures.map((signature) => messageField(4, encodeCommitSignature(signature))),
  );
}

/** Errors: `block-malformed`. */
export function decodeCommit(bytes: Uint8Array): Commit {
  const message = new MessageReader(bytes);
  return {
    height: Number(message.int(1)),
    round: Number(message.int(2)),
    blockId: decodeBlockId(message.bytes(3)),
    signatures: message.allBytes(4).map(decodeCommitSignature),
  };
}

function encodeCommitSignature(signature: CommitSignature): Uint8Array {
  const flag = FLAGS.find(([name]) => name === signature.flag);
  return concatBytes(
    varintField(1, flag?.[1] ?? 0n),
    bytesField(2, signature.validatorAddress),
    messageField(3, encodeTime(signature.time)),
    bytesField(4, signature.signature),
  );
}

function decodeCommitSignature(bytes: Uint8Array): CommitSignature {
  const message = new MessageReader(bytes);
  const flag = FLAGS.find(([, number]) => number === message.uint(1));
  if (flag === undefined) throw new ConsiliumError('block-malformed', { what: 'vote flag' });
  return {
    flag: flag[0],
    validatorAddress: message.bytes(2),
    time: decodeTime(message.bytes(3)),
    signature: message.bytes(4),
  };
}

/** Blocks, their data hash, and their part set (CometBFT types/block.go, part_set.go). */
import { concatBytes } from '../crypto/bytes.ts';
import { sha256 } from '../crypto/hash.ts';
import { decodeCommit, encodeCommit, type Commit } from './commit.ts';
import {
  decodeHeader,
  encodeHeader,
  headerHash,
  type BlockId,
  type Header,
  type PartSetHeader,
} from './header.ts';
import { merkleRoot } from './merkle.ts';
import { MessageReader, messageField } from './protobuf.ts';

export const PART_SIZE = 65_536;

export interface Block {
  readonly header: Header;
  readonly txs: readonly Uint8Array[];
  /** Evidence items as they stand in a block; this application acts on none, but they are hashed and kept. */
  readonly evidence: readonly Uint8Array[];
  readonly lastCommit: Commit;
}

/** Root over the hashes of the transactions. */
export function dataHash(txs: readonly Uint8Array[]): Uint8Array {
  return merkleRoot(txs.map((tx) => sha256(tx)));
}

/** Root over the evidence itself: in a block each item stands wrapped with its type, in the hash without. */
export function evidenceHash(evidence: readonly Uint8Array[]): Uint8Array {
  return merkleRoot(evidence.map(unwrapped));
}

/** The message inside cometbft.types.v1.Evidence: a double vote (1) or an attack on light clients (2). */
function unwrapped(item: Uint8Array): Uint8Array {
  const message = new MessageReader(item);
  return message.optionalBytes(1) ?? message.bytes(2);
}

/** cometbft.types.v1.Block. */
export function encodeBlock(block: Block): Uint8Array {
  return concatBytes(
    messageField(1, encodeHeader(block.header)),
    messageField(2, concatBytes(...block.txs.map((tx) => messageField(1, tx)))),
    messageField(3, concatBytes(...block.evidence.map((item) => messageField(1, item)))),
    messageField(4, encodeCommit(block.lastCommit)),
  );
}

/** Errors: `block-malformed`. */
export function decodeBlock(bytes: Uint8Array): Block {
  const message = new MessageReader(bytes);
  return {
    header: decodeHeader(message.bytes(1)),
    txs: new MessageReader(message.bytes(2)).allBytes(1),
    evidence: new MessageReader(message.bytes(3)).allBytes(1),
    lastCommit: decodeCommit(message.bytes(4)),
  };
}

/** The block's bytes cut in parts of 64 KiB, and the root over them: what a vote binds beside the header. */
export function partSetHeader(blockBytes: Uint8Array): PartSetHeader {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < blockBytes.length; at += PART_SIZE) parts.push(blockBytes.slice(at, at + PART_SIZE));
  return { total: parts.length, hash: merkleRoot(parts) };
}

/** The id that votes are for. */
export function blockId(block: Block): BlockId {
  return { hash: headerHash(block.header), parts: partSetHeader(encodeBlock(block)) };
}

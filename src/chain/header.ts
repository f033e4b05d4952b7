/** The 14 fields of a CometBFT block header and their hash (types/block.go, Header.Hash). */
import { concatBytes } from '../crypto/bytes.ts';
import { merkleRoot } from './merkle.ts';
import { bytesField, MessageReader, messageField, textField, varintField } from './protobuf.ts';
import { decodeTime, encodeTime, type ChainTime } from './time.ts';

/** Block protocol of CometBFT v0.38. */
export const BLOCK_PROTOCOL = 11n;
/** Version of this application's state machine; stands in every header. */
export const APP_PROTOCOL = 1n;

export interface PartSetHeader {
  readonly total: number;
  readonly hash: Uint8Array;
}

export interface BlockId {
  readonly hash: Uint8Array;
  readonly parts: PartSetHeader;
}

/** What stands for "no block": before the first one, and in a vote for nil. */
export const NO_BLOCK: BlockId = { hash: new Uint8Array(0), parts: { total: 0, hash: new Uint8Array(0) } };

export interface Header {
  readonly version: { readonly block: bigint; readonly app: bigint };
  readonly chainId: string;
  readonly height: number;
  readonly time: ChainTime;
  readonly lastBlockId: BlockId;
  readonly lastCommitHash: Uint8Array;
  readonly dataHash: Uint8Array;
  readonly validatorsHash: Uint8Array;
  readonly nextValidatorsHash: Uint8Array;
  readonly consensusHash: Uint8Array;
  readonly appHash: Uint8Array;
  readonly lastResultsHash: Uint8Array;
  readonly evidenceHash: Uint8Array;
  readonly proposerAddress: Uint8Array;
}

/** 32 bytes: the RFC 6962 root over the encoded fields in order. */
export function headerHash(header: Header): Uint8Array {
  return merkleRoot([
    encodeVersion(header),
    textField(1, header.chainId),
    varintField(1, header.height),
    encodeTime(header.time),
    encodeBlockId(header.lastBlockId),
    ...hashFields(header).map((hash) => bytesField(1, hash)),
  ]);
}

/** cometbft.types.v1.BlockID; its part set header is written even when empty. */
export function encodeBlockId(id: BlockId): Uint8Array {
  return concatBytes(bytesField(1, id.hash), messageField(2, encodePartSetHeader(id.parts)));
}

export function encodePartSetHeader(parts: PartSetHeader): Uint8Array {
  return concatBytes(varintField(1, parts.total), bytesField(2, parts.hash));
}

export function decodeBlockId(bytes: Uint8Array): BlockId {
  const message = new MessageReader(bytes);
  const parts = new MessageReader(message.bytes(2));
  return { hash: message.bytes(1), parts: { total: Number(parts.uint(1)), hash: parts.bytes(2) } };
}

/** cometbft.types.v1.Header. */
export function encodeHeader(header: Header): Uint8Array {
  return concatBytes(
    messageField(1, encodeVersion(header)),
    textField(2, header.chainId),
    varintField(3, header.height),
    messageField(4, encodeTime(header.time)),
    messageField(5, encodeBlockId(header.lastBlockId)),
    ...hashFields(header).map((hash, index) => bytesField(6 + index, hash)),
  );
}

/** Errors: `block-malformed`. */
export function decodeHeader(bytes: Uint8Array): Header {
  const message = new MessageReader(bytes);
  const version = new MessageReader(message.bytes(1));
  return {
    version: { block: version.uint(1), app: version.uint(2) },
    chainId: message.text(2),
    height: Number(message.int(3)),
    time: decodeTime(message.bytes(4)),
    lastBlockId: decodeBlockId(message.bytes(5)),
    lastCommitHash: message.bytes(6),
    dataHash: message.bytes(7),
    validatorsHash: message.bytes(8),
    nextValidatorsHash: message.bytes(9),
    consensusHash: message.bytes(10),
    appHash: message.bytes(11),
    lastResultsHash: message.bytes(12),
    evidenceHash: message.bytes(13),
    proposerAddress: message.bytes(14),
  };
}

function encodeVersion(header: Header): Uint8Array {
  return concatBytes(varintField(1, header.version.block), varintField(2, header.version.app));
}

/** The nine byte strings that follow the block id, in the order of their field numbers. */
function hashFields(header: Header): readonly Uint8Array[] {
  return [
    header.lastCommitHash,
    header.dataHash,
    header.validatorsHash,
    header.nextValidatorsHash,
    header.consensusHash,
    header.appHash,
    header.lastResultsHash,
    header.evidenceHash,
    header.proposerAddress,
  ];
}

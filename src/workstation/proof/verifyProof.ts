/**
 * Verifies a proof file from nothing but its bytes. What it hangs on is the genesis inside: that its validators are
 * those of the network one means is for the reader to compare, by the hash that this answers.
 */
import { blockId, decodeBlock } from '../../chain/block.ts';
import { decodeCommit } from '../../chain/commit.ts';
import { decodeGenesis, genesisHash, type Genesis } from '../../chain/genesis.ts';
import type { Header } from '../../chain/header.ts';
import { entityKey, verifyMapProof } from '../../chain/sparseMerkleMap.ts';
import { millisFromTime } from '../../chain/time.ts';
import { validatorsHash } from '../../chain/validators.ts';
import { verifyCommit } from '../../chain/verifier.ts';
import { bytesEqual, toHex } from '../../crypto/bytes.ts';
import { sha256 } from '../../crypto/hash.ts';
import { toDataHash, toStatementHash } from '../../crypto/ids.ts';
import { assertDataHash, dataHashOfParts, partHash } from '../../crypto/statementData.ts';
import { statementCodec, visitCodec } from '../../contracts/entities.ts';
import { read, type StateReader } from '../../contracts/state.ts';
import { statementHash } from '../../contracts/statement.ts';
import { ConsiliumError } from '../../errors.ts';
import { readRecord, type RecordReading } from '../../records/reading.ts';
import type { Bilingual } from '../api/common.ts';
import { authorName, institutionName, type ListedStatement } from '../core/visits/ledgerReads.ts';
import { consentOf, verifyStatementBytes } from '../core/visits/statementCheck.ts';
import type { ProofContent, ProvedEntity, StatementProof } from './proofFile.ts';

/** What a proof shows, after every check held. */
export interface VerifiedProof {
  readonly statement: string;
  readonly kind: string;
  readonly consent: ReturnType<typeof consentOf>;
  readonly author: Bilingual;
  readonly institution: Bilingual;
  /** As signed, ms. */
  readonly time: number;
  /** When and where the ledger took it, ms. */
  readonly blockTime: number;
  readonly height: number;
  readonly dataHash: string;
  /** The visit it stands under, by its epoch key, and how much stands under it in all. */
  readonly epoch: string;
  readonly recordsOfVisit: number;
  /** The statement that this one follows, corrects or co-signs. */
  readonly refers: string | null;
  /** The block under whose app hash it stands. */
  readonly provedBy: { readonly height: number; readonly hash: string; readonly time: number };
  readonly chainId: string;
  readonly network: string;
  readonly genesisHash: string;
  /** The clinical part, names left out, when the file holds it. */
  readonly record: RecordReading | null;
}

/**
 * Errors: `genesis-malformed`, `block-*`, `commit-*`; `proof-validators` when the validators are no longer those of
 * the genesis; `proof-invalid` for a path that leads nowhere, `proof-incomplete` {kind} for one that is missing; those
 * of verifyStatementBytes; `data-mismatch`.
 */
export function verifyProof(proof: StatementProof): VerifiedProof {
  const genesis = decodeGenesis(proof.genesis);
  const header = verifiedHeader(genesis, proof);
  const state = provedState(header, proof.entities);
  const listed = listedIn(state, proof);
  verifyStatementBytes(state, listed, { ...proof, network: genesis.network });
  const { entity } = listed;
  return {
    statement: toHex(listed.hash),
    kind: entity.kind,
    consent: consentOf(entity.state),
    author: authorName(state, entity),
    institution: institutionName(state, entity.institution),
    time: entity.time,
    blockTime: entity.committed.time,
    height: entity.committed.height,
    dataHash: toHex(entity.data),
    epoch: toHex(entity.epoch),
    recordsOfVisit: listed.visit.statements,
    refers: entity.refers === null ? null : toHex(entity.refers),
    provedBy: {
      height: header.height,
      hash: toHex(blockId(decodeBlock(proof.block)).hash),
      time: millisFromTime(header.time),
    },
    chainId: genesis.chainId,
    network: toHex(genesis.network),
    genesisHash: toHex(genesisHash(proof.genesis)),
    record: proof.content === null ? null : verifiedContent(proof.content, entity.data),
  };
}

/** The header that the proof's validators committed. Errors: as {@link verifyProof} says of blocks, commits and validators. */
export function verifiedHeader(genesis: Genesis, proof: Pick<StatementProof, 'block' | 'commit'>): Header {
  const block = decodeBlock(proof.block);
  const { header } = block;
  const { chainId, validators } = genesis;
  if (header.chainId !== chainId) throw new ConsiliumError('block-chain-id', { height: header.height });
  if (!bytesEqual(header.validatorsHash, validatorsHash(validators)))
    throw new ConsiliumError('proof-validators', { height: header.height });
  const subject = { chainId, validators, height: header.height, blockId: blockId(block) };
  verifyCommit(subject, decodeCommit(proof.commit));
  return header;
}

/** Reads entities whose paths lead to the header's app hash, and knows of nothing else. Errors: `proof-invalid`. */
export function provedState(header: Header, entities: readonly ProvedEntity[]): StateReader {
  const proved = new Map<string, Uint8Array>();
  for (const { kind, id, value, proof } of entities) {
    const key = entityKey(kind, id);
    const found = verifyMapProof(header.appHash, key, proof);
    if (found.state !== 'present' || !bytesEqual(found.valueHash, sha256(value)))
      throw new ConsiliumError('proof-invalid');
    proved.set(toHex(key), value);
  }
  return {
    get: (kind, id) => proved.get(toHex(entityKey(kind, id))),
    expiredApplied: () => [],
  };
}

function listedIn(state: StateReader, proof: StatementProof): ListedStatement {
  const hash = toStatementHash(statementHash(proof.statement));
  const entity = read(state, statementCodec, hash);
  if (entity === null) throw new ConsiliumError('proof-incomplete', { missing: 'statement' });
  const visit = read(state, visitCodec, entity.epoch);
  if (visit === null) throw new ConsiliumError('proof-incomplete', { missing: 'visit' });
  return { epoch: 0, hash, entity, visit };
}

function verifiedContent(content: ProofContent, data: Uint8Array): RecordReading {
  const clinical = { salt: content.clinicalSalt, bytes: content.clinical };
  const actual = dataHashOfParts(content.identityHash, partHash('clinical', clinical));
  assertDataHash(toDataHash(data), actual);
  return readRecord(content.clinical, null);
}

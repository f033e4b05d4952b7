/** CometBFT's JSON-RPC form of blocks, commits and validators, as test/vectors/record-cometbft.ts keeps it. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Block } from '../../../src/chain/block.ts';
import { NO_COMMIT, type Commit, type VoteFlag } from '../../../src/chain/commit.ts';
import { NO_BLOCK, type BlockId, type Header } from '../../../src/chain/header.ts';
import type { ExecTxResult } from '../../../src/chain/results.ts';
import { parseTime } from '../../../src/chain/time.ts';
import { validatorSet, type ValidatorSet } from '../../../src/chain/validators.ts';
import { fromHex } from '../../../src/crypto/bytes.ts';

const hex = z.string().transform((text) => fromHex(text.toLowerCase()));
const base64 = z.string().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));
const optionalBase64 = z
  .string()
  .nullable()
  .transform((text) => new Uint8Array(Buffer.from(text ?? '', 'base64')));
const time = z.string().transform(parseTime);
const blockIdJson = z
  .object({ hash: hex, parts: z.object({ total: z.number(), hash: hex }) })
  .transform((id): BlockId => (id.hash.length === 0 ? NO_BLOCK : id));

const FLAGS: Readonly<Record<number, VoteFlag>> = { 1: 'absent', 2: 'commit', 3: 'nil' };
const commitJson = z
  .object({
    height: z.coerce.number(),
    round: z.number(),
    block_id: blockIdJson,
    signatures: z.array(
      z.object({
        block_id_flag: z.number(),
        validator_address: hex,
        timestamp: time,
        signature: optionalBase64,
      }),
    ),
  })
  .transform((json): Commit => {
    if (json.height === 0) return NO_COMMIT;
    return {
      height: json.height,
      round: json.round,
      blockId: json.block_id,
      signatures: json.signatures.map((item) => ({
        flag: FLAGS[item.block_id_flag] ?? 'absent',
        validatorAddress: item.validator_address,
        time: item.timestamp,
        signature: item.signature,
      })),
    };
  });

const headerJson = z
  .object({
    version: z.object({ block: z.coerce.bigint(), app: z.coerce.bigint().default(0n) }),
    chain_id: z.string(),
    height: z.coerce.number(),
    time,
    last_block_id: blockIdJson,
    last_commit_hash: hex,
    data_hash: hex,
    validators_hash: hex,
    next_validators_hash: hex,
    consensus_hash: hex,
    app_hash: hex,
    last_results_hash: hex,
    evidence_hash: hex,
    proposer_address: hex,
  })
  .transform((json): Header => ({
    version: json.version,
    chainId: json.chain_id,
    height: json.height,
    time: json.time,
    lastBlockId: json.last_block_id,
    lastCommitHash: json.last_commit_hash,
    dataHash: json.data_hash,
    validatorsHash: json.validators_hash,
    nextValidatorsHash: json.next_validators_hash,
    consensusHash: json.consensus_hash,
    appHash: json.app_hash,
    lastResultsHash: json.last_results_hash,
    evidenceHash: json.evidence_hash,
    proposerAddress: json.proposer_address,
  }));

const blockJson = z
  .object({
    header: headerJson,
    data: z.object({ txs: z.array(base64).nullable() }),
    evidence: z.object({ evidence: z.array(z.unknown()).max(0).nullable() }),
    last_commit: commitJson,
  })
  .transform((json): Block => ({
    header: json.header,
    txs: json.data.txs ?? [],
    evidence: [],
    lastCommit: json.last_commit,
  }));

const recordedBlock = z.object({
  block: blockJson,
  commit: commitJson,
  results: z.array(
    z
      .object({ code: z.number(), data: base64, gasWanted: z.coerce.bigint(), gasUsed: z.coerce.bigint() })
      .transform((result): ExecTxResult => result),
  ),
  validators: z
    .array(z.object({ publicKey: base64, power: z.coerce.bigint() }))
    .transform((validators): ValidatorSet => validatorSet(validators)),
});

const recordedNetwork = z.object({
  genesis: z.object({ genesis_time: time, chain_id: z.string() }),
  blocks: z.array(recordedBlock).min(2),
});

const recordedFile = z.object({ version: z.string(), solo: recordedNetwork, four: recordedNetwork });

export type RecordedBlock = z.infer<typeof recordedBlock>;
export type RecordedNetwork = z.infer<typeof recordedNetwork>;

/** The blocks of real CometBFT networks. */
export function readRecorded(): z.infer<typeof recordedFile> {
  const path = new URL('../../vectors/chain/cometbft-recorded.json', import.meta.url);
  return recordedFile.parse(JSON.parse(readFileSync(path, 'utf8')));
}

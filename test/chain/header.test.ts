import { describe, expect, it } from 'vitest';
import { decodeHeader, encodeHeader, headerHash, type Header } from '../../src/chain/header.ts';
import { parseTime } from '../../src/chain/time.ts';
import { toHex, utf8 } from '../../src/crypto/bytes.ts';
import { sha256 } from '../../src/crypto/hash.ts';

const zeros = new Uint8Array(32);

/** The header of CometBFT v0.38 types/block_test.go, TestHeaderHash. */
const published: Header = {
  version: { block: 1n, app: 2n },
  chainId: 'chainId',
  height: 3,
  time: parseTime('2019-10-13T16:14:44Z'),
  lastBlockId: { hash: zeros, parts: { total: 6, hash: zeros } },
  lastCommitHash: sha256(utf8('last_commit_hash')),
  dataHash: sha256(utf8('data_hash')),
  validatorsHash: sha256(utf8('validators_hash')),
  nextValidatorsHash: sha256(utf8('next_validators_hash')),
  consensusHash: sha256(utf8('consensus_hash')),
  appHash: sha256(utf8('app_hash')),
  lastResultsHash: sha256(utf8('last_results_hash')),
  evidenceHash: sha256(utf8('evidence_hash')),
  proposerAddress: sha256(utf8('proposer_address')).slice(0, 20),
};

describe('the header', () => {
  it('hashes to the vector that CometBFT publishes', () => {
    expect(toHex(headerHash(published)).toUpperCase()).toBe(
      'F740121F553B5418C3EFBD343C2DBFE9E007BB67B0D020A0741374BAB65242A4',
    );
  });

  it('survives encoding and decoding with every field', () => {
    expect(decodeHeader(encodeHeader(published))).toEqual(published);
  });
});

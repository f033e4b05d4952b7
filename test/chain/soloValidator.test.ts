import { describe, expect, it } from 'vitest';
import { decodeBlock, encodeBlock } from '../../src/chain/block.ts';
import { decodeCommit, encodeCommit, NO_COMMIT, type Commit } from '../../src/chain/commit.ts';
import { DEFAULT_CONSENSUS_PARAMS } from '../../src/chain/consensusParams.ts';
import { decodeGenesis, encodeGenesis, type Genesis } from '../../src/chain/genesis.ts';
import { messageField } from '../../src/chain/protobuf.ts';
import { resultsHash } from '../../src/chain/results.ts';
import { commitBlock, proposeBlock } from '../../src/chain/soloValidator.ts';
import { parseTime } from '../../src/chain/time.ts';
import { validatorSet } from '../../src/chain/validators.ts';
import { genesisState, trustedAfter, verifyNextBlock, type TrustedState } from '../../src/chain/verifier.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { sha256 } from '../../src/crypto/hash.ts';
import { keyPairFromSeed } from '../../src/crypto/signature.ts';
import { millis } from '../../src/ports.ts';
import { codeOf } from '../support/codeOf.ts';

const keys = keyPairFromSeed(sha256(utf8('solo validator')));
const stranger = keyPairFromSeed(sha256(utf8('stranger')));
const appHash = sha256(utf8('app'));
const start = millis(Date.parse('2026-11-23T08:00:00Z'));
const genesis: Genesis = {
  network: sha256(utf8('network')),
  chainId: 'consilium-test',
  time: parseTime('2026-11-23T08:00:00.000000001Z'),
  initialHeight: 1,
  validators: validatorSet([{ publicKey: keys.publicKey, power: 10n }]),
  params: DEFAULT_CONSENSUS_PARAMS,
  appState: new Uint8Array([0xa0]),
};

interface Step {
  readonly before: TrustedState;
  readonly block: Uint8Array;
  readonly commit: Uint8Array;
}

function runChain(heights: number): readonly Step[] {
  const steps: Step[] = [];
  let trusted = genesisState(genesis, appHash);
  let lastCommit: Commit = NO_COMMIT;
  for (let height = 1; height <= heights; height += 1) {
    const txs = height % 2 === 1 ? [utf8(`tx ${String(height)}`), new Uint8Array(70_000)] : [];
    const proposed = proposeBlock(trusted, { txs, lastCommit }, keys.publicKey);
    const now = millis(start + height * 1000);
    lastCommit = commitBlock(proposed, { keys, lastSigned: null }, now);
    steps.push({ before: trusted, block: encodeBlock(proposed.block), commit: encodeCommit(lastCommit) });
    const executed = { appHash: sha256(appHash, utf8(String(height))), resultsHash: resultsHash([]) };
    trusted = trustedAfter(trusted, { header: proposed.block.header, blockId: proposed.blockId }, executed);
  }
  return steps;
}

const chain = runChain(5);
const now = millis(start + 60_000);

function verify(step: Step, change: Partial<Step> = {}): string {
  const given = { ...step, ...change };
  return codeOf(() =>
    verifyNextBlock(
      given.before,
      { block: decodeBlock(given.block), commit: decodeCommit(given.commit) },
      now,
    ),
  );
}

function altered(
  step: Step,
  alter: (block: ReturnType<typeof decodeBlock>) => ReturnType<typeof decodeBlock>,
): Step {
  return { ...step, block: encodeBlock(alter(decodeBlock(step.block))) };
}

describe('the solo validator', () => {
  it('makes blocks that the verifier takes, with one and with several parts, with and without transactions', () => {
    expect(chain.map((step) => verify(step))).toEqual(['taken', 'taken', 'taken', 'taken', 'taken']);
  });

  it('gives the first block the time of genesis and every later one the time of the precommit', () => {
    const times = chain.map((step) => decodeBlock(step.block).header.time);
    expect(times[0]).toEqual(genesis.time);
    expect(times[2]).toEqual({ seconds: BigInt(start / 1000 + 2), nanos: 0 });
  });

  it('refuses to sign one height for two blocks', () => {
    const proposed = proposeBlock(
      genesisState(genesis, appHash),
      { txs: [], lastCommit: NO_COMMIT },
      keys.publicKey,
    );
    const lastSigned = { height: 1, round: 0, blockHash: sha256(utf8('another')) };
    expect(codeOf(() => commitBlock(proposed, { keys, lastSigned }, now))).toBe('double-sign');
  });

  it('keeps time growing when the clock stands still or goes back', () => {
    const proposed = proposeBlock(
      genesisState(genesis, appHash),
      { txs: [], lastCommit: NO_COMMIT },
      keys.publicKey,
    );
    const commit = commitBlock(proposed, { keys, lastSigned: null }, millis(0));
    expect(commit.signatures[0]?.time).toEqual({
      seconds: genesis.time.seconds,
      nanos: genesis.time.nanos + 1_000_000,
    });
  });
});

describe('the verifier refuses by name', () => {
  const step = chain[2];
  if (step === undefined) throw new Error('no step');
  const header = (change: object) =>
    altered(step, (block) => ({ ...block, header: { ...block.header, ...change } }));
  const commit = decodeCommit(step.commit);
  const signature = commit.signatures[0];
  if (signature === undefined) throw new Error('no signature');
  const withCommit = (change: Partial<Commit>): Step => ({
    ...step,
    commit: encodeCommit({ ...commit, ...change }),
  });
  const other = sha256(utf8('other'));

  it.each([
    ['a foreign chain', header({ chainId: 'other' }), 'block-chain-id'],
    ['a skipped height', header({ height: 4 }), 'block-height'],
    [
      'another last block',
      header({ lastBlockId: { hash: other, parts: { total: 1, hash: other } } }),
      'block-last-id',
    ],
    [
      'a changed transaction',
      altered(step, (block) => ({ ...block, txs: [utf8('tx 4'), ...block.txs.slice(1)] })),
      'block-data-hash',
    ],
    [
      'a dropped transaction',
      altered(step, (block) => ({ ...block, txs: block.txs.slice(1) })),
      'block-data-hash',
    ],
    ['a swapped validator set', header({ validatorsHash: other }), 'block-validators-hash'],
    ['other next validators', header({ nextValidatorsHash: other }), 'block-next-validators-hash'],
    ['other parameters', header({ consensusHash: other }), 'block-consensus-hash'],
    ['another application hash', header({ appHash: other }), 'block-app-hash'],
    ['other results', header({ lastResultsHash: other }), 'block-results-hash'],
    [
      'smuggled evidence',
      altered(step, (block) => ({ ...block, evidence: [messageField(1, other)] })),
      'block-evidence-hash',
    ],
    ['a foreign proposer', header({ proposerAddress: other.slice(0, 20) }), 'block-proposer'],
    ['another time', header({ time: parseTime('2026-11-23T08:00:09Z') }), 'block-time'],
    ['another version', header({ version: { block: 11n, app: 2n } }), 'block-version'],
    ['a commit of another height', withCommit({ height: 4 }), 'commit-height'],
    [
      'a commit of another block',
      withCommit({ blockId: { ...commit.blockId, hash: other } }),
      'commit-block-id',
    ],
    ['no signature', withCommit({ signatures: [] }), 'commit-size'],
    ['one signer twice', withCommit({ signatures: [signature, signature] }), 'commit-size'],
    [
      'a vote for nil in place of one for the block',
      withCommit({ signatures: [{ ...signature, flag: 'nil' }] }),
      'commit-signature',
    ],
    [
      'a signature by another key',
      withCommit({ signatures: [{ ...signature, signature: new Uint8Array(64) }] }),
      'commit-signature',
    ],
    [
      'the address of another',
      withCommit({ signatures: [{ ...signature, validatorAddress: other.slice(0, 20) }] }),
      'commit-signer',
    ],
  ])('%s', (_name, changed, code) => {
    expect(verify(changed)).toBe(code);
  });

  it('a commit by a stranger, correctly signed', () => {
    const proposed = { block: decodeBlock(step.block), blockId: commit.blockId };
    const forged = commitBlock(proposed, { keys: stranger, lastSigned: null }, now);
    expect(verify(step, { commit: encodeCommit(forged) })).toBe('commit-signer');
  });

  it('a block from the future', () => {
    const early = millis(start - 60_000);
    const given = { block: decodeBlock(step.block), commit };
    expect(codeOf(() => verifyNextBlock(step.before, given, early))).toBe('block-time-ahead');
  });

  it('exactly two thirds of the power', () => {
    const three = [keys, stranger, keyPairFromSeed(other)];
    const validators = validatorSet(three.map((pair) => ({ publicKey: pair.publicKey, power: 1n })));
    const before = genesisState({ ...genesis, validators }, appHash);
    const proposed = proposeBlock(before, { txs: [], lastCommit: NO_COMMIT }, keys.publicKey);
    const signatures = validators.validators.map((validator, index) => {
      const pair = three.find((candidate) => candidate.publicKey.join() === validator.publicKey.join());
      const own =
        pair === undefined
          ? undefined
          : commitBlock(proposed, { keys: pair, lastSigned: null }, now).signatures[0];
      const absent = {
        flag: 'absent' as const,
        validatorAddress: new Uint8Array(0),
        time: { seconds: -62_135_596_800n, nanos: 0 },
        signature: new Uint8Array(0),
      };
      return index === 2 || own === undefined ? absent : own;
    });
    const two = { height: 1, round: 0, blockId: proposed.blockId, signatures };
    expect(codeOf(() => verifyNextBlock(before, { block: proposed.block, commit: two }, now))).toBe(
      'commit-power',
    );
  });
});

describe('genesis', () => {
  it('is a JSON file in the form of CometBFT and comes back whole', () => {
    expect(decodeGenesis(encodeGenesis(genesis))).toEqual(genesis);
  });

  it('refuses what is none', () => {
    expect(codeOf(() => decodeGenesis(utf8('{}')))).toBe('genesis-malformed');
  });
});

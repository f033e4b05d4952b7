/** A chain of real blocks over the contracts, in memory, by one or several validators, and what a liar makes of it. */
import { decodeBlock, encodeBlock, blockId, type Block } from '../../src/chain/block.ts';
import { encodeCommit, NO_COMMIT, type Commit, type CommitSignature } from '../../src/chain/commit.ts';
import { encodeGenesis, type Genesis } from '../../src/chain/genesis.ts';
import type { Header } from '../../src/chain/header.ts';
import { commitBlock, proposeBlock } from '../../src/chain/soloValidator.ts';
import { millisFromTime } from '../../src/chain/time.ts';
import { validatorSet } from '../../src/chain/validators.ts';
import { genesisState, trustedAfter, type TrustedState } from '../../src/chain/verifier.ts';
import { bytesEqual } from '../../src/crypto/bytes.ts';
import { keyPairFromSeed, type SignKeyPair } from '../../src/crypto/signature.ts';
import { executeBlock } from '../../src/contracts/execute.ts';
import { initialChanges } from '../../src/contracts/genesis.ts';
import { MemoryState } from '../../src/replica/ledgerState.ts';
import type { BlockSource, RawBlock } from '../../src/replica/sync.ts';
import { signStatus } from '../../src/crypto/login.ts';
import { toNetwork } from '../../src/crypto/ids.ts';
import { manualClock, type ManualClock } from './manualClock.ts';
import { signDraft, type Draft } from './transactions.ts';
import { bytes32, makeWorld, START, type World } from './world.ts';

export interface TestChainOptions {
  readonly world?: World;
  /** Validators of equal power; 1 unless given. */
  readonly validators?: number;
}

export class TestChain {
  readonly world: World;
  readonly genesis: Genesis;
  readonly genesisBytes: Uint8Array;
  /** In the order of the set. */
  readonly keys: readonly SignKeyPair[];
  readonly clock: ManualClock = manualClock(START);
  readonly state = new MemoryState();
  /** Block n stands at index n − 1. */
  readonly raw: RawBlock[] = [];
  /** What block n + 1 is verified against stands at index n. */
  readonly trusted: TrustedState[];
  #lastCommit: Commit = NO_COMMIT;

  constructor({ world = makeWorld(), validators = 1 }: TestChainOptions = {}) {
    this.world = world;
    const more = Array.from({ length: validators - 1 }, (_, index) =>
      keyPairFromSeed(bytes32(`validator ${String(index + 2)}`)),
    );
    const set = validatorSet([world.validator, ...more].map(({ publicKey }) => ({ publicKey, power: 10n })));
    this.keys = set.validators.flatMap(({ publicKey }) =>
      [world.validator, ...more].filter((pair) => bytesEqual(pair.publicKey, publicKey)),
    );
    this.genesis = { ...world.genesis, validators: set };
    this.genesisBytes = encodeGenesis(this.genesis);
    this.state.write(initialChanges(this.genesis.appState));
    this.trusted = [genesisState(this.genesis, this.state.root())];
  }

  get height(): number {
    return this.raw.length;
  }

  head(): TrustedState {
    return this.before(this.height + 1);
  }

  /** What the block at `height` is verified against. */
  before(height: number): TrustedState {
    const trusted = this.trusted[height - 1];
    if (trusted === undefined) throw new RangeError(`no state before height ${String(height)}`);
    return trusted;
  }

  /** The stored block at `height`. */
  at(height: number): RawBlock {
    const raw = this.raw[height - 1];
    if (raw === undefined) throw new RangeError(`no block at height ${String(height)}`);
    return raw;
  }

  block(height: number): Block {
    return decodeBlock(this.at(height).block);
  }

  /** Adds an honest block of these transactions and goes on; the clock moves by a second. */
  add(...drafts: readonly Draft[]): RawBlock {
    return this.addBytes(...drafts.map((draft) => signDraft(this.world.network, draft)));
  }

  addBytes(...txs: readonly Uint8Array[]): RawBlock {
    const { block } = this.propose(txs);
    this.clock.advance(1000);
    const commit = this.commit(block);
    const { height, time } = block.header;
    const context = { network: this.genesis.network, height, time: millisFromTime(time) };
    const { changes, resultsHash } = executeBlock(txs, this.state, context);
    this.state.write(changes);
    const executed = { appHash: this.state.root(), resultsHash };
    const verified = { header: block.header, blockId: blockId(block) };
    this.trusted.push(trustedAfter(this.head(), verified, executed));
    const raw = { block: encodeBlock(block), commit: encodeCommit(commit) };
    this.raw.push(raw);
    this.#lastCommit = commit;
    return raw;
  }

  /** The next block over `txs`, made by the first validator and not added. */
  propose(txs: readonly Uint8Array[]): { readonly block: Block } {
    const proposer = this.keys[0]?.publicKey ?? new Uint8Array(32);
    return proposeBlock(this.head(), { txs, lastCommit: this.#lastCommit }, proposer);
  }

  /** All validators' precommits for `block`, by the clock, each as `change` leaves it. */
  commit(
    block: Block,
    change: (signature: CommitSignature, index: number) => CommitSignature = (signature) => signature,
  ): Commit {
    const proposed = { block, blockId: blockId(block) };
    const signatures = this.keys.flatMap(
      (keys) => commitBlock(proposed, { keys, lastSigned: null }, this.clock.now()).signatures,
    );
    return {
      height: block.header.height,
      round: 0,
      blockId: proposed.blockId,
      signatures: signatures.map(change),
    };
  }

  /** `block` signed by all validators: what they can make one believe when they lie together. */
  signed(block: Block): RawBlock {
    return { block: encodeBlock(block), commit: encodeCommit(this.commit(block)) };
  }

  /** The next block with a header that its own validators changed and signed. */
  forgedNext(header: Partial<Header>, txs: readonly Uint8Array[] = []): RawBlock {
    const { block } = this.propose(txs);
    return this.signed({ ...block, header: { ...block.header, ...header } });
  }

  /** The chain as a node gives it out; `lie` changes a block on its way. */
  source(lie: (raw: RawBlock, height: number) => RawBlock = (raw) => raw): BlockSource {
    return {
      genesis: () => Promise.resolve(this.genesisBytes),
      status: (nonce) => Promise.resolve(this.status(nonce)),
      blocks: (from, count) =>
        Promise.resolve(
          this.raw.slice(from - 1, from - 1 + count).map((raw, index) => lie(raw, from + index)),
        ),
      subscribe: () => Promise.resolve(() => undefined),
    };
  }

  /** The first validator's word on its head. */
  status(nonce: Uint8Array) {
    const { blockId: id, height, chainId } = this.head();
    const time = this.clock.now();
    const signed = {
      network: toNetwork(this.genesis.network),
      chainId,
      height,
      headerHash: id.hash,
      time,
      nonce,
    };
    const signature = signStatus(signed, this.keys[0]?.secretKey ?? new Uint8Array(64));
    return { height, headerHash: id.hash, time, signature };
  }
}

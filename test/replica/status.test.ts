import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/crypto/hash.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { signStatus } from '../../src/crypto/login.ts';
import { toNetwork } from '../../src/crypto/ids.ts';
import { keyPairFromSeed } from '../../src/crypto/signature.ts';
import { millis } from '../../src/ports.ts';
import { askStatus, clockIsOff, HEAD_FRESH_MS, headIsStale } from '../../src/replica/status.ts';
import type { NodeStatus } from '../../src/replica/sync.ts';
import { codeOfAsync } from '../support/codeOf.ts';
import type { TestChain } from '../support/testChain.ts';
import { countingRandom } from './support/deskSamples.ts';
import { storyChain } from './support/lies.ts';
import { emptyReplica } from './support/replicas.ts';

type Lie = (status: NodeStatus, nonce: Uint8Array) => Partial<NodeStatus>;

/** Asks a node of `chain`, whose answer `lie` changes, about a copy of the first `blocks` blocks. */
function ask(chain: TestChain, blocks: number, lie: Lie = () => ({})) {
  const replica = emptyReplica(chain);
  replica.apply(chain.raw.slice(0, blocks));
  const status = (nonce: Uint8Array): Promise<NodeStatus> => {
    const honest = chain.status(nonce);
    return Promise.resolve({ ...honest, ...lie(honest, nonce) });
  };
  return askStatus({ status }, replica.store, { clock: chain.clock, random: countingRandom() });
}

/** A status that the validator itself signed. */
function signedBy(
  chain: TestChain,
  status: NodeStatus,
  nonce: Uint8Array,
  secretKey?: Uint8Array,
): NodeStatus {
  const { network, chainId } = chain.genesis;
  const signed = { ...status, network: toNetwork(network), chainId, nonce };
  return { ...status, signature: signStatus(signed, secretKey ?? chain.world.validator.secretKey) };
}

describe('a validator’s word on its head', () => {
  it('confirms a copy that is up to date', async () => {
    const chain = storyChain();
    expect(await ask(chain, 4)).toEqual({
      standing: 'current',
      height: 4,
      clockOffset: 0,
      at: chain.clock.now(),
    });
  });

  it('tells a copy that it is behind, without being believed about the blocks', async () => {
    expect(await ask(storyChain(), 2)).toMatchObject({ standing: 'behind', height: 4 });
  });

  it('tells a validator that lost blocks', async () => {
    const chain = storyChain();
    const { height, blockId } = chain.before(3);
    const answer = await ask(chain, 4, (status, nonce) =>
      signedBy(chain, { ...status, height, headerHash: blockId.hash }, nonce),
    );
    expect(answer).toMatchObject({ standing: 'ahead', height: 2 });
  });

  it.each([2, 4])(
    'is a fork when it names another block at height %i than the one verified',
    async (height) => {
      const chain = storyChain();
      const forked = ask(chain, 4, (status, nonce) =>
        signedBy(chain, { ...status, height, headerHash: sha256(utf8('other')) }, nonce),
      );
      expect(await codeOfAsync(forked)).toBe('ledger-forked');
    },
  );

  it.each<[string, Lie]>([
    ['another height', () => ({ height: 5 })],
    ['another block', () => ({ headerHash: sha256(utf8('other')) })],
    ['another time', ({ time }) => ({ time: time + 1 })],
  ])('is refused with %s than was signed', async (_name, lie) => {
    expect(await codeOfAsync(ask(storyChain(), 4, lie))).toBe('status-signature');
  });

  it('is refused when it answers another question: an old answer, played again', async () => {
    const chain = storyChain();
    const old = chain.status(new Uint8Array(32).fill(1));
    expect(await codeOfAsync(ask(chain, 4, () => old))).toBe('status-signature');
  });

  it('is refused from a key that validates nothing', async () => {
    const chain = storyChain();
    const { secretKey } = keyPairFromSeed(sha256(utf8('stranger')));
    const lie: Lie = (status, nonce) => signedBy(chain, status, nonce, secretKey);
    expect(await codeOfAsync(ask(chain, 4, lie))).toBe('status-signature');
  });

  it('shows when one of the two clocks is wrong', async () => {
    const chain = storyChain();
    const answer = await ask(chain, 4, (status, nonce) =>
      signedBy(chain, { ...status, time: status.time + 180_000 }, nonce),
    );
    expect(answer.clockOffset).toBe(180_000);
    expect(clockIsOff(answer)).toBe(true);
    expect(clockIsOff({ ...answer, clockOffset: -119_000 })).toBe(false);
  });
});

describe('a head is stale', () => {
  const at = millis(1_000_000);
  const current = { standing: 'current', height: 4, clockOffset: 0, at } as const;

  it('when nobody confirmed it, or not lately, or it is known to be behind', () => {
    expect(headIsStale(null, at)).toBe(true);
    expect(headIsStale(current, millis(at + HEAD_FRESH_MS + 1))).toBe(true);
    expect(headIsStale({ ...current, standing: 'behind' }, at)).toBe(true);
    expect(headIsStale({ ...current, standing: 'ahead' }, at)).toBe(true);
  });

  it('not because the ledger is quiet', () => {
    expect(headIsStale(current, millis(at + HEAD_FRESH_MS))).toBe(false);
  });
});

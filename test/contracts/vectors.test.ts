import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeMapProof, verifyMapProof } from '../../src/chain/sparseMerkleMap.ts';
import { fromHex, toHex } from '../../src/crypto/bytes.ts';
import { decodeTransaction } from '../../src/contracts/transaction.ts';
import { millis } from '../../src/ports.ts';
import { openReplica } from '../../src/replica/replica.ts';
import { utf8 } from '../../src/crypto/bytes.ts';
import { temporaryFolder, testKey } from '../replica/support/temporary.ts';
import { ledgerVectors } from '../vectors/ledgerVectors.ts';

const folder = new URL('../vectors/ledger/', import.meta.url);
const made = ledgerVectors();

function stored(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
}

describe('the golden vectors of the ledger', () => {
  it('are all there', () => {
    expect(readdirSync(folder).toSorted()).toEqual(
      Object.keys(made)
        .map((name) => `${name}.json`)
        .toSorted(),
    );
  });

  it.each(Object.entries(made))('of %s are what the code writes today, byte for byte', (name, value) => {
    expect(stored(name)).toEqual(value);
  });
});

describe('what was written once is still read', () => {
  it('a transaction of every kind', () => {
    const file = z.object({
      transactions: z.array(z.object({ kind: z.string(), id: z.string(), bytes: z.string() })),
    });
    for (const { bytes, id, kind } of file.parse(stored('transactions')).transactions) {
      const transaction = decodeTransaction(fromHex(bytes));
      expect([transaction.body.kind, toHex(transaction.id)]).toEqual([kind, id]);
    }
  });

  it('proofs of what stands in the map and of what does not', () => {
    const file = z.object({
      roots: z.array(z.string()),
      proofs: z.array(z.object({ key: z.string(), proof: z.string() })),
    });
    const { proofs, roots } = file.parse(stored('map'));
    const root = fromHex(roots.at(-1) ?? '');
    const states = proofs.map(
      ({ key, proof }) => verifyMapProof(root, fromHex(key), decodeMapProof(fromHex(proof))).state,
    );
    expect(states).toEqual(['present', 'present', 'present', 'absent', 'absent']);
  });

  it('a ledger, by a replica that is made today', () => {
    const file = z.object({
      genesis: z.string(),
      blocks: z.array(z.object({ block: z.string(), commit: z.string(), appHashAfter: z.string() })),
    });
    const { blocks, genesis } = file.parse(stored('chain'));
    const replica = openReplica({
      path: join(temporaryFolder(), 'replica.db'),
      key: testKey(),
      genesis: utf8(genesis),
      clock: { now: () => millis(Date.UTC(2030, 0, 1)) },
    });
    const raw = blocks.map(({ block, commit }) => ({ block: fromHex(block), commit: fromHex(commit) }));
    expect(replica.apply(raw)).toEqual({ applied: 5, halted: null });
    expect(toHex(replica.store.appHash())).toBe(blocks.at(-1)?.appHashAfter);
    expect(replica.store.lookups.transactionsAt(4).map(({ code }) => code)).toEqual(['card-spent']);
    replica.close();
  });
});

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../src/crypto/bytes.ts';
import { KIND } from '../../src/contracts/entities.ts';
import { openDatabase } from '../../src/replica/database.ts';
import { codeOf } from '../support/codeOf.ts';
import { TestChain } from '../support/testChain.ts';
import { replicaAt } from './support/replicas.ts';
import { temporaryFolder, testKey } from './support/temporary.ts';
import { storyChain } from './support/lies.ts';

describe('a file that was changed from outside', () => {
  function changedFile(sql: string) {
    const chain = storyChain();
    const path = join(temporaryFolder(), 'replica.db');
    const replica = replicaAt(path, chain);
    replica.apply(chain.raw);
    replica.close();
    const database = openDatabase({ path, key: testKey() });
    database.execute(sql);
    database.close();
    return () => replicaAt(path, chain);
  }

  const doctor = (id: Uint8Array): string => `kind = ${String(KIND.doctor)} AND entity = x'${toHex(id)}'`;
  const { li } = new TestChain().world;

  it.each([
    ['an entity changed', `UPDATE entities SET value = zeroblob(9) WHERE ${doctor(li.id)}`],
    ['an entity removed', `DELETE FROM entities WHERE ${doctor(li.id)}`],
    [
      'an entity added',
      `INSERT INTO entities (kind, entity, value, created, changed) VALUES (5, zeroblob(16), zeroblob(1), 1, 1)`,
    ],
    [
      'the last block changed',
      'UPDATE blocks SET block = (SELECT block FROM blocks WHERE height = 3) WHERE height = 4',
    ],
    [
      'the last blocks removed',
      'DELETE FROM statements; DELETE FROM transactions WHERE height = 3; DELETE FROM blocks WHERE height > 2',
    ],
    ['its application hash changed', 'UPDATE blocks SET app_hash = zeroblob(32) WHERE height = 4'],
  ])('is not opened: %s', (_name, sql) => {
    expect(codeOf(changedFile(sql))).toBe('replica-corrupt');
  });

  it.each([
    [
      'an earlier block',
      'UPDATE blocks SET block = (SELECT block FROM blocks WHERE height = 3) WHERE height = 2',
      'block-height',
    ],
    [
      'an earlier block cut',
      'UPDATE blocks SET block = substr(block, 1, 100) WHERE height = 2',
      'block-malformed',
    ],
    [
      'an earlier commit',
      'UPDATE blocks SET block_commit = (SELECT block_commit FROM blocks WHERE height = 3) WHERE height = 2',
      'commit-height',
    ],
    ['a block missing', 'PRAGMA foreign_keys = OFF; DELETE FROM blocks WHERE height = 2', 'block-height'],
    ['a block’s time', 'UPDATE blocks SET time = time + 1 WHERE height = 2', 'replica-corrupt'],
    ['a result', 'UPDATE transactions SET code = 17 WHERE height = 2', 'replica-corrupt'],
    ['what a refusal said', "UPDATE transactions SET data = x'00' WHERE height = 2", 'replica-corrupt'],
    [
      'a transaction’s id',
      'UPDATE transactions SET tx_id = zeroblob(32) WHERE height = 2',
      'replica-corrupt',
    ],
    ['a statement', 'UPDATE statements SET statement = zeroblob(10)', 'replica-corrupt'],
    ['a doctor’s signature', 'UPDATE statements SET doctor_signature = zeroblob(64)', 'replica-corrupt'],
    ['a patient’s signature', 'UPDATE statements SET consent_signature = zeroblob(64)', 'replica-corrupt'],
    ['a patient’s signature removed', 'UPDATE statements SET consent_signature = NULL', 'replica-corrupt'],
    [
      'a statement that no block brought',
      'INSERT INTO statements (hash, statement, key_version, transaction_id) VALUES (zeroblob(32), zeroblob(1), 1, 1)',
      'replica-corrupt',
    ],
  ])('is found when verified again: %s', (_name, sql, code) => {
    const replica = changedFile(sql)();
    expect(codeOf(() => replica.verifyAgain())).toBe(code);
  });

  it('takes no block when another program added one to the file', () => {
    const chain = storyChain();
    const path = join(temporaryFolder(), 'replica.db');
    const [one, two] = [replicaAt(path, chain), replicaAt(path, chain)];
    one.apply(chain.raw);
    expect(codeOf(() => two.apply(chain.raw))).toBe('ledger-changed');
    expect(two.height()).toBe(0);
  });
});

/** Data folders for the command line: with a copy of the tests' chain, and the machine key in a file. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { sha256 } from '../../../src/crypto/hash.ts';
import { statementHash } from '../../../src/contracts/statement.ts';
import { openReplica } from '../../../src/replica/replica.ts';
import { encodeMachine } from '../../../src/workstation/core/machine.ts';
import { addStory } from '../../replica/support/replicas.ts';
import { TestChain } from '../../support/testChain.ts';

export const MACHINE_KEY = new Uint8Array(32).fill(7);

/** A folder that goes with the test, its owner's alone. */
export function privateFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file for its owner alone; answers its path. */
export function privateFile(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content, { mode: 0o600 });
  chmodSync(path, 0o600);
  return path;
}

/** The machine key as the workstation keeps it in a file. */
export function writeMachineKey(folder: string, backend = 'file'): string {
  const key = Buffer.from(MACHINE_KEY).toString('base64');
  return privateFile(folder, 'machine-key.json', JSON.stringify({ version: 1, backend, key }));
}

export interface LedgerFolder {
  readonly folder: string;
  readonly chain: TestChain;
  /** H(S) of the record in block 3. */
  readonly statement: Uint8Array;
}

/** A data folder with four blocks: staff, an opened visit, a consented record, an empty one. */
export function ledgerFolder(): LedgerFolder {
  const folder = privateFolder();
  const chain = new TestChain();
  const statement = statementHash(addStory(chain));
  const { clock, genesisBytes: genesis, world } = chain;
  const replica = openReplica({ path: join(folder, 'replica.db'), key: MACHINE_KEY, genesis, clock });
  replica.apply(chain.raw);
  replica.close();
  writeMachineKey(folder);
  const machine = {
    demonstration: false,
    genesisHash: sha256(genesis),
    home: world.a.id,
    nodes: [world.a.id],
    remote: [],
  };
  privateFile(folder, 'machine.json', encodeMachine(machine));
  return { folder, chain, statement };
}

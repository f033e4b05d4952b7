/**
 * A validator that ends its own process at a chosen moment of making a block:
 * `node dyingValidator.ts FOLDER MOMENT TRANSACTION`, the transaction in hex. It prints `height hash` of what it signed.
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { fromHex, toHex } from '../../../src/crypto/bytes.ts';
import { blockId } from '../../../src/chain/block.ts';
import { KEY_FILE, LEDGER_FILE, STORE_FILE } from '../../../src/hospital/folder.ts';
import { readKeyFile } from '../../../src/hospital/keyFile.ts';
import { openNodeStore } from '../../../src/hospital/store/nodeStore.ts';
import { ValidatorHost } from '../../../src/hospital/validator.ts';
import { systemClock } from '../../../src/node/clock.ts';
import { silentLogger } from '../../../src/node/logger.ts';
import { systemRandom } from '../../../src/node/random.ts';
import { systemTimers } from '../../../src/node/timers.ts';
import { openDatabase, type Database } from '../../../src/replica/database.ts';
import { MetaTable } from '../../../src/replica/ledgerMeta.ts';
import { LedgerStore, type ExecutedBlock } from '../../../src/replica/ledgerStore.ts';

const [folder = '', moment = '', transaction = ''] = process.argv.slice(2);

function dieAt(here: string): void {
  if (here === moment) process.kill(process.pid, 'SIGKILL');
}

class DyingMeta extends MetaTable {
  override set(name: string, value: Uint8Array): void {
    super.set(name, value);
    dieAt('after-guard');
  }
}

class DyingStore extends LedgerStore {
  #depth = 0;

  constructor(database: Database) {
    super(database, new DyingMeta(database));
  }

  override append(executed: ExecutedBlock): void {
    const { header } = executed.block;
    writeSync(1, `${String(header.height)} ${toHex(blockId(executed.block).hash)}\n`);
    dieAt('before-block');
    super.append(executed);
    dieAt('after-block');
  }

  /** Appending is a batch within the validator's. */
  override batch<Result>(work: () => Result): Result {
    this.#depth += 1;
    try {
      return super.batch(work);
    } finally {
      this.#depth -= 1;
      if (this.#depth === 0) dieAt('before-answer');
    }
  }
}

const keys = readKeyFile(join(folder, KEY_FILE));
if (keys.validator === null) throw new Error('no validator');
const ports = { clock: systemClock, random: systemRandom, timers: systemTimers, logger: silentLogger };
const host = new ValidatorHost({
  store: new DyingStore(openDatabase({ path: join(folder, LEDGER_FILE), key: keys.database })),
  nodeStore: openNodeStore({ path: join(folder, STORE_FILE), key: keys.database }),
  keys: keys.validator,
  ports,
});
await host.submit(fromHex(transaction));
await host.close();

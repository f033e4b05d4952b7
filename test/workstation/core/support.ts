/** A demonstration that the tests of one file share, and what they do to it from outside. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKeyStore } from '../../../src/crypto/keyStore.ts';
import { signLogin } from '../../../src/crypto/login.ts';
import { toNetwork } from '../../../src/crypto/ids.ts';
import { staffKeys } from '../../../src/crypto/staffKeys.ts';
import { signTransaction } from '../../../src/contracts/transaction.ts';
import type { BodyOf } from '../../../src/contracts/transactionKinds.ts';
import { connectNode } from '../../../src/hospital/client.ts';
import { socketAddress } from '../../../src/hospital/transport.ts';
import { readFileIfExists } from '../../../src/node/files.ts';
import { systemClock } from '../../../src/node/clock.ts';
import { millis, type Clock } from '../../../src/ports.ts';
import { startCore } from '../../../src/workstation/core/core.ts';
import type { Core } from '../../../src/workstation/core/context.ts';
import { CHEAPEST, ChildProcessHost } from '../../support/childProcessHost.ts';
import { asker, type RunningCore } from '../../support/coreHost.ts';
import { HOUR } from '../../support/world.ts';

export const PASSPHRASE = 'correct horse battery';

/** The machine's clock, which a test may set off. */
export class ShiftedClock implements Clock {
  shift = 0;

  now() {
    return millis(systemClock.now() + this.shift);
  }
}

/** A machine with the demonstration on it; its core can be restarted. Close it when the tests are over. */
export class Machine {
  readonly folder = mkdtempSync(join(tmpdir(), 'consilium-machine-'));
  readonly clock = new ShiftedClock();
  readonly host = new ChildProcessHost(this.folder, { clock: this.clock });
  #core: Core | null = null;

  static async demonstration(): Promise<Machine> {
    const machine = new Machine();
    await machine.start();
    await machine.ask('setup/demonstration', { passphrase: PASSPHRASE });
    return machine;
  }

  /** A machine on which nothing was set up. */
  static async fresh(): Promise<Machine> {
    const machine = new Machine();
    await machine.start();
    return machine;
  }

  async start(): Promise<void> {
    this.#core = await startCore(this.host, CHEAPEST);
  }

  async restart(): Promise<void> {
    await this.#core?.close();
    await this.start();
  }

  get core(): Core {
    if (this.#core === null) throw new Error('not started');
    return this.#core;
  }

  get ask(): RunningCore['ask'] {
    return asker(this.core).ask;
  }

  get codeOf(): RunningCore['codeOf'] {
    return asker(this.core).codeOf;
  }

  /** Account id by name. */
  async account(nameZh: string): Promise<string> {
    const found = (await this.ask('account/list', {})).find(({ name }) => name.zh === nameZh);
    if (found === undefined) throw new Error(`no account of ${nameZh}`);
    return found.id;
  }

  async unlock(nameZh: string) {
    return this.ask('account/unlock', { id: await this.account(nameZh), passphrase: PASSPHRASE });
  }

  file(...names: readonly string[]): string {
    return join(this.folder, ...names);
  }

  async close(): Promise<void> {
    await this.#core?.close();
    await this.host.killAllNodes();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

type StaffChange = {
  [K in 'registry/staff-add' | 'registry/staff-suspend' | 'registry/staff-reinstate']: Omit<
    BodyOf<K>,
    'time' | 'expires' | 'signers'
  >;
}['registry/staff-add' | 'registry/staff-suspend' | 'registry/staff-reinstate'];

/** What an officer does from another machine, at the officer's own node. */
export async function changeFromElsewhere(
  machine: Machine,
  officer: string,
  change: StaffChange,
): Promise<void> {
  const { identity, content } = openKeyStore(
    readFileIfExists(machine.file('accounts', `${officer}.keystore.json`)) ?? new Uint8Array(0),
    PASSPHRASE,
  );
  const keys = staffKeys(content.rootSecret, 1);
  const folder = machine.file('nodes', Buffer.from(identity.institution).toString('hex'));
  const node = connectNode(socketAddress(folder), machine.host);
  try {
    const { role, entity } = identity;
    const sign = (challenge: Parameters<typeof signLogin>[0]) => signLogin(challenge, keys.sign.secretKey);
    await node.login({ role, entity, keyVersion: 1, sign });
    const { network } = await node.hello();
    const time = systemClock.now();
    const body = { ...change, time, expires: time + HOUR, signers: [{ role, entity, version: 1 }] };
    await node.submit(signTransaction(toNetwork(network), body, [keys.sign.secretKey]));
  } finally {
    node.close();
  }
}

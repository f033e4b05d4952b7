/**
 * The demonstration taken apart: each of its two hospitals has its node as a process of its own, `consilium-node start`
 * over TLS, and a workstation with a data folder of its own that holds its own people's accounts and no others'. Where
 * several doctors are at work, each of them sits at such a workstation.
 */
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { readKeyStoreIdentity, type KeyStoreIdentity } from '../../src/crypto/keyStore.ts';
import { bytesEqual, toHex } from '../../src/crypto/bytes.ts';
import type { InstitutionId } from '../../src/crypto/ids.ts';
import { CONFIG_FILE, readConfig, writeConfig } from '../../src/hospital/folder.ts';
import { SERVICE_CONFIG_FILE } from '../../src/hospital/service/config.ts';
import { socketAddress } from '../../src/hospital/transport.ts';
import { decodeMachine, encodeMachine, type Machine } from '../../src/workstation/core/machine.ts';
import { ended, freePort, started, type Running } from '../../tools/demo/two/hospitalNode.ts';

const MACHINE_FILE = 'machine.json';
const GENESIS_FILE = 'genesis.json';
const KEY_STORE_SUFFIX = '.keystore.json';

export class SeparateHospitals {
  /** Data folders of the workstations, of the demonstration's first hospital and of its second. */
  readonly a: string;
  readonly b: string;
  readonly #nodes: readonly Running[];

  private constructor(folders: { readonly a: string; readonly b: string }, nodes: readonly Running[]) {
    this.a = folders.a;
    this.b = folders.b;
    this.#nodes = nodes;
  }

  /** Takes the demonstration in `folder` apart, which nothing uses; the parts lie beside it. */
  static async of(folder: string): Promise<SeparateHospitals> {
    const [a, b] = decodeMachine(new Uint8Array(readFileSync(join(folder, MACHINE_FILE)))).nodes;
    if (a === undefined || b === undefined) throw new Error('not two hospitals');
    const places = [await placeOf(folder, a), await placeOf(folder, b)] as const;
    configure(places);
    const folders = { a: ownFolder(folder, places[0]), b: ownFolder(folder, places[1]) };
    const nodes = [await started({ folder: places[0].node }), await started({ folder: places[1].node })];
    return new SeparateHospitals(folders, nodes);
  }

  /** Ends both nodes. */
  async stop(): Promise<void> {
    for (const { child } of this.#nodes) await ended(child);
  }
}

/**
 * Moves the account of one person out of a workstation that nobody is logged in at to one of their own: a new data
 * folder, which follows the same ledger at the node that runs there.
 */
export function moveAccount(from: string, to: string, isTheirs: (who: KeyStoreIdentity) => boolean): void {
  const machine = decodeMachine(new Uint8Array(readFileSync(join(from, MACHINE_FILE))));
  const address = socketAddress(join(from, 'nodes', toHex(machine.home)));
  mkdirSync(join(to, 'accounts'), { recursive: true, mode: 0o700 });
  copyFileSync(join(from, GENESIS_FILE), join(to, GENESIS_FILE));
  for (const account of accountsIn(from).filter(({ identity }) => isTheirs(identity)))
    renameSync(join(from, 'accounts', account.file), join(to, 'accounts', account.file));
  const remote = [{ institution: machine.home, address, keys: [] }];
  writeMachine(to, { ...machine, nodes: [], remote });
}

interface Place {
  readonly institution: InstitutionId;
  readonly node: string;
  readonly port: number;
}

async function placeOf(folder: string, institution: InstitutionId): Promise<Place> {
  const node = `${folder}-node-${toHex(institution)}`;
  cpSync(join(folder, 'nodes', toHex(institution)), node, { recursive: true });
  return { institution, node, port: await freePort() };
}

function addressOf({ port }: Place): string {
  return `wss://127.0.0.1:${String(port)}`;
}

/** Where each node listens, and where it finds the other. */
function configure(places: readonly Place[]): void {
  for (const { institution, node, port } of places) {
    const others = places.filter((other) => !bytesEqual(other.institution, institution));
    const file = join(node, CONFIG_FILE);
    const peers = Object.fromEntries(others.map((other) => [toHex(other.institution), addressOf(other)]));
    writeConfig(file, { ...readConfig(file), peers });
    const service = { listen: { host: '127.0.0.1', port }, metrics: null };
    writeFileSync(join(node, SERVICE_CONFIG_FILE), JSON.stringify(service));
  }
}

/** A workstation of one hospital: what lies in the demonstration's folder, without nodes and without others' accounts. */
function ownFolder(folder: string, place: Place): string {
  const { institution } = place;
  const own = `${folder}-${toHex(institution)}`;
  const others = new Set(
    accountsIn(folder)
      .filter(({ identity }) => !bytesEqual(identity.institution, institution))
      .map(({ identity }) => identity.accountId),
  );
  cpSync(folder, own, {
    recursive: true,
    filter: (path) => {
      const [part, name = ''] = path.slice(folder.length + 1).split('/');
      return part !== 'nodes' && !(part === 'accounts' && others.has(name.split('.')[0] ?? ''));
    },
  });
  const machine = decodeMachine(new Uint8Array(readFileSync(join(folder, MACHINE_FILE))));
  const remote = [{ institution, address: addressOf(place), keys: [] }];
  writeMachine(own, { ...machine, home: institution, nodes: [], remote });
  return own;
}

function writeMachine(folder: string, machine: Machine): void {
  writeFileSync(join(folder, MACHINE_FILE), encodeMachine({ ...machine, demonstration: false }));
}

function accountsIn(
  folder: string,
): readonly { readonly file: string; readonly identity: KeyStoreIdentity }[] {
  const accounts = join(folder, 'accounts');
  if (!existsSync(accounts)) return [];
  return readdirSync(accounts)
    .filter((file) => file.endsWith(KEY_STORE_SUFFIX))
    .map((file) => ({
      file,
      identity: readKeyStoreIdentity(new Uint8Array(readFileSync(join(accounts, file)))),
    }));
}

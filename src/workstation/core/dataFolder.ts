/**
 * What lies in the data folder of a machine, and who may write there: one process, by a lock.
 *
 *   machine.json             which nodes live here, and that the setup was completed: written last
 *   setup.json               a setup is under way, or was interrupted; everything it made may be thrown away
 *   genesis.json             of the ledger this machine follows
 *   replica.db               its verified copy
 *   accounts/ID.keystore.json, ID.throttle
 *   accounts/ID.offer.json   what an account offered to an officer who has not entered it yet
 *   desks/ID.db              a desk an account
 *   desks/ID.attachments/    its sealed attachments, named by their hashes, and those that are being taken
 *   patients/INSTITUTION.db  what patients signed here, on its way through that institution's node
 *   nodes/INSTITUTION/       folders of the hospital nodes that run here
 *   invitations/STAFF/       invitations of doctors here to doctors here, each sealed to the one it is for
 *   sample-patients.json     of a demonstration: the cards of its made-up patients
 *   offline/INSTITUTION.json secret halves of an institution's archive and emergency keys, sealed to its officers
 */
import { fromHex, toHex, utf8 } from '../../crypto/bytes.ts';
import { toInstitutionId, type InstitutionId } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import {
  joinPath,
  listDirectory,
  makePrivateDirectory,
  readFileIfExists,
  removePath,
  takeLock,
  writeFileAtomic,
} from '../../node/files.ts';
import { decodeMachine, encodeMachine, type Machine } from './machine.ts';

const LOCK_FILE = 'core.lock';
const MACHINE_FILE = 'machine.json';
const SETUP_FILE = 'setup.json';
const GENESIS_FILE = 'genesis.json';
const REPLICA_FILE = 'replica.db';
const SAMPLES_FILE = 'sample-patients.json';
const ACCOUNTS = 'accounts';
const DESKS = 'desks';
const PATIENTS = 'patients';
const NODES = 'nodes';
const OFFLINE = 'offline';
const INVITATIONS = 'invitations';
/** What a setup makes. Whatever else lies in the folder is not ours to remove. */
const MADE_BY_SETUP = [
  ACCOUNTS,
  DESKS,
  NODES,
  OFFLINE,
  GENESIS_FILE,
  REPLICA_FILE,
  `${REPLICA_FILE}-wal`,
  `${REPLICA_FILE}-shm`,
];
/** What SQLite keeps beside a database that is open. */
const DATABASE_SUFFIXES = ['-wal', '-shm'];
const OUTBOX_NAME = /^[0-9a-f]{32}\.db$/u;
const KEY_STORE_SUFFIX = '.keystore.json';

/** The verified copy of the ledger in a data folder. */
export function replicaPath(folder: string): string {
  return joinPath(folder, REPLICA_FILE);
}

export class DataFolder {
  readonly path: string;
  readonly #release: () => void;

  private constructor(path: string, release: () => void) {
    this.path = path;
    this.#release = release;
  }

  /** Makes the folder if it is not there, and takes its lock. Errors: `data-folder-in-use` {pid}. */
  static open(path: string): DataFolder {
    makePrivateDirectory(path);
    return new DataFolder(path, takeLock(joinPath(path, LOCK_FILE)));
  }

  /** Null before a setup was completed. Errors: `machine-malformed`. */
  machine(): Machine | null {
    const bytes = readFileIfExists(joinPath(this.path, MACHINE_FILE));
    return bytes === null ? null : decodeMachine(bytes);
  }

  /**
   * Clears away what an interrupted setup left, and marks that one is under way.
   * Errors: `setup-done`; `data-folder-not-empty` when what lies here is of no setup: nothing is removed then.
   */
  beginSetup(): void {
    if (this.machine() !== null) throw new ConsiliumError('setup-done');
    const left = listDirectory(this.path).filter((name) => MADE_BY_SETUP.includes(name));
    if (left.length > 0 && !this.setupWasInterrupted()) throw new ConsiliumError('data-folder-not-empty');
    writeFileAtomic(joinPath(this.path, SETUP_FILE), utf8('{"format":1}\n'));
    for (const name of left) removePath(joinPath(this.path, name));
    for (const name of [ACCOUNTS, DESKS, NODES, OFFLINE]) makePrivateDirectory(joinPath(this.path, name));
  }

  /** A setup was begun here that has not been completed: it is under way, or was interrupted. */
  setupWasInterrupted(): boolean {
    return readFileIfExists(joinPath(this.path, SETUP_FILE)) !== null;
  }

  /** From here on the machine is set up. */
  completeSetup(machine: Machine): void {
    this.#removeStrayNodes(machine);
    this.writeMachine(machine);
    removePath(joinPath(this.path, SETUP_FILE));
  }

  /** Of a machine that is set up: what it knows of nodes has changed. */
  writeMachine(machine: Machine): void {
    writeFileAtomic(joinPath(this.path, MACHINE_FILE), encodeMachine(machine));
  }

  /** A node of a setup that was killed may still have been opening its files when they were cleared away. */
  #removeStrayNodes({ nodes }: Machine): void {
    const known = new Set(nodes.map(toHex));
    const stray = listDirectory(joinPath(this.path, NODES)).filter((name) => !known.has(name));
    for (const name of stray) removePath(joinPath(this.path, NODES, name));
  }

  replica(): string {
    return replicaPath(this.path);
  }

  genesis(): Uint8Array | null {
    return readFileIfExists(joinPath(this.path, GENESIS_FILE));
  }

  writeGenesis(genesis: Uint8Array): void {
    writeFileAtomic(joinPath(this.path, GENESIS_FILE), genesis);
  }

  node(institution: InstitutionId): string {
    return joinPath(this.path, NODES, toHex(institution));
  }

  invitations(): string {
    return joinPath(this.path, INVITATIONS);
  }

  desk(account: string): string {
    return joinPath(this.path, DESKS, `${account}.db`);
  }

  /** Beside a desk: the shared cases that its doctor may open. */
  library(account: string): string {
    return joinPath(this.path, DESKS, `${account}.library.db`);
  }

  /** Beside a desk: its sealed attachments. */
  attachments(account: string): string {
    return joinPath(this.path, DESKS, `${account}.attachments`);
  }

  /** The outbox of what patients signed here, through the node of an institution; its folder is made. */
  patientOutbox(institution: InstitutionId): string {
    makePrivateDirectory(joinPath(this.path, PATIENTS));
    return joinPath(this.path, PATIENTS, `${toHex(institution)}.db`);
  }

  /** Institutions for whose node such an outbox was made. */
  patientOutboxes(): readonly InstitutionId[] {
    return listDirectory(joinPath(this.path, PATIENTS))
      .filter((name) => OUTBOX_NAME.test(name))
      .map((name) => toInstitutionId(fromHex(name.slice(0, 32))));
  }

  hasDesk(account: string): boolean {
    return readFileIfExists(this.desk(account)) !== null;
  }

  /** Puts a desk in place. One that lies there without an account is kept beside it. */
  writeDesk(account: string, bytes: Uint8Array): void {
    makePrivateDirectory(joinPath(this.path, DESKS));
    const path = this.desk(account);
    const before = readFileIfExists(path);
    if (before !== null) writeFileAtomic(`${path}.before-restore`, before);
    for (const suffix of DATABASE_SUFFIXES) removePath(`${path}${suffix}`);
    writeFileAtomic(path, bytes);
  }

  /** The bytes of a desk after `change` had a copy of its file; the desk itself stays as it is. */
  withDeskCopy<T>(
    account: string,
    change: (path: string) => T,
  ): { readonly file: Uint8Array; readonly visits: T } {
    const bytes = readFileIfExists(this.desk(account));
    if (bytes === null) throw new ConsiliumError('account-missing');
    const path = joinPath(this.path, DESKS, `${account}.backup`);
    try {
      writeFileAtomic(path, bytes);
      const visits = change(path);
      const file = readFileIfExists(path);
      if (file === null) throw new ConsiliumError('account-missing');
      return { file, visits };
    } finally {
      for (const suffix of ['', ...DATABASE_SUFFIXES]) removePath(`${path}${suffix}`);
    }
  }

  accounts(): readonly string[] {
    return listDirectory(joinPath(this.path, ACCOUNTS))
      .filter((name) => name.endsWith(KEY_STORE_SUFFIX))
      .map((name) => name.slice(0, -KEY_STORE_SUFFIX.length));
  }

  /** Null when there is none. */
  keyStore(account: string): Uint8Array | null {
    return readFileIfExists(joinPath(this.path, ACCOUNTS, account + KEY_STORE_SUFFIX));
  }

  writeKeyStore(account: string, bytes: Uint8Array): void {
    makePrivateDirectory(joinPath(this.path, ACCOUNTS));
    writeFileAtomic(joinPath(this.path, ACCOUNTS, account + KEY_STORE_SUFFIX), bytes);
  }

  throttle(account: string): Uint8Array | null {
    return readFileIfExists(joinPath(this.path, ACCOUNTS, `${account}.throttle`));
  }

  writeThrottle(account: string, bytes: Uint8Array): void {
    writeFileAtomic(joinPath(this.path, ACCOUNTS, `${account}.throttle`), bytes);
  }

  /** Null when the account waits for no officer. */
  pendingOffer(account: string): Uint8Array | null {
    return readFileIfExists(joinPath(this.path, ACCOUNTS, `${account}.offer.json`));
  }

  writePendingOffer(account: string, bytes: Uint8Array): void {
    writeFileAtomic(joinPath(this.path, ACCOUNTS, `${account}.offer.json`), bytes);
  }

  removePendingOffer(account: string): void {
    removePath(joinPath(this.path, ACCOUNTS, `${account}.offer.json`));
  }

  writeOfflineKeys(institution: InstitutionId, bytes: Uint8Array): void {
    writeFileAtomic(joinPath(this.path, OFFLINE, `${toHex(institution)}.json`), bytes);
  }

  /** Null when there are none of this institution. */
  offlineKeys(institution: InstitutionId): Uint8Array | null {
    return readFileIfExists(joinPath(this.path, OFFLINE, `${toHex(institution)}.json`));
  }

  /** Null while there are none. */
  samplePatients(): Uint8Array | null {
    return readFileIfExists(joinPath(this.path, SAMPLES_FILE));
  }

  writeSamplePatients(bytes: Uint8Array): void {
    writeFileAtomic(joinPath(this.path, SAMPLES_FILE), bytes);
  }

  /** Gives the lock back. */
  close(): void {
    this.#release();
  }
}

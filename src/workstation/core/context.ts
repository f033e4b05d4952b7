/**
 * What the parts of the core share. The core answers the request table (../api.ts); its host (a utility process of
 * the desktop program, the command line, or a test) gives it the ports of {@link CoreHost} and nothing else.
 */
import type { KeyStoreIdentity } from '../../crypto/keyStore.ts';
import type { InstitutionId } from '../../crypto/ids.ts';
import type { SealingKeyPair } from '../../crypto/sealing.ts';
import type { StaffKeys } from '../../crypto/staffKeys.ts';
import type { NodeClient } from '../../hospital/nodeClient.ts';
import type { Clock, Logger, RandomBytes, Timers } from '../../ports.ts';
import type { Desk } from '../../replica/desk/desk.ts';
import type { OutboxStore } from '../../replica/desk/outboxStore.ts';
import type { OutboxDriver } from '../../replica/outboxDriver.ts';
import type { Replica } from '../../replica/replica.ts';
import type { ArgsOf, Channel, Outcome, ResultOf, WorkstationEvent } from '../api.ts';
import type { AttachmentFiles } from './attachments/files.ts';
import type { SecretLimits } from './secretLimits.ts';

/** Clock, randomness, timers and log: passed in everywhere, so that a test decides them. */
export interface CorePorts {
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly timers: Timers;
  readonly logger: Logger;
}

/** What the host of a core does for it. */
export interface CoreHost extends CorePorts {
  /** Absolute path of the data folder; the core makes it. */
  readonly dataFolder: string;
  /** 32 bytes, kept by the host under the operating system's protection; encrypts the replica of this machine. */
  readonly machineKey: Uint8Array;
  /** Makes sure that the process of the node in `folder` runs; answers the address it listens on. */
  startNode(folder: string): Promise<string>;
  /** Ends it and waits. */
  stopNode(folder: string): Promise<void>;
  /** Tells the node, if it runs, that a person has looked at this machine's date; see `clock-off`. */
  confirmDate(folder: string): Promise<void>;
  emit(event: WorkstationEvent): void;
}

/** A running core. `handle` never rejects: what fails is an Outcome with a stable code. */
export interface Core {
  handle(channel: Channel, args: unknown): Promise<Outcome<unknown>>;
  close(): Promise<void>;
}

/** The ledger of this machine as the core uses it, and the node that it talks to now. */
export interface Ledger {
  readonly replica: Replica;
  readonly node: NodeClient;
  /** Resolves once the replica has caught up with the node, as far as it can be reached. */
  catchUp(): Promise<void>;
}

/** An unlocked account. Its keys leave neither this object nor the core's process. */
export interface StaffSession {
  readonly identity: KeyStoreIdentity;
  readonly keys: StaffKeys;
  readonly keyVersion: number;
  /** By version, also those of before: what was sealed to an earlier key stays readable. */
  readonly sealing: ReadonlyMap<number, SealingKeyPair>;
  readonly desk: Desk;
  /** Beside the desk: its sealed attachments. */
  readonly files: AttachmentFiles;
  readonly outbox: OutboxDriver;
}

/** What patients signed here, on its way through one node; see patient/outboxes.ts. */
export interface PatientOutbox {
  readonly entries: OutboxStore;
  /** Sends what is due. */
  drain(): Promise<void>;
  /** Looks into the verified ledger. */
  observe(): void;
}

export interface PatientOutboxLookup {
  /** The outbox through the node of an institution, made if there is none. */
  at(institution: InstitutionId): PatientOutbox;
  /** Null when no patient has signed anything for that node here. */
  made(institution: InstitutionId): PatientOutbox | null;
}

/** What a handler of the request table works with. */
export interface CoreContext {
  readonly ports: CorePorts;
  /** @throws ConsiliumError `setup-missing` before the first run was completed */
  ledger(): Ledger;
  /**
   * The same ledger through the node of another institution: what a patient asks.
   * @throws ConsiliumError `setup-missing`, `node-unknown` when that node is not on this machine
   */
  ledgerAt(institution: InstitutionId): Ledger;
  readonly patients: PatientOutboxLookup;
  /** @throws ConsiliumError `session-locked` */
  session(): StaffSession;
  /** Runs the outbox now, and again whenever it says so; resolves when it has nothing more to do at once. */
  drainOutbox(): Promise<void>;
  emit(event: WorkstationEvent): void;
  /** For tests alone; read through secretLimitsOf. */
  readonly secretLimits?: SecretLimits;
}

/** Handlers of some channels: typed by the request table through {@link HandlersOf}. */
export type Handler<C extends Channel> = (args: ArgsOf<C>) => Promise<ResultOf<C>>;
export type HandlersOf<C extends Channel> = { readonly [K in C]: Handler<K> };

/**
 * The handlers over a real desk, a real replica, a real outbox and a real node, without accounts and processes.
 * Closing it and opening another over the same folder is a restart.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MINIMUM_LIMITS } from '../../../src/crypto/passwordHash.ts';
import type { NodeClient } from '../../../src/hospital/nodeClient.ts';
import { isConsiliumError } from '../../../src/errors.ts';
import type { Clock, Logger, Timers } from '../../../src/ports.ts';
import { openDesk } from '../../../src/replica/desk/desk.ts';
import { isSettled, type OutboxEntry } from '../../../src/replica/outbox.ts';
import { openReplica, type Replica } from '../../../src/replica/replica.ts';
import { syncOnce } from '../../../src/replica/sync.ts';
import { systemRandom } from '../../../src/node/random.ts';
import type { WorkstationEvent } from '../../../src/workstation/api.ts';
import {
  attachmentFiles,
  recoverFiles,
  sweepFiles,
} from '../../../src/workstation/core/attachments/files.ts';
import type { CoreContext, Ledger, StaffSession } from '../../../src/workstation/core/context.ts';
import { invitationBox } from '../../../src/workstation/core/joining/box.ts';
import { sessionOutbox } from '../../../src/workstation/core/ledger/outbox.ts';
import { accessHandlers } from '../../../src/workstation/core/access/handlers.ts';
import { patientHandlers } from '../../../src/workstation/core/patient/handlers.ts';
import { PatientOutboxes } from '../../../src/workstation/core/patient/outboxes.ts';
import { registrarHandlers } from '../../../src/workstation/core/registrar/handlers.ts';
import { forgetErased } from '../../../src/workstation/core/visits/erased.ts';
import { visitHandlers } from '../../../src/workstation/core/visits/handlers.ts';
import { loginOf } from '../../support/nodeWorld.ts';
import { bytes32, type Person } from '../../support/world.ts';
import type { WatchedNode } from './watchedNode.ts';

export interface TestCoreOptions {
  readonly node: WatchedNode;
  readonly genesis: Uint8Array;
  readonly person: Person;
  /** Where desk and replica lie. */
  readonly folder: string;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Resolves when the node has what other nodes have: no test waits for one node to follow another. */
  readonly levelled: () => Promise<void>;
  /** Called when it is closed. */
  readonly ended: () => void;
}

export type TestCore = ReturnType<typeof openTestCore>;

const SILENT: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Opens the desk of `person` and the replica of the folder; `close` both before opening them again. */
export function openTestCore(options: TestCoreOptions) {
  const { node, genesis, person, folder, clock } = options;
  const replica = openReplica({
    path: join(folder, 'replica.db'),
    key: bytes32('replica key'),
    genesis,
    clock,
  });
  const events: WorkstationEvent[] = [];
  const watch = { moved: (): void => undefined };
  const moved = (): void => watch.moved();
  const session = openSession({ person, folder, moved, node, replica, clock });
  const context = contextOf({ ...options, replica, session, events });
  context.patients.resume();
  return {
    context,
    session,
    node,
    replica,
    events,
    /** Where the desk's sealed files lie. */
    deskFolder: attachmentsFolder(folder, person),
    /** Called when a file that is sent came further. */
    watch,
    ...visitHandlers(context, invitationBox(join(folder, 'invitations')), async () => node),
    ...patientHandlers(context),
    ...accessHandlers(context),
    ...registrarHandlers(context),
    /** Logs in, as unlocking does; with a node that is away, as soon as it is back. */
    login: async () => {
      try {
        await node.login(loginOf(person));
      } catch (error) {
        if (!isConsiliumError(error, 'node-away')) throw error;
      }
    },
    /** Sends everything and looks at the ledger. */
    sync: async () => {
      await context.drainOutbox();
      await context.patients.made(person.institution)?.drain();
      await context.ledger().catchUp();
      session.outbox.observe();
      forgetErased(session, replica.store, 0);
    },
    close: () => {
      options.ended();
      void context.patients.close();
      session.outbox.stop();
      void session.files.close();
      session.desk.close();
      replica.close();
    },
  };
}

function attachmentsFolder(folder: string, person: Person): string {
  return join(folder, `desk-${person.nameEn.replaceAll(' ', '-')}.attachments`);
}

interface SessionParts {
  readonly person: Person;
  readonly folder: string;
  readonly node: NodeClient;
  readonly replica: Replica;
  readonly clock: Clock;
  readonly moved: () => void;
}

function openSession({ person, folder, moved, node, replica, clock }: SessionParts): StaffSession {
  const path = join(folder, `desk-${person.nameEn.replaceAll(' ', '-')}.db`);
  const desk = openDesk({ path, key: bytes32('desk key'), clock, random: systemRandom });
  const keys = person.keys(1);
  const files = attachmentFiles(attachmentsFolder(folder, person));
  recoverFiles(desk, files);
  const changed = ({ state }: OutboxEntry): void => {
    if (isSettled(state)) sweepFiles(desk, files);
  };
  const told = { changed, moved, wake: () => undefined };
  const outbox = sessionOutbox({
    desk,
    attachments: files,
    keys,
    node,
    store: replica.store,
    clock,
    ...told,
  });
  const { id, role, institution } = person;
  return {
    identity: { accountId: 'test', role, entity: id, institution, names: null },
    keys,
    keyVersion: 1,
    sealing: new Map([[1, keys.seal]]),
    desk,
    files,
    outbox,
  };
}

/** One outbox a machine, as its one node is. */
function patientsOf({ folder, person, clock }: ContextParts, ledger: Ledger): PatientOutboxes {
  const path = join(folder, 'patients.db');
  return new PatientOutboxes({
    // It is sent when a test says so: waiting would move the clock.
    ports: { clock, random: systemRandom, timers: { after: () => () => undefined }, logger: SILENT },
    machineKey: bytes32('machine key'),
    path: () => path,
    made: () => (existsSync(path) ? [person.institution] : []),
    ledger: () => ledger,
    changed: () => undefined,
  });
}

interface ContextParts extends TestCoreOptions {
  readonly replica: Replica;
  readonly session: StaffSession;
  readonly events: WorkstationEvent[];
}

function contextOf(parts: ContextParts): CoreContext & { readonly patients: PatientOutboxes } {
  const { node, replica, clock, timers, session, events, levelled } = parts;
  const ledger = {
    replica,
    node,
    catchUp: async () => {
      try {
        await levelled();
        await syncOnce(replica, node);
      } catch (error) {
        // As far as it can be reached: the node is away, or nobody is logged in.
        if (!isConsiliumError(error)) throw error;
      }
    },
  };
  return {
    ports: { clock, random: systemRandom, timers, logger: SILENT },
    secretLimits: { pin: MINIMUM_LIMITS, master: MINIMUM_LIMITS },
    ledger: () => ledger,
    ledgerAt: () => ledger,
    patients: patientsOf(parts, ledger),
    session: () => session,
    drainOutbox: async () => {
      await session.outbox.drain();
      await session.outbox.sending?.idle();
      await session.outbox.drain();
    },
    emit: (event) => void events.push(event),
  };
}

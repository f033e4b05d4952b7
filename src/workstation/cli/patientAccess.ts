/**
 * The patient's own channels without any login: over a core, or, while a workstation runs over the data folder,
 * beside it: its replica read-only, its nodes over their sockets.
 */
import { toHex } from '../../crypto/bytes.ts';
import { toNetwork } from '../../crypto/ids.ts';
import { ConsiliumError, isConsiliumError } from '../../errors.ts';
import { connectNode } from '../../hospital/client.ts';
import type { NodeClient } from '../../hospital/nodeClient.ts';
import { socketAddress } from '../../hospital/transport.ts';
import { systemClock } from '../../node/clock.ts';
import { readFileIfExists } from '../../node/files.ts';
import { silentLogger } from '../../node/logger.ts';
import { systemRandom } from '../../node/random.ts';
import { systemTimers } from '../../node/timers.ts';
import type { Replica } from '../../replica/replica.ts';
import { askStatus, type HeadStanding } from '../../replica/status.ts';
import type { ArgsOf, ResultOf } from '../api.ts';
import type { CoreContext } from '../core/context.ts';
import { decodeMachine } from '../core/machine.ts';
import { patientHandlers } from '../core/patient/handlers.ts';
import type { Invocation } from '../../node/commandLine/command.ts';
import { withCore } from './coreRun.ts';
import { machinePath, nodePath } from './layout.ts';
import { openReadOnly } from './ledgerFile.ts';
import { machineKey } from './machineKey.ts';

type View = ResultOf<'patient/view'>;
type DocumentArgs = ArgsOf<'patient/document'>;
type EraseArgs = ArgsOf<'patient/erase'>;

/** A patient's view, open while a command works with it. */
export interface PatientView extends View {
  document(of: Omit<DocumentArgs, 'handle'>): Promise<ResultOf<'patient/document'>>;
  erase(of: Omit<EraseArgs, 'handle'>): Promise<unknown>;
  /** How the copy stands to the node's head; null when the core keeps it up to date. */
  readonly standing: HeadStanding | null;
}

export interface PatientQuestion {
  readonly secret: ArgsOf<'patient/view'>['secret'];
  /** Whose node is asked, in hex; the machine's own home unless given. */
  readonly institution: string | null;
}

/** Gives `work` the patient's view. Errors: those of withCore and of patient/view. */
export async function withPatientView<Result>(
  invocation: Invocation,
  question: PatientQuestion,
  work: (view: PatientView) => Promise<Result>,
): Promise<Result> {
  const args = {
    secret: question.secret,
    institution: question.institution ?? homeOf(invocation.dataFolder),
  };
  try {
    return await withCore(invocation, async (core) => {
      const view = await core.ask('patient/view', args);
      const document = (of: Omit<DocumentArgs, 'handle'>) =>
        core.ask('patient/document', { handle: view.handle, ...of });
      const erase = (of: Omit<EraseArgs, 'handle'>) =>
        core.ask('patient/erase', { handle: view.handle, ...of });
      return work({ ...view, document, erase, standing: null });
    });
  } catch (error) {
    if (!isConsiliumError(error, 'data-folder-in-use')) throw error;
    return besideWorkstation(invocation, args, work);
  }
}

async function besideWorkstation<Result>(
  invocation: Invocation,
  args: ArgsOf<'patient/view'>,
  work: (view: PatientView) => Promise<Result>,
): Promise<Result> {
  const replica = openReadOnly(invocation.dataFolder, await machineKey(invocation));
  const node = connectNode(socketAddress(nodePath(invocation.dataFolder, args.institution)), {
    timers: systemTimers,
    logger: silentLogger,
    network: toNetwork(replica.store.genesis.network),
  });
  try {
    const handlers = patientHandlers(readingContext({ replica, node }));
    const view = await handlers['patient/view'](args);
    const status = await askStatus(node, replica.store, { clock: systemClock, random: systemRandom });
    const document = (of: Omit<DocumentArgs, 'handle'>) =>
      handlers['patient/document']({ handle: view.handle, ...of });
    const erase = (of: Omit<EraseArgs, 'handle'>) =>
      handlers['patient/erase']({ handle: view.handle, ...of });
    return await work({ ...view, document, erase, standing: status.standing });
  } finally {
    node.close();
    replica.close();
  }
}

/** A context that reads: the running workstation brings the copy up to date, nobody is logged in here. */
function readingContext(at: { readonly replica: Replica; readonly node: NodeClient }): CoreContext {
  const ledger = { ...at, catchUp: () => Promise.resolve() };
  return {
    ports: { clock: systemClock, random: systemRandom, timers: systemTimers, logger: silentLogger },
    ledger: () => ledger,
    ledgerAt: () => ledger,
    session: () => {
      throw new ConsiliumError('session-locked');
    },
    patients: {
      at: () => {
        throw new ConsiliumError('data-folder-in-use');
      },
      made: () => null,
    },
    drainOutbox: () => Promise.resolve(),
    emit: () => undefined,
  };
}

/** Errors: `setup-missing`, `machine-malformed`. */
function homeOf(dataFolder: string): string {
  const bytes = readFileIfExists(machinePath(dataFolder));
  if (bytes === null) throw new ConsiliumError('setup-missing');
  return toHex(decodeMachine(bytes).home);
}

/** Runs a hospital node as the one task of a process; see main.ts for a process of Node's own. */
import { ConsiliumError, isConsiliumError, type ErrorDetail } from '../errors.ts';
import { openNode, type HospitalNode, type NodePorts } from './node.ts';

export interface HospitalHostOptions {
  /** Absolute path of a folder that initSoloNode or initFollowerNode made. */
  readonly folder: string;
  readonly ports: NodePorts;
  /** A person has looked at the date: see `clock-off`. */
  readonly dateConfirmed?: boolean;
}

export interface HospitalHost {
  readonly node: HospitalNode;
  /** Where the node listens. */
  readonly address: string;
  /** Closes connections and files; may be called more than once. */
  stop(): Promise<void>;
}

/**
 * Opens the node in `folder`, under the folder's lock, and listens on its own address.
 *
 * @throws ConsiliumError as openNode; `listen-failed`
 */
export async function runHospitalNode(options: HospitalHostOptions): Promise<HospitalHost> {
  const node = await openNode(options.folder, options.ports);
  if (options.dateConfirmed === true) node.confirmClock();
  try {
    const address = await node.listen();
    return { node, address, stop: async () => node.close() };
  } catch (error) {
    await node.close();
    throw error;
  }
}

/** What a host tells whoever started it. */
export type HostReport =
  | { readonly type: 'listening'; readonly address: string }
  | {
      readonly type: 'start-failed';
      readonly refusal: { readonly ok: false; readonly code: string; readonly detail: ErrorDetail };
    };

/** Why a node did not start, as its starter is told. */
export function startFailed(error: unknown): HostReport {
  const known = isConsiliumError(error) ? error : new ConsiliumError('internal');
  return { type: 'start-failed', refusal: { ok: false, code: known.code, detail: known.detail } };
}

/** The patient's views that are open on this machine: in memory only, until closed. */
import { toHex } from '../../../crypto/bytes.ts';
import type { InstitutionId, RootKey } from '../../../crypto/ids.ts';
import { ConsiliumError, isConsiliumError } from '../../../errors.ts';
import type { EpochProof, PatientEnvelope } from '../../../hospital/nodeClient.ts';
import type { NewOutboxEntry } from '../../../replica/desk/outboxStore.ts';
import { SealedPieces } from '../attachments/segments.ts';
import type { CoreContext, PatientOutbox } from '../context.ts';
import { secretLimitsOf } from '../secretLimits.ts';
import { openHistory } from '../visits/formerHistory.ts';
import { epochProof, type OpenedHistory, type OpenedStatement, type PartsCache } from '../visits/history.ts';
import { settleAt } from '../visits/transactions.ts';
import type { PatientAccess, PatientDesk } from './secret.ts';

/** Nothing of a patient's view reaches the disk. */
const NO_CACHE: PartsCache = { get: () => null, put: () => undefined };
/** The node did not answer, or the slip that the view was opened with has granted something since. */
const UNPROVED: ReadonlySet<string> = new Set([
  'node-away',
  'connection-closed',
  'request-timeout',
  'gate-slip-spent',
]);
/** Views held open at once on one machine; the oldest gives way. */
const OPEN_VIEWS = 4;

export interface OpenView {
  /** Whose node is asked. */
  readonly institution: InstitutionId;
  /** Statements that are open, by hash in hex. */
  readonly known: Map<string, OpenedStatement>;
  access: PatientAccess;
  history: OpenedHistory;
}

/** Whether what a patient signed stands on the ledger, or is on its way. */
export type SentState = 'committed' | 'queued';

export class PatientViews {
  /** Of films that are looked at, sealed. */
  readonly pieces = new SealedPieces();
  readonly #context: CoreContext;
  readonly #views = new Map<string, OpenView>();

  constructor(context: CoreContext) {
    this.#context = context;
  }

  /** Opens all that the secret opens. Errors: those of the gate. */
  async open(institution: InstitutionId, access: PatientAccess): Promise<{ handle: string; view: OpenView }> {
    const empty = { statements: [], unavailable: [], former: [] };
    const view: OpenView = { institution, access, known: new Map(), history: empty };
    await this.prove(view);
    await this.reopen(view);
    const handle = toHex(this.#context.ports.random(16));
    this.#keep(handle, view);
    return { handle, view };
  }

  /** Errors: `patient-handle-unknown`. */
  view(handle: string): OpenView {
    const view = this.#views.get(handle);
    if (view === undefined) throw new ConsiliumError('patient-handle-unknown');
    return view;
  }

  /**
   * Without a login the proof comes first, with the visit that every patient has, their registration: it is what lets
   * this machine fetch the newest blocks.
   */
  async prove(view: OpenView): Promise<void> {
    const ledger = this.#context.ledgerAt(view.institution);
    await this.envelopes(view, view.access.keys.slice(0, 1).map(epochProof));
    await ledger.catchUp();
  }

  /** As {@link prove}; where that cannot be, what is known here has to do. */
  async proveIfReached(view: OpenView): Promise<void> {
    try {
      await this.prove(view);
    } catch (error) {
      if (!isConsiliumError(error) || !UNPROVED.has(error.code)) throw error;
    }
  }

  /** Reads the history again, with what has come since. */
  async reopen(view: OpenView): Promise<void> {
    const { node, replica } = this.#context.ledgerAt(view.institution);
    view.history = await openHistory({
      store: replica.store,
      node,
      root: view.access.root,
      keys: view.access.keys,
      envelopes: (epochs, roots) => this.envelopes(view, epochs, roots),
      cache: NO_CACHE,
      known: view.known,
    });
  }

  /** Asks the gate as the patient, for epochs of the last of `roots`: their own, or one that it follows. */
  async envelopes(
    { institution, access }: OpenView,
    epochs: readonly EpochProof[],
    roots: readonly RootKey[] = [access.root],
  ): Promise<readonly PatientEnvelope[]> {
    const { root, proof, keys } = access;
    const { node } = this.#context.ledgerAt(institution);
    if (roots.length === 1) return node.patient({ root, epochs, proof });
    return node.formerOfPatient({ root, epochs: keys.slice(0, 1).map(epochProof), proof }, { roots, epochs });
  }

  close(handle: string): void {
    this.#views.delete(handle);
  }

  #keep(handle: string, view: OpenView): void {
    const [oldest] = this.#views.keys();
    if (this.#views.size >= OPEN_VIEWS && oldest !== undefined) this.#views.delete(oldest);
    this.#views.set(handle, view);
  }
}

/** Where secrets of a view are opened. */
export function patientDeskOf(
  context: CoreContext,
  { institution }: Pick<OpenView, 'institution'>,
): PatientDesk {
  const { node, replica } = context.ledgerAt(institution);
  return { store: replica.store, node, limits: secretLimitsOf(context) };
}

/**
 * Puts what the patient signed into the outbox, sends it, and waits for its block.
 * @throws ConsiliumError the ledger's refusal by its code
 */
export async function sendAsPatient(
  context: CoreContext,
  { institution }: Pick<OpenView, 'institution'>,
  entry: NewOutboxEntry,
): Promise<SentState> {
  const outbox = context.patients.at(institution);
  const { id } = outbox.entries.add(entry);
  const ledger = context.ledgerAt(institution);
  const { state, code } = await settleAt(context, () => ({ ...placeOf(outbox), ledger }), id);
  if (state === 'rejected') throw new ConsiliumError(code ?? 'internal');
  return state === 'committed' ? 'committed' : 'queued';
}

function placeOf(outbox: PatientOutbox) {
  return { entries: outbox.entries, drain: () => outbox.drain(), observe: () => outbox.observe() };
}

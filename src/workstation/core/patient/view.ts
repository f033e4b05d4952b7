/** The patient's own view: the whole record, and everyone who opened it, without any doctor. */
import { fromHex, toHex } from '../../../crypto/bytes.ts';
import { toInstitutionId } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { EpochProof, PatientEnvelope } from '../../../hospital/nodeClient.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { DocumentView } from '../../api/visits.ts';
import type { CoreContext } from '../context.ts';
import { contentOf, makeProof } from '../../proof/makeProof.ts';
import { bannerOf, documentSummaries, documentView, unavailableView } from '../visits/documents.ts';
import { epochProof, openHistory, type OpenedStatement, type PartsCache } from '../visits/history.ts';
import { presentTime } from '../visits/ledgerReads.ts';
import { openingsOf } from './openings.ts';
import { secretLimitsOf } from '../secretLimits.ts';
import { openSecret } from './secret.ts';

/** Nothing of a patient's view reaches the disk. */
const NO_CACHE: PartsCache = { get: () => null, put: () => undefined };
/** Views held open at once on one machine; the oldest gives way. */
const OPEN_VIEWS = 4;

/** Views by handle; in memory only, until closed. */
export class PatientViews {
  readonly #context: CoreContext;
  readonly #views = new Map<string, Map<string, OpenedStatement>>();

  constructor(context: CoreContext) {
    this.#context = context;
  }

  /** Errors: those of {@link openSecret}; a record that cannot be opened is listed with why. */
  async open({ secret, institution }: ArgsOf<'patient/view'>): Promise<ResultOf<'patient/view'>> {
    const { clock, random } = this.#context.ports;
    const ledger = this.#context.ledgerAt(toInstitutionId(fromHex(institution)));
    const { node, replica } = ledger;
    const limits = secretLimitsOf(this.#context);
    const access = await openSecret({ store: replica.store, node, limits }, secret);
    const ask = (epochs: readonly EpochProof[]): Promise<readonly PatientEnvelope[]> =>
      node.patient({ root: access.root, epochs, proof: access.proof });
    // Without a login the proof comes first, with the visit that every patient has, their registration: it is what
    // lets this machine fetch the newest blocks.
    await ask(access.keys.slice(0, 1).map(epochProof));
    await ledger.catchUp();
    const known = new Map<string, OpenedStatement>();
    const history = await openHistory({
      store: replica.store,
      node,
      keys: access.keys,
      envelopes: ask,
      cache: NO_CACHE,
      known,
    });
    const handle = toHex(random(16));
    this.#keep(handle, known);
    return {
      handle,
      banner: bannerOf(history, clock),
      openings: openingsOf(replica.store, access.keys, presentTime(clock, replica.store)),
      documents: documentSummaries(replica.store, history),
      unavailable: history.unavailable.map(unavailableView),
    };
  }

  /** Errors: `patient-handle-unknown`, `document-unknown`. */
  document({ handle, statement, leaf }: ArgsOf<'patient/document'>): DocumentView {
    const view = this.#views.get(handle);
    if (view === undefined) throw new ConsiliumError('patient-handle-unknown');
    return documentView(this.#context.ledger().replica.store, view, { statement, leaf });
  }

  /** Errors: `patient-handle-unknown`, `document-unknown`, and those of makeProof. */
  proof({ handle, statement, withText = true }: ArgsOf<'patient/proof'>): ResultOf<'patient/proof'> {
    const view = this.#views.get(handle);
    if (view === undefined) throw new ConsiliumError('patient-handle-unknown');
    const opened = view.get(statement);
    if (opened === undefined) throw new ConsiliumError('document-unknown');
    const leaves = opened.documents.map(({ parts }) => parts);
    const content = withText ? contentOf(leaves, opened.listed.entity.kind) : null;
    return makeProof(this.#context.ledger().replica.store, opened.listed.hash, content);
  }

  close(handle: string): void {
    this.#views.delete(handle);
  }

  #keep(handle: string, view: Map<string, OpenedStatement>): void {
    const [oldest] = this.#views.keys();
    if (this.#views.size >= OPEN_VIEWS && oldest !== undefined) this.#views.delete(oldest);
    this.#views.set(handle, view);
  }
}

/**
 * Recordings that stand on the ledger, at a node: their envelopes for who may open them, and the keys for further doctors
 * whom the holder names.
 *
 * Invariants:
 *   1. An envelope is given to the two doctors of the ledger's anchor, and to a doctor of this institution whom the holder
 *      named; once it was taken back, to nobody.
 *   2. A key for a further doctor lies at the node of that doctor's institution, and is given to them alone.
 *   3. It comes from the holder, or from the node of the holder's institution, and likewise goes.
 *   4. What is taken back is deleted here by the erasure that comes of it (erasures.ts).
 */
import { bytesEqual } from '../../crypto/bytes.ts';
import { toInstitutionId, toStatementHash, type InstitutionId, type StaffId } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import { recordingAnchorCodec, type RecordingAnchor } from '../../contracts/consult/anchorEntities.ts';
import { readStaff, staffKey } from '../../contracts/signers.ts';
import { read, type StateReader } from '../../contracts/state.ts';
import type { Envelopes } from '../envelopes.ts';
import type { Peers } from '../peers.ts';
import type { LoggedIn } from '../session.ts';
import type { RecordingReaderTable } from '../store/recordingReaderTable.ts';
import type { NamedReader } from './shapes.ts';

export interface RecordingsOptions {
  readonly store: StateReader;
  readonly peers: Peers;
  readonly envelopes: Envelopes;
  readonly table: RecordingReaderTable;
}

export class Recordings {
  readonly #options: RecordingsOptions;

  constructor(options: RecordingsOptions) {
    this.#options = options;
  }

  /**
   * Its envelope, fetched from the node that has it where it is not here; the blobs come like all others.
   * Errors: `anchor-unknown` (also for who may not open it), `anchor-withdrawn`, `envelope-unknown`, `node-away`,
   * `node-syncing`.
   */
  async envelope(caller: StaffId, anchor: Uint8Array): Promise<Uint8Array> {
    const { envelopes, table } = this.#options;
    const entity = this.#demandStanding(anchor);
    // Invariant 1.
    const isOfTwo = [entity.holder, entity.other].some((doctor) => bytesEqual(doctor, caller));
    const isNamed = table.of(caller).some((named) => bytesEqual(named.anchor, anchor));
    if (!isOfTwo && !isNamed) throw new ConsiliumError('anchor-unknown');
    return envelopes.bringEnvelope(toStatementHash(anchor), { is: 'recording', ...entity, isPending: false });
  }

  /**
   * Keeps a key for a doctor, or relays it to the node of their institution.
   * Errors: `anchor-unknown`, `anchor-withdrawn`, `anchor-doctors`, `recipient-unknown`, `recipient-suspended`,
   * `recipient-key`, `recording-readers-full`, `node-away`, `erased`.
   */
  async name(from: LoggedIn, named: NamedReader): Promise<void> {
    const { store, table } = this.#options;
    this.#demandFromHolder(from, this.#demandStanding(named.anchor));
    const staff = readStaff(store, 'doctor', named.doctor);
    if (staff === null) throw new ConsiliumError('recipient-unknown');
    if (staff.status !== 'active') throw new ConsiliumError('recipient-suspended');
    if (staffKey(staff, named.version)?.revoked !== null) throw new ConsiliumError('recipient-key');
    const home = toInstitutionId(staff.institution);
    if (!(await this.#relayed(from, home, async (peer) => peer.recordings.name(named))))
      await table.put(named);
  }

  /** No more from now on; what was read stays read. Errors: as {@link name}. */
  async unname(from: LoggedIn, anchor: Uint8Array, doctor: StaffId): Promise<void> {
    const { store, table } = this.#options;
    this.#demandFromHolder(from, this.#demandStanding(anchor));
    const staff = readStaff(store, 'doctor', doctor);
    if (staff === null) throw new ConsiliumError('recipient-unknown');
    const home = toInstitutionId(staff.institution);
    if (!(await this.#relayed(from, home, async (peer) => peer.recordings.unname(anchor, doctor))))
      await table.remove(anchor, doctor);
  }

  /** What the caller was named for, and what was not taken back. */
  namedFor(caller: StaffId): readonly NamedReader[] {
    const { store, table } = this.#options;
    return table.of(caller).filter(({ anchor }) => {
      const entity = read(store, recordingAnchorCodec, anchor);
      return entity !== null && entity.withdrawn === null;
    });
  }

  #demandStanding(anchor: Uint8Array): RecordingAnchor {
    const entity = read(this.#options.store, recordingAnchorCodec, anchor);
    if (entity === null) throw new ConsiliumError('anchor-unknown');
    if (entity.withdrawn !== null) throw new ConsiliumError('anchor-withdrawn');
    return entity;
  }

  /** Invariant 3. */
  #demandFromHolder({ entity, role }: LoggedIn, anchor: RecordingAnchor): void {
    const isTheirs =
      role === 'node' ? bytesEqual(entity, anchor.institution) : bytesEqual(entity, anchor.holder);
    if (!isTheirs) throw new ConsiliumError('anchor-doctors');
  }

  /** Invariant 2. Answers whether it went to another node. */
  async #relayed(
    { role }: LoggedIn,
    home: InstitutionId,
    tell: Parameters<Peers['ask']>[1],
  ): Promise<boolean> {
    const { peers } = this.#options;
    if (peers.isSelf(home)) return false;
    if (role === 'node') throw new ConsiliumError('recipient-unknown');
    await peers.ask(home, tell);
    return true;
  }
}

/**
 * How somebody new comes to an institution: an officer makes an invitation that is good once and for two days, the
 * new workstation answers it with its enrolment, and the officer, who compares the fingerprint with the person, enters
 * it on the ledger. The node only carries: what makes a member of staff is the officers' transaction.
 */
import { bytesEqual } from '../../crypto/bytes.ts';
import { readEnrolment } from '../../crypto/enrolment.ts';
import {
  toInvitationToken,
  type InstitutionId,
  type InvitationToken,
  type Network,
} from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import { readStaff } from '../../contracts/signers.ts';
import type { StateReader } from '../../contracts/state.ts';
import { millis, type Clock, type RandomBytes } from '../../ports.ts';
import type { Invitation, InvitationTable } from '../store/invitationTable.ts';
import { MOST_INVITATIONS, type InvitationState, type MadeInvitation, type Offer } from './shapes.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long an invitation can be answered, and how long after that its answer is kept. */
const GOOD_FOR_MS = 2 * DAY_MS;
const KEPT_MS = 30 * DAY_MS;

export interface InvitationsOptions {
  readonly network: Network;
  readonly institution: InstitutionId;
  readonly state: StateReader;
  readonly table: InvitationTable;
  readonly clock: Clock;
  readonly random: RandomBytes;
}

export class Invitations {
  readonly #options: InvitationsOptions;

  constructor(options: InvitationsOptions) {
    this.#options = options;
  }

  /** Errors: `invitations-full`. */
  async make(): Promise<MadeInvitation> {
    const { table, clock, random } = this.#options;
    const now = clock.now();
    await table.forget(millis(Math.max(0, now - KEPT_MS)));
    if (table.count() >= MOST_INVITATIONS) throw new ConsiliumError('invitations-full');
    const token = toInvitationToken(random(16));
    const expires = millis(now + GOOD_FOR_MS);
    await table.add(token, expires);
    return { token, expires };
  }

  /**
   * The same answer again changes nothing: a workstation that did not hear back asks once more.
   * Errors: `invitation-unknown`, `invitation-expired`, `invitation-used` when somebody else answered it, or it was
   * declined; `enrolment-malformed`, `enrolment-altered`, `enrolment-foreign` of another ledger or institution.
   */
  async offer(token: InvitationToken, enrolment: string): Promise<void> {
    const { table, clock } = this.#options;
    this.#demandOurs(enrolment);
    const found = this.#demand(token);
    if (found.offer?.enrolment === enrolment && !found.declined) return;
    if (found.declined || found.offer !== null) throw new ConsiliumError('invitation-used');
    if (clock.now() > found.expires) throw new ConsiliumError('invitation-expired');
    if (!(await table.offer(token, enrolment, clock.now()))) throw new ConsiliumError('invitation-used');
  }

  /** Errors: `invitation-unknown`. */
  state(token: InvitationToken): InvitationState {
    const found = this.#demand(token);
    if (found.declined) return 'declined';
    if (found.offer !== null) return this.#isEntered(found.offer.enrolment) ? 'entered' : 'offered';
    return this.#options.clock.now() > found.expires ? 'expired' : 'open';
  }

  /** What waits for an officer. */
  offers(): readonly Offer[] {
    return this.#options.table
      .answered(MOST_INVITATIONS)
      .flatMap(({ token, declined, offer }) =>
        offer === null || declined || this.#isEntered(offer.enrolment) ? [] : [{ token, ...offer }],
      );
  }

  /** Errors: `invitation-unknown`. */
  async decline(token: InvitationToken): Promise<void> {
    this.#demand(token);
    await this.#options.table.decline(token);
  }

  #demand(token: InvitationToken): Invitation {
    const found = this.#options.table.find(token);
    if (found === null) throw new ConsiliumError('invitation-unknown');
    return found;
  }

  #demandOurs(text: string): void {
    const { network, institution } = this.#options;
    const enrolment = readEnrolment(text);
    const isOurs = bytesEqual(enrolment.network, network) && bytesEqual(enrolment.institution, institution);
    if (!isOurs) throw new ConsiliumError('enrolment-foreign');
  }

  /** Whether the ledger knows this person by this very key. */
  #isEntered(text: string): boolean {
    const { role, id, sign } = readEnrolment(text);
    const keys = readStaff(this.#options.state, role, id)?.keys ?? [];
    return keys.some((key) => bytesEqual(key.sign, sign));
  }
}

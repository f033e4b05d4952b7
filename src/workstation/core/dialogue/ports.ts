/** What a doctor's requests and dialogues work with, and what the verified ledger says of the other side. */
import type { Network, SealingKey, StaffId } from '../../../crypto/ids.ts';
import { toInstitutionId, toSealingKey } from '../../../crypto/ids.ts';
import type { KnownDoctor } from '../../../consult/evaluateRequest.ts';
import type { Party } from '../../../consult/request.ts';
import { currentStaffKey, readInstitution, readStaff } from '../../../contracts/signers.ts';
import type { StateReader } from '../../../contracts/state.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { BlobHolder } from '../../../hospital/blobs/fetch.ts';
import type { MailboxClient, NodeClient, ProfilesClient } from '../../../hospital/nodeClient.ts';
import type { RelayCredentials } from '../../../hospital/relay/shapes.ts';
import type { Desk } from '../../../replica/desk/desk.ts';
import { CLOCK_TOLERANCE_MS } from '../../../replica/status.ts';
import type { CorePorts, StaffSession } from '../context.ts';

/** What came that a doctor would like to know of, without a word of what it says. */
export interface News {
  /** Something asks for the doctor now. */
  readonly rings: boolean;
  /** The last of it, by its request's hash; null for a doctor who does not want to be told. */
  readonly about: { readonly kind: 'request' | 'message'; readonly request: Uint8Array } | null;
}

export interface DialoguePorts extends CorePorts {
  readonly session: Pick<StaffSession, 'identity' | 'keys' | 'keyVersion' | 'sealing' | 'files'> & {
    readonly desk: Pick<
      Desk,
      | 'requests'
      | 'dialogues'
      | 'messages'
      | 'given'
      | 'attachments'
      | 'files'
      | 'mail'
      | 'exchanges'
      | 'retentions'
      | 'profiles'
      | 'transcripts'
      | 'recordings'
      | 'videoRequests'
      | 'calls'
      | 'settings'
      | 'atomically'
      | 'lazily'
      | 'synced'
      | 'checkpoint'
    >;
  };
  readonly network: Network;
  /** The verified copy. */
  readonly state: StateReader;
  /** This doctor's own mailbox. */
  readonly own: MailboxClient;
  /** The mailbox of a doctor's institution. Errors: `node-unknown`, `node-away`, those of logging in. */
  mailboxAt(
    institution: Party['institution'],
  ): Promise<Pick<MailboxClient, 'send' | 'receipts' | 'presence'>>;
  /** Where files of a doctor of an institution lie for others. Errors: as {@link mailboxAt}. */
  blobsAt(institution: Party['institution']): Promise<BlobHolder>;
  /** Where this doctor's own files are brought for a colleague who is not there. */
  readonly ownBlobs: Pick<NodeClient, 'storeBlob' | 'transfers' | 'forgetBlobs'>;
  /** Where colleagues find what this doctor says of themselves. */
  readonly ownProfiles: ProfilesClient;
  /** The relay of this doctor's hospital, if it has one. Errors: `node-away`. */
  relay(): Promise<RelayCredentials | null>;
  /** Catches up; false when the copy may still not know of a suspension. */
  isFresh(): Promise<boolean>;
  /** The validator's time less this machine's, ms, as {@link isFresh} heard it last; 0 before. */
  clockOffset(): number;
  /** Screens may ask again. */
  changed(news?: News): void;
  /** There are orders for the page; see links.ts. */
  ordered(): void;
  /** A call changed, or has orders for the page (see core/calls); `rings` when a colleague calls now. */
  called(rings: boolean): void;
}

export interface Colleague extends KnownDoctor {
  readonly sealingKey: SealingKey;
}

/** A doctor as the ledger has them now; null of one that it has not, or who has no key in force. */
export function colleague(state: StateReader, doctor: StaffId): Colleague | null {
  const staff = readStaff(state, 'doctor', doctor);
  const key = staff === null ? null : currentStaffKey(staff);
  if (staff === null || key === null) return null;
  const institution = readInstitution(state, staff.institution);
  return {
    institution: toInstitutionId(staff.institution),
    status: institution?.status === 'active' ? staff.status : 'suspended',
    signingKey: key.sign,
    sealingKey: toSealingKey(key.seal),
  };
}

/** Errors: `recipient-unknown`, `recipient-suspended`. */
export function activeColleague(state: StateReader, doctor: StaffId): Colleague {
  const found = colleague(state, doctor);
  if (found === null) throw new ConsiliumError('recipient-unknown');
  if (found.status !== 'active') throw new ConsiliumError('recipient-suspended');
  return found;
}

/** This doctor, where they work. */
export function selfOf({ session }: Pick<DialoguePorts, 'session'>): Party {
  const { entity, institution } = session.identity;
  return { doctor: entity, institution };
}

/**
 * Before anything is signed that the other side judges by its time. Errors: `consult-ledger-stale`, `consult-clock-off`
 * {minutes} when this machine's clock and the ledger's are apart.
 */
export async function demandFresh(ports: Pick<DialoguePorts, 'isFresh' | 'clockOffset'>): Promise<void> {
  if (!(await ports.isFresh())) throw new ConsiliumError('consult-ledger-stale');
  const off = Math.abs(ports.clockOffset());
  // Two machines within this of the ledger are within what a colleague bears (consult/evaluateRequest.ts).
  if (off > CLOCK_TOLERANCE_MS)
    throw new ConsiliumError('consult-clock-off', { minutes: Math.round(off / 60_000) });
}

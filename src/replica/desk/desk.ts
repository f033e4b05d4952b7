/**
 * The desk: one encrypted file a doctor. It holds what no ledger can give back, and is what backup is for.
 */
import type { StatementHash } from '../../crypto/ids.ts';
import type { Clock, RandomBytes } from '../../ports.ts';
import { openDatabase, type Database } from '../database.ts';
import { migrate } from '../migrations.ts';
import { deskSchema } from '../migrations/desk/index.ts';
import type { OutboxEntry } from '../outbox.ts';
import { caseConsentsOf, type CaseConsents } from './caseConsents.ts';
import { caseDraftsOf, type CaseDrafts } from './caseDrafts.ts';
import { deskCallsOf, type DeskCalls } from './calls.ts';
import { deskRequestsOf, type DeskRequests } from './consultRequests.ts';
import { dialogueMessagesOf, type DialogueMessages } from './dialogueMessages.ts';
import { dialoguesOf, type Dialogues } from './dialogues.ts';
import { deskExchangesOf, type DeskExchanges } from './exchanges.ts';
import { dialogueGivenOf, type DialogueGiven } from './dialogueGiven.ts';
import { forgetRecords } from './erased.ts';
import { draftAttachmentsOf, type DraftAttachments } from './draftAttachments.ts';
import { draftsOf, type DraftName, type Drafts } from './drafts.ts';
import { filedBlobsOf, type FiledBlobs } from './filedBlobs.ts';
import { mailsOutOf, type MailsOut } from './mailOut.ts';
import { ownRecordsOf, type OwnRecords } from './ownRecords.ts';
import { outboxFilesOf, type OutboxFiles } from './outboxFiles.ts';
import { outboxStoreOf, type NewOutboxEntry, type OutboxStore } from './outboxStore.ts';
import { deskPatientsOf, type DeskPatients } from './patients.ts';
import { profilesOf, type Profiles } from './profiles.ts';
import { recordingAnchorsOf, type RecordingAnchors } from './recordingAnchors.ts';
import { deskRecordingsOf, type DeskRecordings } from './recordings.ts';
import { retentionsOf, type Retentions } from './retention.ts';
import { settingsOf, type Settings } from './settings.ts';
import { sharingAnswersOf, type SharingAnswers } from './sharingAnswers.ts';
import { transcriptsOf, type Transcripts } from './transcripts.ts';
import { uploadsOf, type Uploads } from './uploads.ts';
import { videoRequestsOf, type VideoRequests } from './videoRequests.ts';
import { deskVisitsOf, type DeskVisits } from './visits.ts';

export interface OpenDeskOptions {
  readonly path: string;
  /** 32 random bytes, wrapped outside under the doctor's passphrase. */
  readonly key: Uint8Array;
  readonly clock: Clock;
  readonly random: RandomBytes;
}

/** A draft at the revision that was shown when it was signed. */
export interface SignedDraft extends DraftName {
  readonly revision: number;
}

export interface Desk {
  readonly drafts: Drafts;
  /** Of drafts, sealed. */
  readonly attachments: DraftAttachments;
  /** What is on its way to become one. */
  readonly uploads: Uploads;
  /** Which files beside the desk it needs. */
  readonly files: FiledBlobs;
  readonly outbox: OutboxStore;
  /** What of it lies in files. */
  readonly outboxFiles: OutboxFiles;
  readonly visits: DeskVisits;
  readonly settings: Settings;
  readonly ownRecords: OwnRecords;
  readonly sharingAnswers: SharingAnswers;
  /** To sharing what was written in a visit. */
  readonly caseConsents: CaseConsents;
  readonly caseDrafts: CaseDrafts;
  /** Of a registrar. */
  readonly patients: DeskPatients;
  /** With other doctors. */
  readonly requests: DeskRequests;
  readonly dialogues: Dialogues;
  readonly messages: DialogueMessages;
  /** Files and records that messages bring. */
  readonly given: DialogueGiven;
  readonly mail: MailsOut;
  /** Of records, with other doctors. */
  readonly exchanges: DeskExchanges;
  readonly retentions: Retentions;
  /** What doctors say of themselves. */
  readonly profiles: Profiles;
  readonly transcripts: Transcripts;
  /** Of consults. */
  readonly recordings: DeskRecordings;
  /** Those that stand on the ledger. */
  readonly recordingAnchors: RecordingAnchors;
  readonly videoRequests: VideoRequests;
  readonly calls: DeskCalls;
  /** Runs `work` so that all of what it writes here is durable when this returns, or none of it. */
  atomically<Result>(work: () => Result): Result;
  /** As {@link atomically}, but not yet durable against a loss of power: for what is found out again; see Database.lazily. */
  lazily<Result>(work: () => Result): Result;
  /** Resolves when all that was written before is durable; see Database.synced. */
  synced(): Promise<void>;
  /**
   * Turns a draft into a signed transaction in one step: after a crash there is either the draft or the entry,
   * never both and never neither.
   *
   * @throws ConsiliumError `draft-missing`, `draft-changed`, `outbox-duplicate`
   */
  closeDraftIntoOutbox(draft: SignedDraft, entry: NewOutboxEntry): OutboxEntry;
  /** See {@link forgetRecords}. */
  forgetRecords(erased: readonly StatementHash[]): void;
  /** Brings everything that was written into the one file, so that a copy of it is whole. */
  checkpoint(): void;
  close(): void;
}

/**
 * Opens the desk of one doctor, making the file if there is none.
 *
 * @throws ConsiliumError as {@link openDatabase} and {@link migrate}
 */
export function openDesk(options: OpenDeskOptions): Desk {
  const database = openDatabase({ path: options.path, key: options.key });
  try {
    migrate(database, deskSchema);
    return deskOver(database, options);
  } catch (error) {
    database.close();
    throw error;
  }
}

function deskOver(database: Database, { clock, random }: Pick<OpenDeskOptions, 'clock' | 'random'>): Desk {
  const drafts = draftsOf(database, clock);
  const outbox = outboxStoreOf(database, clock);
  return {
    drafts,
    attachments: draftAttachmentsOf(database),
    uploads: uploadsOf(database),
    files: filedBlobsOf(database),
    outbox,
    outboxFiles: outboxFilesOf(database),
    visits: deskVisitsOf(database, random),
    settings: settingsOf(database),
    ownRecords: ownRecordsOf(database),
    sharingAnswers: sharingAnswersOf(database),
    caseConsents: caseConsentsOf(database),
    caseDrafts: caseDraftsOf(database, clock),
    patients: deskPatientsOf(database),
    requests: deskRequestsOf(database),
    dialogues: dialoguesOf(database),
    messages: dialogueMessagesOf(database),
    given: dialogueGivenOf(database),
    mail: mailsOutOf(database, random),
    exchanges: deskExchangesOf(database),
    retentions: retentionsOf(database),
    profiles: profilesOf(database),
    transcripts: transcriptsOf(database),
    recordings: deskRecordingsOf(database),
    recordingAnchors: recordingAnchorsOf(database),
    videoRequests: videoRequestsOf(database),
    calls: deskCallsOf(database),
    atomically: (work) => database.immediate(work),
    lazily: (work) => database.lazily(work),
    synced: async () => database.synced(),
    closeDraftIntoOutbox: ({ doctor, visit, revision }, entry) =>
      database.immediate(() => {
        drafts.close({ doctor, visit }, revision);
        return outbox.add(entry);
      }),
    forgetRecords: (erased) => forgetRecords(database, erased),
    checkpoint: () => void database.checkpoint(),
    close: () => database.close(),
  };
}

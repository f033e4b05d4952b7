/**
 * The one typed request table between the screens and the core: channel → arguments and result. Main handler,
 * preload and renderer types are derived from it; arguments are parsed in main before they reach the core.
 */
import { z } from 'zod';
import { accountsApi } from './api/accounts.ts';
import { accessApi } from './api/access.ts';
import { attachmentsApi } from './api/attachments.ts';
import { amendApi } from './api/amend.ts';
import { attestingApi } from './api/attesting.ts';
import { caseLibraryApi } from './api/caseLibrary.ts';
import { caseDraftsApi } from './api/caseDrafts.ts';
import { callsApi } from './api/calls.ts';
import { consultNotesApi } from './api/consultNotes.ts';
import { consultReceiptsApi } from './api/consultReceipts.ts';
import { dialogueApi } from './api/dialogue.ts';
import { dialogueFilesApi } from './api/dialogueFiles.ts';
import { erasureApi } from './api/erasure.ts';
import { exchangeApi } from './api/exchange.ts';
import { joiningApi } from './api/joining.ts';
import { jointApi } from './api/joint.ts';
import { linksApi } from './api/links.ts';
import { membershipApi } from './api/membership.ts';
import { notesApi } from './api/notes.ts';
import { nodeApi } from './api/node.ts';
import { pacsApi } from './api/pacs.ts';
import { patientApi } from './api/patient.ts';
import { profileApi } from './api/profile.ts';
import { sharedCasesApi } from './api/sharedCases.ts';
import { proofApi } from './api/proof.ts';
import { ledgerRecordingsApi } from './api/ledgerRecordings.ts';
import { recordingsApi } from './api/recordings.ts';
import { registrarApi } from './api/registrar.ts';
import { scannerApi } from './api/scanner.ts';
import { demonstrationApi, setupApi } from './api/setup.ts';
import { transcriptApi } from './api/transcript.ts';
import { visitsApi } from './api/visits.ts';

export const workstationApi = {
  ...setupApi,
  ...demonstrationApi,
  ...accountsApi,
  ...visitsApi,
  ...notesApi,
  ...amendApi,
  ...attachmentsApi,
  ...joiningApi,
  ...pacsApi,
  ...scannerApi,
  ...patientApi,
  ...accessApi,
  ...registrarApi,
  ...proofApi,
  ...nodeApi,
  ...membershipApi,
  ...jointApi,
  ...attestingApi,
  ...erasureApi,
  ...dialogueApi,
  ...exchangeApi,
  ...transcriptApi,
  ...recordingsApi,
  ...ledgerRecordingsApi,
  ...consultNotesApi,
  ...consultReceiptsApi,
  ...dialogueFilesApi,
  ...linksApi,
  ...callsApi,
  ...profileApi,
  ...sharedCasesApi,
  ...caseLibraryApi,
  ...caseDraftsApi,
} as const;

export type WorkstationApi = typeof workstationApi;
export type Channel = keyof WorkstationApi;
export type ArgsOf<C extends Channel> = z.infer<WorkstationApi[C]['args']>;
export type ResultOf<C extends Channel> = z.infer<WorkstationApi[C]['result']>;

/** What crosses back: a value, or a stable error code with loggable detail. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: string;
      readonly detail: Readonly<Record<string, string | number | boolean | null>>;
    };

/** Pushed from the core to the screens; a screen that cares asks again for what changed. */
export type WorkstationEvent =
  | { readonly type: 'session'; readonly state: 'unlocked' | 'locked' }
  | { readonly type: 'ledger'; readonly height: number; readonly halted: boolean }
  | { readonly type: 'node'; readonly state: 'connected' | 'away' }
  | { readonly type: 'outbox' }
  /** Shared cases were listed, fetched or dropped. */
  | { readonly type: 'library' }
  | { readonly type: 'visits' }
  /**
   * Requests or dialogues changed; `rings` when a colleague asks for this doctor now. `news` says that something came,
   * and nothing of it, unless this doctor does not want to be told.
   */
  | {
      readonly type: 'dialogue';
      readonly rings: boolean;
      readonly news: { readonly kind: 'request' | 'message'; readonly dialogue: string } | null;
    }
  /** The doctor clicked on what the system told of this dialogue, or of the request that it would come from. */
  | { readonly type: 'notice'; readonly dialogue: string }
  /** The page has something to do for a direct connection: `link/orders`. */
  | { readonly type: 'link' }
  /** A call changed (`call/now`), or the page has something to do for it (`call/orders`); `rings` when a colleague calls. */
  | { readonly type: 'call'; readonly rings: boolean }
  | {
      readonly type: 'progress';
      readonly task: 'setup' | 'import' | 'sync';
      readonly done: number;
      readonly total: number;
      readonly step: string;
    };

/** The patient's own view: everything, without any doctor; and what the patient alone decides. */
import { z } from 'zod';
import { attachmentContent, attachmentNumber, contentRange } from './attachments.ts';
import {
  bilingual,
  bytes,
  cardText,
  epochId,
  institutionId,
  secretText,
  shortText,
  staffId,
  statementId,
  timeMs,
  nothing,
} from './common.ts';
import { banner, documentSummary, documentView, nextCard, unavailableStatement } from './visits.ts';

export const opening = z.object({
  epoch: z.number().int(),
  /** A card of a former master card, which had numbers of its own. */
  former: z.boolean(),
  use: z.enum(['visit', 'grant', 'registration', 'revoked']),
  by: bilingual,
  institution: bilingual,
  purpose: z.string(),
  openedAt: timeMs,
  endedAt: timeMs.nullable(),
  height: z.number().int(),
  records: z.number().int(),
});
export type Opening = z.infer<typeof opening>;

/** What the patient granted, and whether it still holds. */
export const patientGrant = z.object({
  /** SPK_e of the card that it spent. */
  grant: epochId,
  epoch: z.number().int(),
  grantee: bilingual,
  institution: bilingual,
  purpose: z.string(),
  from: timeMs,
  until: timeMs,
  /** `suspended`: the doctor may not act at all just now. */
  state: z.enum(['in-force', 'over', 'revoked', 'suspended']),
  revokedAt: timeMs.nullable(),
});
export type PatientGrant = z.infer<typeof patientGrant>;

/** Records that one doctor gives another with the patient's consent: who reads, what for, until when. */
export const patientExchange = z.object({
  exchange: epochId,
  /** SPK_e of the visit in which the patient consented, and e. */
  visit: epochId,
  epoch: z.number().int(),
  giver: bilingual,
  reader: bilingual,
  /** The reader's. */
  institution: bilingual,
  purpose: z.string(),
  from: timeMs,
  until: timeMs,
  /** `waiting`: the reader has not accepted; `suspended`: they may not act at all just now. */
  state: z.enum(['waiting', 'in-force', 'over', 'revoked', 'suspended']),
  revokedAt: timeMs.nullable(),
});
export type PatientExchange = z.infer<typeof patientExchange>;

const slipSecret = z.object({ kind: z.literal('slip'), text: cardText, pin: secretText });
const masterSecret = z.object({ kind: z.literal('master'), text: cardText, passphrase: secretText });
export const patientSecret = z.discriminatedUnion('kind', [slipSecret, masterSecret]);

export const ownEntryKind = z.enum(['symptom', 'measurement', 'medicine', 'other']);

const patientView = z.object({
  handle: z.string(),
  banner,
  openings: z.array(opening),
  grants: z.array(patientGrant),
  exchanges: z.array(patientExchange),
  documents: z.array(documentSummary),
  unavailable: z.array(unavailableStatement),
  /** What the patient signed on this machine and the ledger does not have yet. */
  waiting: z.number().int(),
});

/** On the ledger; or signed, durable here, and sent as soon as the node is reached. */
const sentState = z.enum(['committed', 'queued']);

/** A grant lasts a year at most. */
const LONGEST_GRANT_DAYS = 366;

export const patientApi = {
  /** The patient's own view, from slip and PIN or master card and passphrase, without a doctor's login. */
  'patient/view': {
    args: z.object({ secret: patientSecret, institution: institutionId }),
    result: patientView,
  },
  /** The same view as it stands now; it takes no secret again. */
  'patient/refresh': { args: z.object({ handle: z.string() }), result: patientView },
  'patient/document': {
    args: z.object({ handle: z.string(), statement: statementId, leaf: z.number().int() }),
    result: documentView,
  },
  /** The content of an image of such a document, as `attachment/read` gives it; of a `range`, as `attachment/range`. */
  'patient/image': {
    args: z.object({
      handle: z.string(),
      statement: statementId,
      leaf: z.number().int(),
      id: attachmentNumber,
      range: contentRange.optional(),
    }),
    result: attachmentContent,
  },
  /** As `proof/export`, for the patient. */
  'patient/proof': {
    args: z.object({ handle: z.string(), statement: statementId, withText: z.boolean().optional() }),
    result: z.object({ name: z.string(), bytes }),
  },
  /** An entry of the patient's own, signed with the master card; it is durable when this answers. */
  'patient/write-entry': {
    args: z.object({
      handle: z.string(),
      secret: masterSecret.omit({ kind: true }),
      entry: z.object({ kind: ownEntryKind, text: z.string().max(4_000), date: z.iso.date() }),
    }),
    result: z.object({ statement: statementId, state: sentState }),
  },
  /** Active doctors of all institutions whose name, institution or specialty has the words. */
  'patient/doctors': {
    args: z.object({ handle: z.string(), query: shortText }),
    result: z.array(z.object({ id: staffId, name: bilingual, institution: bilingual, specialty: shortText })),
  },
  /**
   * Lets a doctor read records: all that are open here, or the chosen ones. Spends the slip's card, or with the master
   * card the next one; `next` is the card to go on with, null when there is none left.
   */
  'patient/grant': {
    args: z.object({
      handle: z.string(),
      secret: patientSecret,
      grantee: staffId,
      purpose: z.enum(['treatment', 'second-opinion']),
      days: z.number().int().min(1).max(LONGEST_GRANT_DAYS),
      records: z.union([z.literal('all'), z.array(statementId).min(1).max(1_000)]),
    }),
    result: z.object({ state: sentState, next: nextCard.nullable() }),
  },
  /** Takes a grant back: with the slip of the card that it spent, or with the master card. */
  'patient/revoke': {
    args: z.object({ handle: z.string(), secret: patientSecret, grant: epochId }),
    result: z.object({ state: sentState }),
  },
  /** Ends an exchange of this patient's records: with the slip of the visit in which they consented, or the master card. */
  'patient/end-exchange': {
    args: z.object({ handle: z.string(), secret: patientSecret, exchange: epochId }),
    result: z.object({ state: sentState }),
  },
  'patient/close': { args: z.object({ handle: z.string() }), result: nothing },
} as const;

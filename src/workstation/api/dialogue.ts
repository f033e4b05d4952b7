/** Doctor to doctor: colleagues, requests, and dialogues. */
import { z } from 'zod';
import { PROVINCES } from '../../records/terminology/physicianLicence.ts';
import { outcome } from './caseShapes.ts';
import { languages } from './profile.ts';
import { givenView } from './dialogueFiles.ts';
import { bilingual, hex, institutionId, nothing, shortText, staffId, timeMs } from './common.ts';

const request = hex(32);
const message = hex(16);
/** As long as a message may be; see src/consult/contents.ts. */
const messageText = z.string().min(1).max(10_000);

/** A doctor as the verified ledger has them now. */
const doctor = z.object({
  id: staffId,
  name: bilingual,
  institution: bilingual,
  institutionId,
  specialty: z.string(),
});

/** By the number of their licence; see records/terminology/physicianLicence.ts. */
const grade = z.enum(['physician', 'assistant']);
const province = z.enum(PROVINCES);

const colleagueView = doctor.extend({
  grade: grade.nullable(),
  province: province.nullable(),
  /** That they consult in, as they signed it; none where nothing is known of it. */
  languages,
  /** The median of how soon they answered here, ms; null without any experience of it. */
  answersIn: z.number().int().nullable(),
  /** Null where their node could not be asked, or was not. */
  present: z.boolean().nullable(),
  blocked: z.boolean(),
});
export type ColleagueView = z.infer<typeof colleagueView>;

const subject = z.object({ kind: z.enum(['case', 'record']), id: hex(32) });
/** With what the ledger says of a case; null of a record, and of a case that it does not have. */
const subjectView = subject.extend({
  case: z
    .object({
      author: bilingual,
      institution: bilingual,
      published: timeMs,
      /** Null once it was withdrawn. `disease` is an ICD-10 category or a beginning of it, `name` what that is called. */
      facets: z
        .object({ disease: z.string(), name: bilingual.nullable(), outcome, year: z.number().int() })
        .nullable(),
    })
    .nullable(),
});
export type SubjectView = z.infer<typeof subjectView>;

const requestView = z.object({
  request,
  direction: z.enum(['in', 'out']),
  doctor,
  subject: subjectView.nullable(),
  reason: z.string(),
  issued: timeMs,
  expires: timeMs,
  /** Of an own one: it is at the other side's mailbox. */
  sent: z.boolean(),
  /** `expired` is computed when it is asked. */
  state: z.enum(['waiting', 'accepted', 'declined', 'withdrawn', 'expired']),
});
export type ConsultRequestView = z.infer<typeof requestView>;

const dialogueView = z.object({
  /** The request's hash, by which every other channel names it. */
  dialogue: request,
  doctor,
  /** Of the request that it came from. */
  subject: subjectView.nullable(),
  reason: z.string(),
  started: timeMs,
  ended: z.object({ time: timeMs, code: z.string() }).nullable(),
  /** False while the first word of who accepted has not come. */
  open: z.boolean(),
  /** Whether there is a direct connection to the other side now. */
  live: z.enum(['no', 'connecting', 'yes']),
  /** Over it: the other side is writing. */
  typing: z.boolean(),
  unread: z.number().int(),
  last: z.object({ time: timeMs, mine: z.boolean(), text: z.string(), deleted: z.boolean() }).nullable(),
  /** Twelve groups of five digits over both doctors' ids and signing keys. */
  safety: z.array(z.string()),
  /** How long messages stay on both sides; 0 days keeps everything. */
  retention: z.object({
    days: z.number().int(),
    since: timeMs.nullable(),
    /** What waits for the other side's answer, and what the other side asks. */
    own: z.number().int().nullable(),
    peer: z.number().int().nullable(),
    /** Messages that are deleted because of it: how many, all of before that time. */
    gone: z.object({ count: z.number().int(), before: timeMs }).nullable(),
  }),
  /** `changed`: another key than this one was compared once. `new`: the dialogue before had another one. */
  compared: z.enum(['no', 'yes', 'changed', 'new']),
});
export type DialogueView = z.infer<typeof dialogueView>;

const messageView = z.object({
  /** Pages go by it. */
  row: z.number().int(),
  message,
  mine: z.boolean(),
  time: timeMs,
  text: z.string(),
  /** In the place of a text: the exchange of records that it proposes; see api/exchange.ts. */
  exchange: hex(32).nullable(),
  /** Likewise: the transcript that is to be signed; see api/transcript.ts. */
  transcript: message.nullable(),
  /** What it answers, while that is here. */
  reply: z.object({ message, mine: z.boolean(), text: z.string() }).nullable(),
  edited: timeMs.nullable(),
  deleted: timeMs.nullable(),
  state: z.enum(['queued', 'stored', 'delivered', 'read', 'failed', 'unread', 'seen']),
  code: z.string().nullable(),
  /** Files or a record that it brings. */
  given: givenView.nullable(),
});
export type DialogueMessageView = z.infer<typeof messageView>;

/** All of them: `role-doctor-required`. */
export const dialogueApi = {
  /** Active doctors of the whole ledger whose name (in characters or pinyin), institution or specialty has every word. */
  'dialogue/colleagues': {
    args: z.object({
      query: shortText,
      specialty: shortText.optional(),
      grade: grade.optional(),
      province: province.optional(),
      language: languages.element.optional(),
      /** Only whoever is there now. */
      present: z.boolean().optional(),
    }),
    result: z.array(colleagueView),
  },
  /** By what the doctors of the ledger can be chosen. */
  'dialogue/directory': {
    args: nothing,
    result: z.object({ specialties: z.array(z.string()), provinces: z.array(province), languages }),
  },
  /** What waits for this doctor: requests to be answered, and messages that were not looked at. */
  'dialogue/waiting': {
    args: nothing,
    result: z.object({ requests: z.number().int(), messages: z.number().int() }),
  },
  /**
   * Waits at their mailbox for a day. Errors: `consult-ledger-stale`, `consult-clock-off`, `recipient-unknown`, `recipient-suspended`,
   * `consult-own-request`, `consult-waiting`.
   */
  'dialogue/ask': {
    args: z.object({ to: staffId, reason: z.string().max(500), subject: subject.nullable() }),
    result: z.object({ request }),
  },
  /** The newest first, and what was refused with its code. */
  'dialogue/requests': {
    args: nothing,
    result: z.object({
      requests: z.array(requestView),
      refused: z.array(z.object({ time: timeMs, code: z.string(), sender: bilingual })),
      available: z.boolean(),
    }),
  },
  /** Errors: `consult-ledger-stale`, `consult-clock-off`, `consult-request-unknown`, `consult-answered`, `consult-expired`, `recipient-*`. */
  'dialogue/accept': { args: z.object({ request }), result: nothing },
  /** Errors: as `dialogue/accept`. */
  'dialogue/decline': { args: z.object({ request }), result: nothing },
  /** Errors: `consult-request-unknown`, `consult-answered`. */
  'dialogue/withdraw': { args: z.object({ request }), result: nothing },
  /** Ends dialogues with a doctor and hears no request of theirs; or hears them again. */
  'dialogue/block': { args: z.object({ doctor: staffId, blocked: z.boolean() }), result: nothing },
  /** Whether this doctor is shown as present, and rung. */
  'dialogue/available': { args: z.object({ available: z.boolean() }), result: nothing },
  /** The newest first. */
  'dialogue/list': { args: nothing, result: z.array(dialogueView) },
  /**
   * At most `limit` (50) with the words of `search` in them, the oldest first, from before a row. A diagnosis is found
   * under all of its names. Errors: `dialogue-unknown`.
   */
  'dialogue/messages': {
    args: z.object({
      dialogue: request,
      before: z.number().int().nullable(),
      search: shortText,
      limit: z.number().int().min(1).max(300).optional(),
    }),
    result: z.array(messageView),
  },
  /** Errors: `dialogue-unknown`, `dialogue-over`, `dialogue-not-open`, `dialogue-text`, `dialogue-key-changed`. */
  'dialogue/send': {
    args: z.object({ dialogue: request, text: messageText, reply: message.nullable() }),
    result: z.object({ message }),
  },
  /** Errors: as `dialogue/send`, and `dialogue-message-unknown`. */
  'dialogue/edit': { args: z.object({ dialogue: request, message, text: messageText }), result: nothing },
  /** Errors: as `dialogue/edit`. */
  'dialogue/delete': { args: z.object({ dialogue: request, message }), result: nothing },
  /** What came in it was looked at. Errors: `dialogue-unknown`. */
  'dialogue/read': { args: z.object({ dialogue: request }), result: nothing },
  /** Proposes how long messages stay on both sides; 0 for ever. Errors: as `dialogue/send`. */
  'dialogue/retention': {
    args: z.object({ dialogue: request, days: z.number().int().min(0).max(3650) }),
    result: nothing,
  },
  /** Errors: as `dialogue/send`, `dialogue-retention-unknown` where the other side asks nothing. */
  'dialogue/retention-answer': {
    args: z.object({ dialogue: request, agrees: z.boolean() }),
    result: nothing,
  },
  /** Errors: `dialogue-unknown`, `dialogue-over`. */
  'dialogue/end': { args: z.object({ dialogue: request }), result: nothing },
  /** The safety number was compared by another way. Errors: `dialogue-unknown`, `dialogue-over`. */
  'dialogue/compare': { args: z.object({ dialogue: request }), result: nothing },
  /** That the other side has a new key was seen, and is not compared. Errors: as `dialogue/compare`. */
  'dialogue/look': { args: z.object({ dialogue: request }), result: nothing },
} as const;

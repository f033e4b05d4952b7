/** Making a case ready: what is taken out of own records, what their doctor decides of it, and publishing the result. */
import { z } from 'zod';
import { bilingual, bytes, epochId, hex, nothing, statementId, timeMs } from './common.ts';
import { ageBand, caseName, caseTexts, language, outcome, purpose, sex } from './caseShapes.ts';

const draft = hex(16);
/** Of a text: `record.entry.number`, or `form.FIELD` of what the author writes; of an entry `record.entry`. */
const place = z.string().regex(/^(?:\d{1,4}(?:\.\d{1,6}){0,2}|form\.[a-zA-Z]{1,20})$/u);
/** Of an attachment: `record.attachment`. */
const image = z.string().regex(/^\d{1,4}\.\d{1,4}$/u);
const offset = z.number().int().nonnegative();
const part = z.object({ text: place, start: offset, end: offset });
const mask = z.object({ left: offset, top: offset, width: offset, height: offset });
export type CaseMask = z.infer<typeof mask>;

/** What the author says of the case; null is not said yet. */
const form = z.object({
  language,
  texts: caseTexts,
  specialty: z.string().max(40).nullable(),
  disease: z
    .string()
    .regex(/^[A-Z]\d\d$/u)
    .nullable(),
  age: ageBand.nullable(),
  sex,
  province: z.string().regex(/^\d\d$/u),
  year: z.number().int(),
  outcome: outcome.nullable(),
  purposes: z.array(purpose),
});

/** All decisions of the author. Nothing in it can bring back what the recogniser is sure of. */
export const caseDraftContent = z.object({
  form,
  /** Parts of texts that the author took out beside what was found. */
  marks: z.array(part).max(5_000),
  /** Doubts: what names nobody stays, what does is taken out. */
  kept: z.array(part).max(5_000),
  agreed: z.array(part).max(5_000),
  /** Texts and entries that are left out as a whole. */
  dropped: z.array(place).max(5_000),
});
export type CaseDraftContent = z.infer<typeof caseDraftContent>;

const span = z.object({
  start: offset,
  end: offset,
  type: z.string(),
  confidence: z.number(),
  /** `open` is a doubt that is not decided; until it is, it is taken out. */
  state: z.enum(['removed', 'marked', 'open', 'agreed', 'kept']),
});

const reviewedText = z.object({
  text: place,
  /** `Resource.element`, or the field of the form. */
  path: z.string(),
  /** Of the section that it stands in. */
  heading: bilingual.nullable(),
  original: z.string(),
  /** As others will read it; empty where it is left out. */
  result: z.string(),
  dropped: z.boolean(),
  spans: z.array(span),
});
export type ReviewedText = z.infer<typeof reviewedText>;

const reviewedRecord = z.object({
  statement: statementId,
  title: bilingual,
  date: z.string().nullable(),
  /** Coded entries, which can be left out. */
  entries: z.array(z.object({ entry: place, kind: z.string(), label: z.string(), dropped: z.boolean() })),
  texts: z.array(reviewedText),
  /** Elements that no case has, by `Resource.element`. */
  removed: z.array(z.object({ path: z.string(), count: z.number().int() })),
});

const reviewedImage = z.object({
  image,
  record: z.number().int(),
  /** The attachment's place in its record. */
  attachment: z.number().int(),
  statement: statementId,
  title: z.string(),
  kind: z.enum(['dicom', 'picture']),
  contentType: z.string(),
  size: z.number().int(),
  modality: z.string(),
  /** As it will be published; null while it is left out. */
  kept: z
    .object({
      kind: z.enum(['dicom', 'picture']),
      size: z.number().int(),
      masks: z.array(mask),
      thumbnail: bytes,
    })
    .nullable(),
});
export type ReviewedImage = z.infer<typeof reviewedImage>;

const review = z.object({
  draft,
  changed: timeMs,
  content: caseDraftContent,
  records: z.array(reviewedRecord),
  /** What the author wrote, looked through like the records. */
  texts: z.array(reviewedText),
  images: z.array(reviewedImage),
  /** Doubts that are not decided. */
  open: z.array(part),
  /** What has to be said before it can be published. */
  missing: z.array(z.enum(['title', 'outcome', 'specialty', 'disease', 'age', 'purposes', 'consent'])),
  /** Items of CARE that the case answers, of 13. */
  complete: z.array(z.string()),
  /** Null while the disease is not said. */
  anonymity: z
    .object({
      verdict: z.enum(['enough', 'ask', 'refused']),
      level: z.number().int(),
      k: z.number().int(),
      facets: z.object({ age: ageBand, sex, province: z.string(), disease: z.string(), year: z.number() }),
    })
    .nullable(),
  /** The visits that the records are of, and what their patient allows so far. */
  visits: z.array(z.object({ visit: epochId, purposes: z.array(purpose) })),
});
export type CaseReview = z.infer<typeof review>;

/**
 * Errors: `case/draft`: `statement-unknown`, `statement-erased`, `case-author`, `case-patients` where the records are of
 * different people, `document-unavailable` {reason}. All with a draft: `case-draft-unknown`. `case/draft-image` and
 * `case/keep-image`: `attachment-unknown`, `case-image-kind`, `case-image-review` {reason} where words may be burnt in and
 * nothing was covered or confirmed, `deid-mask-compressed` where the pixels have to be given as a picture, `case-too-large`.
 * `case/publish-draft`: `case-title`, `case-outcome`, `case-doubts` {open}, and those of `case/publish`.
 */
export const caseDraftsApi = {
  /** Begins to make a case of own records, or goes on with the one of these records. */
  'case/draft': {
    args: z.object({ statements: z.array(statementId).min(1).max(64), language }),
    result: review,
  },
  /** What this doctor wrote in a visit and may share, as it stands on the ledger. */
  'case/own-records': {
    args: z.object({ visit: epochId }),
    result: z.object({ statements: z.array(statementId) }),
  },
  'case/drafts': {
    args: nothing,
    result: z.array(
      z.object({ draft, changed: timeMs, title: z.string(), statements: z.array(statementId) }),
    ),
  },
  'case/review': { args: z.object({ draft }), result: review },
  /** Keeps the author's decisions; durable when it answers. */
  'case/decide': { args: z.object({ draft, content: caseDraftContent }), result: review },
  'case/give-up': { args: z.object({ draft }), result: nothing },
  /** An image as it lies in the record, for the author to look at; `review`: why somebody has to. */
  'case/draft-image': {
    args: z.object({ draft, image }),
    result: z.object({
      bytes,
      review: z.enum(['burned-in', 'modality', 'face', 'unsaid', 'picture']).nullable(),
    }),
  },
  /**
   * Takes an image into the case. `masks` are covered in a DICOM file; `picture` is the image as the author saw it, covered
   * and drawn anew, JPEG or PNG: in place of every picture, and of DICOM whose pixels cannot be covered in the file.
   * `confirmed`: nothing in it shows who the patient is.
   */
  'case/keep-image': {
    args: z.object({
      draft,
      image,
      masks: z.array(mask).max(500),
      confirmed: z.boolean(),
      picture: bytes.nullable(),
      thumbnail: bytes,
    }),
    result: review,
  },
  'case/leave-image': { args: z.object({ draft, image }), result: review },
  /** `confirmed`: the author was told how few people the case could mean. The draft is gone when it answers. */
  'case/publish-draft': {
    args: z.object({ draft, confirmed: z.boolean() }),
    result: z.object({ case: caseName, level: z.number(), k: z.number() }),
  },
} as const;

import { z } from 'zod';
import { attachmentView } from './attachments.ts';
import {
  bilingual,
  bytes,
  cardText,
  epochId,
  hex,
  nothing,
  registrationNumber,
  secretText,
  shortText,
  staffId,
  statementId,
  timeMs,
} from './common.ts';
import { chartTables } from './chart.ts';
import { importFiles, importPerson, importPreview, importReport, recordForm } from './imports.ts';
import { note, noteFindings } from './notes.ts';

export const registration = z.object({
  number: registrationNumber,
  department: shortText,
  time: timeMs,
  state: z.enum(['waiting', 'in-visit', 'done']),
  visit: epochId.nullable(),
});
export type Registration = z.infer<typeof registration>;

/** What a card says of itself, and what the ledger says of it. `handle` names it until the session ends. */
export const cardSummary = z.discriminatedUnion('state', [
  z.object({ state: z.literal('sealed'), handle: z.string(), epoch: z.number().int() }),
  z.object({
    state: z.literal('fresh'),
    handle: z.string(),
    epoch: z.number().int(),
    issuer: bilingual,
    notAfter: timeMs,
  }),
  z.object({
    state: z.literal('spent'),
    epoch: z.number().int(),
    issuer: bilingual,
    by: bilingual,
    institution: bilingual,
    time: timeMs,
    /** The open visit of this doctor that this card began, if it is that: reading it again goes on with the visit. */
    visit: epochId.nullable(),
  }),
  z.object({
    state: z.literal('revoked'),
    epoch: z.number().int(),
    issuer: bilingual,
    reason: z.enum(['lost', 'stolen', 'replaced', 'withdrawn']),
    /** The registrar. */
    by: bilingual,
    institution: bilingual,
    time: timeMs,
  }),
  z.object({
    state: z.literal('expired'),
    epoch: z.number().int(),
    issuer: bilingual,
    notAfter: timeMs,
  }),
]);
export type CardSummary = z.infer<typeof cardSummary>;

/** One of four; a failure to load must never look like "none". */
export const allergyState = z.enum(['known', 'none-known', 'not-recorded', 'unavailable']);

export const banner = z.object({
  name: z.string().nullable(),
  sex: z.enum(['male', 'female', 'other', 'unknown']),
  birthDate: z.string().nullable(),
  ageYears: z.number().int().nullable(),
  identifierTail: z.string().nullable(),
  /** Who acts for the patient, and may bring slip and consent; null where nobody does. */
  guardian: z.object({ name: z.string(), relation: z.string() }).nullable(),
  allergyState,
  allergies: z.array(z.string()),
});
export type Banner = z.infer<typeof banner>;

/** What a statement stands on: a consent of its own, that of the record it follows, or none. */
export const consentState = z.enum(['patient', 'follow-up', 'outside-consent', 'pending']);

/** Whether and by whom a statement was signed, verified on this machine; times are of the ledger. */
export const proof = z.object({
  statement: statementId,
  verified: z.boolean(),
  /** The first check that failed, by its stable code; null when verified. */
  failure: z.string().nullable(),
  author: bilingual,
  authorId: staffId,
  authorKeyVersion: z.number().int(),
  institution: bilingual,
  consent: consentState,
  /** The statement was signed after the anchor block and before its own block. */
  anchor: z.object({ height: z.number().int(), time: timeMs, headerHash: hex(32) }),
  block: z.object({ height: z.number().int(), time: timeMs, headerHash: hex(32) }),
  transaction: hex(32),
  dataHash: hex(32),
});
export type Proof = z.infer<typeof proof>;

export const section = z.object({ code: z.string(), title: bilingual, text: z.string() });

export const entry = z.object({
  type: z.string(),
  label: z.string(),
  value: z.string(),
  date: z.string().nullable(),
});

/** Of what a trainee wrote: whether somebody who may has reviewed and signed it. */
export const coSignature = z.discriminatedUnion('state', [
  z.object({ state: z.literal('awaiting') }),
  z.object({ state: z.literal('given'), statement: statementId, by: bilingual, time: timeMs }),
]);
export type CoSignature = z.infer<typeof coSignature>;

export const documentSummary = z.object({
  statement: statementId,
  leaf: z.number().int(),
  epoch: z.number().int(),
  kind: z.enum([
    'record',
    'addendum',
    'correction',
    'co-signature',
    'result',
    'import',
    'own-entry',
    'succession',
  ]),
  refers: statementId.nullable(),
  /** Set when a later correction stands in for it: it is shown struck through, with who did so and when. */
  corrected: z.object({ statement: statementId, by: bilingual, time: timeMs }).nullable(),
  /** Null for what needs no co-signature. */
  coSignature: coSignature.nullable(),
  /** The officer who sent it in its author's place, after the author's key was revoked; null as a rule. */
  attestedBy: bilingual.nullable(),
  consent: consentState,
  title: bilingual,
  date: timeMs.nullable(),
  institution: bilingual,
  author: bilingual,
  summary: z.string(),
  /** What sort of paper it is. */
  form: recordForm,
  verified: z.boolean(),
});
export type DocumentSummary = z.infer<typeof documentSummary>;

/** A statement that stands on the ledger but could not be opened here, with why. */
export const unavailableStatement = z.object({
  statement: statementId,
  epoch: z.number().int(),
  code: z.string(),
  /** Set where it was erased at the wish of the patient: nothing is missing then. */
  erasedAt: timeMs.nullable(),
});

/** An imported file; it names the document that keeps its bytes. */
export const original = z.object({ statement: statementId, leaf: z.number().int(), name: z.string() });

export const chart = z.object({
  visit: epochId,
  banner,
  documents: z.array(documentSummary),
  /** Files that were imported, kept as they came; see `visit/original`. */
  originals: z.array(original),
  ...chartTables,
  unavailable: z.array(unavailableStatement),
});
export type Chart = z.infer<typeof chart>;

/** What was added to a record after it was signed: shown with the record, whose own text never changes. */
export const amendmentView = z.object({
  kind: z.enum(['addendum', 'result']),
  statement: statementId,
  by: bilingual,
  time: timeMs,
  verified: z.boolean(),
  sections: z.array(section),
});
export type AmendmentView = z.infer<typeof amendmentView>;

export const documentView = z.object({
  summary: documentSummary,
  /** In the order of the ledger. */
  amendments: z.array(amendmentView),
  sections: z.array(section),
  /** Structured entries as label and value, in the order of the document. */
  entries: z.array(entry),
  /** Images that belong to it. */
  attachments: z.array(attachmentView),
  proof,
});
export type DocumentView = z.infer<typeof documentView>;

export { note, type Note } from './notes.ts';

export const draft = z.object({ note, revision: z.number().int(), savedAt: timeMs });

/** No answer is no. */
const sharingChoice = z.enum(['yes', 'no']);

export const visit = z.object({
  id: epochId,
  epoch: z.number().int(),
  patient: banner.nullable(),
  registration: registrationNumber.nullable(),
  department: shortText.nullable(),
  openedAt: timeMs,
  until: timeMs,
  state: z.enum(['opening', 'open', 'ended', 'over']),
  /** `doctor` for who opened it; who joined leaves it, and does not end it. */
  role: z.enum(['doctor', 'colleague', 'trainee', 'laboratory']),
  /** True once a slip of this visit was given on this machine: the next card can be issued at the end. */
  consented: z.boolean(),
  records: z.number().int(),
  /** The patient's signed answer to whether the case of this visit may be shared; null while there is none. */
  sharing: sharingChoice.nullable(),
});
export type Visit = z.infer<typeof visit>;

/** Exactly what is signed: shown to doctor and patient, and bound by `hash` (Hash(Data)). */
export const signPreview = z.object({
  hash: hex(32),
  patient: banner,
  author: bilingual,
  institution: bilingual,
  time: timeMs,
  sections: z.array(section),
  /** Diagnoses, vitals, prescriptions: what programs will read. */
  entries: z.array(entry),
  attachments: z.array(attachmentView),
  missing: z.array(z.string()),
  /** Impossible vitals and a prescription's `stop` stand in the way of signing; a stop by allergy may be overridden. */
  findings: noteFindings,
  /** Names found in the text that move to the identity part. */
  sealedNames: z.array(z.string()),
  followUntil: timeMs,
});
export type SignPreview = z.infer<typeof signPreview>;

export const outboxItem = z.object({
  id: z.string(),
  kind: z.string(),
  createdAt: timeMs,
  state: z.enum(['signed-queued', 'committed', 'pending-consent', 'rejected']),
  code: z.string().nullable(),
  blockTime: timeMs.nullable(),
  statement: statementId.nullable(),
});
export type OutboxItem = z.infer<typeof outboxItem>;

export const nextCard = z.object({ epoch: z.number().int(), text: cardText, qrPng: bytes });
export type NextCard = z.infer<typeof nextCard>;

const slipAndPin = z.object({ slip: cardText, pin: secretText });
/** The slip in hand, the patient also answers whether the case may be shared, or does not. */
const consentAndAnswer = slipAndPin.extend({ sharing: sharingChoice.nullable().optional() });

export const visitsApi = {
  'today/list': { args: nothing, result: z.array(registration) },
  /** The text of a card, slip or master card from a PNG picture of its QR code. */
  'card/text': { args: z.object({ picture: bytes }), result: z.object({ text: cardText }) },
  /**
   * Reads a card from its text, as pasted, scanned or read from a file. With a visit on screen, a card of another
   * patient is refused as `card-other-patient`.
   */
  'card/read': {
    args: z.object({ text: cardText, visit: epochId.nullable().optional() }),
    result: cardSummary,
  },
  'card/unseal': { args: z.object({ handle: z.string(), pin: secretText }), result: cardSummary },
  'visit/open': {
    args: z.object({
      handle: z.string(),
      registration: registrationNumber.nullable(),
      purpose: z.enum(['treatment', 'emergency', 'inpatient']),
    }),
    result: visit,
  },
  'visit/list': { args: nothing, result: z.array(visit) },
  'visit/chart': { args: z.object({ visit: epochId }), result: chart },
  /** The documents that a query finds: by words of either language, pinyin initials, or a diagnosis and its code. */
  'chart/search': {
    args: z.object({ visit: epochId, query: shortText }),
    result: z.array(z.object({ statement: statementId, leaf: z.number().int() })),
  },
  'visit/document': {
    args: z.object({ visit: epochId, statement: statementId, leaf: z.number().int() }),
    result: documentView,
  },
  /**
   * A file that `consilium proof verify` checks without any node: a statement with its signatures, and its path to a
   * block that the validators signed. Of the chart of a visit, or of the doctor's own ledger. `withText` false leaves
   * out the clinical part: it then proves who signed, and says nothing of what.
   */
  'proof/export': {
    args: z.object({ statement: statementId, visit: epochId.nullable(), withText: z.boolean().optional() }),
    result: z.object({ name: z.string(), bytes }),
  },
  'draft/load': { args: z.object({ visit: epochId }), result: draft.nullable() },
  'draft/save': {
    args: z.object({ visit: epochId, note }),
    result: z.object({ revision: z.number().int(), savedAt: timeMs }),
  },
  'sign/preview': { args: z.object({ visit: epochId }), result: signPreview },
  /**
   * Signs exactly the previewed bytes (`draft-changed` when the draft moved on). With slip and PIN the patient
   * consents; without, the record waits as pending. The draft closes into the outbox in one transaction.
   */
  'sign/commit': {
    args: z.object({ visit: epochId, hash: hex(32), consent: consentAndAnswer.nullable() }),
    result: z.object({ statement: statementId, state: z.enum(['consented', 'pending']) }),
  },
  /**
   * Brings the patient's consent to records of this visit that wait as pending, and their answer to whether the case
   * may be shared, which holds for all records that this doctor signed in it.
   */
  'sign/confirm': {
    args: z.object({ visit: epochId, consent: consentAndAnswer }),
    result: z.object({ confirmed: z.number().int() }),
  },
  /**
   * Reads files (FHIR R4 Bundle or NDJSON, HL7 v2) and imports nothing: what is in each, what is known already, what
   * is refused and why. For a visit, or for someone who is being registered.
   */
  'import/preview': {
    args: z.object({
      files: importFiles,
      visit: epochId.nullable().optional(),
      person: importPerson.nullable().optional(),
    }),
    result: importPreview,
  },
  /**
   * Imports files under an open visit: each encounter becomes a document, all documents one statement, consented to
   * once. A bad file stops no other; what is known already is not imported again: `statement` is null when that
   * leaves nothing. `otherIdentity` takes a file whose patient has another birth date or sex.
   */
  'visit/import': {
    args: z.object({
      visit: epochId,
      files: importFiles.min(1),
      consent: slipAndPin,
      otherIdentity: z.boolean().optional(),
    }),
    result: z.object({
      statement: statementId.nullable(),
      documents: z.number().int(),
      files: z.array(importReport),
    }),
  },
  /** The bytes of a file that was imported into this patient's record, as they came. */
  'visit/original': {
    args: z.object({ visit: epochId, statement: statementId, leaf: z.number().int() }),
    result: z.object({ name: z.string(), bytes }),
  },
  /** What was written under a visit so far, as far as this doctor may read it, and who takes part. */
  'visit/records': {
    args: z.object({ visit: epochId }),
    result: z.object({
      documents: z.array(documentSummary),
      /** Stand on the ledger and could not be read here now. */
      unreadable: z.number().int(),
      /** Stood there and were erased at the wish of the patient. */
      erased: z.number().int(),
      /** Signed here and not on the ledger yet. */
      waiting: z.number().int(),
      /** Whether it is still known here whose visit it is. */
      isNamed: z.boolean(),
      participants: z.array(z.object({ id: staffId, name: bilingual, role: z.string() })),
    }),
  },
  /**
   * The visit for the patient to take away: its documents, the proof file of all that stands under it, and the code
   * that names this file on paper. `waiting` records are signed and not on the ledger yet: they are not in it.
   */
  'visit/handout': {
    args: z.object({ visit: epochId }),
    result: z.object({
      patient: banner,
      documents: z.array(documentView),
      proof: z.object({ name: z.string(), bytes }),
      code: shortText,
      codeQr: bytes,
      waiting: z.number().int(),
    }),
  },
  /** Ends the visit, or leaves one that was joined. The next card comes from the slip; null when no slip was given. */
  'visit/end': {
    args: z.object({ visit: epochId }),
    /** `revoked`: there was a next card, and the registrar revoked it meanwhile; the patient has been given others. */
    result: z.object({ next: nextCard.nullable(), revoked: z.literal(true).optional() }),
  },
  'outbox/list': { args: nothing, result: z.array(outboxItem) },
  'ledger/mine': {
    args: nothing,
    result: z.array(
      z.object({
        statement: statementId,
        kind: z.string(),
        /** The record that this one follows or corrects. */
        refers: statementId.nullable(),
        time: timeMs,
        blockTime: timeMs.nullable(),
        height: z.number().int().nullable(),
        state: z.string(),
        /** Set where it was erased at the wish of the patient. */
        erasedAt: timeMs.nullable(),
        /** Null once followUntil has passed: the doctor's ledger then shows the record without the patient. */
        patientName: z.string().nullable(),
        title: bilingual.nullable(),
        summary: z.string().nullable(),
        followUntil: timeMs,
        verified: z.boolean(),
        /** The patient's signed answer to whether this record may be shared as a case; null is no. */
        sharing: z.object({ answer: sharingChoice, time: timeMs }).nullable(),
      }),
    ),
  },
  'ledger/my-document': { args: z.object({ statement: statementId }), result: documentView },
  'ledger/status': {
    args: nothing,
    result: z.object({
      network: hex(32),
      chainId: z.string(),
      height: z.number().int(),
      headerHash: z.string(),
      blockTime: timeMs.nullable(),
      appHash: z.string(),
      halted: z.object({ code: z.string(), height: z.number().int() }).nullable(),
      node: z.enum(['connected', 'away']),
      nodeStatusVerified: z.boolean().nullable(),
      validators: z.number().int(),
      outboxWaiting: z.number().int(),
      clockSkewMs: z.number().int().nullable(),
    }),
  },
  /**
   * A person vouches for this machine's date: after a jump of the clock (`clock-off`) its node makes blocks again,
   * and what waited is sent.
   */
  'ledger/confirm-date': { args: nothing, result: nothing },
  'ledger/verify': {
    args: nothing,
    result: z.object({
      height: z.number().int(),
      transactions: z.number().int(),
      appHash: z.string(),
    }),
  },
} as const;

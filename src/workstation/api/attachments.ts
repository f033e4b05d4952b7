/** Images that belong to a note or record. Keys never cross; bytes only when somebody looks. */
import { z } from 'zod';
import { bytes, epochId, hex, nothing, shortText, statementId, timeMs } from './common.ts';

export const attachmentNumber = z.number().int().nonnegative();
const uploadNumber = z.number().int().positive();
const bytesCount = z.number().int().nonnegative();
export const attachmentContent = z.object({ bytes });

export const attachmentView = z.object({
  /** Of a draft its id; of a record its place in the document. */
  id: attachmentNumber,
  title: z.string(),
  kind: z.enum(['picture', 'dicom', 'pdf', 'audio', 'video', 'transcript']),
  contentType: z.string(),
  /** Bytes. */
  size: z.number().int(),
  /** Images of one series are shown together, by `number`. */
  place: z
    .object({
      series: z.string(),
      modality: z.string(),
      number: z.number().int(),
      study: z
        .object({ uid: z.string(), date: z.string(), accession: z.string(), description: z.string() })
        .optional(),
    })
    .nullable(),
  /** The file named another patient; `reason` is the doctor's, why it belongs to this one all the same. */
  mismatch: z.object({ reason: z.string().nullable() }).optional(),
});
export type AttachmentView = z.infer<typeof attachmentView>;

/** Bytes of one answer to `attachment/range`, and of one piece that is taken. */
export const LARGEST_RANGE = 0x40_0000;
/** A part of a content, in bytes. */
export const contentRange = z.object({
  from: z.number().int().nonnegative(),
  length: z.number().int().positive().max(LARGEST_RANGE),
});

/** Whose attachment: of a visit's note, of a document in its chart, of the doctor's own ledger, of a dialogue. */
export const attachmentHolder = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('draft'), visit: epochId }),
  z.object({ kind: z.literal('record'), visit: epochId, statement: statementId, leaf: z.number().int() }),
  z.object({ kind: z.literal('own'), statement: statementId }),
  /** Of a message of a dialogue, by its row: a file that it brings, or one of the record that it brings. */
  z.object({ kind: z.literal('dialogue'), message: z.number().int() }),
  z.object({ kind: z.literal('card'), message: z.number().int() }),
]);

/** One of a record that was signed. */
export const storedHolder = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('record'), visit: epochId, statement: statementId, leaf: z.number().int() }),
  z.object({ kind: z.literal('own'), statement: statementId }),
]);

/** Whose film or sound: also one in a record that a patient's own view or a grant opened. */
export const playedHolder = z.discriminatedUnion('kind', [
  ...attachmentHolder.options,
  z.object({
    kind: z.literal('patient'),
    handle: z.string(),
    statement: statementId,
    leaf: z.number().int(),
  }),
  z.object({ kind: z.literal('grant'), grant: epochId, statement: statementId, leaf: z.number().int() }),
]);
export type PlayedHolder = z.infer<typeof playedHolder>;

/** Whether the name in a DICOM file is that of the chart; `unknown` where one of the two has none. */
export const patientCheck = z.enum(['same', 'different', 'unknown']);

export const attachmentAdded = z.object({ added: attachmentView, patient: patientCheck });

const directoryView = z.object({
  patients: z.array(
    z.object({
      /** As the directory writes it, the readable writing last; empty without one. */
      name: z.string(),
      check: patientCheck,
      studies: z.array(
        z.object({
          date: z.string(),
          description: z.string(),
          series: z.array(
            z.object({
              modality: z.string(),
              number: z.string(),
              description: z.string(),
              /** Paths below the folder of the directory, parts joined by "/". */
              files: z.array(z.string()),
            }),
          ),
        }),
      ),
    }),
  ),
  problems: z.array(z.enum(['directory-loop', 'directory-name', 'directory-offset'])),
});
export type DirectoryView = z.infer<typeof directoryView>;

/** As a disk calls the file, whatever it is: the core takes of it what a person can read. */
const fileName = z.string().max(10_000);

/** `visit` is the visit whose note it is attached to, or the record of one's own that an addition or correction follows. */
export const attachmentsApi = {
  /**
   * Takes a picture (JPEG, PNG), DICOM file, PDF, film or sound (MP4, MOV, M4A, WebM, Ogg, WAV, MP3) to the note of an open
   * visit, told by its bytes: without what a camera wrote beside it, and a DICOM file without what names the patient; a PDF
   * stays as it is. It is sealed before it is written. `attachment-kind` {looksLike} for anything else,
   * `attachment-polyglot` {looksLike} for a file that is another one as well, `attachment-too-large`, `attachments-full`
   * {limit}, `picture-damaged`, `pdf-damaged`, `media-damaged`, `dicom-too-large`.
   */
  'attachment/add': {
    args: z.object({ visit: epochId, name: fileName, bytes }),
    result: attachmentAdded,
  },
  /**
   * Begins to take a file in pieces, as `attachment/add` takes one whole: documents, sounds and films up to 4 GB, what has
   * to be cleaned whole up to 512 MiB. Where some of a file of this name and size was taken already, `known` says which
   * pieces: `attachment/go-on` with their hashes goes on. `attachments-full` {limit}, `attachment-too-large` {limit}.
   */
  'attachment/begin': {
    args: z.object({ visit: epochId, name: fileName.min(1), size: z.number().int().positive() }),
    result: z.object({
      upload: uploadNumber,
      taken: bytesCount,
      known: z.array(z.object({ at: bytesCount, length: bytesCount })),
    }),
  },
  /**
   * Goes on with a file of which some was taken. `digests`: SHA-256 in hex of each piece that `known` named, of the file
   * chosen now. `attachment-other-file`: give the former up first. `upload-unknown`, `attachment-altered`.
   */
  'attachment/go-on': {
    args: z.object({ visit: epochId, upload: uploadNumber, digests: z.array(hex(32)).max(100_000) }),
    result: z.object({ taken: bytesCount }),
  },
  /**
   * The bytes at `at`, where it goes on: sealed on the way to the disk. `attachment-offset` {taken}, `attachment-size`,
   * `attachment-too-large` {limit}, `upload-unknown`, `storage-full` (it can be gone on with); the refusals of
   * `attachment/add` end it.
   */
  'attachment/piece': {
    args: z.object({
      visit: epochId,
      upload: uploadNumber,
      at: bytesCount,
      bytes: bytes.refine(({ length }) => length > 0 && length <= LARGEST_RANGE),
    }),
    result: z.object({ taken: bytesCount }),
  },
  /** All of it came: it is an attachment of the note. As `attachment/add`; `attachment-size` while some is missing. */
  'attachment/finish': {
    args: z.object({ visit: epochId, upload: uploadNumber }),
    result: attachmentAdded,
  },
  /** Gives up what was taken. */
  'attachment/abandon': { args: z.object({ visit: epochId, upload: uploadNumber }), result: nothing },
  /** Files of which some was taken: what is being taken now, and what was interrupted. */
  'attachment/uploads': {
    args: z.object({ visit: epochId }),
    result: z.array(
      z.object({
        upload: uploadNumber,
        name: z.string(),
        size: bytesCount,
        taken: bytesCount,
        isTaking: z.boolean(),
      }),
    ),
  },
  /**
   * Signed records whose attachments are still on their way to the node, the first signed first: the record waits for them.
   * `sent` of a file: bytes that are over there. `code`: why the last attempt did not go through.
   */
  'attachment/sending': {
    args: z.object({}),
    result: z.array(
      z.object({
        /** Of the entry in the outbox. */
        id: z.string(),
        visit: epochId.nullable(),
        statement: statementId.nullable(),
        createdAt: timeMs,
        state: z.enum(['waiting', 'sending', 'paused', 'sent']),
        code: z.string().nullable(),
        files: z.array(
          z.object({
            title: z.string(),
            size: bytesCount,
            sent: bytesCount,
            state: z.enum(['waiting', 'sending', 'sent']),
          }),
        ),
      }),
    ),
  },
  /** Lets the attachments of a record wait, or go on from where they broke off. `outbox-entry-unknown`. */
  'attachment/pause': {
    args: z.object({ id: z.string().regex(/^\d{1,15}$/u), paused: z.boolean() }),
    result: nothing,
  },
  /**
   * What a DICOMDIR lists, for the files of its folder to be chosen by series. `problems`: records that could not be
   * followed, and names that lead out of the folder. `directory-unrecognised`, `dicom-unrecognised`, `visit-unknown`.
   */
  'attachment/directory': { args: z.object({ visit: epochId, bytes }), result: directoryView },
  'attachment/list': { args: z.object({ visit: epochId }), result: z.array(attachmentView) },
  /**
   * Keeps files that name another patient, with why; without it, or with them taken away, nothing is signed
   * (`attachment-other-patient`). The reason stands in the record. `attachment-unknown`.
   */
  'attachment/keep': {
    args: z.object({ visit: epochId, ids: z.array(attachmentNumber).max(2000), reason: shortText.min(1) }),
    result: nothing,
  },
  'attachment/remove': { args: z.object({ visit: epochId, id: z.number().int() }), result: nothing },
  /**
   * The content of an attachment: of a visit's note, of a document in its chart, or of the doctor's own ledger. Fetched from the node where it is not
   * here, verified and opened in memory. `attachment-unknown`, `attachment-altered`, `blob-unknown`, `node-away`.
   */
  'attachment/read': {
    args: z.object({ of: attachmentHolder, id: attachmentNumber }),
    result: attachmentContent,
  },
  /**
   * Bytes `from` to `from + length` of the content, fewer at its end, opened from the segments that hold them: for what is
   * played or looked through without having all of it. Each segment is authentic by its seal; the hash of the whole is
   * compared by `attachment/read` alone. `attachment-range` {size}, `attachment-unknown`, `attachment-altered`,
   * `blob-unknown`, `node-away`.
   */
  'attachment/range': {
    args: contentRange.extend({ of: attachmentHolder, id: attachmentNumber }),
    result: attachmentContent,
  },
} as const;

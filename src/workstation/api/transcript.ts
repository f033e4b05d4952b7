/** A part of a dialogue as a document of a record, signed by both doctors. */
import { z } from 'zod';
import { attachmentView } from './attachments.ts';
import { bilingual, bytes, epochId, hex, nothing, timeMs } from './common.ts';

const dialogue = hex(32);
/** The message that shows it. */
const transcript = hex(16);

const transcriptView = z.object({
  transcript,
  mine: z.boolean(),
  /** Exactly what is signed. */
  text: z.string(),
  state: z.enum(['asked', 'signed', 'declined', 'attached']),
});
export type TranscriptView = z.infer<typeof transcriptView>;

const signer = z.object({
  name: bilingual,
  institution: bilingual,
  /** By a key that the ledger names as theirs. */
  verified: z.boolean(),
});

export const transcriptApi = {
  /**
   * Makes a transcript of the messages from one row to another, without the names of the patient of an open visit, signs it
   * and asks the other doctor. Errors: those of `dialogue/send`, `visit-unknown`, `visit-over`, `transcript-empty`,
   * `transcript-too-long`.
   */
  'transcript/ask': {
    args: z.object({ dialogue, visit: epochId, from: z.number().int(), to: z.number().int() }),
    result: z.object({ transcript }),
  },
  /**
   * Which messages were said from one time to before another: the rows for `transcript/ask`, also of such as are on no
   * screen; null where there are none. Errors: `dialogue-unknown`.
   */
  'transcript/span': {
    args: z.object({ dialogue, since: timeMs, until: timeMs }),
    result: z.object({ from: z.number().int(), to: z.number().int(), count: z.number().int() }).nullable(),
  },
  /** Errors: `transcript-unknown`. */
  'transcript/view': { args: z.object({ transcript }), result: transcriptView },
  /** Signs or declines what the other doctor asks. Errors: `transcript-unknown`, `transcript-answered`, those of `dialogue/send`. */
  'transcript/answer': { args: z.object({ transcript, signs: z.boolean() }), result: nothing },
  /**
   * Attaches what both signed to the note of the visit that it was made for. Errors: `transcript-unknown`,
   * `transcript-unsigned`, `visit-unknown`, `visit-over`, `attachments-full`.
   */
  'transcript/attach': { args: z.object({ transcript }), result: z.object({ added: attachmentView }) },
  /** What a record's transcript says, and whose signatures hold by the ledger. Errors: `transcript-malformed`. */
  'transcript/read': {
    args: z.object({ bytes }),
    result: z.object({ text: z.string(), signers: z.array(signer) }),
  },
} as const;

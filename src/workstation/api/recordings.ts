/** Recordings of consults: consent while a call lasts, what the recorders of the page give, and what is kept. */
import { z } from 'zod';
import { RECORDING_SCOPES } from '../../consult/call/words.ts';
import { LARGEST_CHUNK, LONGEST_SEGMENT_MS, SIDES } from '../../consult/recording/segment.ts';
import { bilingual, bytes, epochId, hex, nothing, shortText, timeMs } from './common.ts';

const dialogue = hex(32);
const recording = hex(16);
const side = z.enum(SIDES);
const scope = z.enum(RECORDING_SCOPES);
const duration = z.number().int().nonnegative();
const index = z.number().int().nonnegative();

/** A minute and what a timer is late. */
const LATEST_MS = 2 * LONGEST_SEGMENT_MS;

/** How it stands with recording in the call of a dialogue. */
const recordingState = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('off') }),
  /** `by`: who proposed; the other one has to agree. */
  z.object({ phase: z.literal('proposed'), by: z.enum(['me', 'peer']), recording, scope }),
  /** Both agreed. `holder` records; `began` is null until its recorder runs. */
  z.object({ phase: z.literal('on'), holder: z.enum(['me', 'peer']), recording, scope }),
  z.object({
    phase: z.literal('over'),
    recording,
    why: z.enum(['declined', 'stopped', 'call-ended']),
    /** Why it could not go on; null where somebody ended it. */
    code: z.string().nullable(),
  }),
]);
export type RecordingStateView = z.infer<typeof recordingState>;

/** What is wrong with a segment. */
export const segmentFinding = z.enum([
  'segment-missing',
  'segment-altered',
  'segment-misplaced',
  'segment-cut',
  'segment-unended',
]);
export type SegmentFindingName = z.infer<typeof segmentFinding>;

/** What there is of each side, in order. */
export const recordingSides = z.array(
  z.object({
    side,
    segments: z.array(z.object({ from: duration, durationMs: duration, contentType: z.string() })),
  }),
);

const recordingView = z.object({
  recording,
  dialogue,
  /** Empty where the doctor gave it none. */
  title: z.string(),
  /** Whether the other doctor recorded it, and gave it. */
  isOfOther: z.boolean(),
  /** Of an own one, how it stands with giving it to the other doctor; null where it was not given. */
  given: z.enum(['going', 'paused', 'theirs']).nullable(),
  /** With whom. */
  other: z.object({ name: bilingual, institution: bilingual }),
  began: timeMs,
  durationMs: duration,
  /** `broken`: its end is missing, or a part of it found no room. */
  state: z.enum(['running', 'whole', 'broken']),
  scope,
  /** Whether a patient was discussed, who consented. */
  hasPatient: z.boolean(),
  sides: recordingSides,
});
export type RecordingView = z.infer<typeof recordingView>;

export const recordingsApi = {
  'recording/state': { args: z.object({ dialogue }), result: recordingState },
  /**
   * Asks the other doctor whether the call may be recorded here. `patient`: the consent of who is discussed, by the slip of
   * their open visit; null where nobody can be recognised, which a dialogue about a record is not.
   * Errors: `call-not-live`, `recording-under-way`, `recording-patient-not-asked`, `visit-unknown`, `visit-over`, those of
   * a slip.
   */
  'recording/propose': {
    args: z.object({
      dialogue,
      scope,
      patient: z.object({ visit: epochId, slip: z.string().max(20_000), pin: z.string().max(20) }).nullable(),
    }),
    result: z.object({ recording }),
  },
  /** Agrees or declines. Errors: `call-not-live`, `recording-unknown`, `recording-own-word`. */
  'recording/answer': { args: z.object({ dialogue, agrees: z.boolean() }), result: nothing },
  /** Either may, at any time; what was recorded is kept. Errors: `recording-unknown`. */
  'recording/stop': { args: z.object({ dialogue }), result: nothing },
  /**
   * What a recorder gave: sealed, and on the disk when this is answered. Errors: `recording-not-running`,
   * `recording-chunk-order`, `recording-too-long`, `storage-full`; each of the last three ends the recording.
   */
  'recording/chunk': {
    args: z.object({
      recording,
      side,
      segment: index,
      contentType: z.string().regex(/^(?:audio|video)\/webm(?:;codecs=[a-z0-9.,]{1,40})?$/u),
      from: duration,
      until: duration.max(LATEST_MS),
      isLast: z.boolean(),
      bytes: bytes.refine(({ length }) => length <= LARGEST_CHUNK),
    }),
    result: nothing,
  },
  /** The recorders have given all: the manifest is signed. */
  'recording/finish': { args: z.object({ recording }), result: nothing },
  /** Those of a dialogue, the newest first. */
  'recording/list': { args: z.object({ dialogue }), result: z.array(recordingView) },
  /** The media of a segment, as far as it is what was recorded. Errors: `recording-unknown`, `recording-running`, `recording-segment-unknown`. */
  'recording/segment': {
    args: z.object({ recording, side, index }),
    result: z.object({ bytes, durationMs: duration, finding: segmentFinding.nullable() }),
  },
  /** What of all segments was changed, or is missing. Errors: as `recording/segment`. */
  'recording/check': {
    args: z.object({ recording }),
    result: z.object({ findings: z.array(z.object({ side, index, finding: segmentFinding })) }),
  },
  /** Errors: `recording-unknown`. */
  'recording/rename': { args: z.object({ recording, title: shortText }), result: nothing },
  /**
   * Gives one that was recorded here to the other doctor, as files of its dialogue. Errors: `recording-unknown`,
   * `recording-running`, `recording-of-other`, `recording-given`, `recording-incomplete`, `recording-unconsented`, those of
   * `dialogue/send`, `attachments-full` {limit}, `storage-full`.
   */
  'recording/give': { args: z.object({ recording }), result: nothing },
  /** Destroys its key: nobody opens it any more. Errors: `recording-unknown`, `recording-running`. */
  'recording/delete': { args: z.object({ recording }), result: nothing },
} as const;

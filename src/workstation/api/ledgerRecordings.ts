/** Recordings of consults on the ledger: what their holder put there, who may open them, and what they look like to others. */
import { z } from 'zod';
import { SIDES } from '../../consult/recording/segment.ts';
import { bilingual, bytes, hex, institutionId, nothing, staffId, timeMs } from './common.ts';
import { recordingSides, segmentFinding } from './recordings.ts';

const anchor = hex(32);
const recording = hex(16);
const duration = z.number().int().nonnegative();

const party = z.object({ id: staffId, name: bilingual, institutionId, institution: bilingual });

/** A recording as the ledger has it, or is about to. Nothing of it says of whom it speaks. */
const anchoredView = z.object({
  /** Its name on the ledger. */
  anchor,
  /** On this computer; null where it is not. */
  recording: recording.nullable(),
  /** What it is to this doctor: recorded by them, of a consult of theirs, or opened to them by its holder. */
  is: z.enum(['holder', 'other', 'named']),
  holder: party,
  other: party,
  /** `waiting`: signed here, and not on the ledger yet; `refused`: see `code`. */
  state: z.enum(['waiting', 'refused', 'standing', 'withdrawing', 'withdrawn']),
  code: z.string().nullable(),
  anchored: timeMs.nullable(),
  withdrawn: z
    .object({
      time: timeMs,
      by: bilingual,
      /** Each institution says when it had deleted what it held; null while it has not. */
      receipts: z.array(z.object({ institution: bilingual, time: timeMs.nullable() })),
    })
    .nullable(),
  /** Whom the holder named beside the two doctors; known to the holder alone. */
  readers: z.array(party),
});
export type AnchoredView = z.infer<typeof anchoredView>;

const sent = z.object({ anchor, state: z.enum(['committed', 'queued']) });

export const ledgerRecordingsApi = {
  /**
   * Puts a recording of this doctor's on the ledger: a salted hash of it, and its sealed parts at the nodes. Waits in the
   * outbox while the node is away. Errors: `recording-unknown`, `recording-running`, `recording-incomplete`,
   * `anchor-exists`, `recipient-unknown`, and the ledger's refusals.
   */
  'recording/anchor': { args: z.object({ recording }), result: sent },
  /** What concerns this doctor; the newest first. */
  'recording/anchored': { args: nothing, result: z.array(anchoredView) },
  /**
   * Either of the two doctors, once: what nodes and both workstations have of it is deleted, and each institution signs
   * that it is. Errors: `anchor-unknown`, `anchor-doctors`, `anchor-withdrawn`.
   */
  'recording/withdraw': { args: z.object({ anchor }), result: sent },
  /**
   * The holder names a further doctor, or takes that back. Errors: `anchor-unknown`, `anchor-doctors`, `anchor-withdrawn`,
   * `recipient-unknown`, `recipient-suspended`, `recording-readers-full`, `node-away`.
   */
  'recording/reader': { args: z.object({ anchor, doctor: staffId, may: z.boolean() }), result: nothing },
  /**
   * Fetches a recording of the ledger and compares it with what stands there: the commitment, the root of the manifest, its
   * signature, both consents. Errors: `anchor-unknown`, `anchor-withdrawn`, `envelope-mismatch`, `envelope-unknown`,
   * `row-unreadable`, `recording-not-anchored` {check}, `recording-unconsented`, `node-away`.
   */
  'recording/open-anchored': {
    args: z.object({ anchor }),
    result: z.object({
      holder: party,
      other: party,
      began: timeMs,
      durationMs: duration,
      hasPatient: z.boolean(),
      sides: recordingSides,
    }),
  },
  /** The media of a segment of one that was opened, as far as it is what was recorded. Errors: as `recording/open-anchored`. */
  'recording/anchored-segment': {
    args: z.object({ anchor, side: z.enum(SIDES), index: z.number().int().nonnegative() }),
    result: z.object({ bytes, durationMs: duration, finding: segmentFinding.nullable() }),
  },
  /**
   * A file by which whoever has it sees that this recording stands on the ledger, since when, and by whose consent. Errors:
   * `anchor-unknown`, `proof-not-yet`, and those of `recording/open-anchored`.
   */
  'recording/proof': {
    args: z.object({ anchor }),
    result: z.object({ name: z.string(), bytes }),
  },
} as const;

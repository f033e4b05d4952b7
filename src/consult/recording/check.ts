/** Whether a segment is the one that the manifest names, and what is wrong with it if it is not. */
import { bytesEqual } from '../../crypto/bytes.ts';
import { sha256 } from '../../crypto/hash.ts';
import type { Manifest, SegmentEntry } from './manifest.ts';
import { openSegment, type OpenedSegment, type Side } from './segment.ts';

/** Why a segment, or a part of it, cannot be played. */
export type SegmentFinding =
  | 'segment-missing'
  | 'segment-altered'
  /** It stands in the place of another one. */
  | 'segment-misplaced'
  /** It breaks off where the manifest has more of it. */
  | 'segment-cut'
  /** The recorder was ended suddenly: what came after is nowhere, and nobody took it away. */
  | 'segment-unended';

export interface CheckedSegment extends Omit<OpenedSegment, 'fault'> {
  readonly finding: SegmentFinding | null;
}

const NOTHING = { media: new Uint8Array(0), durationMs: 0 } as const;

/** `bytes`: the sealed segment as it was found, or null. What is whole of it is answered also where it is not all. */
export function checkSegment(
  manifest: Manifest,
  at: { readonly side: Side; readonly index: number; readonly bytes: Uint8Array | null },
  key: Uint8Array,
): CheckedSegment {
  const { bytes, index, side } = at;
  const entry = entryOf(manifest, side, index);
  if (entry === null || bytes === null) return { ...NOTHING, finding: 'segment-missing' };
  const { fault, ...opened } = openSegment(bytes, { recording: manifest.recording, side, index }, key);
  const hash = sha256(bytes);
  if (bytesEqual(hash, entry.hash)) {
    const isUnended = fault === 'segment-cut' && !entry.ends;
    return { ...opened, finding: isUnended ? 'segment-unended' : fault };
  }
  if (isNamedElsewhere(manifest, hash)) return { ...NOTHING, finding: 'segment-misplaced' };
  // One that opens whole was sealed with the key after the manifest was signed.
  return { ...opened, finding: fault ?? 'segment-altered' };
}

function entryOf({ sides }: Manifest, side: Side, index: number): SegmentEntry | null {
  return sides.find((one) => one.side === side)?.segments[index] ?? null;
}

function isNamedElsewhere({ sides }: Manifest, hash: Uint8Array): boolean {
  return sides.some(({ segments }) => segments.some((one) => bytesEqual(one.hash, hash)));
}

/** What the screens of a call show of the page's side of it. */
import type { Level } from '../../src/consult/quality/level.ts';
import type { MediaKind } from './media/frameForm.ts';

/** Something that either side may do for itself. */
export interface EachSide {
  readonly here: boolean;
  readonly there: boolean;
}

export interface CallSnapshot {
  readonly localStream: MediaStream | null;
  /** Null unless both ends have confirmed this connection. */
  readonly remoteStream: MediaStream | null;
  readonly isMuted: boolean;
  readonly isCameraOff: boolean;
  /** What the other side says that it sends. */
  readonly remote: { readonly audio: boolean; readonly video: boolean };
  /** Nothing has come for more than two seconds. */
  readonly isFrozen: boolean;
  readonly level: Level | null;
  /** One of the two saves bandwidth, and so both send little; by whom it was asked. */
  readonly narrow: EachSide;
  /** Whose picture is of a screen or window, and not of a face. */
  readonly sharing: EachSide;
  /** Devices that could not be used, by the names of getUserMedia's errors. */
  readonly trouble: Partial<Record<MediaKind, string>>;
  /** A device that went away, and the name of the one that is used instead of it. */
  readonly swapped: { readonly kind: MediaKind; readonly name: string } | null;
}

const NEITHER: EachSide = { here: false, there: false };

export const NOTHING_SHOWN: CallSnapshot = {
  localStream: null,
  remoteStream: null,
  isMuted: false,
  isCameraOff: false,
  remote: { audio: true, video: true },
  isFrozen: false,
  level: null,
  narrow: NEITHER,
  sharing: NEITHER,
  trouble: {},
  swapped: null,
};

/** What the page and the worker that seals and opens the frames of a call say to each other. */
import type { MediaKey } from '../../../src/consult/sframe/sealer.ts';
import type { SuiteNumber } from '../../../src/consult/sframe/suite.ts';
import type { MediaKind } from './frameForm.ts';

export const KINDS: readonly MediaKind[] = ['audio', 'video'];

/** Given to each transform: whose frames pass it. */
export interface Pass {
  readonly side: 'send' | 'receive';
  readonly kind: MediaKind;
  readonly suite: SuiteNumber;
}

export type ToMediaWorker =
  /** Make a key for what is sent, and say it; frames are sealed with it once it is to be used. */
  | { readonly ask: 'key'; readonly kind: MediaKind; readonly epoch: number; readonly suite: SuiteNumber }
  | { readonly ask: 'use'; readonly kind: MediaKind; readonly kid: number }
  /** A key of the other end. */
  | { readonly ask: 'hear'; readonly key: MediaKey; readonly suite: SuiteNumber }
  /** A whole picture of the other end. */
  | { readonly ask: 'picture' }
  | { readonly ask: 'count'; readonly number: number };

export type FromMediaWorker =
  | { readonly is: 'key'; readonly kind: MediaKind; readonly key: MediaKey }
  | { readonly is: 'heard'; readonly kid: number; readonly isTaken: boolean }
  | { readonly is: 'used'; readonly kid: number }
  | { readonly is: 'counted'; readonly number: number; readonly counts: Counts };

/** Of one kind, since the call's connection was begun. */
export interface KindCounts {
  readonly sealed: number;
  readonly opened: number;
  /** Frames of this side that did not go: no key yet, or none left. */
  readonly unsealed: number;
  /** Frames of the other end that were dropped, by why. */
  readonly refused: Readonly<Record<string, number>>;
  /** Spent on frames, ms: all together, and the longest. */
  readonly spent: number;
  readonly longest: number;
}
export type Counts = Readonly<Record<MediaKind, KindCounts>>;

/** A KID says which kind it is for: each kind has keys of its own. */
export function kidOf(kind: MediaKind, epoch: number): number {
  return epoch * KINDS.length + KINDS.indexOf(kind);
}

export function kindOf(kid: number): MediaKind {
  return kid % KINDS.length === 0 ? 'audio' : 'video';
}

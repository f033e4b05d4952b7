/** What a check found, in words that say what to do. Pure. */
import type { Trouble } from '../devices/trouble.ts';
import type { Loopback } from './loopback.ts';

export type DeviceFinding =
  | { readonly is: 'well' | 'looking' }
  | { readonly is: 'trouble'; readonly trouble: Trouble };

export type WayFinding =
  | { readonly is: 'looking' }
  | { readonly is: 'well' | 'narrow' | 'sound-only'; readonly loopback: Loopback }
  /** The hospital's relay cannot be reached: only colleagues on the same network can be. */
  | { readonly is: 'unreachable' }
  /** The hospital has none. */
  | { readonly is: 'none' };

/** Bits a second that a good picture takes, and that sound takes; in between the picture is small. */
const PICTURE = 1_200_000;
const SOUND = 200_000;

export function wayOf(loopback: Loopback | null): WayFinding {
  if (loopback === null) return { is: 'unreachable' };
  // What is measured goes to the relay and comes back over the same line, as both directions of a call do.
  if (loopback.rate >= PICTURE) return { is: 'well', loopback };
  return { is: loopback.rate >= SOUND ? 'narrow' : 'sound-only', loopback };
}

/** A call without a microphone is none; whatever else is missing, two doctors can still talk. */
export function isHopeless(microphone: DeviceFinding): boolean {
  return microphone.is === 'trouble';
}

/** What a file may make the reader do. Each is far above what a machine of a hospital writes. */

/** Bytes of a file that is read whole, and of what a deflated one may become. */
export const LARGEST_FILE = 0x8000_0000;
/** Bytes of one decoded frame; the largest mammograms have about 100 MB. */
export const LARGEST_FRAME = 0x1000_0000;
/** Frames of one object. */
export const MOST_FRAMES = 1_000_000;
/** Data elements of one file. An enhanced multi-frame object of 2,000 frames has about 120,000. */
export const MOST_ELEMENTS = 1_000_000;
/** Sequences in sequences that are kept; structured reports have about 20. */
export const DEEPEST_KEPT = 64;
/** Sequences in sequences that are passed over; beyond, reading ends. */
export const DEEPEST_PASSED = 10_000;
/** Problems that are told of one file. */
export const MOST_PROBLEMS = 100;

/** The one suite of algorithms there is so far; the first byte of every format that may outlive it. */
export const SUITE = 1;

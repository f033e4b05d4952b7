/** A sheet is there for the printer alone. */
export const PAPER = {
  display: 'none',
  '@media print': { display: 'block', color: 'black' },
} as const;

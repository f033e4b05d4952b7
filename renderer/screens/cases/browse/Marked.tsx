import { Box } from '@mui/material';
import type { FoundCase } from '../../../../src/workstation/api/caseLibrary.ts';

/** A piece of a case with what was searched for marked in it. */
export function Marked({ of }: { readonly of: FoundCase['title'] }) {
  const { cutAfter, cutBefore, marks, text } = of;
  const ends = marks.map(([, to]) => to);
  return (
    <>
      {cutBefore && '…'}
      {marks.map(([from, to], index) => (
        <span key={from}>
          {text.slice(ends[index - 1] ?? 0, from)}
          <Box component="mark" sx={{ bgcolor: 'action.selected', color: 'inherit', fontWeight: 600 }}>
            {text.slice(from, to)}
          </Box>
        </span>
      ))}
      {text.slice(ends.at(-1) ?? 0)}
      {cutAfter && '…'}
    </>
  );
}

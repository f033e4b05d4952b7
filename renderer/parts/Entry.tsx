import { Paper, Typography } from '@mui/material';
import type { ReactNode } from 'react';

interface EntryProps {
  readonly title: string;
  readonly width: number;
  readonly children: ReactNode;
}

/** A sheet in the middle of the window: where one thing is asked before the desk opens. */
export function Entry({ title, width, children }: EntryProps) {
  return (
    <Paper sx={{ width, maxWidth: '94vw', mx: 'auto', my: '4vh', p: 3 }}>
      <Typography variant="h1" gutterBottom>
        {title}
      </Typography>
      {children}
    </Paper>
  );
}

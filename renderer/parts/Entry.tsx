import type { ReactNode } from 'react';

interface EntryProps {
  readonly title: string;
  readonly width: number;
  readonly children: ReactNode;
}

/** A sheet in the middle of the window: where one thing is asked before the desk opens. */
export function Entry({ title, width, children }: EntryProps) {
  return (
    <div className="entry" style={{ width }}>
      <h1>{title}</h1>
      {children}
    </div>
  );
}

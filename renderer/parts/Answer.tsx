import type { ReactNode } from 'react';
import type { Asked } from '../client/useAsk.ts';
import { ErrorNote } from './ErrorNote.tsx';
import { Loading } from './Loading.tsx';

/** Shows an answer of the core, or that it is awaited, or why there is none or no newer one. */
export function Answer<T>({
  of,
  children,
}: {
  readonly of: Asked<T>;
  readonly children: (value: T) => ReactNode;
}) {
  switch (of.state) {
    case 'loading':
      return <Loading />;
    case 'failed':
      return <ErrorNote error={of.error} />;
    case 'ready':
      return (
        <>
          <ErrorNote error={of.error} />
          {children(of.value)}
        </>
      );
  }
}

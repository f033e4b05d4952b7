import { useEffect } from 'react';
import { listen } from '../client/core.ts';
import type { Connections } from './connections.ts';

let made: Promise<Connections> | null = null;

/** Those of this page: read when the first one is wanted. */
export async function connections(): Promise<Connections> {
  made ??= import('./connections.ts').then((module) => new module.Connections());
  return made;
}

/** Makes the direct connections of a doctor for as long as they are logged in. */
export function useConnections(isDoctor: boolean): void {
  useEffect(() => {
    if (!isDoctor) return undefined;
    const stop = listen(({ type }) => {
      if (type === 'link') void connections().then(async (all) => all.follow());
    });
    return () => {
      stop();
      void made?.then((all) => all.close());
    };
  }, [isDoctor]);
}

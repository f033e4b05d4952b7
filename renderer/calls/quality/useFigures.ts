import { useEffect, useState } from 'react';
import type { CallConnection } from '../callConnection.ts';
import type { Counts } from '../media/protocol.ts';
import { figuresOf, type Figures } from './figures.ts';

const EVERY_MS = 1_000;

export interface Measured {
  readonly now: Figures;
  /** One look ago; null at the first. */
  readonly before: Figures | null;
  readonly counts: Counts | null;
}

/** What is counted of the call, once a second for as long as somebody looks; null while there is no connection. */
export function useFigures(connection: CallConnection): Measured | null {
  const [measured, setMeasured] = useState<Measured | null>(null);
  useEffect(() => {
    let isHere = true;
    const look = async (): Promise<void> => {
      const [report, counts] = await Promise.all([connection.stats(), connection.counts()]);
      if (!isHere) return;
      const now = report === null ? null : figuresOf(report.values(), performance.now());
      setMeasured((last) => now && { now, before: last?.now ?? null, counts });
    };
    // A connection that has just closed counts nothing more.
    const lookQuietly = (): void => void look().catch(() => undefined);
    lookQuietly();
    const timer = window.setInterval(lookQuietly, EVERY_MS);
    return () => {
      isHere = false;
      window.clearInterval(timer);
    };
  }, [connection]);
  return measured;
}

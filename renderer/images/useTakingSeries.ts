import { useRef, useState } from 'react';
import type { SeriesView, StudyView } from '../../src/workstation/api/pacs.ts';
import { ask, asCoreError, type CoreError } from '../client/core.ts';

export interface Doing {
  readonly done: number;
  readonly of: number;
}

/**
 * Takes series of a study out of the image archive into the note, file by file: each is attached as it comes, so that
 * stopping, or an archive that goes away, leaves what has come.
 */
export function useTakingSeries(visit: string, onTaken: () => void) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const [error, setError] = useState<CoreError | null>(null);
  const [taken, setTaken] = useState(0);
  const wanted = useRef<symbol | null>(null);
  const take = (study: StudyView, series: readonly SeriesView[]): void => {
    const turn = Symbol('taking');
    wanted.current = turn;
    setError(null);
    setTaken(0);
    void run(study, series, () => wanted.current === turn);
  };
  return { doing, error, taken, take, stop: () => void (wanted.current = null) };

  async function run(study: StudyView, series: readonly SeriesView[], goesOn: () => boolean): Promise<void> {
    try {
      const files = await filesOf(study, series);
      for (const [done, file] of files.entries()) {
        if (!goesOn()) break;
        setDoing({ done, of: files.length });
        await ask('pacs/take', { visit, study: study.uid, ...file });
        setTaken(done + 1);
        onTaken();
      }
    } catch (cause) {
      setError(asCoreError(cause));
    } finally {
      setDoing(null);
    }
  }
}

/** All files of the series, in the order in which they are looked at. */
async function filesOf(study: StudyView, series: readonly SeriesView[]) {
  const lists = await Promise.all(
    series.map(async (one) => {
      const instances = await ask('pacs/instances', { study: study.uid, series: one.uid });
      return instances.map(({ uid, number }) => ({
        series: one.uid,
        instance: uid,
        name: `${one.modality} ${String(one.number)}-${String(number)}`.trim(),
      }));
    }),
  );
  return lists.flat();
}

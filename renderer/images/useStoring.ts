import { useRef, useState } from 'react';
import type { ArgsOf } from '../../src/workstation/api.ts';
import type { AttachmentView } from '../../src/workstation/api/attachments.ts';
import type { StoreRefusal } from '../../src/workstation/api/pacs.ts';
import { ask, asCoreError, type CoreError } from '../client/core.ts';
import type { Doing } from './useTakingSeries.ts';

type Asked = ArgsOf<'pacs/store'>;

/** Stores images in the archive, file by file: one that it refuses stops no other, and is counted by its reason. */
export function useStoring(of: Asked['of']) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const [error, setError] = useState<CoreError | null>(null);
  const [stored, setStored] = useState(0);
  const [refused, setRefused] = useState<ReadonlyMap<StoreRefusal, number>>(new Map());
  const wanted = useRef<symbol | null>(null);
  const start = (files: readonly AttachmentView[], patient: Asked['patient']): void => {
    const turn = Symbol('storing');
    wanted.current = turn;
    setError(null);
    setStored(0);
    setRefused(new Map());
    void run(files, patient, () => wanted.current === turn);
  };
  return { doing, error, stored, refused, start, stop: () => void (wanted.current = null) };

  async function run(
    files: readonly AttachmentView[],
    patient: Asked['patient'],
    goesOn: () => boolean,
  ): Promise<void> {
    try {
      for (const [done, { id }] of files.entries()) {
        if (!goesOn()) break;
        setDoing({ done, of: files.length });
        const answer = await ask('pacs/store', { of, id, patient });
        const reason = answer.refused;
        if (reason === null) setStored((before) => before + 1);
        else setRefused((before) => new Map(before).set(reason, (before.get(reason) ?? 0) + 1));
      }
    } catch (cause) {
      setError(asCoreError(cause));
    } finally {
      setDoing(null);
    }
  }
}

import { useState } from 'react';
import { ask, asCoreError, type CoreError } from '../client/core.ts';

/** Something to attach: its bytes are asked for when its turn has come. */
export interface Offered {
  readonly name: string;
  readonly read: () => Promise<Uint8Array<ArrayBuffer>>;
}

export interface Refused {
  readonly name: string;
  readonly error: CoreError;
}

export function offered(files: readonly File[]): readonly Offered[] {
  return files.map((file) => ({
    name: file.name,
    read: async () => new Uint8Array(await file.arrayBuffer()),
  }));
}

/** Attaches one file after the other: what is wrong with one stops no other, and what has come stays when it is stopped. */
export function useTaking(visit: string, reload: () => void) {
  const [doing, setDoing] = useState<{ readonly done: number; readonly of: number } | null>(null);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const [passedOver, setPassedOver] = useState(0);
  const start = (files: readonly Offered[], isFolder: boolean): void => {
    if (files.length > 0 && doing === null) void takeAll(files, isFolder);
  };
  return {
    doing,
    refused,
    passedOver,
    /** Files that were chosen one by one: each that is no image is named. */
    take: (files: readonly Offered[]) => start(files, false),
    /** What a folder holds: what is no image of it is counted. */
    takeAny: (files: readonly Offered[]) => start(files, files.length > 1),
  };

  async function takeAll(files: readonly Offered[], isFolder: boolean): Promise<void> {
    setRefused([]);
    setPassedOver(0);
    for (const [done, file] of files.entries()) {
      setDoing({ done, of: files.length });
      try {
        await ask('attachment/add', { visit, name: file.name, bytes: await file.read() });
      } catch (cause) {
        const error = asCoreError(cause);
        if (isFolder && error.code === 'attachment-kind') setPassedOver((before) => before + 1);
        else setRefused((before) => [...before, { name: file.name, error }]);
      }
    }
    setDoing(null);
    reload();
  }
}

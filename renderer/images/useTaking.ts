import { useRef, useState } from 'react';
import { ask, asCoreError, type CoreError } from '../client/core.ts';
import { STOPPED, takeInPieces, type Pieces } from './takeInPieces.ts';

/** Something to attach: its bytes are asked for when its turn has come. */
export interface Offered {
  readonly name: string;
  /** Below the folder that was chosen or dropped, or the name alone. */
  readonly path: string;
  readonly read: () => Promise<Uint8Array<ArrayBuffer>>;
  /** Of a large file, which is not held whole. */
  readonly pieces?: Pieces;
}

/** Bytes up to which a file is handed over whole. */
const WHOLE = 32 * 1024 * 1024;

export interface Refused {
  readonly name: string;
  readonly error: CoreError;
}

export function offered(files: readonly File[]): readonly Offered[] {
  return files.map(offeredFile);
}

export function offeredFile(file: File): Offered {
  return {
    name: file.name,
    path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
    read: async () => new Uint8Array(await file.arrayBuffer()),
    ...(file.size > WHOLE ? { pieces: piecesOf(file) } : {}),
  };
}

function piecesOf(file: File): Pieces {
  return {
    size: file.size,
    slice: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  };
}

/** How far the one at hand has come, of a file that comes in pieces. */
export interface Doing {
  readonly done: number;
  readonly of: number;
  readonly bytes: { readonly name: string; readonly taken: number; readonly size: number } | null;
}

/** Waits for its turn. */
interface InLine {
  readonly file: Offered;
  readonly isFolder: boolean;
}

/**
 * Attaches one file after the other: what is wrong with one stops no other, and what has come stays when it is stopped.
 * What is offered meanwhile comes after them.
 */
export function useTaking(visit: string, reload: () => void) {
  const [doing, setDoing] = useState<Doing | null>(null);
  const stopping = useRef<AbortController | null>(null);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const [passedOver, setPassedOver] = useState(0);
  /** All files of this run; null while nothing is attached. */
  const line = useRef<InLine[] | null>(null);
  const start = (files: readonly Offered[], isFolder: boolean): void => {
    if (files.length === 0) return;
    const more = files.map((file) => ({ file, isFolder }));
    if (line.current === null) {
      line.current = more;
      void takeAll(line.current);
      return;
    }
    line.current.push(...more);
    const of = line.current.length;
    setDoing((now) => now && { ...now, of });
  };
  return {
    doing,
    /** What came of the file at hand stays, and can be gone on with. */
    stop: () => stopping.current?.abort(),
    refused,
    passedOver,
    /** Files that were chosen one by one: each that is no image is named. */
    take: (files: readonly Offered[]) => start(files, false),
    /** What a folder holds: what is no image of it is counted. */
    takeAny: (files: readonly Offered[]) => start(files, files.length > 1),
  };

  async function takeAll(files: readonly InLine[]): Promise<void> {
    setRefused([]);
    setPassedOver(0);
    const control = new AbortController();
    stopping.current = control;
    // It grows while it is gone through.
    for (const [done, { file, isFolder }] of files.entries()) {
      if (control.signal.aborted) break;
      setDoing({ done, of: files.length, bytes: null });
      const progress = (taken: number, size: number): void =>
        setDoing({ done, of: files.length, bytes: { name: file.name, taken, size } });
      try {
        if (file.pieces === undefined)
          await ask('attachment/add', { visit, name: file.name, bytes: await file.read() });
        else await takeInPieces({ visit, name: file.name, ...file.pieces }, progress, control.signal);
      } catch (cause) {
        if (cause === STOPPED) break;
        const error = asCoreError(cause);
        if (isFolder && error.code === 'attachment-kind') setPassedOver((before) => before + 1);
        else setRefused((before) => [...before, { name: file.name, error }]);
        // A note that is full, or that is no draft any more, takes none of the others either.
        if (ENDINGS.has(error.code)) break;
      }
    }
    line.current = null;
    setDoing(null);
    reload();
  }
}

const ENDINGS = new Set(['attachments-full', 'locked', 'storage-full', 'visit-over', 'visit-unknown']);

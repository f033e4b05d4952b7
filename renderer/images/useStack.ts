/** A series that is shown: its reader, its order, and the images that are kept of it. */
import { useEffect, useState } from 'react';
import { asCoreError, type CoreError } from '../client/core.ts';
import { ImageReader } from './imageReader.ts';
import { ImageStack, type ReadBytes, type Series, type Slice } from './imageStack.ts';
import { StackImages, type ShownImage } from './rendering.ts';
import { WINDOW_PORTS } from './startWorker.ts';

export interface Loaded {
  readonly slices: readonly Slice[];
  readonly images: StackImages | null;
  /** Files that are opened. */
  readonly done: number;
}

const NOTHING: Loaded = { slices: [], images: null, done: 0 };

/** The new place of each slice when they are put in order. */
export type Moved = (slice: number) => number;

/**
 * Opens a series, and decodes ahead as far as there is room; it is closed, and its worker ended, when another is shown.
 * Null: there is none. `onMoved` when the places of its slices change.
 */
export function useStack(series: Series | null, read: ReadBytes, onMoved: (moved: Moved) => void): Loaded {
  const [loaded, setLoaded] = useState<Loaded>(NOTHING);
  useEffect(() => {
    if (series === null) return undefined;
    const reader = new ImageReader(WINDOW_PORTS);
    const stack = new ImageStack(series, read, reader);
    const images = new StackImages(stack);
    let isCurrent = true;
    let before: readonly Slice[] = [];
    const told = async (): Promise<void> => {
      if (!isCurrent) return;
      const { done, slices } = stack;
      if (stack.isWhole) onMoved(movedTo(before, slices));
      before = slices;
      setLoaded({ slices, images, done });
      for (const slice of slices) if (!isCurrent || !(await isAhead(images, slice))) break;
    };
    void stack.open(told);
    return () => {
      isCurrent = false;
      reader.close();
      images.close();
      setLoaded(NOTHING);
    };
  }, [series, read, onMoved]);
  return loaded;
}

function movedTo(before: readonly Slice[], after: readonly Slice[]): Moved {
  const places = new Map(after.map((slice, index) => [slice, index]));
  return (slice) => {
    const known = before[slice];
    return (known && places.get(known)) ?? slice;
  };
}

/** Decodes while there is room, and says whether there was; what fails says so when it is looked at. */
async function isAhead(images: StackImages, slice: Slice): Promise<boolean> {
  if (slice.is !== 'image' || images.kept(slice) !== null) return true;
  const { columns, rows } = slice.opened;
  if (!StackImages.hasRoomFor(rows * columns * MOST_SAMPLE_BYTES)) return false;
  await images.image(slice).catch(() => undefined);
  return true;
}

/** Of a pixel: RGBA. */
const MOST_SAMPLE_BYTES = 4;

export interface SliceShown {
  readonly image: ShownImage | null;
  readonly error: CoreError | null;
}

interface Answer extends SliceShown {
  readonly slice: Slice;
}

/** The picture of a slice. Nothing of another: while it is decoded, both are null. */
export function useSlice({ images }: Loaded, slice: Slice | undefined): SliceShown {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const wanted = slice?.is === 'image' ? slice : null;
  const kept = wanted === null ? null : (images?.kept(wanted) ?? null);
  const isMissing = wanted !== null && kept === null;
  useEffect(() => {
    if (!isMissing || images === null) return undefined;
    let isCurrent = true;
    images.image(wanted).then(
      (image) => isCurrent && setAnswer({ slice: wanted, image, error: null }),
      (error: unknown) => isCurrent && setAnswer({ slice: wanted, image: null, error: asCoreError(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [images, wanted, isMissing]);
  if (slice?.is === 'failed') return { image: null, error: slice.error };
  if (kept !== null) return { image: kept, error: null };
  return answer !== null && answer.slice === slice ? answer : { image: null, error: null };
}

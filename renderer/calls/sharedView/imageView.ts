/** The state of a viewer of images as two doctors share it, and back. Pure. */
import type { Look, Seen, View } from '../../../src/consult/sharedView/view.ts';
import type { Slice } from '../../images/imageStack.ts';
import { LEAST_ZOOM, MOST_ZOOM, type ViewerState } from '../../images/viewerState.ts';

type SeenImages = Extract<Seen, { readonly is: 'images' }>;

/** Null while there is no image at that place. */
export function seenOf(state: ViewerState, slices: readonly Slice[]): SeenImages | null {
  const slice = slices[state.slice];
  if (slice?.is !== 'image') return null;
  const { flipped, inverted, pan, turned, window, zoom } = state;
  return {
    is: 'images',
    file: slice.file,
    frame: slice.frame,
    look: { flipped, inverted, pan, turned, window, zoom },
  };
}

/** As the other sees it, with the tools and measurements of this viewer; an image that is not opened yet comes later. */
export function followedState(own: ViewerState, view: View | null, slices: readonly Slice[]): ViewerState {
  if (view?.seen.is !== 'images') return own;
  const { file, frame, look } = view.seen;
  const at = slices.findIndex(
    (slice) => slice.is === 'image' && slice.file === file && slice.frame === frame,
  );
  const zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, look.zoom));
  return { ...own, ...look, zoom, slice: at === -1 ? own.slice : at };
}

/** Whether a change is one that the other would see. */
export function isSeen(before: ViewerState, after: ViewerState): boolean {
  return before.slice !== after.slice || LOOK.some((name) => before[name] !== after[name]);
}

const LOOK: readonly (keyof Look)[] = ['flipped', 'inverted', 'pan', 'turned', 'window', 'zoom'];

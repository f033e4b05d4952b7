/**
 * What two doctors in a call can look at together, and how it is looked at: names and numbers alone. What is named lies at
 * both ends already, given inside the dialogue; no byte of it goes along.
 */

/** On the table: what a message of the dialogue brought. */
export type Item =
  /** Images that are shown together, by the first of their files; or a document of pages. */
  | { readonly is: 'images' | 'document'; readonly message: string; readonly file: number }
  | { readonly is: 'record'; readonly message: string };

/** A place in what is shown. */
export type Spot =
  /** In pixels of the image. */
  | {
      readonly is: 'image';
      readonly file: number;
      readonly frame: number;
      readonly x: number;
      readonly y: number;
    }
  /** In parts of the page's width and height; pages are numbered from 1. */
  | { readonly is: 'page'; readonly page: number; readonly x: number; readonly y: number }
  /** In parts of an element of a record, by its name there. */
  | { readonly is: 'element'; readonly element: string; readonly x: number; readonly y: number };

/** How an image is looked at; numbers as in a viewer of images. */
export interface Look {
  /** Null: as the file says. */
  readonly window: { readonly center: number; readonly width: number } | null;
  /** 1 fits the image into its pane. */
  readonly zoom: number;
  /** In pixels of the image. */
  readonly pan: { readonly x: number; readonly y: number };
  readonly turned: 0 | 90 | 180 | 270;
  readonly flipped: boolean;
  readonly inverted: boolean;
}

/** What one doctor sees of the item on the table. */
export type Seen =
  | { readonly is: 'images'; readonly file: number; readonly frame: number; readonly look: Look }
  /** The page in the middle of the screen, and how far down of it; zoom 1 is as wide as there is room. */
  | { readonly is: 'document'; readonly page: number; readonly y: number; readonly zoom: number }
  /** The topmost element of a record that is in sight, and how far down of it. */
  | { readonly is: 'record'; readonly element: string; readonly y: number };

export interface View {
  readonly item: Item;
  readonly seen: Seen;
}

type Corner = Pick<Spot, 'x' | 'y'>;

export type Shape =
  | { readonly is: 'arrow'; readonly to: Corner }
  /** Free, from the mark's place on. */
  | { readonly is: 'line'; readonly points: readonly Corner[] }
  | { readonly is: 'text'; readonly text: string };

/** Drawn over an item, never into it. */
export interface Mark {
  /** Of its author's, counted from 1 within a call. */
  readonly id: number;
  readonly item: Item;
  readonly at: Spot;
  readonly shape: Shape;
}

export function sameItem(a: Item | null, b: Item | null): boolean {
  if (a === null || b === null) return a === b;
  if (a.is !== b.is || a.message !== b.message) return false;
  return a.is === 'record' || b.is === 'record' || a.file === b.file;
}

/** Whether two places are in the same picture, on the same page, in the same element. */
export function isBeside(a: Spot, b: Spot): boolean {
  if (a.is === 'image') return b.is === 'image' && a.file === b.file && a.frame === b.frame;
  if (a.is === 'page') return b.is === 'page' && a.page === b.page;
  return b.is === 'element' && a.element === b.element;
}

/**
 * What two ends say to each other of the view that they share, as UTF-8 of JSON: numbers of a view are broken ones, which
 * the canonical encoding of signed things does not have. Words go over the call's reliable channel, the pointer over the
 * one that loses: see sharedView.ts and pointer.ts. All of it comes from another machine, and is decoded before it is used.
 */
import { z } from 'zod';
import type { Item, Mark, View } from './view.ts';

/** A moment of a side's clock; see sharedView.ts. 0: never. */
export interface Said<T> {
  readonly at: number;
  readonly value: T;
}

/** All that one side says. */
export interface SideState {
  readonly table: Said<Item | null>;
  /** True: look at what I look at. False: everybody for themselves. */
  readonly lead: Said<boolean>;
  readonly view: Said<View | null>;
  readonly marks: readonly Mark[];
}

export type Word =
  | { readonly say: 'table'; readonly at: number; readonly item: Item | null }
  | { readonly say: 'lead'; readonly at: number; readonly leads: boolean }
  | { readonly say: 'view'; readonly at: number; readonly view: View }
  | { readonly say: 'mark'; readonly at: number; readonly mark: Mark }
  | { readonly say: 'unmark'; readonly at: number; readonly id: number }
  /** First of all on every connection, and when it is asked for: what the side had said before. */
  | { readonly say: 'all'; readonly at: number; readonly asks: boolean; readonly side: SideState };

export interface PointerWord {
  /** Later ones have more. */
  readonly number: number;
  /** Null: it points at nothing any more. */
  readonly at: { readonly item: Item; readonly spot: Mark['at'] } | null;
}

/** Bytes. */
export const LONGEST_WORD = 512 * 1024;
/** Bytes; the channel that loses sends it as one packet. */
export const LONGEST_POINTER = 512;
/** Marks of one side, points of one, points of all marks of a side, characters of a text. */
export const MOST_MARKS = 200;
export const MOST_POINTS = 500;
export const MOST_POINTS_OF_ALL = 10_000;
export const LONGEST_TEXT = 200;
/** More is never counted in a call. */
export const LAST_MOMENT = 2 ** 40;

// The page runs no text as a program: zod is not to try.
z.config({ jitless: true });

const moment = z.int().nonnegative().max(LAST_MOMENT);
const count = z.int().nonnegative().max(1_000_000);
const pixel = z.number().min(-1_000_000).max(1_000_000);
/** A line may go over the edge of a page. */
const part = z.number().min(-1).max(2);
const level = z.number().min(-1e12).max(1e12);
const message = z.string().regex(/^[0-9a-f]{32}$/u);
const element = z.string().regex(/^[a-z0-9-]{1,64}$/u);
const zoom = z.number().min(0.01).max(100);

const item = z.union([
  z.strictObject({ is: z.enum(['images', 'document']), message, file: count }),
  z.strictObject({ is: z.literal('record'), message }),
]);

const spot = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('image'), file: count, frame: count, x: pixel, y: pixel }),
  z.strictObject({ is: z.literal('page'), page: count, x: part, y: part }),
  z.strictObject({ is: z.literal('element'), element, x: part, y: part }),
]);

const look = z.strictObject({
  window: z.strictObject({ center: level, width: z.number().min(1).max(1e12) }).nullable(),
  zoom,
  pan: z.strictObject({ x: pixel, y: pixel }),
  turned: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  flipped: z.boolean(),
  inverted: z.boolean(),
});

const seen = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('images'), file: count, frame: count, look }),
  z.strictObject({ is: z.literal('document'), page: count, y: part, zoom }),
  z.strictObject({ is: z.literal('record'), element, y: part }),
]);

const view = z
  .strictObject({ item, seen })
  .refine((one) => one.item.is === one.seen.is)
  .readonly();

const corner = z.strictObject({ x: pixel, y: pixel });
const shape = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('arrow'), to: corner }),
  z.strictObject({ is: z.literal('line'), points: z.array(corner).min(1).max(MOST_POINTS) }),
  z.strictObject({ is: z.literal('text'), text: z.string().min(1).max(LONGEST_TEXT) }),
]);

const SPOT_OF = { images: 'image', document: 'page', record: 'element' } as const;

const mark = z
  .strictObject({ id: z.int().positive().max(1_000_000), item, at: spot, shape })
  .refine((one) => SPOT_OF[one.item.is] === one.at.is);

function said<T extends z.ZodType>(value: T) {
  return z.strictObject({ at: moment, value });
}

const side = z.strictObject({
  table: said(item.nullable()),
  lead: said(z.boolean()),
  view: said(view.nullable()),
  marks: z.array(mark).max(MOST_MARKS),
});

const word = z.discriminatedUnion('say', [
  z.strictObject({ say: z.literal('table'), at: moment, item: item.nullable() }),
  z.strictObject({ say: z.literal('lead'), at: moment, leads: z.boolean() }),
  z.strictObject({ say: z.literal('view'), at: moment, view }),
  z.strictObject({ say: z.literal('mark'), at: moment, mark }),
  z.strictObject({ say: z.literal('unmark'), at: moment, id: z.int().positive() }),
  z.strictObject({ say: z.literal('all'), at: moment, asks: z.boolean(), side }),
]);

const pointer = z.strictObject({
  number: moment,
  at: z
    .strictObject({ item, spot })
    .refine((one) => SPOT_OF[one.item.is] === one.spot.is)
    .nullable(),
});

export function encodeWord(said: Word): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(said));
}

/** Null for what is no word. */
export function decodeWord(bytes: Uint8Array): Word | null {
  return bytes.length > LONGEST_WORD ? null : parsed(word, bytes);
}

export function encodePointer(said: PointerWord): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(said));
}

/** Null for what is no pointer. */
export function decodePointer(bytes: Uint8Array): PointerWord | null {
  return bytes.length > LONGEST_POINTER ? null : parsed(pointer, bytes);
}

function parsed<T>(type: z.ZodType<T>, bytes: Uint8Array): T | null {
  try {
    const { data } = type.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    return data ?? null;
  } catch {
    return null;
  }
}

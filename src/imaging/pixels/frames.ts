/** Where the compressed bytes of each frame lie (DICOM PS3.5 §A.4). */
import { ConsiliumError } from '../../errors.ts';
import type { DataSet, FragmentsElement, Place } from '../dataSet.ts';
import { bytesOf, valueBytes } from '../dataSet.ts';
import { TAG } from '../tags.ts';

/** The fragments of one frame. */
export type FramePlaces = readonly Place[];

/** Bytes of an item's tag and length, which offsets count. */
const ITEM_HEADER = 8;

/**
 * Frames by the extended offset table, else by the basic one, else one for each fragment, else parted where a fragment
 * ends with a JPEG end marker. There may be more than `declared`. Throws `pixels-truncated` {frames} where fewer can be
 * made out.
 */
export function encapsulatedFrames(
  set: DataSet,
  element: FragmentsElement,
  declared: number,
): readonly FramePlaces[] {
  const [table, ...fragments] = element.fragments;
  if (table === undefined) throw new ConsiliumError('pixels-truncated', { frames: 0 });
  const frames =
    byExtendedTable(set, fragments) ??
    byBasicTable(set, table, fragments) ??
    withoutTable(set, fragments, declared);
  if (frames.length < declared) throw new ConsiliumError('pixels-truncated', { frames: frames.length });
  return frames;
}

/** The bytes of a frame; copied where it has several fragments. */
export function frameBytesOf(set: DataSet, places: FramePlaces): Uint8Array {
  const [only] = places;
  if (places.length === 1 && only !== undefined) return bytesOf(set, only);
  const joined = new Uint8Array(places.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const place of places) {
    joined.set(bytesOf(set, place), at);
    at += place.length;
  }
  return joined;
}

function byExtendedTable(set: DataSet, fragments: readonly Place[]): readonly FramePlaces[] | null {
  const offsets = wideNumbers(valueBytes(set, TAG.extendedOffsets));
  const lengths = wideNumbers(valueBytes(set, TAG.extendedLengths));
  const [first] = fragments;
  if (first === undefined || offsets.length === 0 || offsets.length !== lengths.length) return null;
  return offsets.map((offset, index) => {
    const start = first.offset + offset;
    const length = Math.min(lengths[index] ?? 0, Math.max(0, set.bytes.length - start));
    return [{ offset: start, length }];
  });
}

function byBasicTable(
  set: DataSet,
  table: Place,
  fragments: readonly Place[],
): readonly FramePlaces[] | null {
  const bytes = bytesOf(set, table);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.floor(bytes.length / 4);
  if (count === 0) return null;
  const starts = Array.from({ length: count }, (_, index) => view.getUint32(index * 4, !set.bigEndian));
  const origin = (fragments[0]?.offset ?? 0) - ITEM_HEADER;
  const frames: Place[][] = starts.map(() => []);
  let frame = 0;
  for (const fragment of fragments) {
    const offset = fragment.offset - ITEM_HEADER - origin;
    while (frame + 1 < count && offset >= (starts[frame + 1] ?? 0)) frame += 1;
    frames[frame]?.push(fragment);
  }
  return frames.filter((places) => places.length > 0);
}

function withoutTable(set: DataSet, fragments: readonly Place[], declared: number): readonly FramePlaces[] {
  if (fragments.length === declared || fragments.length === 1) return fragments.map((fragment) => [fragment]);
  if (declared === 1) return [fragments];
  const frames: Place[][] = [[]];
  for (const fragment of fragments) {
    frames.at(-1)?.push(fragment);
    if (endsImage(bytesOf(set, fragment))) frames.push([]);
  }
  return frames.filter((places) => places.length > 0);
}

/** JPEG, JPEG-LS and JPEG 2000 all end with FF D9, which padding may follow. */
export function endsImage(bytes: Uint8Array): boolean {
  const end = bytes.subarray(-10);
  return end.some((byte, index) => byte === 0xff && end[index + 1] === 0xd9);
}

function wideNumbers(bytes: Uint8Array | null): readonly number[] {
  if (bytes === null) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / 8) }, (_, index) =>
    Number(view.getBigUint64(index * 8, true)),
  );
}

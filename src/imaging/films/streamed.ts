/**
 * Documents, sounds and films as they are attached piece by piece: the same as recording.ts and pdf.ts make of a whole
 * file, without having it. What is blanked is blanked in its place, so that what goes out is as long as what came in.
 *
 * A container is told part by part (containers.ts): most of it, the samples, passes as it comes; a part that says something
 * beside them is blanked, or held until it is whole. What was cleaned before comes out as it is, so that a file can be gone on
 * with: behind what was cleaned of it, `rewind` says from where on it has to be taken again.
 */
import { ConsiliumError } from '../../errors.ts';
import { claimedFormat } from '../fileStart.ts';
import { assertPlainPdf, hasZipEnd, looksLikePdf } from '../pdf.ts';
import { containerOf, type Container } from './containers.ts';
import { RECORDING_FORMATS } from './recording.ts';

/** Takes a file piece by piece. */
export interface StreamCleaner {
  /** The next bytes; answers what is ready of the cleaned file. */
  take(bytes: Uint8Array): readonly Uint8Array[];
  /** Forgets what did not go out; answers how many bytes that are: they have to be taken again. */
  rewind(): number;
  /** What is left. Throws `media-damaged`, `pdf-damaged`, `attachment-polyglot` {looksLike}. */
  end(): readonly Uint8Array[];
  /** Known at the end. */
  contentType(): string;
}

/** A part that is held whole: an index of hours of film has some megabytes. */
const LARGEST_HELD = 64 * 1024 * 1024;
/** What {@link hasZipEnd} and {@link assertPlainPdf} look at. */
const TAIL = 0x1_1000;
const HEAD = 4096;

/** Null for a file that has to be there whole: a picture, DICOM, or nothing that can be attached. `head`: its first KiBs. */
export function streamCleaner(head: Uint8Array): StreamCleaner | null {
  if (String.fromCharCode(...head.subarray(128, 132)) === 'DICM') return null;
  if (looksLikePdf(head)) return new PdfCleaner();
  const format = claimedFormat(head);
  const recording = RECORDING_FORMATS.find((known) => known === format);
  return recording === undefined ? null : new ContainerCleaner(containerOf(recording));
}

/** The last bytes of what was taken. */
class Tail {
  #bytes: Uint8Array = new Uint8Array(0);

  add(bytes: Uint8Array): void {
    this.#bytes = bytes.length >= TAIL ? bytes.slice(-TAIL) : joined(this.#bytes, bytes).slice(-TAIL);
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }
}

class PdfCleaner implements StreamCleaner {
  readonly #tail = new Tail();
  #head: Uint8Array = new Uint8Array(0);

  take(bytes: Uint8Array): readonly Uint8Array[] {
    if (this.#head.length < HEAD) this.#head = joined(this.#head, bytes.subarray(0, HEAD));
    this.#tail.add(bytes);
    return [bytes];
  }

  rewind(): number {
    return 0;
  }

  end(): readonly Uint8Array[] {
    assertPlainPdf(joined(this.#head, this.#tail.bytes));
    return [];
  }

  contentType(): string {
    return 'application/pdf';
  }
}

interface HeldPart {
  readonly pieces: Uint8Array[];
  length: number;
  readonly whole: number;
}

class ContainerCleaner implements StreamCleaner {
  readonly #container: Container;
  readonly #tail = new Tail();
  /** What came and did not go out. */
  #held: Uint8Array = new Uint8Array(0);
  /** Pieces of a part that is held until it has so many bytes. */
  #part: HeldPart | null = null;
  /** Bytes that pass, or are blanked, before the next part begins. */
  #passing = 0;
  #isBlanked = false;

  constructor(container: Container) {
    this.#container = container;
  }

  take(bytes: Uint8Array): readonly Uint8Array[] {
    this.#tail.add(bytes);
    const ready: Uint8Array[] = [];
    let left = this.#held.length > 0 ? joined(this.#held, bytes) : bytes;
    this.#held = new Uint8Array(0);
    while (left.length > 0) {
      const used = this.#step(left, ready);
      if (used === 0) {
        this.#held = left.slice();
        break;
      }
      left = left.subarray(used);
    }
    return ready;
  }

  rewind(): number {
    const held = this.#held.length + (this.#part?.length ?? 0);
    this.#held = new Uint8Array(0);
    this.#part = null;
    return held;
  }

  end(): readonly Uint8Array[] {
    if (hasZipEnd(this.#tail.bytes)) throw new ConsiliumError('attachment-polyglot', { looksLike: 'zip' });
    const rest = this.#part === null ? this.#held : joined(...this.#part.pieces);
    const cleaned = this.#container.cut(rest);
    this.#container.assertPlayable();
    return cleaned.length > 0 ? [cleaned] : [];
  }

  contentType(): string {
    return this.#container.contentType();
  }

  /** Bytes of `left` that were used; 0 while it does not say yet what comes. */
  #step(left: Uint8Array, ready: Uint8Array[]): number {
    if (this.#passing > 0) {
      const passed = left.subarray(0, this.#passing);
      this.#passing -= passed.length;
      ready.push(this.#isBlanked ? new Uint8Array(passed.length) : passed);
      return passed.length;
    }
    if (this.#part !== null) return this.#gather(this.#part, left, ready);
    const next = this.#container.next(left);
    if (next === null) return 0;
    if (next.do === 'blank') {
      ready.push(next.start);
      this.#passing = next.length - next.start.length;
      this.#isBlanked = true;
      return next.start.length;
    }
    if (next.do === 'pass') {
      this.#passing = next.length;
      this.#isBlanked = false;
      return this.#step(left, ready);
    }
    if (next.length > LARGEST_HELD) throw new ConsiliumError('media-damaged', { bytes: next.length });
    this.#part = { pieces: [], length: 0, whole: next.length };
    return this.#gather(this.#part, left, ready);
  }

  #gather(part: HeldPart, left: Uint8Array, ready: Uint8Array[]): number {
    const some = left.slice(0, part.whole - part.length);
    part.pieces.push(some);
    part.length += some.length;
    if (part.length === part.whole) {
      this.#part = null;
      ready.push(this.#container.clean(joined(...part.pieces)));
    }
    return some.length;
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

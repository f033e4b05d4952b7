/** Reads a fixed layout from front to back; a short or overlong input is refused under the caller's code. */
import { ConsiliumError } from '../errors.ts';

export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #code: string;
  #at = 0;

  /** `code` is the ConsiliumError code of every refusal. */
  constructor(bytes: Uint8Array, code: string) {
    this.#bytes = bytes;
    this.#code = code;
  }

  /** The next `length` bytes, copied, so that what was read does not change with its source. */
  take(length: number): Uint8Array {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new ConsiliumError(this.#code, { length: this.#bytes.length });
    const taken = this.#bytes.slice(this.#at, end);
    this.#at = end;
    return taken;
  }

  u8(): number {
    return this.take(1)[0] ?? 0;
  }

  u32(): number {
    return new DataView(this.take(4).buffer).getUint32(0);
  }

  /** A u64 that a double holds exactly. */
  u64(): number {
    const value = Number(new DataView(this.take(8).buffer).getBigUint64(0));
    if (!Number.isSafeInteger(value)) throw new ConsiliumError(this.#code, { tooLarge: true });
    return value;
  }

  /** Everything that is left. */
  rest(): Uint8Array {
    return this.take(this.#bytes.length - this.#at);
  }

  /** Refuses bytes behind the last field. */
  end(): void {
    if (this.#at !== this.#bytes.length) throw new ConsiliumError(this.#code, { length: this.#bytes.length });
  }
}

/** Files that were used last, within a number of bytes; the newest stays whatever its size. */
export class RecentFiles<T> {
  readonly #most: number;
  /** The one that was used longest ago stands first. */
  readonly #files = new Map<number, { readonly file: T; readonly bytes: number }>();
  #bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  keep(number: number, file: T, bytes: number): void {
    this.forget(number);
    this.#files.set(number, { file, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#files.keys()) {
      if (this.#bytes <= this.#most || oldest === number) break;
      this.forget(oldest);
    }
  }

  find(number: number): T | null {
    const found = this.#files.get(number);
    if (found === undefined) return null;
    this.#files.delete(number);
    this.#files.set(number, found);
    return found.file;
  }

  forget(number: number): void {
    this.#bytes -= this.#files.get(number)?.bytes ?? 0;
    this.#files.delete(number);
  }
}

/** Ports to the outside that every layer may take as a parameter. The real ones live in src/node/. */

/** Milliseconds since the Unix epoch, an integer. */
export type Millis = number & { readonly __brand: 'Millis' };

/** Makes a {@link Millis}; throws RangeError for anything but a safe non-negative integer. */
export function millis(value: number): Millis {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not a time in ms: ${value}`);
  return value as Millis;
}

/** The machine's idea of now. Authoritative time is the block time of the ledger, never this. */
export interface Clock {
  now(): Millis;
}

/** Cryptographically secure random bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/** A structured log; fields must never hold patient data, keys or passphrases. */
export interface Logger {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Timers. `after` answers a function that cancels. */
export interface Timers {
  after(ms: number, run: () => void): () => void;
}

/** SHA-256 (FIPS 180-4) of what it is given, one piece after the other. */
export interface RunningHash {
  update(bytes: Uint8Array): void;
  /** 32 bytes; nothing is given to it afterwards. */
  digest(): Uint8Array;
}

/** What one piece is sealed under, and bound to. */
export interface BulkKey {
  /** SECRET, 32 bytes. */
  readonly key: Uint8Array;
  /** 12 bytes. */
  readonly nonce: Uint8Array;
  readonly associatedData: Uint8Array;
}

/** Sealing and hashing of large content. */
export interface BulkCrypto {
  readonly sha256: () => RunningHash;
  /** ChaCha20-Poly1305 (RFC 8439) of the parts joined: pieces that are the ciphertext with its tag, one after the other. */
  readonly seal: (parts: readonly Uint8Array[], under: BulkKey) => readonly Uint8Array[];
  /** Opens what {@link seal} made; null if anything differs. */
  readonly open: (sealed: Uint8Array, under: BulkKey) => Uint8Array | null;
}

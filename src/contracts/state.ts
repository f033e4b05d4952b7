/** The state as contracts see it: reading, writing, and an overlay that keeps changes until they are taken. */
import { toHex } from '../crypto/bytes.ts';
import { ConsiliumError } from '../errors.ts';
import type { EntityCodec } from './entities.ts';

export interface StateReader {
  get(kind: number, id: Uint8Array): Uint8Array | undefined;
  /** Ids of applied transactions whose expiry lies before `time` (ms), in ascending order of the id. */
  expiredApplied(time: number): readonly Uint8Array[];
}

/** A change of one entity; value null removes it. */
export interface EntityChange {
  readonly kind: number;
  readonly id: Uint8Array;
  readonly value: Uint8Array | null;
}

/** Changes over a reader. Nothing reaches the reader; who owns it takes {@link changes} when all went well. */
export class OverlayState implements StateReader {
  readonly #base: StateReader;
  readonly #changes = new Map<string, EntityChange>();

  constructor(base: StateReader) {
    this.#base = base;
  }

  get(kind: number, id: Uint8Array): Uint8Array | undefined {
    const change = this.#changes.get(keyOf(kind, id));
    return change === undefined ? this.#base.get(kind, id) : (change.value ?? undefined);
  }

  put(kind: number, id: Uint8Array, value: Uint8Array): void {
    this.#changes.set(keyOf(kind, id), { kind, id, value });
  }

  remove(kind: number, id: Uint8Array): void {
    this.#changes.set(keyOf(kind, id), { kind, id, value: null });
  }

  /** Sees only the base: expired ids are removed before any transaction of a block is applied. */
  expiredApplied(time: number): readonly Uint8Array[] {
    return this.#base.expiredApplied(time);
  }

  /** In the order of first change, which follows from the transactions alone. */
  changes(): readonly EntityChange[] {
    return [...this.#changes.values()];
  }

  /** Takes over another overlay's changes. */
  absorb(changes: readonly EntityChange[]): void {
    for (const change of changes) this.#changes.set(keyOf(change.kind, change.id), change);
  }
}

/**
 * The decoded entity, or null.
 *
 * @throws ConsiliumError `state-corrupt` {kind}: what the state machine wrote itself cannot be read. That is no
 *   refusal of a transaction, and stops the block.
 */
export function read<T>(state: StateReader, codec: EntityCodec<T>, id: Uint8Array): T | null {
  const bytes = state.get(codec.kind, id);
  if (bytes === undefined) return null;
  try {
    return codec.decode(bytes);
  } catch (cause) {
    throw new ConsiliumError('state-corrupt', { kind: codec.kind }, { cause });
  }
}

export function write<T>(state: OverlayState, codec: EntityCodec<T>, id: Uint8Array, entity: T): void {
  state.put(codec.kind, id, codec.encode(entity));
}

function keyOf(kind: number, id: Uint8Array): string {
  return `${String(kind)}:${toHex(id)}`;
}

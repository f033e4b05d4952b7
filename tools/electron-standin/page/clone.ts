/**
 * Structured clones as text, for the binding between a page and this process takes nothing else. The same functions
 * run here and, as text, in the isolated world of a page; so they use no import.
 */

export type Part = null | boolean | number | string | readonly unknown[];

export interface EncodeState {
  readonly seen: Map<object, number>;
  readonly toText: (bytes: Uint8Array) => string;
}

export interface DecodeState {
  readonly objects: unknown[];
  readonly fromText: (text: string) => Uint8Array;
}

/**
 * Throws what Electron throws for a function, a promise, or an object of the page. `toText` gives the base64 of bytes, or
 * a name of them, which begins with `#`.
 */
export function encodeClone(value: unknown, toText: (bytes: Uint8Array) => string): string {
  let clone: unknown;
  try {
    clone = structuredClone(value);
  } catch {
    throw new Error('An object could not be cloned.');
  }
  return JSON.stringify(encodePart(clone, { seen: new Map(), toText }));
}

export function encodePart(value: unknown, state: EncodeState): Part {
  switch (typeof value) {
    case 'undefined':
      return ['undefined'];
    case 'bigint':
      return ['bigint', String(value)];
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : ['number', Object.is(value, -0) ? '-0' : String(value)];
    case 'boolean':
    case 'string':
      return value;
    case 'object':
      return value === null ? null : encodeObject(value, state);
    case 'function':
    case 'symbol':
      throw new Error('An object could not be cloned.');
  }
}

export function encodeObject(value: object, state: EncodeState): Part {
  const known = state.seen.get(value);
  if (known !== undefined) return ['same', known];
  state.seen.set(value, state.seen.size);
  const inner = (part: unknown): Part => encodePart(part, state);
  if (Array.isArray(value)) return ['array', Array.from(value, inner)];
  if (value instanceof Date) return ['date', value.getTime()];
  if (value instanceof RegExp) return ['regexp', value.source, value.flags];
  if (value instanceof Map) return ['map', Array.from(value, ([key, item]) => [inner(key), inner(item)])];
  if (value instanceof Set) return ['set', Array.from(value, inner)];
  if (value instanceof Error) return ['error', value.name, value.message];
  if (value instanceof ArrayBuffer) return ['buffer', state.toText(new Uint8Array(value))];
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return ['view', value.constructor.name, state.toText(bytes)];
  }
  if (Object.prototype.toString.call(value) !== '[object Object]')
    throw new Error('An object could not be cloned.');
  return ['object', Object.entries(value).map(([key, item]) => [key, inner(item)])];
}

export function decodeClone(text: string, fromText: (text: string) => Uint8Array): unknown {
  return decodePart(JSON.parse(text), { objects: [], fromText });
}

export function decodePart(part: unknown, state: DecodeState): unknown {
  if (!Array.isArray(part)) return part;
  const [kind, first, second] = part as [string, unknown, unknown];
  if (kind === 'undefined') return undefined;
  if (kind === 'bigint') return BigInt(String(first));
  if (kind === 'number') return Number(first);
  if (kind === 'same') return state.objects[Number(first)];
  return decodeObject([kind, first, second], state);
}

export function decodeObject(part: readonly [string, unknown, unknown], state: DecodeState): unknown {
  const [kind, first, second] = part;
  const remember = <T>(value: T): T => {
    state.objects.push(value);
    return value;
  };
  if (kind === 'array') return fillArray(remember([]), first as unknown[], state);
  if (kind === 'object') return fillObject(remember({}), first as [string, unknown][], state);
  if (kind === 'map') return fillMap(remember(new Map()), first as [unknown, unknown][], state);
  if (kind === 'set') return fillSet(remember(new Set()), first as unknown[], state);
  if (kind === 'date') return remember(new Date(Number(first)));
  if (kind === 'regexp') return remember(new RegExp(String(first), String(second)));
  if (kind === 'error') return remember(Object.assign(new Error(String(second)), { name: String(first) }));
  if (kind === 'buffer') return remember(ownBuffer(state.fromText(String(first))));
  const View = (globalThis as unknown as Record<string, new (buffer: ArrayBuffer) => unknown>)[String(first)];
  if (View === undefined) throw new Error(`no such view: ${String(first)}`);
  return remember(new View(ownBuffer(state.fromText(String(second)))));
}

export function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

export function fillArray(array: unknown[], parts: readonly unknown[], state: DecodeState): unknown[] {
  for (const part of parts) array.push(decodePart(part, state));
  return array;
}

export function fillObject(
  object: Record<string, unknown>,
  parts: readonly (readonly [string, unknown])[],
  state: DecodeState,
): Record<string, unknown> {
  for (const [key, part] of parts) {
    Object.defineProperty(object, key, {
      value: decodePart(part, state),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return object;
}

export function fillMap(
  map: Map<unknown, unknown>,
  parts: readonly (readonly [unknown, unknown])[],
  state: DecodeState,
): Map<unknown, unknown> {
  for (const [key, item] of parts) map.set(decodePart(key, state), decodePart(item, state));
  return map;
}

export function fillSet(set: Set<unknown>, parts: readonly unknown[], state: DecodeState): Set<unknown> {
  for (const part of parts) set.add(decodePart(part, state));
  return set;
}

/** All of them, to be put into a page. */
export const cloneFunctions = [
  encodeClone,
  encodePart,
  encodeObject,
  decodeClone,
  decodePart,
  decodeObject,
  ownBuffer,
  fillArray,
  fillObject,
  fillMap,
  fillSet,
];

import { ConsiliumError } from '../errors.ts';
import { fromUtf8 } from '../crypto/bytes.ts';

/** Parsed JSON before anything is known of it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

const MAXIMUM_BYTES = 64 * 1024 * 1024;
const MAXIMUM_DEPTH = 200;
/** The standard parser yields nothing but these types (ECMA-262 §25.5.1), which its own type does not say. */
const parse: (text: string, revive?: (key: string, value: Json) => Json) => Json = JSON.parse;
/** The key, or an escape that may be a letter of it: only then every key is looked at, which makes parsing slow. */
const PERHAPS_PROTO = /__proto__|\\u00(?:5f|6f|7[024])/iu;

/**
 * Parses JSON bytes from outside: UTF-8 (a byte order mark is dropped), at most 64 MiB, nested at most 200
 * deep, no `__proto__` key.
 * Errors: `json-too-large`, `json-malformed` {path}, `json-too-deep`, `json-hostile`.
 */
export function parseJson(bytes: Uint8Array): Json {
  if (bytes.length > MAXIMUM_BYTES) throw new ConsiliumError('json-too-large', { bytes: bytes.length });
  const text = decodeText(bytes);
  refuseDeepNesting(text);
  try {
    return PERHAPS_PROTO.test(text) ? parse(text, refuseHostileKey) : parse(text);
  } catch (cause) {
    if (cause instanceof ConsiliumError) throw cause;
    throw new ConsiliumError('json-malformed', {}, { cause });
  }
}

/** True for an object that is no array and not null. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text at `key`, or null. */
export function textAt(value: Json | undefined, key: string): string | null {
  const found = isJsonObject(value) ? value[key] : undefined;
  return typeof found === 'string' ? found : null;
}

/** The objects in the array at `key`; what is no object is passed over. */
export function objectsAt(value: Json | undefined, key: string): readonly JsonObject[] {
  const found = isJsonObject(value) ? value[key] : undefined;
  return Array.isArray(found) ? found.filter(isJsonObject) : [];
}

/** The object at `key`, or null. */
export function objectAt(value: Json | undefined, key: string): JsonObject | null {
  const found = isJsonObject(value) ? value[key] : undefined;
  return isJsonObject(found) ? found : null;
}

/** Rebuilds `value` with every string passed through `change`; keys are left alone. */
export function mapStrings(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item: Json) => mapStrings(item, change));
  if (!isJsonObject(value)) return value;
  const result: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined) result[key] = mapStrings(item, change);
  }
  return result;
}

function decodeText(bytes: Uint8Array): string {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  try {
    return fromUtf8(hasMark ? bytes.subarray(3) : bytes);
  } catch (cause) {
    throw new ConsiliumError('json-malformed', { reason: 'utf-8' }, { cause });
  }
}

/** Counts brackets outside strings, so that a hostile depth is refused before the parser recurses. */
function refuseDeepNesting(text: string): void {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (inString) {
      if (unit === 0x5c) index += 1;
      else if (unit === 0x22) inString = false;
    } else if (unit === 0x22) inString = true;
    else if (unit === 0x7b || unit === 0x5b) {
      depth += 1;
      if (depth > MAXIMUM_DEPTH) throw new ConsiliumError('json-too-deep', { depth: MAXIMUM_DEPTH });
    } else if (unit === 0x7d || unit === 0x5d) depth -= 1;
  }
}

function refuseHostileKey(key: string, value: Json): Json {
  if (key === '__proto__') throw new ConsiliumError('json-hostile', { key });
  return value;
}

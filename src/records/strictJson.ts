/**
 * JSON from outside, checked before it is parsed. The standard parser takes the last of two equal keys, lets lone
 * surrogates through, and recurses as deep as it is told; what two programs would read differently is refused here,
 * with the path at which it stands.
 */
import { fromUtf8 } from '../crypto/bytes.ts';
import { ConsiliumError } from '../errors.ts';
import type { Json } from './json.ts';

export const LARGEST_JSON = 64 * 1024 * 1024;
const MAXIMUM_DEPTH = 200;
/** A path is for a person to find the place; the end of a longer one says nothing more. */
const LONGEST_PATH = 200;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/uy;
const LITERAL = /true|false|null/uy;
/** The standard parser yields nothing but these types (ECMA-262 §25.5.1), which its own type does not say. */
const parse: (text: string) => Json = JSON.parse;

/**
 * Parses JSON bytes from outside: UTF-8 (a byte order mark is dropped), at most 64 MiB.
 * Errors: `json-too-large` {bytes}; `json-malformed` {path, line, reason}; `json-too-deep` {path, depth};
 * `json-hostile` {path, reason: 'proto-key' | 'duplicate-key' | 'lone-surrogate' | 'number'}.
 */
export function parseStrictJson(bytes: Uint8Array): Json {
  if (bytes.length > LARGEST_JSON) throw new ConsiliumError('json-too-large', { bytes: bytes.length });
  return parseStrictText(decodeText(bytes));
}

/** As {@link parseStrictJson}, of a text. */
export function parseStrictText(text: string): Json {
  new Scanner(text).scan();
  return parse(text);
}

function decodeText(bytes: Uint8Array): string {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  try {
    return fromUtf8(hasMark ? bytes.subarray(3) : bytes);
  } catch (cause) {
    throw new ConsiliumError('json-malformed', { path: '$', line: 0, reason: 'utf-8' }, { cause });
  }
}

/** An object or array that is still open. `key` is the member being read, `index` the element. */
interface Frame {
  readonly keys: Set<string> | null;
  key: string;
  index: number;
}

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'comma-or-end' | 'nothing';

/** Walks the grammar of RFC 8259 with a stack of its own, so that depth costs no recursion. */
class Scanner {
  private readonly text: string;
  private at = 0;
  private expected: Expected = 'value';
  private readonly open: Frame[] = [];

  constructor(text: string) {
    this.text = text;
  }

  scan(): void {
    for (;;) {
      this.skipSpace();
      if (this.at >= this.text.length) {
        if (this.expected !== 'nothing') this.refuse('end');
        return;
      }
      this.step(this.text.charCodeAt(this.at));
    }
  }

  private step(unit: number): void {
    switch (this.expected) {
      case 'value':
        return this.value(unit);
      case 'value-or-end':
        return unit === 0x5d ? this.close() : this.value(unit);
      case 'key':
        return this.key(unit);
      case 'key-or-end':
        return unit === 0x7d ? this.close() : this.key(unit);
      case 'comma-or-end':
        return this.afterValue(unit);
      case 'nothing':
        return this.refuse('text-after-end');
    }
  }

  private value(unit: number): void {
    if (unit === 0x7b) return this.enter({ keys: new Set(), key: '', index: 0 }, 'key-or-end');
    if (unit === 0x5b) return this.enter({ keys: null, key: '', index: 0 }, 'value-or-end');
    if (unit === 0x22) this.string();
    else if (unit === 0x2d || (unit >= 0x30 && unit <= 0x39)) this.number();
    else this.match(LITERAL, 'value');
    this.valueDone();
  }

  private enter(frame: Frame, next: Expected): void {
    this.open.push(frame);
    if (this.open.length > MAXIMUM_DEPTH)
      throw new ConsiliumError('json-too-deep', { path: this.path(), depth: MAXIMUM_DEPTH });
    this.at += 1;
    this.expected = next;
  }

  private close(): void {
    this.open.pop();
    this.at += 1;
    this.valueDone();
  }

  private valueDone(): void {
    this.expected = this.open.length === 0 ? 'nothing' : 'comma-or-end';
  }

  private afterValue(unit: number): void {
    const frame = this.open.at(-1);
    if (frame === undefined) return this.refuse('text-after-end');
    const isEnd = unit === (frame.keys === null ? 0x5d : 0x7d);
    if (isEnd) return this.close();
    if (unit !== 0x2c) return this.refuse('comma');
    this.at += 1;
    frame.index += 1;
    this.expected = frame.keys === null ? 'value' : 'key';
  }

  private key(unit: number): void {
    const frame = this.open.at(-1);
    if (unit !== 0x22 || frame === undefined || frame.keys === null) return this.refuse('key');
    const start = this.at;
    const hasEscapes = this.string();
    const raw = this.text.slice(start, this.at);
    const decoded = hasEscapes ? parse(raw) : raw.slice(1, -1);
    const key = typeof decoded === 'string' ? decoded : raw;
    frame.key = key;
    if (key === '__proto__') this.refuseHostile('proto-key');
    if (frame.keys.has(key)) this.refuseHostile('duplicate-key');
    frame.keys.add(key);
    this.skipSpace();
    if (this.text.charCodeAt(this.at) !== 0x3a) return this.refuse('colon');
    this.at += 1;
    this.expected = 'value';
  }

  /** Passes a string and tells whether it has escapes. */
  private string(): boolean {
    let hasEscapes = false;
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const unit = this.text.charCodeAt(this.at);
      if (unit === 0x22) {
        this.at += 1;
        return hasEscapes;
      }
      if (unit < 0x20) this.refuse('control-character');
      if (unit === 0x5c) {
        hasEscapes = true;
        this.escape();
      }
    }
    return this.refuse('string');
  }

  /** Passes the rest of an escape; a surrogate must be the first half of a pair that is escaped as well. */
  private escape(): void {
    this.at += 1;
    if (this.text.charAt(this.at) !== 'u') {
      if (!'"\\/bfnrt'.includes(this.text.charAt(this.at) || ' ')) this.refuse('escape');
      return;
    }
    const first = this.hexAt(this.at + 1);
    this.at += 4;
    if (first < 0xd800 || first > 0xdfff) return;
    const isPair = first <= 0xdbff && this.text.startsWith(String.raw`\u`, this.at + 1);
    const second = isPair ? this.hexAt(this.at + 3) : 0;
    if (second < 0xdc00 || second > 0xdfff) this.refuseHostile('lone-surrogate');
    this.at += 6;
  }

  private hexAt(at: number): number {
    const digits = this.text.slice(at, at + 4);
    return /^[0-9a-fA-F]{4}$/u.test(digits) ? Number.parseInt(digits, 16) : this.refuse('escape');
  }

  private number(): void {
    const start = this.at;
    this.match(NUMBER, 'number');
    if (!Number.isFinite(Number(this.text.slice(start, this.at)))) this.refuseHostile('number');
  }

  private match(pattern: RegExp, reason: string): void {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) this.refuse(reason);
    this.at = pattern.lastIndex;
  }

  private skipSpace(): void {
    for (; this.at < this.text.length; this.at += 1) {
      const unit = this.text.charCodeAt(this.at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
    }
  }

  /** "entry[3].resource.birthDate"; the top is "$". */
  private path(): string {
    const steps = this.open.map((frame, depth) =>
      frame.keys === null ? `[${String(frame.index)}]` : `${depth === 0 ? '' : '.'}${frame.key}`,
    );
    return steps.length === 0 ? '$' : steps.join('').slice(0, LONGEST_PATH);
  }

  private refuse(reason: string): never {
    const line = this.text.slice(0, this.at).split('\n').length;
    throw new ConsiliumError('json-malformed', { path: this.path(), line, reason });
  }

  private refuseHostile(reason: string): never {
    throw new ConsiliumError('json-hostile', { path: this.path(), reason });
  }
}

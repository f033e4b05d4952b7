/**
 * The cipher suites of SFrame that are used here (RFC 9605 §4.5, §8.1), and the keys of one KID (§4.4.2). Both are AES-GCM
 * with a tag of 128 bits, as WebCrypto has it: media is sealed where no other library need be loaded.
 */
import { encodeHeader, type FrameHeader } from './header.ts';

/** By their numbers: AES_128_GCM_SHA256_128 and AES_256_GCM_SHA512_128. */
export type SuiteNumber = 4 | 5;

interface Suite {
  readonly hash: 'SHA-256' | 'SHA-512';
  /** Bytes of an AES key (Nk). */
  readonly keyLength: 16 | 32;
}

const SUITES: Readonly<Record<SuiteNumber, Suite>> = {
  4: { hash: 'SHA-256', keyLength: 16 },
  5: { hash: 'SHA-512', keyLength: 32 },
};
/** Of calls: the longer key costs nothing that can be measured. */
export const MEDIA_SUITE: SuiteNumber = 5;
/** Bytes of an AES-GCM nonce (Nn) and tag (Nt). */
const NONCE = 12;
export const TAG = 16;
/** Bytes of a base key, out of which the keys of a KID are derived: as many as the longest of them. */
export const BASE_KEY = 32;

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;
type Bytes = Uint8Array<ArrayBuffer>;

/** The keys of one KID. */
export interface FrameKey {
  readonly kid: bigint;
  readonly key: Key;
  readonly salt: Bytes;
}

/** `sframe_key` and `sframe_salt`: HKDF of the base key, each under its label with KID and suite. */
export async function derive(
  suite: SuiteNumber,
  kid: bigint,
  baseKey: Uint8Array,
): Promise<{ readonly key: Bytes; readonly salt: Bytes }> {
  const { hash, keyLength } = SUITES[suite];
  const secret = await crypto.subtle.importKey('raw', Uint8Array.from(baseKey), 'HKDF', false, [
    'deriveBits',
  ]);
  const expand = async (label: string, length: number): Promise<Bytes> => {
    const info = Uint8Array.from([...new TextEncoder().encode(label), ...bigEndian(kid, 8), 0, suite]);
    const parameters = { name: 'HKDF', hash, salt: new Uint8Array(), info };
    return new Uint8Array(await crypto.subtle.deriveBits(parameters, secret, length * 8));
  };
  return {
    key: await expand('SFrame 1.0 Secret key ', keyLength),
    salt: await expand('SFrame 1.0 Secret salt ', NONCE),
  };
}

/** The keys as they are used; nothing reads them again. */
export async function frameKey(suite: SuiteNumber, kid: bigint, baseKey: Uint8Array): Promise<FrameKey> {
  const { key, salt } = await derive(suite, kid, baseKey);
  const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
  key.fill(0);
  return { kid, key: imported, salt };
}

/** §4.4.3: header ‖ AES-GCM(frame), with header ‖ metadata as associated data. */
export async function sealFrame(
  by: FrameKey,
  counter: bigint,
  frame: { readonly content: Uint8Array<ArrayBuffer>; readonly metadata: Uint8Array },
): Promise<Bytes> {
  const header = encodeHeader({ kid: by.kid, counter });
  const parameters = parametersOf(by, { kid: by.kid, counter }, [...header, ...frame.metadata]);
  const sealed = await crypto.subtle.encrypt(parameters, by.key, frame.content);
  const whole = new Uint8Array(header.length + sealed.byteLength);
  whole.set(header);
  whole.set(new Uint8Array(sealed), header.length);
  return whole;
}

/** §4.4.4, of a frame whose header was read; null where the tag is not right. */
export async function openFrame(
  by: FrameKey,
  header: FrameHeader,
  frame: { readonly sealed: Uint8Array<ArrayBuffer>; readonly associated: Iterable<number> },
): Promise<Bytes | null> {
  try {
    const parameters = parametersOf(by, header, frame.associated);
    return new Uint8Array(await crypto.subtle.decrypt(parameters, by.key, frame.sealed));
  } catch {
    return null;
  }
}

/** Exported for the vectors: the salt, its last bytes changed by the counter. */
export function nonceOf(salt: Uint8Array, counter: bigint): Bytes {
  const masks = bigEndian(counter, NONCE);
  return Uint8Array.from(salt, (byte, index) => byte ^ (masks[index] ?? 0));
}

function parametersOf(by: FrameKey, { counter }: FrameHeader, associated: Iterable<number>) {
  return {
    name: 'AES-GCM',
    iv: nonceOf(by.salt, counter),
    additionalData: Uint8Array.from(associated),
    tagLength: TAG * 8,
  };
}

function bigEndian(value: bigint, length: number): readonly number[] {
  return Array.from({ length }, (_, index) => Number((value >> BigInt(8 * (length - 1 - index))) & 0xffn));
}

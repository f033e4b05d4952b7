/**
 * The Double Ratchet (Signal, "The Double Ratchet Algorithm", revision 1; sections named below) over libsodium.
 * Functions of a state: who calls keeps the new state together with what it gave, in one transaction, or neither.
 *
 * - KDF_RK (§5.2): HKDF-SHA-256, salt the root key, 64 bytes. KDF_CK (§5.2): HMAC-SHA-256 of 0x01 (message key) and of
 *   0x02 (next chain key).
 * - ENCRYPT (§3.1, §5.2): XChaCha20-Poly1305; key and nonce by HKDF from the message key, which is used once; bound to
 *   AD ‖ header.
 * - message = header ‖ ciphertext; header = u8 version ‖ ratchet key 32 ‖ u32 PN ‖ u32 N.
 */
import { bytesEqual, concatBytes, readU32be, u32be, u8, utf8 } from '../crypto/bytes.ts';
import { AEAD_OVERHEAD, aeadOpen, aeadSeal, type AeadKey } from '../crypto/sealing.ts';
import { sodium } from '../crypto/sodium.ts';
import type { Millis, RandomBytes } from '../ports.ts';
import { agree, hkdf, hmac } from './kdf.ts';

/** Message keys that one message may make us keep (§3.2's MAX_SKIP). */
export const MOST_SKIPPED = 1000;
/** Message keys that are kept at all; the oldest go first. */
export const MOST_KEPT = 2000;
/** A message key that was skipped is forgotten after this (§8.4 "deletion of skipped message keys"). */
export const KEPT_MS = 30 * 24 * 60 * 60_000;

const VERSION = 1;
export const HEADER_LENGTH = 41;
const MOST_NUMBER = 0xff_ff_ff_fe;
const ROOT_INFO = utf8('consilium/consult/root/v1');
const MESSAGE_INFO = utf8('consilium/consult/message/v1');

export interface RatchetKeyPair {
  readonly publicKey: Uint8Array;
  readonly secretKey: Uint8Array;
}

export interface SkippedKey {
  readonly ratchetKey: Uint8Array;
  readonly number: number;
  readonly key: Uint8Array;
  readonly since: Millis;
}

/** SECRET. The state variables of §3.2; chains are null until there is one. */
export interface RatchetState {
  /** DHs */
  readonly own: RatchetKeyPair;
  /** DHr */
  readonly remote: Uint8Array | null;
  /** RK */
  readonly root: Uint8Array;
  /** CKs */
  readonly sending: Uint8Array | null;
  /** CKr */
  readonly receiving: Uint8Array | null;
  /** Ns */
  readonly sent: number;
  /** Nr */
  readonly received: number;
  /** PN */
  readonly previous: number;
  /** MKSKIPPED */
  readonly skipped: readonly SkippedKey[];
}

export type RatchetRefusal =
  /** Not of this format. */
  | 'ratchet-malformed'
  /** More messages are missing before it than may be. */
  | 'ratchet-gap'
  /** Its key was used, or was kept for too long. */
  | 'ratchet-replayed'
  /** It was altered, or is of another dialogue. */
  | 'ratchet-unopenable';

export type Decrypted =
  | { readonly state: RatchetState; readonly plaintext: Uint8Array; readonly refusal: null }
  | { readonly refusal: RatchetRefusal };

/** RatchetInitAlice (§3.3): the side that sends first, which here accepted. Null when the other key is of small order. */
export function startAsAcceptor(
  secret: Uint8Array,
  requestKey: Uint8Array,
  random: RandomBytes,
): RatchetState | null {
  return withSendingChain({ ...emptyState(secret, newPair(random)), remote: requestKey });
}

/** RatchetInitBob (§3.3): the request's single-use key is the first ratchet key. */
export function startAsRequester(secret: Uint8Array, requestSecret: Uint8Array): RatchetState {
  return emptyState(secret, pairOf(requestSecret));
}

/** RatchetEncrypt (§3.4). Null for a requester who has heard nothing yet, and so has no chain to send by. */
export function encrypt(
  state: RatchetState,
  plaintext: Uint8Array,
  associatedData: Uint8Array,
): { readonly state: RatchetState; readonly message: Uint8Array } | null {
  if (state.sending === null || state.sent > MOST_NUMBER) return null;
  const { messageKey, next } = chainStep(state.sending);
  const header = headerOf(state.own.publicKey, state.previous, state.sent);
  const ciphertext = aeadSeal(plaintext, aeadKey(messageKey, associatedData, header));
  return {
    state: { ...state, sending: next, sent: state.sent + 1 },
    message: concatBytes(header, ciphertext),
  };
}

/** What a message was sent in, and as which number there. */
interface Header {
  readonly bytes: Uint8Array;
  readonly ratchetKey: Uint8Array;
  readonly previous: number;
  readonly number: number;
}

/** RatchetDecrypt (§3.5). A refused message leaves no trace: the state stays what it was. */
export function decrypt(
  state: RatchetState,
  message: Uint8Array,
  by: { readonly associatedData: Uint8Array; readonly now: Millis; readonly random: RandomBytes },
): Decrypted {
  const header = readHeader(message);
  if (header === null) return { refusal: 'ratchet-malformed' };
  const kept = state.skipped.find((key) => isKeyOf(key, header));
  if (kept !== undefined) {
    const skipped = state.skipped.filter((key) => key !== kept);
    return opened({ ...state, skipped }, message, { header, key: kept.key, ...by });
  }
  const turned = isNewRatchetKey(state, header) ? turn(state, header, by) : { state };
  if ('refusal' in turned) return turned;
  const reached = skipTo(turned.state, header.number, by.now);
  if ('refusal' in reached) return reached;
  const { receiving } = reached.state;
  if (receiving === null) return { refusal: 'ratchet-unopenable' };
  const { messageKey, next } = chainStep(receiving);
  const after = { ...reached.state, receiving: next, received: header.number + 1 };
  return opened(after, message, { header, key: messageKey, ...by });
}

/** Forgets message keys that were kept long enough. */
export function forgetOldKeys(state: RatchetState, now: Millis): RatchetState {
  const skipped = state.skipped.filter(({ since }) => since > now - KEPT_MS).slice(-MOST_KEPT);
  return skipped.length === state.skipped.length ? state : { ...state, skipped };
}

type Step = { readonly state: RatchetState } | { readonly refusal: RatchetRefusal };

/** DHRatchet (§3.5), after what is still missing of the chain before. */
function turn(
  state: RatchetState,
  header: Header,
  { now, random }: { readonly now: Millis; readonly random: RandomBytes },
): Step {
  const finished = state.receiving === null ? { state } : skipTo(state, header.previous, now);
  if ('refusal' in finished) return finished;
  const shared = agree(state.own.secretKey, header.ratchetKey);
  if (shared === null) return { refusal: 'ratchet-unopenable' };
  const { root, chain } = rootStep(state.root, shared);
  const received: RatchetState = {
    ...finished.state,
    root,
    receiving: chain,
    remote: header.ratchetKey,
    previous: state.sent,
    sent: 0,
    received: 0,
    own: newPair(random),
  };
  const turned = withSendingChain(received);
  return turned === null ? { refusal: 'ratchet-unopenable' } : { state: turned };
}

/** SkipMessageKeys (§3.5): keeps the keys of what has not come yet, up to `until`. */
function skipTo(state: RatchetState, until: number, now: Millis): Step {
  if (until < state.received) return { refusal: 'ratchet-replayed' };
  if (until - state.received > MOST_SKIPPED) return { refusal: 'ratchet-gap' };
  const { receiving, remote } = state;
  if (receiving === null || remote === null)
    return until === 0 ? { state } : { refusal: 'ratchet-unopenable' };
  const skipped: SkippedKey[] = [];
  let chain = receiving;
  for (let number = state.received; number < until; number += 1) {
    const { messageKey, next } = chainStep(chain);
    skipped.push({ ratchetKey: remote, number, key: messageKey, since: now });
    chain = next;
  }
  if (skipped.length === 0) return { state };
  const kept = { ...state, receiving: chain, received: until, skipped: [...state.skipped, ...skipped] };
  return { state: forgetOldKeys(kept, now) };
}

function opened(
  state: RatchetState,
  message: Uint8Array,
  by: { readonly header: Header; readonly key: Uint8Array; readonly associatedData: Uint8Array },
): Decrypted {
  const key = aeadKey(by.key, by.associatedData, by.header.bytes);
  const plaintext = aeadOpen(message.subarray(HEADER_LENGTH), key);
  return plaintext === null ? { refusal: 'ratchet-unopenable' } : { state, plaintext, refusal: null };
}

function withSendingChain(state: RatchetState): RatchetState | null {
  const shared = state.remote === null ? null : agree(state.own.secretKey, state.remote);
  if (shared === null) return null;
  const { root, chain } = rootStep(state.root, shared);
  return { ...state, root, sending: chain };
}

function rootStep(
  root: Uint8Array,
  shared: Uint8Array,
): { readonly root: Uint8Array; readonly chain: Uint8Array } {
  const made = hkdf({ salt: root, secret: shared, info: ROOT_INFO, length: 64 });
  return { root: made.slice(0, 32), chain: made.slice(32) };
}

function chainStep(chain: Uint8Array): { readonly messageKey: Uint8Array; readonly next: Uint8Array } {
  return { messageKey: hmac(chain, u8(1)), next: hmac(chain, u8(2)) };
}

function aeadKey(messageKey: Uint8Array, associatedData: Uint8Array, header: Uint8Array): AeadKey {
  const made = hkdf({ salt: new Uint8Array(32), secret: messageKey, info: MESSAGE_INFO, length: 56 });
  return {
    key: made.slice(0, 32),
    nonce: made.slice(32),
    associatedData: concatBytes(associatedData, header),
  };
}

function headerOf(ratchetKey: Uint8Array, previous: number, number: number): Uint8Array {
  return concatBytes(u8(VERSION), ratchetKey, u32be(previous), u32be(number));
}

function readHeader(message: Uint8Array): Header | null {
  if (message.length < HEADER_LENGTH + AEAD_OVERHEAD || message[0] !== VERSION) return null;
  const bytes = message.slice(0, HEADER_LENGTH);
  return {
    bytes,
    ratchetKey: bytes.slice(1, 33),
    previous: readU32be(bytes, 33),
    number: readU32be(bytes, 37),
  };
}

function isNewRatchetKey({ remote, receiving }: RatchetState, { ratchetKey }: Header): boolean {
  return receiving === null || remote === null || !bytesEqual(remote, ratchetKey);
}

function isKeyOf(key: SkippedKey, { ratchetKey, number }: Header): boolean {
  return key.number === number && bytesEqual(key.ratchetKey, ratchetKey);
}

function emptyState(root: Uint8Array, own: RatchetKeyPair): RatchetState {
  return {
    own,
    root,
    remote: null,
    sending: null,
    receiving: null,
    sent: 0,
    received: 0,
    previous: 0,
    skipped: [],
  };
}

function newPair(random: RandomBytes): RatchetKeyPair {
  return pairOf(random(32));
}

function pairOf(secretKey: Uint8Array): RatchetKeyPair {
  return { secretKey, publicKey: sodium.crypto_scalarmult_base(secretKey) };
}

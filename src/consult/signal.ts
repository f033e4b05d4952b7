/**
 * Signals: what two doctors' machines tell each other to make a direct connection, before it is there. Each is signed,
 * names the one before it from the same side, and travels inside the ratchet as a content of the dialogue, so that no node
 * or relay can change, leave out or repeat one unseen, or put its own certificate in (RFC 8827 §6.5, RFC 8844).
 *
 * signal = CBOR [content, signature] as in signed.ts, label `consilium/consult/signal/v1`, content = CBOR {network,
 * dialogue, link 16, from, to, sequence, previous: H of the own content before or null, time, word}. Words: `hello`
 * and its answer `welcome` commit to a certificate (SHA-256) before anything else is said; `peer` is a signal of the connection, as JSON that is
 * read where it is used; `bye` ends it.
 */
import { bytesEqual } from '../crypto/bytes.ts';
import {
  asBytes,
  asMap,
  asNullable,
  asText,
  asUint,
  decodeCanonical,
  encodeCanonical,
  type CborValue,
} from '../crypto/cbor.ts';
import { toNetwork, toStaffId, type Network, type StaffId } from '../crypto/ids.ts';
import { ConsiliumError } from '../errors.ts';
import { millis, type Millis } from '../ports.ts';
import { asOneOf } from './fields.ts';
import { toLinkId, toRequestHash, type LinkId, type RequestHash } from './ids.ts';
import { hashOf, isSigned, readSigned, signContent, type SignedContent } from './signed.ts';

const LABEL = 'consilium/consult/signal/v1';
/** Characters: a session description of a call with its candidates has some 10,000, and mail carries 64 KiB. */
export const LONGEST_WORD = 40_000;
/** A signal that is older was for a connection that nobody waits for any more; clocks may be off by as much. */
export const SIGNAL_FRESH_MS = 120_000;

export type LinkWord =
  | {
      readonly word: 'hello' | 'welcome';
      /** SHA-256 of the certificate that this side will show. */
      readonly certificate: Uint8Array;
    }
  | { readonly word: 'peer'; readonly signal: string }
  | { readonly word: 'bye' };

/** Where a side's signals of one link have come to. */
export interface SignalChain {
  readonly next: number;
  /** Of the last content. */
  readonly last: Uint8Array | null;
}

export const NO_SIGNALS: SignalChain = { next: 0, last: null };

export interface SignalNames {
  readonly network: Network;
  readonly dialogue: RequestHash;
  readonly link: LinkId;
  readonly from: StaffId;
  readonly to: StaffId;
}

export interface Signal extends SignalNames, SignalChain {
  readonly time: Millis;
  readonly said: LinkWord;
  readonly signed: SignedContent;
}

/** The next signal of a side, and its chain after it. */
export function makeSignal(
  names: SignalNames,
  said: LinkWord,
  by: { readonly chain: SignalChain; readonly time: Millis; readonly secretKey: Uint8Array },
): { readonly signal: Uint8Array; readonly chain: SignalChain } {
  const { chain, secretKey, time } = by;
  const { dialogue, from, link, network, to } = names;
  const content = encodeCanonical({
    network,
    dialogue,
    link,
    from,
    to,
    sequence: chain.next,
    previous: chain.last,
    time,
    ...said,
    word: said.word,
  });
  const signal = signContent(LABEL, content, { doctor: from, time, secretKey });
  return { signal, chain: { next: chain.next + 1, last: hashOf(content) } };
}

/** Errors: `consult-malformed`. */
export function readSignal(bytes: Uint8Array): Signal {
  try {
    return signalOf(readSigned(bytes));
  } catch (cause) {
    throw new ConsiliumError('consult-malformed', {}, { cause });
  }
}

export type SignalRefusal =
  | 'consult-other-network'
  | 'consult-other-recipient'
  | 'consult-signature-invalid'
  | 'signal-stale'
  | 'signal-repeated'
  | 'signal-gap';

export interface SignalContext extends Omit<SignalNames, 'link'> {
  /** The other side's key that the dialogue is bound to. */
  readonly signingKey: Uint8Array;
  readonly now: Millis;
  /** Of the other side in this link; {@link NO_SIGNALS} of one that is new. */
  readonly chain: SignalChain;
}

/**
 * Whether a signal of the other side is taken: its chain after it, or why not.
 *
 * - G1 it is of this network and dialogue, from the other side to me
 * - G2 it is signed with the key of the other side that the dialogue is bound to
 * - G3 it was made a moment ago, by clocks that may be off
 * - G4 it follows the one before it, and none is missing between them
 */
export function evaluateSignal(signal: Signal, context: SignalContext): SignalChain | SignalRefusal {
  const { chain, dialogue, from, network, now, signingKey, to } = context;
  if (!bytesEqual(signal.network, network)) return 'consult-other-network';
  const isMine = bytesEqual(signal.to, to) && bytesEqual(signal.from, from);
  if (!isMine || !bytesEqual(signal.dialogue, dialogue)) return 'consult-other-recipient';
  if (!isSigned(LABEL, signal.signed, { doctor: from, time: signal.time }, signingKey))
    return 'consult-signature-invalid';
  if (Math.abs(now - signal.time) > SIGNAL_FRESH_MS) return 'signal-stale';
  if (signal.next < chain.next) return 'signal-repeated';
  const follows =
    chain.last === null ? signal.last === null : signal.last !== null && bytesEqual(signal.last, chain.last);
  if (signal.next !== chain.next || !follows) return 'signal-gap';
  return { next: signal.next + 1, last: hashOf(signal.signed.content) };
}

const COMMON = ['network', 'dialogue', 'link', 'from', 'to', 'sequence', 'previous', 'time', 'word'] as const;

function signalOf(signed: SignedContent): Signal {
  const value = decodeCanonical(signed.content);
  const said = wordOf(value);
  const own = 'certificate' in said ? ['certificate'] : said.word === 'peer' ? ['signal'] : [];
  const map = asMap(value, [...COMMON, ...own], 'signal');
  return {
    network: toNetwork(asBytes(map.network, 32, 'signal.network')),
    dialogue: toRequestHash(asBytes(map.dialogue, 32, 'signal.dialogue')),
    link: toLinkId(asBytes(map.link, 16, 'signal.link')),
    from: toStaffId(asBytes(map.from, 16, 'signal.from')),
    to: toStaffId(asBytes(map.to, 16, 'signal.to')),
    next: asUint(map.sequence, 'signal.sequence'),
    last: asNullable(map.previous, (previous) => asBytes(previous, 32, 'signal.previous')),
    time: millis(asUint(map.time, 'signal.time')),
    said,
    signed,
  };
}

/** The word stands in the map that it tells the fields of. */
function wordOf(value: CborValue): LinkWord {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  const entries = new Map(isMap ? Object.entries(value) : []);
  const word = asOneOf(entries.get('word'), ['hello', 'welcome', 'peer', 'bye'], 'signal.word');
  switch (word) {
    case 'hello':
    case 'welcome':
      return { word, certificate: asBytes(entries.get('certificate'), 32, 'signal.certificate') };
    case 'peer':
      return { word, signal: asText(entries.get('signal'), 'signal.signal', LONGEST_WORD) };
    case 'bye':
      return { word };
  }
}

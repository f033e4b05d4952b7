/**
 * Recovery shares of a master card, k of n: fewer than k tell nothing of the seed, any k restore it. Shamir's scheme
 * over GF(2^8), by an audited library; what it does not do is done here: whether a share was altered, whether shares
 * belong together, and whether what came out is what went in.
 *
 * suite ‖ set 16 ‖ k u8 ‖ n u8 ‖ number u8 ‖ network 32 ‖ home institution 16 ‖ proof 16 ‖ share 33 ‖ first 4 bytes of
 * SHA-256(tag("consilium/share/v1") ‖ all of the others); text `CR1:` + Base45. proof = first 16 bytes of
 * BLAKE2b-256(key = seed, tag("consilium/share/proof/v1") ‖ set): of a seed of 32 random bytes it tells nothing.
 */
import { combine, split } from 'shamir-secret-sharing';
import { ConsiliumError } from '../errors.ts';
import type { RandomBytes } from '../ports.ts';
import { ByteReader } from './byteReader.ts';
import { bytesEqual, concatBytes, toHex, u8 } from './bytes.ts';
import { cardBytes, cardText } from './cardText.ts';
import { blake2b256, domainTag, sha256 } from './hash.ts';
import { toInstitutionId, toNetwork, toPatientSeed } from './ids.ts';
import type { PatientSeed } from './ids.ts';
import type { MasterCard } from './masterCard.ts';
import { SUITE } from './suite.ts';

const PREFIX = 'CR1:';
const TAG = domainTag('consilium/share/v1');
const PROOF_TAG = domainTag('consilium/share/proof/v1');
const SET_LENGTH = 16;
const PROOF_LENGTH = 16;
/** The seed's 32 bytes and the place at which the polynomials were taken. */
const SHARE_LENGTH = 33;
const CHECK_LENGTH = 4;
const MOST_SHARES = 8;

/** How many there are, and how many restore the seed. */
export interface ShareTerms {
  readonly needed: number;
  readonly of: number;
}

export interface RecoveryShare extends ShareTerms {
  /** 1 … n. */
  readonly number: number;
  readonly text: string;
}

interface ReadShare extends ShareTerms {
  readonly number: number;
  /** What shares of one set have in common. */
  readonly head: Uint8Array;
  readonly set: Uint8Array;
  readonly network: Uint8Array;
  readonly home: Uint8Array;
  readonly proof: Uint8Array;
  readonly share: Uint8Array;
}

/** Makes a new set; shares of an earlier one do not go with it. Throws `share-terms` unless 2 ≤ needed ≤ of ≤ 8. */
export async function makeShares(
  master: MasterCard,
  terms: ShareTerms,
  random: RandomBytes,
): Promise<readonly RecoveryShare[]> {
  assertShareTerms(terms);
  const { needed, of } = terms;
  const set = random(SET_LENGTH);
  const shares = await split(new Uint8Array(master.seed), of, needed);
  return shares.map((share, index) => {
    const number = index + 1;
    const rest = [master.network, master.home, proofOf(master.seed, set), share];
    const content = concatBytes(u8(SUITE), set, u8(needed), u8(of), u8(number), ...rest);
    return { number, needed, of, text: cardText(PREFIX, concatBytes(content, checkOf(content))) };
  });
}

/** Throws `share-terms` unless 2 ≤ needed ≤ of ≤ 8. */
export function assertShareTerms({ needed, of }: ShareTerms): void {
  if (needed < 2 || needed > of || of > MOST_SHARES) throw new ConsiliumError('share-terms', { needed, of });
}

/** What one share says of itself. Throws `share-malformed`, and `share-altered` for one that was misread. */
export function inspectShare(text: string): ShareTerms & { readonly number: number } {
  const { number, needed, of } = readShare(text);
  return { number, needed, of };
}

/**
 * The master card's content out of its shares.
 * Throws `share-malformed`, `share-altered`; `shares-mixed` for shares of different sets, `shares-too-few` {have,
 * needed}, counted without those that came twice, `shares-wrong` when they do not give what was shared.
 */
export async function combineShares(texts: readonly string[]): Promise<MasterCard> {
  const read = texts.map(readShare);
  const [first] = read;
  if (first === undefined) throw new ConsiliumError('shares-too-few', { have: 0, needed: 2 });
  if (read.some(({ head }) => !bytesEqual(head, first.head))) throw new ConsiliumError('shares-mixed');
  const different = [...new Map(read.map((share) => [share.number, share])).values()];
  const { needed } = first;
  if (different.length < needed) {
    throw new ConsiliumError('shares-too-few', { have: different.length, needed });
  }
  const seed = toPatientSeed(await combined(different.slice(0, needed)));
  if (!bytesEqual(proofOf(seed, first.set), first.proof)) throw new ConsiliumError('shares-wrong');
  return { seed, network: toNetwork(first.network), home: toInstitutionId(first.home) };
}

async function combined(shares: readonly ReadShare[]): Promise<Uint8Array> {
  // The library refuses two shares of one place: different numbers with it were made by nobody here.
  const places = new Set(shares.map(({ share }) => share.at(-1)));
  if (places.size < shares.length) throw new ConsiliumError('shares-wrong');
  return combine(shares.map(({ share }) => new Uint8Array(share)));
}

function readShare(text: string): ReadShare {
  const bytes = cardBytes(PREFIX, text, 'share-malformed');
  const reader = new ByteReader(bytes, 'share-malformed');
  const suite = reader.u8();
  if (suite !== SUITE) throw new ConsiliumError('share-malformed', { suite });
  const set = reader.take(SET_LENGTH);
  const [needed, of, number] = [reader.u8(), reader.u8(), reader.u8()];
  const [network, home, proof] = [reader.take(32), reader.take(16), reader.take(PROOF_LENGTH)];
  const share = reader.take(SHARE_LENGTH);
  const check = reader.take(CHECK_LENGTH);
  reader.end();
  if (!bytesEqual(checkOf(bytes.slice(0, -CHECK_LENGTH)), check)) throw new ConsiliumError('share-altered');
  const isPlausible = needed >= 2 && needed <= of && of <= MOST_SHARES && number >= 1 && number <= of;
  if (!isPlausible) throw new ConsiliumError('share-malformed', { share: toHex(u8(number)) });
  const head = concatBytes(set, u8(needed), u8(of), network, home, proof);
  return { number, needed, of, head, set, network, home, proof, share };
}

function proofOf(seed: PatientSeed, set: Uint8Array): Uint8Array {
  return blake2b256(seed, PROOF_TAG, set).slice(0, PROOF_LENGTH);
}

function checkOf(content: Uint8Array): Uint8Array {
  return sha256(TAG, content).slice(0, CHECK_LENGTH);
}

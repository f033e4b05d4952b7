/**
 * Keys of an officer, registrar or doctor: all follow from one 32-byte root secret, which 24 words restore.
 *
 * sign pair = Ed25519 from BLAKE2b-256(key = root, "consilium/staff/sign/v1" ‖ u32 version); seal pair =
 * X25519 (crypto_box_seed_keypair) from BLAKE2b-256(key = root, "consilium/staff/seal/v1" ‖ u32 version). The key
 * of the desk's file = BLAKE2b-256(key = root, "consilium/staff/desk/v1").
 */
import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { ConsiliumError } from '../errors.ts';
import type { RandomBytes } from '../ports.ts';
import { u32be, utf8 } from './bytes.ts';
import { blake2b256 } from './hash.ts';
import { toSigningKey, toStaffRootSecret } from './ids.ts';
import type { SigningKey, StaffRootSecret } from './ids.ts';
import type { NamedKeyPair } from './patientKeys.ts';
import { sealingKeyPair } from './sealing.ts';
import type { SealingKeyPair } from './sealing.ts';
import { keyPairFromSeed } from './signature.ts';
import { languageOf, splitWords, wordList } from './words.ts';
import type { WordLanguage } from './words.ts';

const SIGN_LABEL = utf8('consilium/staff/sign/v1');
const SEAL_LABEL = utf8('consilium/staff/seal/v1');
const DESK_LABEL = utf8('consilium/staff/desk/v1');
const RECOVERY_WORDS = 24;
const ASKED_WORDS = 3;

export interface StaffKeys {
  readonly version: number;
  readonly sign: NamedKeyPair<SigningKey>;
  readonly seal: SealingKeyPair;
}

/** A new root secret. */
export function newStaffRootSecret(random: RandomBytes): StaffRootSecret {
  return toStaffRootSecret(random(32));
}

/** The keys of one version, as the ledger numbers them; earlier versions stay derivable, to open old rows. */
export function staffKeys(root: StaffRootSecret, version: number): StaffKeys {
  const pair = keyPairFromSeed(blake2b256(root, SIGN_LABEL, u32be(version)));
  return {
    version,
    sign: { publicKey: toSigningKey(pair.publicKey), secretKey: pair.secretKey },
    seal: sealingKeyPair(blake2b256(root, SEAL_LABEL, u32be(version))),
  };
}

/** SECRET: what a new desk is encrypted under. It follows from the root, so that the words open the desk too. */
export function deskKey(root: StaffRootSecret): Uint8Array {
  return blake2b256(root, DESK_LABEL);
}

/** The 24 words (BIP-39, checksum included) that restore the root secret. */
export function recoveryPhrase(root: StaffRootSecret, language: WordLanguage): readonly string[] {
  return entropyToMnemonic(root, [...wordList(language)]).split(/\s/u);
}

/**
 * The root secret behind 24 words, as typed. Throws `recovery-phrase-wrong` for an unknown word or checksum.
 */
export function rootSecretFromPhrase(typed: string): StaffRootSecret {
  const words = splitWords(typed);
  const language = languageOf(words);
  if (words.length !== RECOVERY_WORDS || language === null) {
    throw new ConsiliumError('recovery-phrase-wrong', { words: words.length });
  }
  try {
    return toStaffRootSecret(mnemonicToEntropy(words.join(' '), [...wordList(language)]));
  } catch {
    // The library's message can hold the words themselves: it goes no further, not even as a cause.
    throw new ConsiliumError('recovery-phrase-wrong', { words: words.length });
  }
}

/** Three positions (0 … 23, ascending) of words that are asked back after the phrase was shown. */
export function recoveryChallenge(random: RandomBytes): readonly number[] {
  const positions = new Set<number>();
  while (positions.size < ASKED_WORDS) {
    const byte = random(1)[0] ?? 0;
    // 240 is the largest multiple of 24 in a byte.
    if (byte < 240) positions.add(byte % RECOVERY_WORDS);
  }
  return [...positions].sort((left, right) => left - right);
}

/** Throws `recovery-phrase-wrong` unless `answer` holds the words at the asked positions, in their order. */
export function assertRecoveryAnswer(
  phrase: readonly string[],
  asked: readonly number[],
  answer: readonly string[],
): void {
  const given = answer.map((word) => splitWords(word).join(' '));
  const expected = asked.map((position) => splitWords(phrase[position] ?? '').join(' '));
  const right =
    given.length === expected.length && expected.every((word, index) => word !== '' && word === given[index]);
  if (!right) throw new ConsiliumError('recovery-phrase-wrong');
}

/**
 * Master card: the patient's seed, sealed under six words that were generated, not chosen. It goes only into
 * a kiosk, the registrar's desk or the patient's own computer.
 *
 * suite ‖ salt 16 ‖ nonce 24 ‖ XChaCha20-Poly1305(seed 32 ‖ network 32 ‖ home institution 16), key
 * Argon2id(passphrase NFKD, moderate), associated data tag("consilium/master/v1") ‖ suite ‖ salt; text
 * `CM1:` + Base45.
 */
import { ConsiliumError } from '../errors.ts';
import type { RandomBytes } from '../ports.ts';
import { ByteReader } from './byteReader.ts';
import { concatBytes, u8 } from './bytes.ts';
import { cardBytes, cardText } from './cardText.ts';
import { domainTag } from './hash.ts';
import { toInstitutionId, toNetwork, toPatientSeed } from './ids.ts';
import type { InstitutionId, Network, PatientSeed } from './ids.ts';
import { MODERATE_LIMITS, PASSWORD_SALT_LENGTH, argon2id } from './passwordHash.ts';
import type { PasswordLimits } from './passwordHash.ts';
import { AEAD_OVERHEAD, NONCE_LENGTH, aeadOpen, aeadSeal } from './sealing.ts';
import { SUITE } from './suite.ts';
import { languageOf, randomWords, splitWords } from './words.ts';
import type { WordLanguage } from './words.ts';

const PREFIX = 'CM1:';
const MASTER_TAG = domainTag('consilium/master/v1');
const CONTENT_LENGTH = 32 + 32 + 16;
/** Six words of 11 bits each: 66 bits in front of Argon2id. */
export const MASTER_WORDS = 6;

export interface MasterCard {
  readonly seed: PatientSeed;
  readonly network: Network;
  /** The institution that registered the patient: it holds the peppers. */
  readonly home: InstitutionId;
}

/** Six words parted by a space, for {@link sealMasterCard}. */
export function generateMasterPassphrase(random: RandomBytes, language: WordLanguage): string {
  return randomWords(MASTER_WORDS, language, random).join(' ');
}

/**
 * Seals the master card. Throws `passphrase-weak` unless the passphrase is six words of one BIP-39 list: its
 * strength is that nobody chose it. `limits` other than the default are for tests of the format.
 */
export function sealMasterCard(
  card: MasterCard,
  passphrase: string,
  random: RandomBytes,
  limits: PasswordLimits = MODERATE_LIMITS,
): string {
  const words = masterWords(passphrase);
  if (words === null) throw new ConsiliumError('passphrase-weak');
  const salt = random(PASSWORD_SALT_LENGTH);
  const nonce = random(NONCE_LENGTH);
  const ciphertext = aeadSeal(concatBytes(card.seed, card.network, card.home), {
    key: argon2id(words, salt, limits),
    nonce,
    associatedData: associatedData(salt),
  });
  return cardText(PREFIX, concatBytes(u8(SUITE), salt, nonce, ciphertext));
}

/**
 * Opens a `CM1:` text. Case, spacing and full-width forms of the words do not matter; Chinese words may be
 * written without spaces. Throws `card-malformed`, and `passphrase-wrong` for another passphrase or an
 * altered card.
 */
export function openMasterCard(
  text: string,
  passphrase: string,
  limits: PasswordLimits = MODERATE_LIMITS,
): MasterCard {
  const reader = new ByteReader(cardBytes(PREFIX, text, 'card-malformed'), 'card-malformed');
  const suite = reader.u8();
  if (suite !== SUITE) throw new ConsiliumError('card-malformed', { suite });
  const salt = reader.take(PASSWORD_SALT_LENGTH);
  const nonce = reader.take(NONCE_LENGTH);
  const ciphertext = reader.take(CONTENT_LENGTH + AEAD_OVERHEAD);
  reader.end();
  const words = masterWords(passphrase);
  if (words === null) throw new ConsiliumError('passphrase-wrong');
  const key = argon2id(words, salt, limits);
  const content = aeadOpen(ciphertext, { key, nonce, associatedData: associatedData(salt) });
  if (content === null) throw new ConsiliumError('passphrase-wrong');
  return readContent(content);
}

function readContent(content: Uint8Array): MasterCard {
  const reader = new ByteReader(content, 'card-malformed');
  return {
    seed: toPatientSeed(reader.take(32)),
    network: toNetwork(reader.take(32)),
    home: toInstitutionId(reader.take(16)),
  };
}

/** The six words in the one form that Argon2id sees, or null if they are not six words of one list. */
function masterWords(passphrase: string): string | null {
  const words = splitWords(passphrase);
  return words.length === MASTER_WORDS && languageOf(words) !== null ? words.join(' ') : null;
}

function associatedData(salt: Uint8Array): Uint8Array {
  return concatBytes(MASTER_TAG, u8(SUITE), salt);
}

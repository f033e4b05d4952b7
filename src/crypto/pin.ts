/**
 * The PIN of a patient's slips and sealed cards. Alone it would fall to guessing, so it works together with a
 * pepper that the home node gives only for the right tag, and only so many times.
 *
 * pinKey = Argon2id(PIN, salt = item id, interactive limits); tag = BLAKE2b-256(key = pinKey, item id); seal
 * key = BLAKE2b-256(key = pinKey, tag("consilium/sealed/v1") ‖ pepper).
 */
import { ConsiliumError } from '../errors.ts';
import type { RandomBytes } from '../ports.ts';
import { blake2b256, domainTag } from './hash.ts';
import { toPinTag } from './ids.ts';
import type { Branded, ItemId, Pepper, PinTag } from './ids.ts';
import { INTERACTIVE_LIMITS, argon2id } from './passwordHash.ts';
import type { PasswordLimits } from './passwordHash.ts';

/** Digits of a generated PIN. */
export const PIN_DIGITS = 6;

const SEAL_TAG = domainTag('consilium/sealed/v1');

/** SECRET: what Argon2id makes of a PIN for one item. */
export type PinKey = Branded<'PinKey'>;

/** A PIN of six digits, every one equally likely. */
export function generatePin(random: RandomBytes): string {
  let pin = '';
  while (pin.length < PIN_DIGITS) {
    const byte = random(1)[0] ?? 0;
    // 250 is the largest multiple of ten in a byte: above it, digits 0 to 5 would come more often.
    if (byte < 250) pin += String(byte % 10);
  }
  return pin;
}

/**
 * A PIN as typed, in one form: full-width digits (an input method's) become plain ones, white space goes.
 * Throws `pin-malformed` unless 4 to 12 digits remain.
 */
export function normalisePin(typed: string): string {
  const pin = typed.normalize('NFKC').replace(/\s+/gu, '');
  if (!/^[0-9]{4,12}$/u.test(pin)) throw new ConsiliumError('pin-malformed');
  return pin;
}

/** Argon2id of the PIN for one item: the slow step. Throws `pin-malformed`. */
export function pinKey(pin: string, itemId: ItemId, limits: PasswordLimits = INTERACTIVE_LIMITS): PinKey {
  return argon2id(normalisePin(pin), itemId, limits) as PinKey;
}

/** The tag that the issuer deposits and the reader shows; it gives neither PIN nor seal key away. */
export function pinTag(key: PinKey, itemId: ItemId): PinTag {
  return toPinTag(blake2b256(key, itemId));
}

/** The key that seals one item. */
export function pinSealKey(key: PinKey, pepper: Pepper): Uint8Array {
  return blake2b256(key, SEAL_TAG, pepper);
}

/** Validator sets: order, address, hash (CometBFT types/validator_set.go). */
import { bytesEqual, compareBytes, concatBytes } from '../crypto/bytes.ts';
import { sha256 } from '../crypto/hash.ts';
import { ConsiliumError } from '../errors.ts';
import { merkleRoot } from './merkle.ts';
import { bytesField, messageField, varintField } from './protobuf.ts';

export interface Validator {
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly power: bigint;
}

/** Sorted by power descending, then address ascending; no two of one address. */
export interface ValidatorSet {
  readonly validators: readonly Validator[];
}

/** The first 20 bytes of SHA-256 of the public key. */
export function validatorAddress(publicKey: Uint8Array): Uint8Array {
  return sha256(publicKey).slice(0, 20);
}

/** Errors: `validators-malformed` for an empty set, a power that is not positive, or one key twice. */
export function validatorSet(validators: readonly Validator[]): ValidatorSet {
  const sorted = validators.toSorted(byPowerThenAddress);
  const addresses = new Set(sorted.map((validator) => addressText(validator)));
  const valid = sorted.every((validator) => validator.power > 0n && validator.publicKey.length === 32);
  if (sorted.length === 0 || addresses.size !== sorted.length || !valid)
    throw new ConsiliumError('validators-malformed');
  return { validators: sorted };
}

/** RFC 6962 root over SimpleValidator messages. */
export function validatorsHash(set: ValidatorSet): Uint8Array {
  return merkleRoot(
    set.validators.map((validator) =>
      concatBytes(messageField(1, bytesField(1, validator.publicKey)), varintField(2, validator.power)),
    ),
  );
}

export function totalPower(set: ValidatorSet): bigint {
  return set.validators.reduce((sum, validator) => sum + validator.power, 0n);
}

export function validatorByAddress(set: ValidatorSet, address: Uint8Array): Validator | undefined {
  return set.validators.find((validator) => bytesEqual(validatorAddress(validator.publicKey), address));
}

/** Applies updates as CometBFT does: power 0 removes, anything else adds or replaces. */
export function updateValidators(set: ValidatorSet, updates: readonly Validator[]): ValidatorSet {
  const kept = set.validators.filter(
    (validator) => !updates.some((update) => bytesEqual(update.publicKey, validator.publicKey)),
  );
  return validatorSet([...kept, ...updates.filter((update) => update.power > 0n)]);
}

function byPowerThenAddress(left: Validator, right: Validator): number {
  if (left.power !== right.power) return left.power > right.power ? -1 : 1;
  return compareBytes(validatorAddress(left.publicKey), validatorAddress(right.publicKey));
}

function addressText(validator: Validator): string {
  return validatorAddress(validator.publicKey).join(',');
}

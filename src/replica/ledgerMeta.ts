/** Single values of a ledger file: its genesis, why it halted, and what a host keeps beside the blocks. */
import { asArray, asBytes, asMap, asText, asUint, decodeCanonical, encodeCanonical } from '../crypto/cbor.ts';
import type { CborValue } from '../crypto/cbor.ts';
import { ConsiliumError } from '../errors.ts';
import { validatorSet, type ValidatorSet } from '../chain/validators.ts';
import type { TrustedState } from '../chain/verifier.ts';
import type { Database } from './database.ts';
import { bytes } from './rows.ts';
import type { Halted } from './sync.ts';

/** Names used by the ledger itself; a host takes names that begin with `host/`. */
export const META = {
  genesis: 'genesis',
  initialAppHash: 'initial-app-hash',
  halted: 'halted',
  validators: 'validators',
} as const;

/** Who signed the last block, signs the next, and the one after. */
export type ValidatorSets = Pick<TrustedState, 'lastValidators' | 'validators' | 'nextValidators'>;

export class MetaTable {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get(name: string): Uint8Array | null {
    const row = this.#database.prepare('SELECT value FROM meta WHERE name = ?').get(name);
    return row === undefined ? null : bytes(row, 'value');
  }

  /** @throws ConsiliumError `replica-corrupt` {missing} */
  require(name: string): Uint8Array {
    const value = this.get(name);
    if (value === null) throw new ConsiliumError('replica-corrupt', { missing: name });
    return value;
  }

  /** Durable when this returns, or with the transaction it stands in. */
  set(name: string, value: Uint8Array): void {
    const sql =
      'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value';
    this.#database.prepare(sql).run(name, value);
  }

  remove(name: string): void {
    this.#database.prepare('DELETE FROM meta WHERE name = ?').run(name);
  }

  halted(): Halted | null {
    const value = this.get(META.halted);
    if (value === null) return null;
    const map = asMap(decodeCanonical(value), ['code', 'height'], 'halted');
    return { code: asText(map.code, 'halted.code'), height: asUint(map.height, 'halted.height') };
  }

  setHalted(halted: Halted | null): void {
    if (halted === null) this.remove(META.halted);
    else this.set(META.halted, encodeCanonical({ code: halted.code, height: halted.height }));
  }

  /** Null while they are those of the genesis. */
  validators(): ValidatorSets | null {
    const value = this.get(META.validators);
    if (value === null) return null;
    const [last, current, next] = asArray(decodeCanonical(value), 'validators');
    return {
      lastValidators: last === null ? null : decodeSet(last),
      validators: decodeSet(current),
      nextValidators: decodeSet(next),
    };
  }

  setValidators({ lastValidators, validators, nextValidators }: ValidatorSets): void {
    const last = lastValidators === null ? null : encodeSet(lastValidators);
    this.set(META.validators, encodeCanonical([last, encodeSet(validators), encodeSet(nextValidators)]));
  }
}

function encodeSet(set: ValidatorSet): CborValue {
  return set.validators.map(({ publicKey, power }) => [publicKey, String(power)]);
}

function decodeSet(value: CborValue | undefined): ValidatorSet {
  return validatorSet(
    asArray(value, 'validators').map((item) => {
      const [publicKey, power] = asArray(item, 'validator');
      return {
        publicKey: asBytes(publicKey, 32, 'validator.key'),
        power: BigInt(asText(power, 'validator.power')),
      };
    }),
  );
}

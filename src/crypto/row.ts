/**
 * A row of an envelope: the key of one part, sealed to one recipient.
 *
 * Row = crypto_box_seal(suite ‖ H(S) 32 ‖ u32 leaf ‖ u8 part ‖ key 32). What it opens is said inside, so a
 * node that hands out a row in another's place is found out.
 */
import { ConsiliumError } from '../errors.ts';
import type { RandomBytes } from '../ports.ts';
import { ByteReader } from './byteReader.ts';
import { bytesEqual, concatBytes, u32be, u8 } from './bytes.ts';
import { toPartKey } from './ids.ts';
import type { Branded, PartKey, SealingKey, StatementHash } from './ids.ts';
import { partNumber } from './part.ts';
import type { Part } from './part.ts';
import { SEAL_OVERHEAD, openSealed, sealTo } from './sealing.ts';
import type { SealingKeyPair } from './sealing.ts';
import { SUITE } from './suite.ts';

const CONTENT_LENGTH = 1 + 32 + 4 + 1 + 32;
export const ROW_LENGTH = SEAL_OVERHEAD + CONTENT_LENGTH;

/** 118 sealed bytes. */
export type SealedRow = Branded<'SealedRow'>;

/** Which part of which document of which statement. */
export interface RowPlace {
  readonly statement: StatementHash;
  /** 0, or the number of the document in an import. */
  readonly leaf: number;
  readonly part: Part;
}

/** Names 118 bytes a sealed row. Throws `id-malformed`. */
export function toSealedRow(bytes: Uint8Array): SealedRow {
  if (bytes.length !== ROW_LENGTH) {
    throw new ConsiliumError('id-malformed', {
      name: 'SealedRow',
      expected: ROW_LENGTH,
      actual: bytes.length,
    });
  }
  return bytes as SealedRow;
}

/** Seals the key of a part to a recipient's X25519 key. Throws `key-malformed` for a key of small order. */
export function makeRow(
  recipient: SealingKey,
  content: RowPlace & { readonly key: PartKey },
  random: RandomBytes,
): SealedRow {
  const plaintext = concatBytes(
    u8(SUITE),
    content.statement,
    u32be(content.leaf),
    u8(partNumber(content.part)),
    content.key,
  );
  return toSealedRow(sealTo(recipient, plaintext, random));
}

/**
 * Opens a row and checks that it is the row of that place. Throws `row-unreadable` if it was not sealed to
 * this key or was altered, `row-mismatch` {field} if suite, statement, leaf or part differ.
 */
export function openRow(row: Uint8Array, pair: SealingKeyPair, place: RowPlace): PartKey {
  const plaintext = openSealed(row, pair);
  if (plaintext === null) throw new ConsiliumError('row-unreadable');
  const reader = new ByteReader(plaintext, 'row-mismatch');
  checkField('suite', reader.u8() === SUITE);
  checkField('statement', bytesEqual(reader.take(32), place.statement));
  checkField('leaf', reader.u32() === place.leaf);
  checkField('part', reader.u8() === partNumber(place.part));
  const key = toPartKey(reader.take(32));
  reader.end();
  return key;
}

function checkField(field: string, holds: boolean): void {
  if (!holds) throw new ConsiliumError('row-mismatch', { field });
}

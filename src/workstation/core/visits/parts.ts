/** The opened parts of one statement, with their salts: what Hash(Data) is checked against, and what caches keep. */
import { asArray, asBytes, decodeCanonical, encodeCanonical } from '../../../crypto/cbor.ts';
import { assertDataHash, dataHash, importDataHash, type PartContent } from '../../../crypto/statementData.ts';
import { toDataHash } from '../../../crypto/ids.ts';
import type { StatementEntity } from '../../../contracts/entities.ts';

/** One document: who it is about, and what was found. */
export interface OpenedParts {
  readonly identity: PartContent;
  readonly clinical: PartContent;
}

/**
 * Throws `data-mismatch` unless the parts are what the ledger says: for an import the root over its documents, else
 * the one document's own hash.
 */
export function assertParts(
  leaves: readonly OpenedParts[],
  entity: Pick<StatementEntity, 'kind' | 'data'>,
): void {
  const hashes = leaves.map(({ identity, clinical }) => dataHash(identity, clinical));
  const [first] = hashes;
  const actual = entity.kind === 'import' || first === undefined ? importDataHash(hashes) : first;
  assertDataHash(toDataHash(entity.data), actual);
}

/** CBOR [[identity salt, identity, clinical salt, clinical], …]. */
export function encodeParts(leaves: readonly OpenedParts[]): Uint8Array {
  return encodeCanonical(
    leaves.map(({ identity, clinical }) => [identity.salt, identity.bytes, clinical.salt, clinical.bytes]),
  );
}

/** Reads {@link encodeParts}. Errors: `cbor-*`, `field-malformed`. */
export function decodeParts(bytes: Uint8Array): readonly OpenedParts[] {
  return asArray(decodeCanonical(bytes), 'parts').map((item) => {
    const [identitySalt, identity, clinicalSalt, clinical] = asArray(item, 'parts.leaf');
    return {
      identity: {
        salt: asBytes(identitySalt, 32, 'parts.salt'),
        bytes: asBytes(identity, null, 'parts.identity'),
      },
      clinical: {
        salt: asBytes(clinicalSalt, 32, 'parts.salt'),
        bytes: asBytes(clinical, null, 'parts.clinical'),
      },
    };
  });
}

/**
 * The proof file that a patient takes away: one statement with everything that shows, without any node, that it
 * stands on the ledger, who signed it, and that the patient agreed.
 *
 * JSON; byte strings in base64url. `genesis` is what all of it hangs on: whoever checks compares its hash.
 */
import { z } from 'zod';
import { decodeMapProof, encodeMapProof, type MapProof } from '../../chain/sparseMerkleMap.ts';
import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from '../../crypto/bytes.ts';
import { ConsiliumError } from '../../errors.ts';

/** An entity of the state as it stood after the block before `block`, with its path to that block's app hash. */
export interface ProvedEntity {
  readonly kind: number;
  readonly id: Uint8Array;
  readonly value: Uint8Array;
  readonly proof: MapProof;
}

/** What the record says, for whoever may read it; h_id stands in for the identity part. */
export interface ProofContent {
  readonly identityHash: Uint8Array;
  readonly clinicalSalt: Uint8Array;
  readonly clinical: Uint8Array;
}

export interface StatementProof {
  readonly genesis: Uint8Array;
  readonly block: Uint8Array;
  readonly commit: Uint8Array;
  /** Statement, visit, author and institution. */
  readonly entities: readonly ProvedEntity[];
  readonly statement: Uint8Array;
  readonly doctorSignature: Uint8Array;
  /** Null for what follows a record under its consent, or waits for one. */
  readonly consentSignature: Uint8Array | null;
  readonly content: ProofContent | null;
}

/** Larger than any record's clinical part beside what proves it. */
const LARGEST_FILE = 64 * 1024 * 1024;

const binary = z.string().regex(/^[\w-]*$/u);
const proofJson = z.strictObject({
  format: z.literal('consilium-proof'),
  version: z.literal(1),
  genesis: binary,
  block: binary,
  commit: binary,
  entities: z
    .array(z.strictObject({ kind: z.number().int(), id: binary, value: binary, proof: binary }))
    .max(8),
  statement: binary,
  doctorSignature: binary,
  consentSignature: binary.nullable(),
  content: z.strictObject({ identityHash: binary, clinicalSalt: binary, clinical: binary }).nullable(),
});

/**
 * The proofs of all that stands under one visit, as the patient takes it along: JSON of the single files. What they
 * have in common stands in each: a file that is checked alone is a file that can be taken out.
 */
const visitJson = z.strictObject({
  format: z.literal('consilium-visit-proof'),
  version: z.literal(1),
  proofs: z.array(proofJson).min(1).max(1_000),
});

export function encodeProof(proof: StatementProof): Uint8Array {
  return textOf(jsonOf(proof));
}

export function encodeVisitProof(proofs: readonly StatementProof[]): Uint8Array {
  return textOf({ format: 'consilium-visit-proof', version: 1, proofs: proofs.map(jsonOf) });
}

/** Errors: `proof-malformed`. */
export function decodeProof(bytes: Uint8Array): StatementProof {
  return reading(bytes, (json) => proofOf(proofJson.parse(json)));
}

/** The proofs in a file of either form. Errors: `proof-malformed`. */
export function decodeProofs(bytes: Uint8Array): readonly StatementProof[] {
  return reading(bytes, (json) => {
    const file = z.union([proofJson, visitJson]).parse(json);
    return file.format === 'consilium-proof' ? [proofOf(file)] : file.proofs.map(proofOf);
  });
}

function textOf(json: object): Uint8Array {
  return utf8(`${JSON.stringify(json, null, 1)}\n`);
}

function jsonOf(proof: StatementProof): z.infer<typeof proofJson> {
  const { content } = proof;
  return {
    format: 'consilium-proof',
    version: 1,
    genesis: toBase64Url(proof.genesis),
    block: toBase64Url(proof.block),
    commit: toBase64Url(proof.commit),
    entities: proof.entities.map(({ kind, id, value, proof: path }) => ({
      kind,
      id: toBase64Url(id),
      value: toBase64Url(value),
      proof: toBase64Url(encodeMapProof(path)),
    })),
    statement: toBase64Url(proof.statement),
    doctorSignature: toBase64Url(proof.doctorSignature),
    consentSignature: proof.consentSignature === null ? null : toBase64Url(proof.consentSignature),
    content:
      content === null
        ? null
        : {
            identityHash: toBase64Url(content.identityHash),
            clinicalSalt: toBase64Url(content.clinicalSalt),
            clinical: toBase64Url(content.clinical),
          },
  };
}

function reading<T>(bytes: Uint8Array, read: (json: unknown) => T): T {
  try {
    if (bytes.length > LARGEST_FILE) throw new ConsiliumError('proof-malformed');
    return read(JSON.parse(fromUtf8(bytes)));
  } catch (cause) {
    throw new ConsiliumError('proof-malformed', {}, { cause });
  }
}

function proofOf(json: z.infer<typeof proofJson>): StatementProof {
  const { content } = json;
  return {
    genesis: fromBase64Url(json.genesis),
    block: fromBase64Url(json.block),
    commit: fromBase64Url(json.commit),
    entities: json.entities.map((entity) => ({
      kind: entity.kind,
      id: fromBase64Url(entity.id),
      value: fromBase64Url(entity.value),
      proof: decodeMapProof(fromBase64Url(entity.proof)),
    })),
    statement: fromBase64Url(json.statement),
    doctorSignature: fromBase64Url(json.doctorSignature),
    consentSignature: json.consentSignature === null ? null : fromBase64Url(json.consentSignature),
    content:
      content === null
        ? null
        : {
            identityHash: fromBase64Url(content.identityHash),
            clinicalSalt: fromBase64Url(content.clinicalSalt),
            clinical: fromBase64Url(content.clinical),
          },
  };
}

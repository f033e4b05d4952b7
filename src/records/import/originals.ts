/**
 * The original of an import: the bytes as they came, kept beside the documents that were read from them. They name
 * the patient in whatever form and character set, so they stand in the identity part; the clinical part holds only
 * what they are and their SHA-256.
 */
import { toHex, utf8 } from '../../crypto/bytes.ts';
import { sha256 } from '../../crypto/hash.ts';
import { ConsiliumError } from '../../errors.ts';
import type { RecordParts } from '../importBundle.ts';
import { mentionsOf } from '../identityPart.ts';
import { objectAt, parseJson, textAt, type JsonObject } from '../json.ts';

export type ImportFormat = 'fhir-bundle' | 'fhir-ndjson' | 'hl7-v2';

export interface OriginalFile {
  /** The file's name, which may name the patient as well. */
  readonly name: string;
  readonly format: ImportFormat;
  readonly bytes: Uint8Array;
}

const CONTENT_TYPES: Readonly<Record<ImportFormat, string>> = {
  'fhir-bundle': 'application/fhir+json',
  'fhir-ndjson': 'application/fhir+ndjson',
  'hl7-v2': 'x-application/hl7-v2+er7',
};

/** A part holds so much at most: in base64, with all that is around it, it stays well below what one blob may be. */
export const LARGEST_CHUNK = 16 * 1024 * 1024;

/** The documents that keep an original for `patient`: one, or several where the file is large. */
export function originalDocuments(patient: JsonObject, file: OriginalFile): readonly RecordParts[] {
  const parts = Math.max(1, Math.ceil(file.bytes.length / LARGEST_CHUNK));
  const mentions = mentionsOf(patient);
  const clinical = utf8(JSON.stringify(clinicalPart(file)));
  return Array.from({ length: parts }, (_, part) => {
    const chunk = file.bytes.subarray(part * LARGEST_CHUNK, (part + 1) * LARGEST_CHUNK);
    const original = { name: file.name, part, parts, data: Buffer.from(chunk).toString('base64') };
    return { identity: utf8(JSON.stringify({ patient, mentions, original })), clinical };
  });
}

/**
 * The original that identity parts keep, in whatever order they are given; null when they keep none.
 * Errors: those of parseJson; `original-incomplete` {parts, found}.
 */
export function originalIn(identities: readonly Uint8Array[]): Pick<OriginalFile, 'name' | 'bytes'> | null {
  const chunks = identities
    .map((identity) => objectAt(parseJson(identity), 'original'))
    .filter((one) => one !== null);
  const first = chunks[0];
  if (first === undefined) return null;
  const sorted = chunks.toSorted((left, right) => Number(left['part']) - Number(right['part']));
  const parts = Number(first['parts']);
  if (sorted.length !== parts || sorted.some((chunk, index) => chunk['part'] !== index))
    throw new ConsiliumError('original-incomplete', { parts, found: sorted.length });
  const bytes = sorted.map((chunk) => Buffer.from(textAt(chunk, 'data') ?? '', 'base64'));
  return { name: textAt(first, 'name') ?? '', bytes: new Uint8Array(Buffer.concat(bytes)) };
}

function clinicalPart({ format, bytes }: OriginalFile): JsonObject {
  const title = '导入的原始文件 Original file of an import';
  const reference: JsonObject = {
    resourceType: 'DocumentReference',
    status: 'current',
    type: { text: title },
    content: [
      {
        attachment: {
          contentType: CONTENT_TYPES[format],
          size: bytes.length,
          url: `urn:sha256:${toHex(sha256(bytes))}`,
        },
      },
    ],
  };
  const composition: JsonObject = {
    resourceType: 'Composition',
    status: 'final',
    type: { text: title },
    title,
    author: [{ display: 'unknown source' }],
    section: [],
  };
  return {
    resourceType: 'Bundle',
    type: 'document',
    entry: [{ resource: composition }, { resource: { resourceType: 'Patient' } }, { resource: reference }],
  };
}

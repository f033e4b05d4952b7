/**
 * A file that a patient, another hospital or a laboratory brings: its format is told from its content, never from its
 * name, and it is read into one history a patient.
 */
import { fromUtf8, toHex } from '../../crypto/bytes.ts';
import { sha256 } from '../../crypto/hash.ts';
import { ConsiliumError, type ErrorDetail } from '../../errors.ts';
import { importResources, type ImportedBundle, type RecordParts } from '../importBundle.ts';
import { objectsAt, type JsonObject } from '../json.ts';
import { convertMessage, type AnnouncedVisit, type ConvertedMessage } from '../hl7/convert.ts';
import { parseHl7, type Hl7Message } from '../hl7/message.ts';
import { LARGEST_JSON, parseStrictJson } from '../strictJson.ts';
import { isNdjson, ndjsonHistories } from './ndjson.ts';
import { originalDocuments, type ImportFormat } from './originals.ts';

export interface ImportSource {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Bytes of a file that was not read, since it is larger than {@link LARGEST_FILE}. */
  readonly size?: number | undefined;
}

export interface ImportedHistory extends ImportedBundle {
  /** Keep the bytes that this history was read from; append them to `documents`. */
  readonly originals: readonly RecordParts[];
}

export interface ImportedFile {
  readonly format: ImportFormat;
  readonly histories: readonly ImportedHistory[];
  /** Visits that an admission system announced (ADT^A01, A04). */
  readonly announced: readonly AnnouncedVisit[];
}

export type FileOutcome =
  | { readonly state: 'read'; readonly name: string; readonly file: ImportedFile }
  | { readonly state: 'refused'; readonly name: string; readonly code: string; readonly detail: ErrorDetail };

/** Whoever takes files need not read a larger one: it is refused by its size. */
export const LARGEST_FILE = LARGEST_JSON;

/**
 * Reads one file.
 * Errors: `import-format` when it is neither FHIR JSON nor HL7 v2; those of parseStrictJson, importResources,
 * ndjsonHistories, parseHl7 and convertMessage: each with the place in the file and the reason.
 * @param zone the offset of HL7 times that name none, "+08:00"
 */
export function readImportFile(source: ImportSource, zone: string): ImportedFile {
  const { size = 0 } = source;
  if (size > LARGEST_FILE) throw new ConsiliumError('json-too-large', { bytes: size });
  switch (formatOf(source.bytes)) {
    case 'hl7-v2':
      return hl7File(source, zone);
    case 'fhir-ndjson': {
      const histories = ndjsonHistories(jsonText(source.bytes)).map(({ bundle, original }) =>
        historyOf(importResources(bundle), { ...source, bytes: original, format: 'fhir-ndjson' }),
      );
      return { format: 'fhir-ndjson', histories, announced: [] };
    }
    case 'fhir-bundle': {
      const history = importResources(parseStrictJson(source.bytes));
      const histories = [historyOf(history, { ...source, format: 'fhir-bundle' })];
      return { format: 'fhir-bundle', histories, announced: [] };
    }
    case null:
      throw new ConsiliumError('import-format');
  }
}

/** Reads many files; one that is refused stops no other. */
export function readImportFiles(sources: readonly ImportSource[], zone: string): readonly FileOutcome[] {
  return sources.map((source) => {
    try {
      return { state: 'read', name: source.name, file: readImportFile(source, zone) };
    } catch (error) {
      if (!(error instanceof ConsiliumError)) throw error;
      return { state: 'refused', name: source.name, code: error.code, detail: error.detail };
    }
  });
}

/**
 * What makes two imported documents the same: SHA-256 of their content, in hex. Kept on this machine only, since
 * who knows the content could look for it by this.
 */
export function documentFingerprint(parts: RecordParts): string {
  return toHex(sha256(parts.clinical));
}

function formatOf(bytes: Uint8Array): ImportFormat | null {
  const head = new TextDecoder('iso-8859-1').decode(bytes.subarray(0, 64)).replace(/^ï»¿/u, '').trimStart();
  if (/^(?:MSH|FHS|BHS)[^\w\s]/u.test(head)) return 'hl7-v2';
  if (!head.startsWith('{')) return null;
  // What is too large is refused by the parser, by its size and not for its format.
  return bytes.length <= LARGEST_JSON && isNdjson(jsonText(bytes)) ? 'fhir-ndjson' : 'fhir-bundle';
}

/** Errors: `json-malformed`, as parseStrictJson says it. */
function jsonText(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes).replace(/^\ufeff/u, '');
  } catch (cause) {
    throw new ConsiliumError('json-malformed', { path: '$', line: 0, reason: 'utf-8' }, { cause });
  }
}

function historyOf(
  history: ImportedBundle,
  file: ImportSource & { readonly format: ImportFormat },
): ImportedHistory {
  return { ...history, originals: originalDocuments(history.patient, file) };
}

function hl7File(source: ImportSource, zone: string): ImportedFile {
  const converted = parseHl7(source.bytes).map((message) => ({ message, ...convertMessage(message, zone) }));
  const groups = Map.groupBy(converted, ({ patient }) => patientKey(patient));
  return {
    format: 'hl7-v2',
    histories: [...groups.values()].map((group) => hl7History(source, group)),
    announced: converted.flatMap(({ announced }) => (announced === null ? [] : [announced])),
  };
}

/** The messages of one patient as one history, a document each; the patient as the last message knows them. */
function hl7History(
  source: ImportSource,
  group: readonly (ConvertedMessage & { readonly message: Hl7Message })[],
): ImportedHistory {
  const read = group.map(({ bundle }) => importResources(bundle));
  const last = read.at(-1);
  if (last === undefined) throw new ConsiliumError('internal', { missing: 'message' });
  const bytes = new Uint8Array(Buffer.concat(group.map(({ message }) => message.raw)));
  return historyOf(
    {
      patient: last.patient,
      documents: read.flatMap(({ documents }) => documents),
      resources: read.reduce((sum, { resources }) => sum + resources, 0),
    },
    { name: source.name, bytes, format: 'hl7-v2' },
  );
}

/** By the first number of PID-3; without one, by name and birth date together. */
function patientKey(patient: JsonObject): string {
  const [number] = objectsAt(patient, 'identifier');
  return JSON.stringify(number ?? [patient['name'], patient['birthDate']]);
}

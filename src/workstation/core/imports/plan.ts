/** What of a batch is imported: each document once, nobody else's, and the files they came in. */
import { ConsiliumError } from '../../../errors.ts';
import { displayName } from '../../../records/banner.ts';
import { decodeIdentityPart } from '../../../records/identityPart.ts';
import type { AnnouncedVisit } from '../../../records/hl7/convert.ts';
import {
  documentFingerprint,
  type FileOutcome,
  type ImportedFile,
  type ImportedHistory,
} from '../../../records/import/readFile.ts';
import type { RecordParts } from '../../../records/importBundle.ts';
import { parseJson, textAt } from '../../../records/json.ts';
import { readBundle } from '../../../records/reading.ts';
import type { ImportReport } from '../../api/imports.ts';
import { readingTime } from '../visits/documents.ts';
import { formOf } from './recordForm.ts';

type ReadReport = Extract<ImportReport, { state: 'read' }>;
type HistoryReport = ReadReport['histories'][number];

/** Birth date and sex tell two people apart in whatever script their names are written. */
export interface KnownPerson {
  readonly sex: HistoryReport['sex'];
  readonly birthDate: string | null;
}

export interface ImportWishes {
  /** Fingerprints of the documents that the chart holds already. */
  readonly known: ReadonlySet<string>;
  /** The patient; null when nothing is known of them. */
  readonly person: KnownPerson | null;
  /** The only history of a file is taken though it differs: someone looked at it. */
  readonly otherIdentity: boolean;
}

export interface ImportPlan {
  readonly reports: ImportReport[];
  /** New documents, then the originals they came in. */
  readonly parts: readonly RecordParts[];
  /** How many of `parts` are documents. */
  readonly documents: number;
  readonly fingerprints: readonly string[];
}

/** Decides on a batch. The order of files and documents is kept. */
export function planImport(outcomes: readonly FileOutcome[], wishes: ImportWishes): ImportPlan {
  const batch = new Batch(wishes);
  const reports = outcomes.map((outcome): ImportReport =>
    outcome.state === 'refused'
      ? { ...outcome, detail: { ...outcome.detail } }
      : { state: 'read', name: outcome.name, ...batch.take(outcome.file) },
  );
  return {
    reports,
    parts: [...batch.documents, ...batch.originals],
    documents: batch.documents.length,
    fingerprints: batch.fingerprints,
  };
}

/**
 * Throws when a batch brings nothing, and not because all of it is known: the first refusal with the number of its
 * file (a name may be the patient's), `import-other-patient` {file, field}, or `import-empty`.
 */
export function assertBrings({ reports, parts }: ImportPlan): void {
  if (parts.length > 0) return;
  for (const [file, report] of reports.entries())
    if (report.state === 'refused') throw new ConsiliumError(report.code, { ...report.detail, file });
  const histories = reports.flatMap((report, file) =>
    report.state === 'read' ? report.histories.map((history) => ({ ...history, file })) : [],
  );
  for (const { differs, file, taken } of histories)
    if (differs !== null && !taken)
      throw new ConsiliumError('import-other-patient', { file, field: differs });
  if (histories.every(({ documents }) => documents.length === 0)) throw new ConsiliumError('import-empty');
}

class Batch {
  readonly documents: RecordParts[] = [];
  readonly originals: RecordParts[] = [];
  readonly fingerprints: string[] = [];
  readonly #wishes: ImportWishes;
  readonly #seen: Set<string>;

  constructor(wishes: ImportWishes) {
    this.#wishes = wishes;
    this.#seen = new Set(wishes.known);
  }

  take(file: ImportedFile): Pick<ReadReport, 'format' | 'histories' | 'announced'> {
    const isOnly = file.histories.length === 1;
    return {
      format: file.format,
      histories: file.histories.map((history) => this.#takeHistory(history, isOnly)),
      announced: file.announced.map(announcedView),
    };
  }

  #takeHistory(history: ImportedHistory, isOnly: boolean): HistoryReport {
    const person = personOf(history);
    const differs = differenceOf(person, this.#wishes.person);
    const taken = differs === null || (isOnly && this.#wishes.otherIdentity);
    const before = this.documents.length;
    const documents = history.documents.map((parts) => this.#takeDocument(parts, taken));
    if (this.documents.length > before) this.originals.push(...history.originals);
    return { name: displayName(history.patient), ...person, differs, taken, documents };
  }

  #takeDocument(parts: RecordParts, taken: boolean): HistoryReport['documents'][number] {
    const fingerprint = documentFingerprint(parts);
    const isKnown = this.#seen.has(fingerprint);
    if (taken && !isKnown) {
      this.#seen.add(fingerprint);
      this.documents.push(parts);
      this.fingerprints.push(fingerprint);
    }
    const bundle = parseJson(parts.clinical);
    const reading = readBundle(bundle, decodeIdentityPart(parts.identity));
    return {
      title: reading.title,
      date: readingTime(reading),
      institution: reading.custodian,
      form: formOf(bundle),
      state: isKnown ? 'known' : 'new',
    };
  }
}

function personOf({ patient }: ImportedHistory): KnownPerson {
  const gender = textAt(patient, 'gender');
  const isNamed = gender === 'male' || gender === 'female' || gender === 'other';
  return { sex: isNamed ? gender : 'unknown', birthDate: textAt(patient, 'birthDate') };
}

/** What is not known on either side says nothing; a year says nothing against a day of it. */
function differenceOf(left: KnownPerson, right: KnownPerson | null): HistoryReport['differs'] {
  if (right === null) return null;
  const [one, other] = [left.birthDate, right.birthDate];
  if (one !== null && other !== null && !one.startsWith(other) && !other.startsWith(one)) return 'birthDate';
  return left.sex !== 'unknown' && right.sex !== 'unknown' && left.sex !== right.sex ? 'sex' : null;
}

/** A visit that was announced, as screens show it. */
export function announcedView(visit: AnnouncedVisit): ReadReport['announced'][number] {
  const { department, doctor, time, visitNumber } = visit;
  return { patientName: displayName(visit.patient), department, doctor, time, visitNumber };
}

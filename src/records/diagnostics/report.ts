/**
 * Reports of laboratory and imaging as they are written here: a FHIR R4 DiagnosticReport with its values as
 * Observations, the studies that it speaks of, and the order that it answers, which may stand in another document.
 */
import { fhirQuantity, fhirRange } from '../hl7/values.ts';
import type { JsonObject } from '../json.ts';
import { numberOf, type DiagnosticCategory, type DiagnosticContext } from './order.ts';

/** Codes of v3-ObservationInterpretation; empty where the laboratory gave none and the range decides. */
export type ValueFlag = '' | 'A' | 'H' | 'HH' | 'L' | 'LL' | 'N';

export interface ReportValue {
  readonly name: string;
  /** A number as it was written, or words. */
  readonly value: string;
  readonly unit: string;
  /** "3.5-5.3", "<5", or words; may be empty. */
  readonly range: string;
  readonly flag: ValueFlag;
}

export interface WrittenReport {
  readonly category: DiagnosticCategory;
  readonly title: string;
  /** When it was found, YYYY-MM-DD; empty for the time of the document. */
  readonly date: string;
  readonly conclusion: string;
  /** Said by who reports: the patient's doctor has to know at once. */
  readonly critical: boolean;
  /** Placer number of the order that it answers, or null. */
  readonly order: string | null;
  readonly values: readonly ReportValue[];
  /** Study Instance UIDs. */
  readonly studies: readonly string[];
}

/** A resource with the name by which others of its document refer to it. */
export interface NamedResource {
  readonly fullUrl: string;
  readonly resource: JsonObject;
}

const INTERPRETATION = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';
const SECTIONS = {
  laboratory: { code: 'LAB', display: 'Laboratory' },
  imaging: { code: 'RAD', display: 'Radiology' },
} as const;

/**
 * Report and values. `names(n)` gives the n-th free name; `studyNames` the studies that stand in the same document by
 * their UID: others are named by it.
 */
export function reportResources(
  report: WrittenReport,
  of: DiagnosticContext & {
    readonly name: () => string;
    readonly studyNames: ReadonlyMap<string, string>;
  },
): readonly NamedResource[] {
  const time = report.date === '' ? of.time : report.date;
  const place = {
    subject: { reference: of.patient },
    encounter: { reference: of.encounter },
    effectiveDateTime: time,
  };
  const values = report.values.map((value) => ({
    fullUrl: of.name(),
    resource: { ...observation(value), ...place },
  }));
  const { category, conclusion, critical, order, studies, title } = report;
  const resource: JsonObject = {
    resourceType: 'DiagnosticReport',
    ...(order === null ? {} : { basedOn: [{ type: 'ServiceRequest', identifier: numberOf('PLAC', order) }] }),
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', ...SECTIONS[category] }] },
    ],
    code: { text: title },
    ...place,
    issued: of.time,
    ...(values.length === 0 ? {} : { result: values.map(({ fullUrl }) => ({ reference: fullUrl })) }),
    ...(studies.length === 0
      ? {}
      : { imagingStudy: studies.map((uid) => studyReference(uid, of.studyNames)) }),
    ...(conclusion === '' ? {} : { conclusion }),
    ...(critical ? { conclusionCode: [interpretation('AA')] } : {}),
  };
  return [{ fullUrl: of.name(), resource }, ...values];
}

/** FHIR's name of a study of DICOM (ImagingStudy.identifier). */
export function studyIdentifier(uid: string): JsonObject {
  return { system: 'urn:dicom:uid', value: `urn:oid:${uid}` };
}

function studyReference(uid: string, names: ReadonlyMap<string, string>): JsonObject {
  const reference = names.get(uid);
  return reference === undefined ? { type: 'ImagingStudy', identifier: studyIdentifier(uid) } : { reference };
}

function observation({ flag, name, range, unit, value }: ReportValue): JsonObject {
  const quantity = fhirQuantity(value, unit);
  const limits = fhirRange(range, unit);
  return {
    resourceType: 'Observation',
    status: 'final',
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' },
        ],
      },
    ],
    code: { text: name },
    ...(quantity === null ? { valueString: value } : { valueQuantity: quantity }),
    ...(flag === '' ? {} : { interpretation: [interpretation(flag)] }),
    ...(limits === null ? {} : { referenceRange: [limits] }),
  };
}

function interpretation(code: string): JsonObject {
  return { coding: [{ system: INTERPRETATION, code }] };
}

/**
 * A visit note (门诊病历) as a FHIR R4 document Bundle: Composition first, sections by LOINC code, and the
 * entries that later readers compute with. Bundle rules bdl-9 to bdl-11 and cmp-1 of FHIR R4 hold.
 */
import { attachmentResource } from './attachments.ts';
import { diagnosticEntries, type DiagnosticEntries, type Diagnostics } from './diagnostics/entries.ts';
import type { JsonObject } from './json.ts';
import { medicationRequest, type PrescriptionLine } from './medication/prescription.ts';
import { vitalObservations, type Vitals } from './note/vitals.ts';
import type { Bilingual } from './bilingual.ts';
import { codedDiagnosis } from './terminology/codedDiagnosis.ts';

/** The text fields of a visit note, in the order in which a 门诊病历 is read. */
export interface VisitNote {
  readonly visitType: 'first' | 'follow-up';
  readonly chiefComplaint: string;
  readonly presentIllness: string;
  readonly pastHistory: string;
  readonly allergyHistory: string;
  readonly physicalExamination: string;
  readonly auxiliaryExamination: string;
  readonly diagnosis: string;
  readonly plan: string;
}

export type NoteField = Exclude<keyof VisitNote, 'visitType'>;

interface SectionRule {
  readonly field: NoteField;
  /** LOINC, as listed in the FHIR R4 value set doc-section-codes. */
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly required: boolean;
}

export const SECTION_RULES: readonly SectionRule[] = [
  { field: 'chiefComplaint', code: '10154-3', zh: '主诉', en: 'Chief complaint', required: true },
  {
    field: 'presentIllness',
    code: '10164-2',
    zh: '现病史',
    en: 'History of present illness',
    required: true,
  },
  { field: 'pastHistory', code: '11348-0', zh: '既往史', en: 'Past history', required: false },
  { field: 'allergyHistory', code: '48765-2', zh: '过敏史', en: 'Allergies', required: true },
  {
    field: 'physicalExamination',
    code: '29545-1',
    zh: '体格检查',
    en: 'Physical examination',
    required: true,
  },
  { field: 'auxiliaryExamination', code: '30954-2', zh: '辅助检查', en: 'Test results', required: false },
  { field: 'diagnosis', code: '51848-0', zh: '诊断', en: 'Diagnosis', required: true },
  { field: 'plan', code: '18776-5', zh: '处理意见', en: 'Plan of treatment', required: true },
];

export const EMPTY_NOTE: VisitNote = {
  visitType: 'first',
  chiefComplaint: '',
  presentIllness: '',
  pastHistory: '',
  allergyHistory: '',
  physicalExamination: '',
  auxiliaryExamination: '',
  diagnosis: '',
  plan: '',
};

/** The required fields that are still empty, in reading order (五有一签名). */
export function missingFields(note: VisitNote): readonly NoteField[] {
  return SECTION_RULES.filter((rule) => rule.required && note[rule.field].trim() === '').map(
    (rule) => rule.field,
  );
}

export interface NoteContext {
  /** A fresh UUID; the document's own identifier. */
  readonly documentId: string;
  /** ISO 8601 with offset. */
  readonly time: string;
  readonly department: string;
  readonly authorName: string;
  readonly institutionName: string;
  readonly emergency: boolean;
}

/** What of a note is more than text. */
export interface StructuredNote extends Diagnostics {
  readonly vitals: Vitals;
  readonly prescriptions: readonly PrescriptionLine[];
  /** The language in which the labels of vitals and prescriptions are written. */
  readonly language: keyof Bilingual;
}

const TEXT_ALONE: StructuredNote = { vitals: {}, prescriptions: [], language: 'zh' };
const PATIENT_URL = 'urn:uuid:00000000-0000-4000-8000-000000000001';
const ENCOUNTER_URL = 'urn:uuid:00000000-0000-4000-8000-000000000002';
const AUTHOR_URL = 'urn:uuid:00000000-0000-4000-8000-000000000003';
const INSTITUTION_URL = 'urn:uuid:00000000-0000-4000-8000-000000000004';
const CONDITION_SYSTEM = 'http://terminology.hl7.org/CodeSystem/condition-category';

/**
 * Builds the clinical part of a visit note. The patient stands in it as a bare reference: names, numbers and
 * addresses belong to the identity part. Texts come in sealed (see identityPart.ts).
 */
export function visitNoteDocument(
  note: VisitNote,
  context: NoteContext,
  structured: StructuredNote = TEXT_ALONE,
): JsonObject {
  const diagnostics = diagnosticEntries(structured, {
    patient: PATIENT_URL,
    encounter: ENCOUNTER_URL,
    time: context.time,
  });
  const entries: JsonObject[] = [
    { fullUrl: PATIENT_URL, resource: { resourceType: 'Patient' } },
    { fullUrl: ENCOUNTER_URL, resource: encounter(context) },
    { fullUrl: AUTHOR_URL, resource: { resourceType: 'Practitioner', name: [{ text: context.authorName }] } },
    { fullUrl: INSTITUTION_URL, resource: { resourceType: 'Organization', name: context.institutionName } },
    ...[...noteResources(note), ...structuredResources(structured, context, diagnostics)].map(
      (resource, index) => ({ fullUrl: resourceUrl(index), resource }),
    ),
    ...diagnostics.entries.map(({ fullUrl, resource }, index) => ({
      // What a correction carries keeps its name where others refer to it by that; else it could be another's here.
      fullUrl: DIAGNOSTIC_NAME.test(fullUrl) ? fullUrl : carriedUrl(index),
      resource,
    })),
  ];
  return {
    resourceType: 'Bundle',
    type: 'document',
    identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${context.documentId}` },
    timestamp: context.time,
    entry: [{ fullUrl: `urn:uuid:${context.documentId}`, resource: composition(note, context) }, ...entries],
  };
}

function composition(note: VisitNote, context: NoteContext): JsonObject {
  return {
    resourceType: 'Composition',
    status: 'final',
    type: {
      coding: [{ system: 'http://loinc.org', code: note.visitType === 'first' ? '34108-1' : '34131-3' }],
      text: note.visitType === 'first' ? '门诊病历 Outpatient note' : '复诊病历 Outpatient progress note',
    },
    subject: { reference: PATIENT_URL },
    encounter: { reference: ENCOUNTER_URL },
    date: context.time,
    author: [{ reference: AUTHOR_URL, display: context.authorName }],
    custodian: { reference: INSTITUTION_URL, display: context.institutionName },
    title: note.diagnosis.trim() === '' ? '门诊病历 Outpatient note' : note.diagnosis.trim(),
    section: SECTION_RULES.filter((rule) => note[rule.field].trim() !== '').map((rule) =>
      section(rule, note),
    ),
  };
}

function section(rule: SectionRule, note: VisitNote): JsonObject {
  return {
    title: `${rule.zh} ${rule.en}`,
    code: { coding: [{ system: 'http://loinc.org', code: rule.code, display: rule.en }] },
    text: narrative(note[rule.field]),
  };
}

function encounter(context: NoteContext): JsonObject {
  return {
    resourceType: 'Encounter',
    status: 'finished',
    class: {
      system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
      code: context.emergency ? 'EMER' : 'AMB',
    },
    subject: { reference: PATIENT_URL },
    period: { start: context.time },
    ...(context.department === '' ? {} : { serviceType: { text: context.department } }),
  };
}

function noteResources(note: VisitNote): readonly JsonObject[] {
  return [...conditions(note.diagnosis), ...allergies(note.allergyHistory)];
}

function structuredResources(
  structured: StructuredNote,
  context: NoteContext,
  { attachments, studyOf }: DiagnosticEntries,
): readonly JsonObject[] {
  const { language, prescriptions, vitals } = structured;
  const place = { subject: { reference: PATIENT_URL }, encounter: { reference: ENCOUNTER_URL } };
  const order = { patient: PATIENT_URL, encounter: ENCOUNTER_URL, authoredOn: context.time };
  return [
    ...vitalObservations(vitals, { ...place, effectiveDateTime: context.time }, language),
    ...prescriptions.map((line) => medicationRequest(line, order, language)),
    ...attachments.map((attachment) =>
      attachmentResource(attachment, {
        subject: PATIENT_URL,
        date: context.time,
        study: studyOf(attachment),
      }),
    ),
  ];
}

/** One Condition a line; a question mark, as doctors write it, makes it provisional (疑诊). */
function conditions(diagnosis: string): readonly JsonObject[] {
  return textLines(diagnosis).map((line) => ({
    resourceType: 'Condition',
    verificationStatus: {
      coding: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status',
          code: /[?？]/u.test(line) ? 'provisional' : 'confirmed',
        },
      ],
    },
    category: [{ coding: [{ system: CONDITION_SYSTEM, code: 'encounter-diagnosis' }] }],
    code: codedDiagnosis(line),
    subject: { reference: PATIENT_URL },
    encounter: { reference: ENCOUNTER_URL },
  }));
}

/** "None known" is said only where the doctor wrote exactly that; anything else is a named allergy. */
function allergies(text: string): readonly JsonObject[] {
  return textLines(text).map((line) => ({
    resourceType: 'AllergyIntolerance',
    clinicalStatus: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' },
      ],
    },
    code: isNoKnownAllergy(line)
      ? {
          coding: [{ system: 'http://snomed.info/sct', code: '716186003', display: 'No known allergy' }],
          text: line,
        }
      : { text: line },
    patient: { reference: PATIENT_URL },
  }));
}

/** Tells whether a line denies allergies, in the wordings that doctors use. */
export function isNoKnownAllergy(line: string): boolean {
  return /^(无|否认|无已知|未发现|无明确)?(药物|食物|药物及食物|药物、食物)?(过敏|过敏史)?[。.]?$/u.test(
    line.trim(),
  ) && /无|否认|未发现/u.test(line)
    ? true
    : /^(no known (drug )?allerg(y|ies)|nka|nkda|none( known)?|denies( any)?( drug)? allerg(y|ies))[.]?$/iu.test(
        line.trim(),
      );
}

function textLines(text: string): readonly string[] {
  return text
    .split(/[\n;；]/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A text as a generated FHIR narrative. */
export function narrative(text: string): JsonObject {
  const escaped = text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\n', '<br/>');
  return { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${escaped}</div>` };
}

const DIAGNOSTIC_NAME = /^urn:uuid:00000000-0000-4000-8001-/u;

function carriedUrl(index: number): string {
  return `urn:uuid:00000000-0000-4000-8002-${String(index).padStart(12, '0')}`;
}

function resourceUrl(index: number): string {
  return `urn:uuid:00000000-0000-4000-8000-${String(index + 100).padStart(12, '0')}`;
}

/**
 * A patient's own entry as a FHIR R4 document: a Patient Note whose author is the patient. What it says is one
 * resource, so that programs find it; nothing in it looks like a doctor's finding.
 */
import type { JsonObject } from './json.ts';
import { narrative } from './visitNote.ts';

export const OWN_ENTRY_KINDS = ['symptom', 'measurement', 'medicine', 'other'] as const;
export type OwnEntryKind = (typeof OWN_ENTRY_KINDS)[number];

export interface OwnEntry {
  readonly kind: OwnEntryKind;
  /** In the patient's words, names taken out (see identityPart.ts). */
  readonly text: string;
  /** The day it is about, YYYY-MM-DD. */
  readonly date: string;
}

export interface OwnEntryContext {
  /** A fresh UUID; the document's own identifier. */
  readonly documentId: string;
  /** When it was signed, ISO 8601 with offset. */
  readonly time: string;
}

const PATIENT_URL = 'urn:uuid:00000000-0000-4000-8000-000000000001';
const ENTRY_URL = 'urn:uuid:00000000-0000-4000-8000-000000000100';
const PATIENT_NOTE = '51855-5';
const TITLE = '患者自述 Patient-reported';
const SECTION_TITLES: Readonly<Record<OwnEntryKind, string>> = {
  symptom: '症状 Symptom',
  measurement: '家庭测量 Home measurement',
  medicine: '自行用药 Medicine taken',
  other: '其他 Other',
};

/** Builds the clinical part of an own entry. */
export function ownEntryDocument(entry: OwnEntry, context: OwnEntryContext): JsonObject {
  const resource = entryResource(entry);
  const composition = {
    resourceType: 'Composition',
    status: 'final',
    type: { coding: [{ system: 'http://loinc.org', code: PATIENT_NOTE }], text: TITLE },
    subject: { reference: PATIENT_URL },
    date: context.time,
    author: [{ reference: PATIENT_URL }],
    title: TITLE,
    section: [{ title: SECTION_TITLES[entry.kind], text: narrative(entry.text) }],
  };
  return {
    resourceType: 'Bundle',
    type: 'document',
    identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${context.documentId}` },
    timestamp: context.time,
    entry: [
      { fullUrl: `urn:uuid:${context.documentId}`, resource: composition },
      { fullUrl: PATIENT_URL, resource: { resourceType: 'Patient' } },
      ...(resource === null ? [] : [{ fullUrl: ENTRY_URL, resource }]),
    ],
  };
}

function entryResource({ kind, text, date }: OwnEntry): JsonObject | null {
  const patient = { reference: PATIENT_URL };
  switch (kind) {
    case 'symptom':
    case 'measurement':
      return {
        resourceType: 'Observation',
        status: 'final',
        category: [observationCategory(kind === 'symptom' ? 'survey' : 'vital-signs')],
        code: { text },
        subject: patient,
        effectiveDateTime: date,
        performer: [patient],
      };
    case 'medicine':
      return {
        resourceType: 'MedicationStatement',
        status: 'active',
        medicationCodeableConcept: { text },
        subject: patient,
        effectiveDateTime: date,
        informationSource: patient,
      };
    case 'other':
      return null;
  }
}

function observationCategory(code: string): JsonObject {
  return { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code }] };
}

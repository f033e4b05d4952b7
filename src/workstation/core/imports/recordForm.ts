/** What sort of paper a record is: told from what it holds, never from its title. */
import { objectAt, objectsAt, parseJson, textAt, type Json, type JsonObject } from '../../../records/json.ts';
import type { RecordForm } from '../../api/imports.ts';

/** How the program's own registrations call themselves. */
const REGISTRATION = '登记 Registration';
/** LOINC: a note whose author is the patient. */
const PATIENT_NOTE = '51855-5';
/** Encounter.class (v3-ActCode). */
const CLASSES: ReadonlyMap<string, RecordForm> = new Map([
  ['EMER', 'emergency'],
  ['IMP', 'inpatient'],
  ['ACUTE', 'inpatient'],
  ['NONAC', 'inpatient'],
  ['SS', 'inpatient'],
]);
/** Diagnostic service sections (HL7 table 0074) and LOINC's code for imaging. */
const IMAGING = new Set(['RAD', 'RUS', 'CT', 'NMR', 'NMS', 'XRC', 'IMG', 'imaging', 'LP29684-5']);
/** What a visit has and a report alone has not. */
const OF_A_VISIT = new Set(['Condition', 'MedicationRequest', 'Procedure', 'AllergyIntolerance']);

const known = new WeakMap<Uint8Array, RecordForm>();

/** Reads a clinical part once. Errors: those of parseJson. */
export function recordForm(clinical: Uint8Array): RecordForm {
  const before = known.get(clinical);
  if (before !== undefined) return before;
  const form = formOf(parseJson(clinical));
  known.set(clinical, form);
  return form;
}

/** As {@link recordForm}, of a clinical part that is parsed. */
export function formOf(bundle: Json): RecordForm {
  const resources = objectsAt(bundle, 'entry')
    .map((entry) => objectAt(entry, 'resource'))
    .filter((resource) => resource !== null);
  const types = new Set(resources.map(typeOf));
  const composition = resources.find((resource) => typeOf(resource) === 'Composition');
  const type = objectAt(composition, 'type') ?? undefined;
  if (textAt(type, 'text') === REGISTRATION) return 'registration';
  if (objectsAt(type, 'coding').some((coding) => textAt(coding, 'code') === PATIENT_NOTE))
    return 'patient-reported';
  const encounter = resources.find((resource) => typeOf(resource) === 'Encounter');
  const ofClass = CLASSES.get(textAt(objectAt(encounter, 'class') ?? undefined, 'code') ?? '');
  if (ofClass !== undefined) return ofClass;
  const hasVisit = resources.some((resource) => OF_A_VISIT.has(typeOf(resource)));
  const hasText = resources.some((resource) => objectsAt(resource, 'section').length > 0);
  if (hasVisit || hasText) return encounter === undefined && !hasText ? 'other' : 'outpatient';
  if (types.has('ImagingStudy') || resources.some(isImaging)) return 'imaging';
  if (types.has('DiagnosticReport')) return 'laboratory';
  if (encounter !== undefined) return 'outpatient';
  return types.has('Observation') ? 'laboratory' : 'other';
}

function isImaging(resource: JsonObject): boolean {
  return (
    typeOf(resource) === 'DiagnosticReport' &&
    objectsAt(resource, 'category').some((concept) =>
      objectsAt(concept, 'coding').some((coding) => IMAGING.has(textAt(coding, 'code') ?? '')),
    )
  );
}

function typeOf(resource: JsonObject): string {
  return textAt(resource, 'resourceType') ?? '';
}

/** PID, PV1, AL1 and DG1 as FHIR: who the patient is, the visit, allergies and diagnoses. */
import { ConsiliumError } from '../../errors.ts';
import type { JsonObject } from '../json.ts';
import {
  segmentOf,
  segmentsOf,
  valueText,
  type Hl7Message,
  type Hl7Segment,
  type Hl7Value,
} from './message.ts';
import { fhirDate, fhirDateTime } from './values.ts';

const GENDERS: ReadonlyMap<string, string> = new Map([
  ['M', 'male'],
  ['F', 'female'],
  ['O', 'other'],
  ['A', 'other'],
  ['男', 'male'],
  ['女', 'female'],
]);
const CLASSES: ReadonlyMap<string, string> = new Map([
  ['I', 'IMP'],
  ['E', 'EMER'],
  ['P', 'PRENC'],
]);

/**
 * PID as a FHIR Patient.
 * Errors: `hl7-malformed` {path: 'PID', reason: 'missing'} and {path: 'PID[1]-3', reason: 'missing'} without a number
 * or a name to know the patient by; `hl7-value`.
 */
export function patientOf(message: Hl7Message): JsonObject {
  const pid = segmentOf(message, 'PID');
  if (pid === null) throw new ConsiliumError('hl7-malformed', { path: 'PID', reason: 'missing' });
  const identifiers = [...pid.values(3), ...pid.values(2), ...pid.values(19)].flatMap(identifierOf);
  const names = pid.values(5).flatMap(nameOf);
  if (identifiers.length === 0 && names.length === 0)
    throw new ConsiliumError('hl7-malformed', { path: 'PID[1]-3', reason: 'missing' });
  const birthDate = fhirDate(pid.text(7), 'PID[1]-7');
  const phones = [...pid.values(13), ...pid.values(14)].map((value) => valueText(value, 1)).filter(isPresent);
  const addresses = pid.values(11).map(addressText).filter(isPresent);
  return {
    resourceType: 'Patient',
    ...(identifiers.length === 0 ? {} : { identifier: identifiers }),
    ...(names.length === 0 ? {} : { name: names }),
    gender: GENDERS.get(pid.text(8).toUpperCase()) ?? 'unknown',
    ...(birthDate === null ? {} : { birthDate }),
    ...(phones.length === 0 ? {} : { telecom: phones.map((value) => ({ system: 'phone', value })) }),
    ...(addresses.length === 0 ? {} : { address: addresses.map((text) => ({ text })) }),
  };
}

/** PV1 as a FHIR Encounter, with whatever of it the message holds; `time` where it names no admission. */
export function encounterOf(
  message: Hl7Message,
  of: { readonly zone: string; readonly time: string | null; readonly sender: string },
): JsonObject {
  const pv1 = segmentOf(message, 'PV1');
  const start = pv1 === null ? null : fhirDateTime(pv1.text(44), { path: 'PV1[1]-44', zone: of.zone });
  const department = departmentOf(message);
  const code = CLASSES.get(pv1?.text(2).toUpperCase() ?? '') ?? 'AMB';
  const period = start ?? of.time;
  return {
    resourceType: 'Encounter',
    status: 'unknown',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code },
    ...(pv1 === null || pv1.text(19) === '' ? {} : { identifier: [{ value: pv1.text(19) }] }),
    ...(department === '' ? {} : { type: [{ text: department }] }),
    ...(period === null ? {} : { period: { start: period } }),
    ...(of.sender === '' ? {} : { serviceProvider: { display: of.sender } }),
  };
}

/** PV1-10 as text, else the ward or clinic of PV1-3. */
export function departmentOf(message: Hl7Message): string {
  const pv1 = segmentOf(message, 'PV1');
  return pv1 === null ? '' : pv1.text(10, 2) || pv1.text(10) || pv1.text(3, 9) || pv1.text(3);
}

/** AL1: each an active allergy. */
export function allergiesOf(message: Hl7Message): readonly JsonObject[] {
  return segmentsOf(message, 'AL1').flatMap((al1) => {
    const substance = al1.text(3, 2) || al1.text(3);
    const reaction = al1.text(5);
    return substance === ''
      ? []
      : [
          {
            resourceType: 'AllergyIntolerance',
            clinicalStatus: {
              coding: [
                {
                  system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical',
                  code: 'active',
                },
              ],
            },
            code: { text: substance },
            ...(reaction === '' ? {} : { reaction: [{ manifestation: [{ text: reaction }] }] }),
          },
        ];
  });
}

/** DG1: each a diagnosis of the encounter. */
export function diagnosesOf(message: Hl7Message): readonly JsonObject[] {
  return segmentsOf(message, 'DG1').flatMap((dg1) => {
    const code = dg1.text(3);
    const text = dg1.text(3, 2) || dg1.text(4) || code;
    return text === '' ? [] : [conditionOf(dg1, { code, text })];
  });
}

function conditionOf(dg1: Hl7Segment, of: { readonly code: string; readonly text: string }): JsonObject {
  const isIcd = /^[A-Z]\d{2}/u.test(of.code) && /^(?:I10|ICD)/iu.test(dg1.text(3, 3) || 'ICD');
  return {
    resourceType: 'Condition',
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'encounter-diagnosis' },
        ],
      },
    ],
    code: {
      ...(isIcd ? { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: of.code }] } : {}),
      text: of.text,
    },
  };
}

/** CX: number, and its kind (CX.5) as text. */
function identifierOf(value: Hl7Value): readonly JsonObject[] {
  const number = valueText(value, 1);
  const kind = valueText(value, 5);
  return number === '' ? [] : [{ ...(kind === '' ? {} : { type: { text: kind } }), value: number }];
}

/** XPN: family, given, middle. Chinese names are written without a space, and often whole in the first component. */
function nameOf(value: Hl7Value): readonly JsonObject[] {
  const family = valueText(value, 1);
  const given = [valueText(value, 2), valueText(value, 3)].filter(isPresent);
  if (family === '' && given.length === 0) return [];
  const isChinese = /\p{Script=Han}/u.test(family + given.join(''));
  const text = isChinese ? `${family}${given.join('')}` : [...given, family].filter(isPresent).join(' ');
  return [{ text, ...(family === '' || given.length === 0 ? {} : { family, given }) }];
}

/** XAD: street, other designation, city, province, code. */
function addressText(value: Hl7Value): string {
  const parts = [1, 2, 3, 4, 5].map((component) => valueText(value, component)).filter(isPresent);
  return parts.join(/\p{Script=Han}/u.test(parts.join('')) ? '' : ', ');
}

function isPresent(text: string): boolean {
  return text !== '';
}

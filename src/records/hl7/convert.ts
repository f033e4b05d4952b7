/**
 * HL7 v2 messages as FHIR: ORU^R01 brings results, ADT brings who the patient is, the visit, allergies and
 * diagnoses, and ADT^A04 (or A01) that someone stands at the desk.
 */
import { ConsiliumError } from '../../errors.ts';
import type { JsonObject } from '../json.ts';
import { segmentOf, type Hl7Message } from './message.ts';
import { allergiesOf, departmentOf, diagnosesOf, encounterOf, patientOf } from './people.ts';
import { resultsOf, resultTime } from './results.ts';
import { fhirDateTime } from './values.ts';

/** A visit that an admission system announces; a registrar still confirms it. */
export interface AnnouncedVisit {
  readonly patient: JsonObject;
  readonly department: string;
  readonly doctor: string;
  /** FHIR dateTime, or null where the message names none. */
  readonly time: string | null;
  readonly visitNumber: string;
}

export interface ConvertedMessage {
  /** A collection Bundle with one patient and one encounter. */
  readonly bundle: JsonObject;
  /** The FHIR Patient in it. */
  readonly patient: JsonObject;
  readonly announced: AnnouncedVisit | null;
}

const PATIENT_URL = 'urn:uuid:00000000-0000-4000-8000-000000000001';
const ENCOUNTER_URL = 'urn:uuid:00000000-0000-4000-8000-000000000002';
const ANNOUNCING = new Set(['A01', 'A04']);

/**
 * Errors: `hl7-type` {type} for a message that is neither ORU^R01 nor ADT; `hl7-malformed`, `hl7-value` {path, reason}.
 * @param zone the offset of times that name none, "+08:00"
 */
export function convertMessage(message: Hl7Message, zone: string): ConvertedMessage {
  const [kind, event = ''] = message.type.split('^');
  if (kind !== 'ADT' && message.type !== 'ORU^R01')
    throw new ConsiliumError('hl7-type', { type: message.type.slice(0, 20) });
  const patient = patientOf(message);
  const time = kind === 'ADT' ? eventTime(message, zone) : resultTime(message, zone);
  const sender = segmentOf(message, 'MSH')?.text(4) ?? '';
  const people = [...allergiesOf(message), ...diagnosesOf(message)];
  const results = resultsOf(message, zone, (index) => memberUrl(people.length + index));
  const members = [...people, ...results];
  const entry = [
    { fullUrl: PATIENT_URL, resource: patient },
    {
      fullUrl: ENCOUNTER_URL,
      resource: { ...encounterOf(message, { zone, time, sender }), subject: { reference: PATIENT_URL } },
    },
    ...members.map((resource, index) => ({
      fullUrl: memberUrl(index),
      resource: placed(resource),
    })),
  ];
  return {
    bundle: { resourceType: 'Bundle', type: 'collection', entry },
    patient,
    announced: kind === 'ADT' && ANNOUNCING.has(event) ? announcedBy(message, { patient, time }) : null,
  };
}

function memberUrl(index: number): string {
  return `urn:uuid:00000000-0000-4000-8000-${String(index + 100).padStart(12, '0')}`;
}

/** EVN-6 (when it happened), EVN-2 (when it was recorded), else MSH-7 (when it was sent). */
function eventTime(message: Hl7Message, zone: string): string | null {
  const places = [
    ['PV1', 44],
    ['EVN', 6],
    ['EVN', 2],
    ['MSH', 7],
  ] as const;
  for (const [name, field] of places) {
    const text = segmentOf(message, name)?.text(field) ?? '';
    if (text !== '') return fhirDateTime(text, { path: `${name}[1]-${String(field)}`, zone });
  }
  return null;
}

function announcedBy(
  message: Hl7Message,
  of: { readonly patient: JsonObject; readonly time: string | null },
): AnnouncedVisit {
  const pv1 = segmentOf(message, 'PV1');
  // XCN: number, family name, given name.
  const family = pv1?.text(7, 2) ?? '';
  const given = pv1?.text(7, 3) ?? '';
  const name = /\p{Script=Han}/u.test(family) ? `${family}${given}` : `${given} ${family}`.trim();
  const doctor = name === '' ? (pv1?.text(7) ?? '') : name;
  return { ...of, department: departmentOf(message), doctor, visitNumber: pv1?.text(19) ?? '' };
}

/** With the references that its kind carries. */
function placed(resource: JsonObject): JsonObject {
  const patient = { reference: PATIENT_URL };
  const owner = resource['resourceType'] === 'AllergyIntolerance' ? { patient } : { subject: patient };
  return { ...resource, ...owner, encounter: { reference: ENCOUNTER_URL } };
}

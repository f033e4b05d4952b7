/** Makes a FHIR R4 collection Bundle of a history written by hand. Deterministic: the same history, the same bytes. */
import type { JsonObject } from '../../src/records/json.ts';
import { drugByKey } from '../../src/records/medication/drugs.ts';
import { FREQUENCIES, type Frequency } from '../../src/records/medication/frequencies.ts';
import { medicationRequest } from '../../src/records/medication/prescription.ts';
import { allergyResources } from './allergies.ts';
import { documentResources, reportResources } from './documents.ts';
import type { SampleHistory } from './history.ts';
import { labResources, vitalResources } from './observations.ts';
import { fullName, urlOf, type EncounterPlace } from './place.ts';

export function sampleBundle(history: SampleHistory): JsonObject {
  const patientUrl = urlOf(history, 'patient');
  const patient = { fullUrl: patientUrl, resource: { ...patientResource(history), id: idOf(patientUrl) } };
  const entries = history.encounters.flatMap((encounter, index) => {
    const url = urlOf(history, `encounter/${String(index)}`);
    const place: EncounterPlace = {
      history,
      encounter,
      patient: { reference: patientUrl, display: fullName(history) },
      inEncounter: { reference: url },
    };
    return [
      { fullUrl: url, resource: { ...encounterResource(place), id: idOf(url) } },
      ...membersOf(place, index).map((resource, member) =>
        entryOf(history, `encounter/${String(index)}/${String(member)}`, resource),
      ),
    ];
  });
  return { resourceType: 'Bundle', type: 'collection', entry: [patient, ...entries] };
}

function membersOf(place: EncounterPlace, index: number): readonly JsonObject[] {
  return [
    ...allergyResources(place, index),
    ...place.encounter.diagnoses.map((diagnosis) => condition(place, diagnosis)),
    ...vitalResources(place),
    ...labResources(place),
    ...(place.encounter.prescriptions ?? []).map((line) => prescription(place, line)),
    ...documentResources(place),
    ...reportResources(place),
  ];
}

/** A resource that names its own URL (`fullUrl`) keeps it; any other gets one by its place. */
function entryOf(history: SampleHistory, name: string, { fullUrl, ...resource }: JsonObject): JsonObject {
  const url = typeof fullUrl === 'string' ? fullUrl : urlOf(history, name);
  return { fullUrl: url, resource: { ...resource, id: idOf(url) } };
}

function idOf(url: string): string {
  return url.slice('urn:uuid:'.length);
}

function patientResource(history: SampleHistory): JsonObject {
  const { person, language } = history;
  return {
    resourceType: 'Patient',
    identifier: [
      {
        type: { text: language === 'zh' ? '身份证 National identity number' : 'National identifier' },
        value: person.identifier,
      },
    ],
    name: [
      { use: 'official', text: fullName(history), family: person.family, given: person.given.split(' ') },
    ],
    telecom: [{ system: 'phone', value: person.phone }],
    gender: person.sex,
    birthDate: person.birthDate,
    address: [{ text: person.address }],
  };
}

const CLASS_NAMES = {
  AMB: { display: 'ambulatory', zh: '门诊', en: 'Outpatient' },
  EMER: { display: 'emergency', zh: '急诊', en: 'Emergency' },
  IMP: { display: 'inpatient encounter', zh: '住院', en: 'Inpatient' },
} as const;

function encounterResource({ history, encounter, patient }: EncounterPlace): JsonObject {
  const names = CLASS_NAMES[encounter.class];
  return {
    resourceType: 'Encounter',
    status: 'finished',
    class: {
      system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
      code: encounter.class,
      display: names.display,
    },
    type: [{ text: `${names[history.language]} ${encounter.department}` }],
    subject: patient,
    participant: [{ individual: { display: encounter.doctor } }],
    period: { start: encounter.at, end: encounter.until ?? encounter.at },
    reasonCode: [{ text: encounter.reason }],
    serviceProvider: { display: encounter.site },
  };
}

function condition({ encounter, patient, inEncounter }: EncounterPlace, diagnosis: string): JsonObject {
  const [, code = '', text = ''] = /^([A-Z]\d{2}(?:\.\d{1,2})?) (.+)$/u.exec(diagnosis) ?? [];
  if (code === '') throw new Error(`diagnosis without a code: ${diagnosis}`);
  return {
    resourceType: 'Condition',
    clinicalStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
    },
    verificationStatus: {
      coding: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status',
          code: /[?？]/u.test(text) ? 'provisional' : 'confirmed',
        },
      ],
    },
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'encounter-diagnosis' },
        ],
      },
    ],
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code }], text },
    subject: patient,
    encounter: inEncounter,
    recordedDate: encounter.at,
  };
}

/** "aspirin 100 qd 30 with food": key, dose, frequency, days, remark. */
function prescription(
  { history, encounter, patient, inEncounter }: EncounterPlace,
  text: string,
): JsonObject {
  const [key = '', dose = '', frequency = '', days = '', ...remark] = text.split(' ');
  const drug = drugByKey(key);
  if (drug === null || !isFrequency(frequency)) throw new Error(`prescription malformed: ${text}`);
  return {
    ...medicationRequest(
      {
        drug: drug[history.language],
        dose: Number(dose),
        unit: drug.unit,
        route: drug.route,
        frequency,
        days: Number(days),
        remark: remark.join(' '),
      },
      { patient: '', encounter: '', authoredOn: encounter.at },
      history.language,
    ),
    subject: patient,
    encounter: inEncounter,
    requester: { display: encounter.doctor },
  };
}

function isFrequency(text: string): text is Frequency {
  return Object.hasOwn(FREQUENCIES, text);
}

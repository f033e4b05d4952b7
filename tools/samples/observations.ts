/** Laboratory results and vital signs of the samples as Observations. */
import type { JsonObject } from '../../src/records/json.ts';
import { vitalObservations } from '../../src/records/note/vitals.ts';
import { ANALYTES, interpretationOf, rangeFor, type Analyte, type Range } from './analytes.ts';
import type { LabSet } from './history.ts';
import type { EncounterPlace } from './place.ts';

const UCUM = 'http://unitsofmeasure.org';
const CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category';

export function labResources(place: EncounterPlace): readonly JsonObject[] {
  return (place.encounter.labs ?? []).flatMap((set) => labSetResources(place, set));
}

function labSetResources(place: EncounterPlace, set: LabSet): readonly JsonObject[] {
  return keysOf(set.values).flatMap((key) => {
    const value = set.values[key];
    return value === undefined
      ? []
      : [
          {
            ...observation(place, { category: 'laboratory', at: set.at ?? place.encounter.at }),
            ...labValue(place, { analyte: ANALYTES[key], value }),
          },
        ];
  });
}

function labValue(
  place: EncounterPlace,
  of: { readonly analyte: Analyte; readonly value: number },
): JsonObject {
  const { analyte, value } = of;
  const range = rangeFor(analyte, place.history.person.sex);
  return {
    code: {
      coding: [{ system: 'http://loinc.org', code: analyte.loinc, display: analyte.en }],
      text: analyte[place.history.language],
    },
    valueQuantity: quantity(value, analyte),
    interpretation: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
            code: interpretationOf(value, range, analyte.critical),
          },
        ],
      },
    ],
    referenceRange: [referenceRange(range, analyte)],
  };
}

function referenceRange(range: Range, unit: Pick<Analyte, 'unit' | 'ucum'>): JsonObject {
  return {
    ...(range.low === undefined ? {} : { low: quantity(range.low, unit) }),
    ...(range.high === undefined ? {} : { high: quantity(range.high, unit) }),
  };
}

export function vitalResources({
  history,
  encounter,
  patient,
  inEncounter,
}: EncounterPlace): readonly JsonObject[] {
  const context = { subject: patient, encounter: inEncounter, effectiveDateTime: encounter.at };
  return vitalObservations(encounter.vitals ?? {}, context, history.language);
}

function observation(
  { patient, inEncounter }: EncounterPlace,
  of: { readonly category: string; readonly at: string },
): JsonObject {
  return {
    resourceType: 'Observation',
    status: 'final',
    category: [{ coding: [{ system: CATEGORY, code: of.category }] }],
    subject: patient,
    encounter: inEncounter,
    effectiveDateTime: of.at,
  };
}

function quantity(value: number, of: { readonly unit: string; readonly ucum?: string }): JsonObject {
  return { value, unit: of.unit, system: UCUM, code: of.ucum ?? of.unit };
}

/** The keys of a record as its own key type, which Object.keys does not keep. */
function keysOf<Key extends string>(record: Readonly<Partial<Record<Key, unknown>>>): readonly Key[] {
  return Object.keys(record) as Key[];
}

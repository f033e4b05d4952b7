/** The allergy resources of the samples, one form for each of the four states that a banner shows. */
import type { JsonObject } from '../../src/records/json.ts';
import type { SampleAllergy } from './history.ts';
import type { EncounterPlace } from './place.ts';

const CLINICAL = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical';
const VERIFICATION = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification';

/**
 * What was said of allergies at the encounter of that index: named ones, the explicit "none known" (SNOMED CT
 * 716186003), a List that is empty because it cannot be had (`unavailable`), or nothing (not recorded).
 */
export function allergyResources(place: EncounterPlace, index: number): readonly JsonObject[] {
  const { allergies } = place.history;
  switch (allergies.state) {
    case 'known':
      return allergies.entries
        .filter((entry) => entry.encounter === index)
        .map((entry) => known(place, entry));
    case 'none-known':
      return allergies.encounter === index ? [noneKnown(place, allergies.text)] : [];
    case 'unavailable':
      return allergies.encounter === index ? [unavailable(place, allergies.text)] : [];
    case 'not-recorded':
      return [];
  }
}

function known(place: EncounterPlace, allergy: SampleAllergy): JsonObject {
  return {
    ...statement(place),
    type: allergy.kind,
    category: ['medication'],
    criticality: allergy.severity === 'severe' ? 'high' : 'low',
    code: { text: allergy.substance },
    reaction: [{ manifestation: [{ text: allergy.reaction }], severity: allergy.severity }],
  };
}

function noneKnown(place: EncounterPlace, text: string): JsonObject {
  return {
    ...statement(place),
    code: {
      coding: [{ system: 'http://snomed.info/sct', code: '716186003', display: 'No known allergy' }],
      text,
    },
  };
}

function statement({ encounter, patient, inEncounter }: EncounterPlace): JsonObject {
  return {
    resourceType: 'AllergyIntolerance',
    clinicalStatus: { coding: [{ system: CLINICAL, code: 'active' }] },
    verificationStatus: { coding: [{ system: VERIFICATION, code: 'confirmed' }] },
    patient,
    encounter: inEncounter,
    recordedDate: encounter.at,
  };
}

function unavailable({ encounter, patient, inEncounter }: EncounterPlace, text: string): JsonObject {
  return {
    resourceType: 'List',
    status: 'current',
    mode: 'snapshot',
    title: 'Allergies',
    code: {
      coding: [{ system: 'http://loinc.org', code: '48765-2', display: 'Allergies' }],
      text: 'Allergies',
    },
    subject: patient,
    encounter: inEncounter,
    date: encounter.at,
    emptyReason: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/list-empty-reason', code: 'unavailable' }],
      text,
    },
  };
}

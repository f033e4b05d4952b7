/**
 * What is kept of FHIR R4 resources: everything that is not named here is removed (default-deny, as Microsoft's FHIR
 * anonymizer walks element types). Resources about people and places other than the patient's health are removed whole.
 */
export type ElementKind =
  /** A code of a value set, a number or a truth: nothing that was written. */
  | 'plain'
  /** CodeableConcept or Coding: system and code, and what is written beside them scrubbed. */
  | 'concept'
  /** date, dateTime, instant: shifted. */
  | 'date'
  /** What somebody wrote: scrubbed. */
  | 'text'
  /** Reference: to a kept resource under its new id, else removed. */
  | 'reference'
  /** An element with elements of its own. */
  | 'group';

const PLAIN =
  'resourceType status intent priority gender clinicalStatus verificationStatus criticality doNotPerform asNeededBoolean system code version userSelected unit value comparator low high numerator denominator count countMax duration durationMax durationUnit frequency frequencyMax period periodMax periodUnit dayOfWeek when offset sequence rank active wasSubstituted primarySource mode abatementBoolean valueBoolean valueInteger valueDecimal multipleBirthBoolean multipleBirthInteger onsetBoolean numberOfRepeatsAllowed bodyHeight born deceasedBoolean timeOfDay type_ use_ modality numberOfSeries numberOfInstances ageString sampledData dataPointCount factor lowerLimit upperLimit dimensions isSubpotent doseNumberPositiveInt seriesDosesPositiveInt'.split(
    ' ',
  );
const CONCEPTS =
  'code category type class severity bodySite method interpretation route site reasonCode valueCodeableConcept medicationCodeableConcept substance manifestation dataAbsentReason statusReason vaccineCode targetDisease relationship outcome complication followUp usedCode performerType form stage evidence coding codeableConcept detail_ asNeededCodeableConcept additionalInstruction doseUnit event_ confidentiality_ serviceType hospitalization_ dischargeDisposition admitSource conclusionCode laterality bodyPart exposureRoute protocolApplied_ valueCoding maritalStatus_'.split(
    ' ',
  );
const DATES =
  'date authoredOn issued recordedDate recorded effectiveDateTime effectiveInstant onsetDateTime abatementDateTime performedDateTime occurrenceDateTime assertedDate dateAsserted lastOccurrence start end started valueDateTime collectedDateTime receivedTime expirationDate_ lastUpdated_ timestamp created statusDate startDate dueDate'.split(
    ' ',
  );
const TEXTS =
  'text display title description conclusion comment valueString patientInstruction note_ reasonText onsetString abatementString outcomeString label occurrenceString performedString clinicalNotes finding summary answer_ question_ linkId_ instruction'.split(
    ' ',
  );
const REFERENCES =
  'subject patient encounter specimen result hasMember derivedFrom basedOn reasonReference medicationReference condition_ focus partOf context entry_ evidenceDetail diagnosisReference reference_ problem finding_ imagingStudy supportingInfo replaces'.split(
    ' ',
  );
const GROUPS =
  'entry resource section valueQuantity quantity doseQuantity rateQuantity valueRange valueRatio referenceRange component dosageInstruction dosage doseAndRate doseRange rateRange rateRatio maxDosePerPeriod timing repeat boundsPeriod boundsDuration boundsRange effectivePeriod onsetPeriod onsetAge onsetRange abatementPeriod abatementAge performedPeriod occurrencePeriod reaction condition diagnosis hospitalization length note series instance ingredient strength dispenseRequest validityPeriod_ initialFill substitution statusHistory classHistory stage evidence content_ item_ answer relatesTo_ collection processing container_ valuePeriod collectedPeriod occurrenceTiming investigation protocolApplied amount dispenseInterval expectedSupplyDuration'.split(
    ' ',
  );

function kinds(names: readonly string[], kind: ElementKind): readonly (readonly [string, ElementKind])[] {
  return names.filter((name) => !name.endsWith('_')).map((name) => [name, kind]);
}

/** By element name; groups and concepts of the same name are told apart by what stands there. */
export const ELEMENTS: ReadonlyMap<string, ElementKind> = new Map([
  ...kinds(GROUPS, 'group'),
  ...kinds(REFERENCES, 'reference'),
  ...kinds(TEXTS, 'text'),
  ...kinds(DATES, 'date'),
  ...kinds(CONCEPTS, 'concept'),
  ...kinds(PLAIN, 'plain'),
]);

/** Resources of which something is kept. */
export const KEPT_RESOURCES: ReadonlySet<string> = new Set(
  'Bundle Patient Composition Encounter Condition Observation DiagnosticReport MedicationRequest MedicationStatement MedicationAdministration Medication AllergyIntolerance Procedure Immunization ServiceRequest Specimen FamilyMemberHistory ClinicalImpression ImagingStudy CarePlan Goal'.split(
    ' ',
  ),
);

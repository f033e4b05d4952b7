/** One line of a prescription: what is taken, how much, by which way, how often and for how long. */
import type { Bilingual } from '../bilingual.ts';
import type { JsonObject } from '../json.ts';
import { drugNamed } from './drugs.ts';
import {
  DOSE_UNITS,
  FREQUENCIES,
  ROUTES,
  type DoseUnit,
  type Frequency,
  type FrequencyRule,
  type Route,
} from './frequencies.ts';

export interface PrescriptionLine {
  /** The medicine as the doctor wrote it; need not be in the table of drugs. */
  readonly drug: string;
  /** A single dose, in `unit`. */
  readonly dose: number;
  readonly unit: DoseUnit;
  readonly route: Route;
  readonly frequency: Frequency;
  /** For how many days. */
  readonly days: number;
  /** What else the patient should know; may be empty. */
  readonly remark: string;
}

/** To what a MedicationRequest belongs; references as they stand in the same Bundle. */
export interface PrescriptionContext {
  readonly patient: string;
  readonly encounter: string;
  /** ISO 8601 with offset. */
  readonly authoredOn: string;
}

/** A line for `drugName` with the dose that adults usually take; an unknown drug gets none. */
export function usualLine(drugName: string): PrescriptionLine {
  const drug = drugNamed(drugName);
  return {
    drug: drugName,
    dose: drug?.usual.from ?? 0,
    unit: drug?.unit ?? 'mg',
    route: drug?.route ?? 'oral',
    frequency: drug?.usual.frequency ?? 'qd',
    days: 7,
    remark: '',
  };
}

/** The dosage as it is printed, without the name: "100 mg 口服 每日一次 7天". */
export function dosageText(line: PrescriptionLine): Bilingual {
  const dose = String(line.dose);
  const remark = line.remark === '' ? '' : `，${line.remark}`;
  const remarkEn = line.remark === '' ? '' : `; ${line.remark}`;
  return {
    zh: `${dose} ${DOSE_UNITS[line.unit].zh} ${ROUTES[line.route].zh} ${FREQUENCIES[line.frequency].zh} ${String(line.days)}天${remark}`,
    en: `${dose} ${DOSE_UNITS[line.unit].en} ${ROUTES[line.route].en} ${FREQUENCIES[line.frequency].en} for ${String(line.days)} ${line.days === 1 ? 'day' : 'days'}${remarkEn}`,
  };
}

/**
 * The line as a FHIR MedicationRequest. Text in the language of `language`, since clinical content keeps the
 * language it was written in; code, timing and quantity for programs.
 */
export function medicationRequest(
  line: PrescriptionLine,
  context: PrescriptionContext,
  language: keyof Bilingual,
): JsonObject {
  const drug = drugNamed(line.drug);
  return {
    resourceType: 'MedicationRequest',
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: {
      ...(drug === null
        ? {}
        : { coding: [{ system: 'http://www.whocc.no/atc', code: drug.atc, display: drug.en }] }),
      text: line.drug,
    },
    subject: { reference: context.patient },
    encounter: { reference: context.encounter },
    authoredOn: context.authoredOn,
    dosageInstruction: [dosageInstruction(line, language)],
    dispenseRequest: {
      expectedSupplyDuration: quantity(line.days, { unit: language === 'zh' ? '天' : 'days', code: 'd' }),
    },
  };
}

function dosageInstruction(line: PrescriptionLine, language: keyof Bilingual): JsonObject {
  const rule: FrequencyRule = FREQUENCIES[line.frequency];
  const unit = DOSE_UNITS[line.unit];
  return {
    text: dosageText(line)[language],
    timing: {
      repeat: {
        frequency: rule.repeat.frequency,
        period: rule.repeat.period,
        periodUnit: rule.repeat.unit,
      },
      code: { text: rule[language] },
    },
    ...(rule.perDay === null ? { asNeededBoolean: true } : {}),
    route: { text: ROUTES[line.route][language] },
    doseAndRate: [{ doseQuantity: quantity(line.dose, { unit: unit[language], code: unit.ucum }) }],
  };
}

function quantity(value: number, of: { readonly unit: string; readonly code: string }): JsonObject {
  return { value, unit: of.unit, system: 'http://unitsofmeasure.org', code: of.code };
}

/** What an imported resource cannot mean: dates that no calendar has, doses that nobody takes. */
import { ConsiliumError } from '../../errors.ts';
import { isJsonObject, objectAt, objectsAt, textAt, type Json, type JsonObject } from '../json.ts';
import { conceptText } from '../concept.ts';
import { checkPrescription } from '../medication/checks.ts';
import { drugNamed } from '../medication/drugs.ts';
import { DOSE_UNITS, type DoseUnit } from '../medication/frequencies.ts';

/** FHIR R4 date, dateTime and instant: from a year to a moment with its offset. */
const DATE =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?)?)?$/u;
const DATE_KEYS = new Set([
  'date',
  'issued',
  'start',
  'end',
  'authoredOn',
  'started',
  'recorded',
  'timestamp',
]);
const EARLIEST_YEAR = 1850;
const LATEST_YEAR = 2150;

/**
 * Refuses a resource that cannot be meant.
 * Errors: `import-implausible` {path, reason: 'date' | 'dose'}.
 * @param path where the resource stands in its file, for the error
 */
export function assertPlausible(resource: JsonObject, path: string): void {
  assertDates(resource, path);
  if (/^Medication(Request|Statement|Administration)$/u.test(textAt(resource, 'resourceType') ?? ''))
    assertDoses(resource, path);
}

/** True for a FHIR date, dateTime or instant that stands in the calendar. */
export function isPlausibleDate(text: string): boolean {
  const match = DATE.exec(text);
  if (match === null) return false;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? '1'));
  if (year === undefined || month === undefined || day === undefined) return false;
  return (
    year >= EARLIEST_YEAR &&
    year <= LATEST_YEAR &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysIn(year, month) &&
    (hour ?? 0) < 24 &&
    (minute ?? 0) < 60 &&
    (second ?? 0) <= 60
  );
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function assertDates(value: Json, path: string): void {
  if (Array.isArray(value)) {
    value.forEach((item: Json, index) => assertDates(item, `${path}[${String(index)}]`));
    return;
  }
  if (!isJsonObject(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    if (typeof item === 'string') {
      if (isDateKey(key) && !isPlausibleDate(item))
        throw new ConsiliumError('import-implausible', { path: `${path}.${key}`, reason: 'date' });
    } else assertDates(item, `${path}.${key}`);
  }
}

/** "birthDate", "effectiveDateTime", and the plain names that FHIR uses for dates alone. */
function isDateKey(key: string): boolean {
  return DATE_KEYS.has(key) || /[a-z](?:Date|DateTime)$/u.test(key);
}

function assertDoses(resource: JsonObject, path: string): void {
  const medicine = conceptText(objectAt(resource, 'medicationCodeableConcept'));
  const single = objectAt(resource, 'dosage');
  const key = textAt(resource, 'resourceType') === 'MedicationRequest' ? 'dosageInstruction' : 'dosage';
  const dosages = single === null ? objectsAt(resource, key) : [single];
  dosages.forEach((dosage, index) => {
    const quantities = [
      ...objectsAt(dosage, 'doseAndRate').map((rate) => objectAt(rate, 'doseQuantity')),
      objectAt(dosage, 'dose'),
    ];
    if (quantities.some((quantity) => quantity !== null && !isDosePlausible(quantity, medicine)))
      throw new ConsiliumError('import-implausible', {
        path: `${path}.${key}[${String(index)}]`,
        reason: 'dose',
      });
  });
}

function isDosePlausible(quantity: JsonObject, medicine: string): boolean {
  const value = quantity['value'];
  if (value === undefined) return true;
  if (typeof value !== 'number' || value < 0) return false;
  const unit = doseUnitOf(textAt(quantity, 'code') ?? textAt(quantity, 'unit') ?? '');
  if (unit === null || value === 0 || drugNamed(medicine) === null) return true;
  const line = {
    drug: medicine,
    dose: value,
    unit,
    route: 'oral',
    frequency: 'prn',
    days: 1,
    remark: '',
  } as const;
  const findings = checkPrescription([line], { allergyState: 'none-known', allergies: [], current: [] });
  return !findings.some((finding) => finding.kind === 'dose' && finding.severity === 'stop');
}

function doseUnitOf(code: string): DoseUnit | null {
  for (const unit of unitNames()) if (unit === code || DOSE_UNITS[unit].ucum === code) return unit;
  return null;
}

function unitNames(): readonly DoseUnit[] {
  return ['mg', 'g', 'ug', 'mL', 'unit', 'puff', 'mmol'];
}

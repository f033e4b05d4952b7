/**
 * What speaks against a prescription: the patient's allergies, the same medicine twice, and doses that cannot be
 * meant. Each finding carries its reason in values, so that every screen can say it in its own language. The doctor
 * decides; only a `stop` must be changed before signing, or overridden with a reason.
 */
import type { AllergyState } from '../banner.ts';
import { CLASS_WORDS, CROSS_REACTIONS, MAY_BE_COMBINED, type DrugClass } from './classes.ts';
import { drugNamed, type Drug } from './drugs.ts';
import { FREQUENCIES, type DoseUnit } from './frequencies.ts';
import type { PrescriptionLine } from './prescription.ts';

export type Severity = 'stop' | 'warning' | 'note';

interface FindingOf<Kind extends string> {
  readonly kind: Kind;
  readonly severity: Severity;
  /** Index of the line it is about. */
  readonly line: number;
}

/** `allergy` is the patient's allergy as recorded. */
export interface AllergyFinding extends FindingOf<'allergy'> {
  readonly allergy: string;
  readonly relation: 'same-drug' | 'same-class' | 'related-class' | 'same-words';
}

/** The history cannot tell whether the patient is allergic. One for the whole prescription, at its first line. */
export interface AllergiesUnknownFinding extends FindingOf<'allergies-unknown'> {
  readonly state: 'not-recorded' | 'unavailable';
}

/** `other` is the other medicine: of another line, or one the patient takes already. */
export interface DuplicateFinding extends FindingOf<'duplicate'> {
  readonly other: string;
  readonly relation: 'same-drug' | 'same-class';
  readonly where: 'prescription' | 'current';
}

/** `limit` and `given` in `unit`; for days in days. */
export interface DoseFinding extends FindingOf<'dose'> {
  readonly reason: 'not-positive' | 'impossible' | 'above-single' | 'above-daily' | 'unit' | 'days';
  readonly given: number;
  readonly limit: number | null;
  readonly unit: DoseUnit | 'd';
}

/** Not in the table: neither class nor dose could be checked, only the words of the allergies. */
export type UnknownDrugFinding = FindingOf<'unknown-drug'>;

export type PrescriptionFinding =
  | AllergyFinding
  | AllergiesUnknownFinding
  | DuplicateFinding
  | DoseFinding
  | UnknownDrugFinding;

export interface PatientMedicines {
  readonly allergyState: AllergyState;
  readonly allergies: readonly string[];
  /** Medicines the patient takes already, as recorded. */
  readonly current: readonly string[];
}

/** More than this many times the highest single dose is a slip of the keyboard, not a treatment. */
const IMPOSSIBLE_FACTOR = 5;
const LONGEST_DAYS = 180;
const MICROGRAMS: Readonly<Partial<Record<DoseUnit, number>>> = { ug: 1, mg: 1000, g: 1_000_000 };

/** All findings, in the order of the lines; within a line the graver first. */
export function checkPrescription(
  lines: readonly PrescriptionLine[],
  patient: PatientMedicines,
): readonly PrescriptionFinding[] {
  const unknown = allergiesUnknown(lines, patient);
  const findings = lines.flatMap((line, index) => [
    ...allergyFindings(line, index, patient.allergies),
    ...doseFindings(line, index),
    ...duplicateFindings(lines, index, patient.current),
  ]);
  return [...unknown, ...findings].toSorted(
    (left, right) => left.line - right.line || gravity(left) - gravity(right),
  );
}

function allergiesUnknown(
  lines: readonly PrescriptionLine[],
  { allergyState }: PatientMedicines,
): readonly AllergiesUnknownFinding[] {
  return lines.length === 0 || allergyState === 'known' || allergyState === 'none-known'
    ? []
    : [{ kind: 'allergies-unknown', severity: 'warning', line: 0, state: allergyState }];
}

function allergyFindings(
  line: PrescriptionLine,
  index: number,
  allergies: readonly string[],
): readonly AllergyFinding[] {
  return allergies.flatMap((allergy) => {
    const relation = allergyRelation(line.drug, allergy);
    return relation === null
      ? []
      : [
          {
            kind: 'allergy',
            severity: relation === 'related-class' ? 'warning' : 'stop',
            line: index,
            allergy,
            relation,
          },
        ];
  });
}

/** How a medicine and an allergy belong together, or null. */
export function allergyRelation(medicine: string, allergy: string): AllergyFinding['relation'] | null {
  const drug = drugNamed(medicine);
  const allergen = drugNamed(allergy);
  if (drug !== null && allergen !== null && drug.key === allergen.key) return 'same-drug';
  if (drug !== null) {
    const classes = allergyClasses(allergy, allergen);
    if (classes.includes(drug.class)) return 'same-class';
    if (classes.some((one) => CROSS_REACTIONS.get(one)?.includes(drug.class))) return 'related-class';
    return null;
  }
  const words = allergy.trim().toLowerCase();
  return words.length > 1 && medicine.toLowerCase().includes(words) ? 'same-words' : null;
}

function allergyClasses(allergy: string, allergen: Drug | null): readonly DrugClass[] {
  const text = allergy.toLowerCase();
  const named = CLASS_WORDS.filter(([, words]) => words.test(text)).map(([drugClass]) => drugClass);
  // Two medicines that share no more than "other" share nothing that an allergy could be against.
  return allergen === null || MAY_BE_COMBINED.has(allergen.class) ? named : [...named, allergen.class];
}

function duplicateFindings(
  lines: readonly PrescriptionLine[],
  index: number,
  current: readonly string[],
): readonly DuplicateFinding[] {
  const line = lines[index];
  if (line === undefined) return [];
  const earlier = lines.slice(0, index).map(({ drug }) => ({ other: drug, where: 'prescription' as const }));
  const taken = current.map((other) => ({ other, where: 'current' as const }));
  return [...earlier, ...taken].flatMap(({ other, where }) => {
    const relation = duplicateRelation(line.drug, other);
    return relation === null
      ? []
      : [{ kind: 'duplicate', severity: 'warning', line: index, other, relation, where }];
  });
}

function duplicateRelation(left: string, right: string): DuplicateFinding['relation'] | null {
  const one = drugNamed(left);
  const two = drugNamed(right);
  if (one === null || two === null)
    return left.trim().toLowerCase() === right.trim().toLowerCase() ? 'same-drug' : null;
  if (one.key === two.key) return 'same-drug';
  return one.class === two.class && !MAY_BE_COMBINED.has(one.class) ? 'same-class' : null;
}

function doseFindings(line: PrescriptionLine, index: number): readonly (DoseFinding | UnknownDrugFinding)[] {
  const drug = drugNamed(line.drug);
  const finding = (reason: DoseFinding['reason'], severity: Severity, limit: number | null): DoseFinding => ({
    kind: 'dose',
    severity,
    line: index,
    reason,
    given: reason === 'days' ? line.days : line.dose,
    limit,
    unit: reason === 'days' ? 'd' : line.unit,
  });
  const days =
    Number.isInteger(line.days) && line.days >= 1 && line.days <= LONGEST_DAYS
      ? []
      : [finding('days', 'stop', LONGEST_DAYS)];
  if (!Number.isFinite(line.dose) || line.dose <= 0) return [finding('not-positive', 'stop', null), ...days];
  if (drug === null) return [...days, { kind: 'unknown-drug', severity: 'note', line: index }];
  const factor = unitFactor(line.unit, drug.unit);
  if (factor === null) return [finding('unit', 'warning', null), ...days];
  const single = line.dose * factor;
  const perDay = FREQUENCIES[line.frequency].perDay;
  if (single > drug.maximum.single * IMPOSSIBLE_FACTOR)
    return [finding('impossible', 'stop', drug.maximum.single / factor), ...days];
  if (single > drug.maximum.single)
    return [finding('above-single', 'warning', drug.maximum.single / factor), ...days];
  if (perDay !== null && single * perDay > drug.maximum.daily)
    return [
      { ...finding('above-daily', 'warning', drug.maximum.daily / factor), given: line.dose * perDay },
      ...days,
    ];
  return days;
}

/** By how much a dose in `from` is multiplied to be in `to`; null where they measure different things. */
function unitFactor(from: DoseUnit, to: DoseUnit): number | null {
  if (from === to) return 1;
  const source = MICROGRAMS[from];
  const target = MICROGRAMS[to];
  return source === undefined || target === undefined ? null : source / target;
}

function gravity(finding: PrescriptionFinding): number {
  return finding.severity === 'stop' ? 0 : finding.severity === 'warning' ? 1 : 2;
}

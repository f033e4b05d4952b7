/** The medicines of a patient: what is taken now, what was, each with its last prescription. */
import { conceptText } from '../concept.ts';
import { objectAt, objectsAt, textAt, type JsonObject } from '../json.ts';
import { drugNamed } from '../medication/drugs.ts';
import { byDate, chartResources, dateOf, isWithdrawn, type ChartResource } from './resources.ts';

export interface ChartMedicine {
  readonly name: string;
  readonly dosage: string;
  readonly record: number;
  readonly source: string;
  /** Of the last prescription. */
  readonly date: string | null;
  /** How often it was prescribed. */
  readonly times: number;
  /**
   * `current` while the last supply lasts, and as long again for tablets left over; `past` after that, or when it was
   * stopped; `unknown` where the prescription names no days.
   */
  readonly state: 'current' | 'past' | 'unknown';
}

const DAY_MS = 86_400_000;
const ENDED = new Set(['stopped', 'cancelled', 'completed', 'not-taken', 'on-hold']);
const DATES = ['authoredOn', 'effectiveDateTime', 'effectivePeriod', 'dateAsserted'];

/** Current medicines first, then by the date of the last prescription, newest first. `now` in ms. */
export function chartMedicines(clinicalParts: readonly Uint8Array[], now: number): readonly ChartMedicine[] {
  const orders = chartResources(clinicalParts, new Set(['MedicationRequest', 'MedicationStatement']))
    .filter(({ resource }) => !isWithdrawn(resource) && nameOf(resource) !== '')
    .map((found) => ({ ...found, date: dateOf(found.resource, DATES) }))
    .toSorted(byDate);
  const groups = Map.groupBy(orders, ({ resource }) => medicineKey(nameOf(resource)));
  return [...groups.values()]
    .map((group) => medicineOf(group, now))
    .toSorted((left, right) => stateOrder(left) - stateOrder(right) || byDate(right, left));
}

/** The names to check a new prescription against: what is, or may still be, taken. */
export function currentMedicines(medicines: readonly ChartMedicine[]): readonly string[] {
  return medicines.filter(({ state }) => state !== 'past').map(({ name }) => name);
}

function medicineOf(
  orders: readonly (ChartResource & { readonly date: string | null })[],
  now: number,
): ChartMedicine {
  const last = orders.at(-1);
  const resource: JsonObject = last?.resource ?? {};
  const dosages = [...objectsAt(resource, 'dosageInstruction'), ...objectsAt(resource, 'dosage')];
  return {
    name: nameOf(resource),
    dosage: dosages
      .map((dosage) => textAt(dosage, 'text') ?? '')
      .filter((text) => text !== '')
      .join('; '),
    record: last?.record ?? 0,
    source: last?.source ?? '',
    date: last?.date ?? null,
    times: orders.length,
    state: stateOf(resource, { date: last?.date ?? null, now }),
  };
}

function stateOf(
  resource: JsonObject,
  of: { readonly date: string | null; readonly now: number },
): ChartMedicine['state'] {
  if (ENDED.has(textAt(resource, 'status') ?? '')) return 'past';
  const supply = objectAt(objectAt(resource, 'dispenseRequest') ?? undefined, 'expectedSupplyDuration');
  const days = supply?.['value'];
  const start = of.date === null ? Number.NaN : Date.parse(of.date);
  if (typeof days !== 'number' || !Number.isFinite(start)) return 'unknown';
  return of.now <= start + 2 * days * DAY_MS ? 'current' : 'past';
}

function nameOf(resource: JsonObject): string {
  return conceptText(objectAt(resource, 'medicationCodeableConcept')).trim();
}

/** The same medicine under whatever name and in either language. */
function medicineKey(name: string): string {
  return drugNamed(name)?.key ?? name.toLowerCase();
}

function stateOrder({ state }: ChartMedicine): number {
  return state === 'current' ? 0 : state === 'unknown' ? 1 : 2;
}

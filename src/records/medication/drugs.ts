/**
 * Common medicines in two languages, written for this project: ATC code, class, way, and the doses that adults are
 * given. The limits catch slips of the keyboard (a dose ten times too large); they are no substitute for the leaflet.
 */
import type { Bilingual } from '../bilingual.ts';
import type { DrugClass } from './classes.ts';
import { DRUG_ROWS, type DrugRow } from './drugRows.ts';
import type { DoseUnit, Frequency, Route } from './frequencies.ts';

export interface Drug extends Bilingual {
  /** Stable within this program. */
  readonly key: string;
  /** WHO Anatomical Therapeutic Chemical code. */
  readonly atc: string;
  readonly class: DrugClass;
  readonly unit: DoseUnit;
  readonly route: Route;
  /** A usual single dose for an adult, from and to, and how often; in `unit`. */
  readonly usual: { readonly from: number; readonly to: number; readonly frequency: Frequency };
  /** The most an adult takes at once, and in a day; in `unit`. */
  readonly maximum: { readonly single: number; readonly daily: number };
}

export const DRUGS: readonly Drug[] = Object.entries(DRUG_ROWS).map(([key, row]) => fromRow(key, row));

const BY_KEY = new Map(DRUGS.map((drug) => [drug.key, drug]));

/** The drug of that key, or null. */
export function drugByKey(key: string): Drug | null {
  return BY_KEY.get(key) ?? null;
}

/**
 * The drug that a text names, in either language, whatever dosage form or salt stands around it ("阿司匹林肠溶片");
 * the longest name wins, so that "amoxicillin-clavulanate" is not amoxicillin. Null when none is named.
 */
export function drugNamed(text: string): Drug | null {
  const lower = text.toLowerCase();
  let best: { readonly drug: Drug; readonly length: number } | null = null;
  for (const drug of DRUGS) {
    for (const name of [drug.zh.toLowerCase(), drug.en.toLowerCase()]) {
      if (lower.includes(name) && (best === null || name.length > best.length))
        best = { drug, length: name.length };
    }
  }
  return best?.drug ?? null;
}

function fromRow(key: string, row: DrugRow): Drug {
  const [atc, zh, en, drugClass, route, unit, from, to, frequency, single, daily] = row;
  return {
    key,
    atc,
    zh,
    en,
    class: drugClass,
    route,
    unit,
    usual: { from, to, frequency },
    maximum: { single, daily },
  };
}

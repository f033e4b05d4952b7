/** Vital signs of a visit: what can be, what is usual, how they are typed in one line, and as FHIR Observations. */
import type { Bilingual } from '../bilingual.ts';
import type { JsonObject } from '../json.ts';

/** Degrees Celsius, beats and breaths a minute, mmHg, percent, kilograms, centimetres. */
export interface Vitals {
  readonly temperature?: number;
  readonly pulse?: number;
  readonly breaths?: number;
  readonly systolic?: number;
  readonly diastolic?: number;
  readonly saturation?: number;
  readonly weight?: number;
  readonly height?: number;
}

export type Vital = keyof Vitals;
type Range = readonly [number, number];

interface VitalRule extends Bilingual {
  readonly loinc: string;
  readonly unit: string;
  readonly ucum: string;
  /** Outside of it the number is a slip of the keyboard: no living person has it. */
  readonly possible: Range;
  /** Outside of it the doctor is asked whether it is meant; of resting adults. */
  readonly usual: Range;
}

const PRESSURE = { unit: 'mmHg', ucum: 'mm[Hg]' } as const;
const RATE = { unit: '/min', ucum: '/min' } as const;

// oxfmt-ignore
export const VITAL_RULES: Readonly<Record<Vital, VitalRule>> = {
  temperature: { loinc: '8310-5', zh: '体温', en: 'Body temperature', unit: '℃', ucum: 'Cel', possible: [25, 44], usual: [35.5, 37.5] },
  pulse: { loinc: '8867-4', zh: '心率', en: 'Heart rate', ...RATE, possible: [15, 300], usual: [50, 110] },
  breaths: { loinc: '9279-1', zh: '呼吸频率', en: 'Respiratory rate', ...RATE, possible: [3, 90], usual: [10, 24] },
  systolic: { loinc: '8480-6', zh: '收缩压', en: 'Systolic', ...PRESSURE, possible: [40, 300], usual: [90, 150] },
  diastolic: { loinc: '8462-4', zh: '舒张压', en: 'Diastolic', ...PRESSURE, possible: [15, 200], usual: [50, 95] },
  saturation: { loinc: '2708-6', zh: '血氧饱和度', en: 'Oxygen saturation', unit: '%', ucum: '%', possible: [30, 100], usual: [94, 100] },
  weight: { loinc: '29463-7', zh: '体重', en: 'Body weight', unit: 'kg', ucum: 'kg', possible: [0.3, 400], usual: [35, 150] },
  height: { loinc: '8302-2', zh: '身高', en: 'Body height', unit: 'cm', ucum: 'cm', possible: [20, 260], usual: [140, 200] },
};

const VITAL_NAMES: readonly Vital[] = [
  'temperature',
  'pulse',
  'breaths',
  'systolic',
  'diastolic',
  'saturation',
  'weight',
  'height',
];

/** `impossible` must be changed before signing; `unusual` is only asked about. */
export interface VitalFinding {
  readonly vital: Vital;
  readonly severity: 'impossible' | 'unusual';
  /** `order`: the diastolic pressure is not below the systolic one. */
  readonly reason: 'range' | 'order';
  readonly value: number;
  readonly range: Range;
}

/** What of the vitals cannot be, or should be looked at again. */
export function checkVitals(vitals: Vitals): readonly VitalFinding[] {
  const findings: VitalFinding[] = [];
  for (const vital of VITAL_NAMES) {
    const value = vitals[vital];
    if (value === undefined) continue;
    const { possible, usual } = VITAL_RULES[vital];
    if (!isWithin(value, possible))
      findings.push({ vital, severity: 'impossible', reason: 'range', value, range: possible });
    else if (!isWithin(value, usual))
      findings.push({ vital, severity: 'unusual', reason: 'range', value, range: usual });
  }
  const { systolic, diastolic } = vitals;
  if (systolic !== undefined && diastolic !== undefined && diastolic >= systolic) {
    const range = [VITAL_RULES.diastolic.possible[0], systolic] as const;
    findings.push({ vital: 'diastolic', severity: 'impossible', reason: 'order', value: diastolic, range });
  }
  return findings;
}

/** How each vital is named where notes are typed, as a word of its own: there is an "Ht" in "weight". */
const TYPED: readonly (readonly [Vital, RegExp])[] = [
  ['temperature', /(?<![a-z])(?:体温|temp(?:erature)?|T)[\s:：]*(\d+(?:\.\d+)?)/iu],
  ['pulse', /(?<![a-z])(?:心率|脉搏|pulse|HR|P)[\s:：]*(\d+)/iu],
  ['breaths', /(?<![a-z])(?:呼吸|resp(?:iratory rate)?|RR|R)[\s:：]*(\d+)/iu],
  ['systolic', /(?<![a-z])(?:血压|blood pressure|BP)[\s:：]*(\d+)\s*\/\s*\d+/iu],
  ['diastolic', /(?<![a-z])(?:血压|blood pressure|BP)[\s:：]*\d+\s*\/\s*(\d+)/iu],
  ['saturation', /(?<![a-z])(?:血氧(?:饱和度)?|SpO2|SpO₂|sats?)[\s:：]*(\d+)/iu],
  ['weight', /(?<![a-z])(?:体重|weight|Wt)[\s:：]*(\d+(?:\.\d+)?)/iu],
  ['height', /(?<![a-z])(?:身高|height|Ht)[\s:：]*(\d+(?:\.\d+)?)/iu],
];

/** The vitals in a line as doctors type it: "T 36.8 P 80 R 18 BP 120/80 SpO2 98%". */
export function parseVitals(line: string): Vitals {
  const found = TYPED.flatMap(([vital, pattern]) => {
    const digits = pattern.exec(line)?.[1];
    return digits === undefined ? [] : [[vital, Number(digits)] as const];
  });
  return Object.fromEntries(found);
}

/** One line for a note: "体温 36.8 ℃，心率 80 /min，血压 120/80 mmHg". */
export function vitalsText(vitals: Vitals): Bilingual {
  return { zh: textIn(vitals, 'zh').join('，'), en: textIn(vitals, 'en').join(', ') };
}

/** Kilograms by square metres, to one place; null unless weight and height are there and possible. */
export function bodyMassIndex({ weight, height }: Vitals): number | null {
  if (weight === undefined || height === undefined) return null;
  const isPossible =
    isWithin(weight, VITAL_RULES.weight.possible) && isWithin(height, VITAL_RULES.height.possible);
  return isPossible ? Math.round((weight / (height / 100) ** 2) * 10) / 10 : null;
}

/** To what the Observations belong: their subject, encounter and time, as the caller's Bundle refers to them. */
export type VitalsContext = Readonly<
  Record<'subject' | 'encounter' | 'effectiveDateTime', JsonObject | string>
>;

/** One Observation each; the two pressures stand in one, as FHIR's vital signs profile has it. */
export function vitalObservations(
  vitals: Vitals,
  context: VitalsContext,
  language: keyof Bilingual,
): readonly JsonObject[] {
  const single = VITAL_NAMES.filter((vital) => vital !== 'systolic' && vital !== 'diastolic').flatMap(
    (vital) => {
      const value = vitals[vital];
      return value === undefined ? [] : [{ ...observation(context), ...valued(vital, { value, language }) }];
    },
  );
  const { systolic, diastolic } = vitals;
  if (systolic === undefined || diastolic === undefined) return single;
  const pressure: JsonObject = {
    ...observation(context),
    code: codeOf({ loinc: '85354-9', zh: '血压', en: 'Blood pressure' }, language),
    component: [
      valued('systolic', { value: systolic, language }),
      valued('diastolic', { value: diastolic, language }),
    ],
  };
  return [...single, pressure];
}

function observation(context: VitalsContext): JsonObject {
  return {
    resourceType: 'Observation',
    status: 'final',
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' },
        ],
      },
    ],
    ...context,
  };
}

function valued(
  vital: Vital,
  of: { readonly value: number; readonly language: keyof Bilingual },
): JsonObject {
  const { unit, ucum, ...rule } = VITAL_RULES[vital];
  return {
    code: codeOf(rule, of.language),
    valueQuantity: { value: of.value, unit, system: 'http://unitsofmeasure.org', code: ucum },
  };
}

function codeOf(rule: Bilingual & { readonly loinc: string }, language: keyof Bilingual): JsonObject {
  return {
    coding: [{ system: 'http://loinc.org', code: rule.loinc, display: rule.en }],
    text: rule[language],
  };
}

function textIn(vitals: Vitals, language: keyof Bilingual): readonly string[] {
  return VITAL_NAMES.flatMap((vital) => {
    const value = vitals[vital];
    const { systolic, diastolic } = vitals;
    if (value === undefined || (vital === 'diastolic' && systolic !== undefined)) return [];
    if (vital === 'systolic' && diastolic !== undefined)
      return [`${language === 'zh' ? '血压' : 'BP'} ${String(value)}/${String(diastolic)} mmHg`];
    return [`${VITAL_RULES[vital][language]} ${String(value)} ${VITAL_RULES[vital].unit}`];
  });
}

function isWithin(value: number, [from, to]: Range): boolean {
  return value >= from && value <= to;
}

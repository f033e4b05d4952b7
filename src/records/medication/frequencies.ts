/** How often and by which way a medicine is taken: the few words prescriptions use, with their FHIR timing. */
import type { Bilingual } from '../bilingual.ts';

export interface FrequencyRule extends Bilingual {
  /** Times a day at most; null where the doctor leaves it to the patient's need. */
  readonly perDay: number | null;
  /** FHIR Timing.repeat: `frequency` times in `period` of `unit`. */
  readonly repeat: { readonly frequency: number; readonly period: number; readonly unit: 'h' | 'd' | 'wk' };
}

function times(frequency: number, period: number, unit: 'h' | 'd' | 'wk'): FrequencyRule['repeat'] {
  return { frequency, period, unit };
}

/** By the Latin abbreviation that doctors type. */
export const FREQUENCIES = {
  qd: { zh: '每日一次', en: 'once daily', perDay: 1, repeat: times(1, 1, 'd') },
  qn: { zh: '每晚一次', en: 'at night', perDay: 1, repeat: times(1, 1, 'd') },
  bid: { zh: '每日两次', en: 'twice daily', perDay: 2, repeat: times(2, 1, 'd') },
  tid: { zh: '每日三次', en: 'three times daily', perDay: 3, repeat: times(3, 1, 'd') },
  qid: { zh: '每日四次', en: 'four times daily', perDay: 4, repeat: times(4, 1, 'd') },
  q4h: { zh: '每4小时一次', en: 'every 4 hours', perDay: 6, repeat: times(1, 4, 'h') },
  q6h: { zh: '每6小时一次', en: 'every 6 hours', perDay: 4, repeat: times(1, 6, 'h') },
  q8h: { zh: '每8小时一次', en: 'every 8 hours', perDay: 3, repeat: times(1, 8, 'h') },
  q12h: { zh: '每12小时一次', en: 'every 12 hours', perDay: 2, repeat: times(1, 12, 'h') },
  qod: { zh: '隔日一次', en: 'every other day', perDay: 1, repeat: times(1, 2, 'd') },
  qw: { zh: '每周一次', en: 'once a week', perDay: 1, repeat: times(1, 1, 'wk') },
  st: { zh: '立即一次', en: 'once, now', perDay: 1, repeat: times(1, 1, 'd') },
  prn: { zh: '必要时', en: 'as needed', perDay: null, repeat: times(1, 1, 'd') },
} as const satisfies Readonly<Record<string, FrequencyRule>>;

export type Frequency = keyof typeof FREQUENCIES;

export const ROUTES = {
  oral: { zh: '口服', en: 'by mouth' },
  sublingual: { zh: '舌下含服', en: 'under the tongue' },
  inhaled: { zh: '吸入', en: 'inhaled' },
  subcutaneous: { zh: '皮下注射', en: 'subcutaneously' },
  intravenous: { zh: '静脉滴注', en: 'intravenously' },
  intramuscular: { zh: '肌内注射', en: 'intramuscularly' },
  topical: { zh: '外用', en: 'on the skin' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type Route = keyof typeof ROUTES;

/** Units of a dose: how they are written, and their UCUM code where UCUM has one. */
export const DOSE_UNITS = {
  mg: { zh: 'mg', en: 'mg', ucum: 'mg' },
  g: { zh: 'g', en: 'g', ucum: 'g' },
  ug: { zh: 'μg', en: 'µg', ucum: 'ug' },
  mL: { zh: 'ml', en: 'mL', ucum: 'mL' },
  unit: { zh: '单位', en: 'units', ucum: '[iU]' },
  puff: { zh: '揿', en: 'puffs', ucum: '{puff}' },
  mmol: { zh: 'mmol', en: 'mmol', ucum: 'mmol' },
} as const satisfies Readonly<Record<string, Bilingual & { readonly ucum: string }>>;

export type DoseUnit = keyof typeof DOSE_UNITS;

/** Laboratory analytes of the samples: LOINC code, unit, the range for adults, and where a value is critical. */
import type { Bilingual } from '../../src/records/bilingual.ts';

export interface Range {
  readonly low?: number;
  readonly high?: number;
}

export interface Analyte extends Bilingual {
  readonly loinc: string;
  /** As printed; UCUM where `ucum` is left out. */
  readonly unit: string;
  readonly ucum?: string;
  readonly range: Range | { readonly male: Range; readonly female: Range };
  /** Below `low` or above `high` the laboratory telephones. */
  readonly critical?: Range;
}

const PER_LITRE = { unit: '×10⁹/L', ucum: '10*9/L' } as const;

// oxfmt-ignore
export const ANALYTES = {
  wbc: { loinc: '6690-2', zh: '白细胞计数', en: 'White cell count', ...PER_LITRE, range: { low: 3.5, high: 9.5 }, critical: { low: 1.5, high: 30 } },
  neut: { loinc: '751-8', zh: '中性粒细胞绝对值', en: 'Neutrophils', ...PER_LITRE, range: { low: 1.8, high: 6.3 }, critical: { low: 0.5 } },
  hb: { loinc: '718-7', zh: '血红蛋白', en: 'Haemoglobin', unit: 'g/L', range: { male: { low: 130, high: 175 }, female: { low: 115, high: 150 } }, critical: { low: 60 } },
  plt: { loinc: '777-3', zh: '血小板计数', en: 'Platelets', ...PER_LITRE, range: { low: 125, high: 350 }, critical: { low: 50, high: 1000 } },
  mcv: { loinc: '787-2', zh: '平均红细胞体积', en: 'MCV', unit: 'fL', range: { low: 82, high: 100 } },
  ferritin: { loinc: '2276-4', zh: '铁蛋白', en: 'Ferritin', unit: 'ng/mL', range: { male: { low: 30, high: 400 }, female: { low: 15, high: 150 } } },
  crp: { loinc: '1988-5', zh: 'C反应蛋白', en: 'C-reactive protein', unit: 'mg/L', range: { high: 8 } },
  glu: { loinc: '14749-6', zh: '葡萄糖', en: 'Glucose', unit: 'mmol/L', range: { low: 3.9, high: 6.1 }, critical: { low: 2.8, high: 22.2 } },
  hba1c: { loinc: '4548-4', zh: '糖化血红蛋白', en: 'HbA1c', unit: '%', range: { low: 4, high: 6 } },
  k: { loinc: '2823-3', zh: '钾', en: 'Potassium', unit: 'mmol/L', range: { low: 3.5, high: 5.3 }, critical: { low: 2.8, high: 6.2 } },
  na: { loinc: '2951-2', zh: '钠', en: 'Sodium', unit: 'mmol/L', range: { low: 137, high: 147 }, critical: { low: 120, high: 160 } },
  cr: { loinc: '14682-9', zh: '肌酐', en: 'Creatinine', unit: 'μmol/L', ucum: 'umol/L', range: { male: { low: 57, high: 111 }, female: { low: 41, high: 81 } } },
  urea: { loinc: '22664-7', zh: '尿素', en: 'Urea', unit: 'mmol/L', range: { low: 3.1, high: 8 } },
  egfr: { loinc: '62238-1', zh: '估算肾小球滤过率', en: 'eGFR', unit: 'mL/min/1.73m²', ucum: 'mL/min/{1.73_m2}', range: { low: 60 } },
  alt: { loinc: '1742-6', zh: '丙氨酸氨基转移酶', en: 'ALT', unit: 'U/L', range: { male: { low: 9, high: 50 }, female: { low: 7, high: 40 } } },
  ast: { loinc: '1920-8', zh: '天门冬氨酸氨基转移酶', en: 'AST', unit: 'U/L', range: { male: { low: 15, high: 40 }, female: { low: 13, high: 35 } } },
  tbil: { loinc: '14631-6', zh: '总胆红素', en: 'Total bilirubin', unit: 'μmol/L', ucum: 'umol/L', range: { high: 23 } },
  alb: { loinc: '1751-7', zh: '白蛋白', en: 'Albumin', unit: 'g/L', range: { low: 40, high: 55 } },
  ldh: { loinc: '14804-9', zh: '乳酸脱氢酶', en: 'LDH', unit: 'U/L', range: { low: 120, high: 250 } },
  chol: { loinc: '14647-2', zh: '总胆固醇', en: 'Total cholesterol', unit: 'mmol/L', range: { high: 5.2 } },
  ldl: { loinc: '22748-8', zh: '低密度脂蛋白胆固醇', en: 'LDL cholesterol', unit: 'mmol/L', range: { high: 3.4 } },
  tg: { loinc: '14927-8', zh: '甘油三酯', en: 'Triglycerides', unit: 'mmol/L', range: { high: 1.7 } },
  urate: { loinc: '14933-6', zh: '尿酸', en: 'Urate', unit: 'μmol/L', ucum: 'umol/L', range: { male: { low: 208, high: 428 }, female: { low: 155, high: 357 } } },
  tni: { loinc: '89579-7', zh: '高敏肌钙蛋白I', en: 'High-sensitivity troponin I', unit: 'ng/L', range: { high: 34 }, critical: { high: 100 } },
  ntprobnp: { loinc: '33762-6', zh: 'N末端B型钠尿肽前体', en: 'NT-proBNP', unit: 'pg/mL', range: { high: 125 } },
  tsh: { loinc: '11579-0', zh: '促甲状腺激素', en: 'TSH', unit: 'mIU/L', ucum: 'm[IU]/L', range: { low: 0.27, high: 4.2 } },
  ft4: { loinc: '14920-3', zh: '游离甲状腺素', en: 'Free T4', unit: 'pmol/L', range: { low: 12, high: 22 } },
  ft3: { loinc: '14928-6', zh: '游离三碘甲状腺原氨酸', en: 'Free T3', unit: 'pmol/L', range: { low: 3.1, high: 6.8 } },
  trab: { loinc: '5385-0', zh: '促甲状腺激素受体抗体', en: 'TSH receptor antibody', unit: 'IU/L', ucum: '[IU]/L', range: { high: 1.75 } },
  inr: { loinc: '6301-6', zh: '国际标准化比值', en: 'INR', unit: 'INR', ucum: '{INR}', range: { low: 0.8, high: 1.2 }, critical: { high: 5 } },
  afp: { loinc: '1834-1', zh: '甲胎蛋白', en: 'Alpha-fetoprotein', unit: 'ng/mL', range: { high: 7 } },
  hbvdna: { loinc: '42595-9', zh: '乙肝病毒DNA定量', en: 'HBV DNA', unit: 'IU/mL', ucum: '[IU]/mL', range: { high: 20 } },
  ph: { loinc: '2744-1', zh: '动脉血pH', en: 'Arterial pH', unit: 'pH', ucum: '[pH]', range: { low: 7.35, high: 7.45 }, critical: { low: 7.2, high: 7.6 } },
  hco3: { loinc: '1959-6', zh: '碳酸氢根', en: 'Bicarbonate', unit: 'mmol/L', range: { low: 22, high: 27 }, critical: { low: 10 } },
  lactate: { loinc: '2524-7', zh: '乳酸', en: 'Lactate', unit: 'mmol/L', range: { low: 0.5, high: 1.6 }, critical: { high: 5 } },
  ketone: { loinc: '6873-4', zh: 'β-羟丁酸', en: 'Beta-hydroxybutyrate', unit: 'mmol/L', range: { high: 0.3 } },
  acr: { loinc: '14959-1', zh: '尿白蛋白/肌酐比值', en: 'Urine albumin/creatinine', unit: 'mg/g', range: { high: 30 } },
  upcr: { loinc: '34366-5', zh: '尿蛋白/肌酐比值', en: 'Urine protein/creatinine', unit: 'mg/mg', range: { high: 0.3 } },
} as const satisfies Readonly<Record<string, Analyte>>;

export type AnalyteKey = keyof typeof ANALYTES;

/** The range that applies to a person of that sex. */
export function rangeFor(analyte: Analyte, sex: 'male' | 'female'): Range {
  return 'male' in analyte.range ? analyte.range[sex] : analyte.range;
}

/** HH, LL, H, L or N, as v3-ObservationInterpretation names them. */
export function interpretationOf(value: number, range: Range, critical: Range = {}): string {
  if (critical.high !== undefined && value > critical.high) return 'HH';
  if (critical.low !== undefined && value < critical.low) return 'LL';
  if (range.high !== undefined && value > range.high) return 'H';
  return range.low !== undefined && value < range.low ? 'L' : 'N';
}

/**
 * The sample patients that ship with the program, all made up for it: FHIR R4 Bundles in `samples/`, written by
 * `tools/samples/make.ts`. Three histories in Chinese, three in English; what each is good for showing.
 */
import type { Bilingual } from '../../records/bilingual.ts';

export interface SampleFile {
  /** In the folder `samples/` beside this file. */
  readonly file: string;
  readonly name: string;
  readonly about: Bilingual;
}

export const SAMPLE_FILES: readonly SampleFile[] = [
  {
    file: 'lin-guodong.json',
    name: '林国栋',
    about: {
      zh: '急性下壁心肌梗死、支架术后、心力衰竭；高钾血症危急值；头孢曲松过敏',
      en: 'Inferior myocardial infarction, stent, heart failure; critical potassium; allergic to ceftriaxone',
    },
  },
  {
    file: 'he-xiaowen.json',
    name: '何晓雯',
    about: {
      zh: 'Graves病，甲巯咪唑致粒细胞缺乏，碘131治疗后甲减，备孕；否认过敏',
      en: "Graves' disease, agranulocytosis from thiamazole, radioiodine, planning a pregnancy; no known allergies",
    },
  },
  {
    file: 'ma-jianjun.json',
    name: '马建军',
    about: {
      zh: '乙肝肝硬化，食管静脉曲张破裂出血转院，早期肝癌；过敏史从未记录',
      en: 'Hepatitis B cirrhosis, variceal bleeding, transfer, early liver cancer; allergies never recorded',
    },
  },
  {
    file: 'eleanor-whitcombe.json',
    name: 'Eleanor Whitcombe',
    about: {
      zh: '慢阻肺、房颤服华法林，克拉霉素后INR危急值出血；青霉素严重过敏',
      en: 'COPD, atrial fibrillation on warfarin, bleeding after clarithromycin; penicillin anaphylaxis',
    },
  },
  {
    file: 'daniel-okafor.json',
    name: 'Daniel Okafor',
    about: {
      zh: '1型糖尿病以酮症酸中毒昏迷起病，多项危急值；过敏资料无法取得',
      en: 'Type 1 diabetes presenting as ketoacidosis in coma, critical values; allergies could not be obtained',
    },
  },
  {
    file: 'priya-raman.json',
    name: 'Priya Raman',
    about: {
      zh: '首次妊娠，缺铁性贫血，HELLP综合征，血小板危急值；否认过敏',
      en: 'First pregnancy, iron deficiency, HELLP syndrome with critical platelets; no known allergies',
    },
  },
];

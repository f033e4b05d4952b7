import { describe, expect, it } from 'vitest';
import {
  allergyRelation,
  checkPrescription,
  type PatientMedicines,
} from '../../src/records/medication/checks.ts';
import { drugNamed, DRUGS } from '../../src/records/medication/drugs.ts';
import {
  dosageText,
  medicationRequest,
  usualLine,
  type PrescriptionLine,
} from '../../src/records/medication/prescription.ts';

const HEALTHY: PatientMedicines = { allergyState: 'none-known', allergies: [], current: [] };

function line(drug: string, changes: Partial<PrescriptionLine> = {}): PrescriptionLine {
  return { ...usualLine(drug), ...changes };
}

describe('the table of medicines', () => {
  it('holds medicines in two languages, each with a usual dose below its limits', () => {
    expect(DRUGS.length).toBeGreaterThanOrEqual(40);
    for (const drug of DRUGS) {
      expect(drug.zh).toMatch(/\p{Script=Han}/u);
      expect(drug.atc).toMatch(/^[A-Z]\d{2}[A-Z]{2}\d{2}$/u);
      expect(drug.usual.from).toBeLessThanOrEqual(drug.usual.to);
      expect(drug.usual.to).toBeLessThanOrEqual(drug.maximum.single);
      expect(drug.maximum.single).toBeLessThanOrEqual(drug.maximum.daily);
    }
  });

  it('names no medicine twice, in no language', () => {
    for (const names of [DRUGS.map((drug) => drug.zh), DRUGS.map((drug) => drug.en)])
      expect(new Set(names).size).toBe(DRUGS.length);
  });

  it('knows a medicine by its name with form and salt around it, the longest name first', () => {
    const keys = [
      '阿司匹林肠溶片 100mg',
      '阿莫西林克拉维酸钾片',
      'Amoxicillin 500 mg capsules',
      '维生素K1注射液',
    ];
    expect(keys.map((text) => drugNamed(text)?.key)).toEqual([
      'aspirin',
      'coAmoxiclav',
      'amoxicillin',
      'phytomenadione',
    ]);
    expect(drugNamed('板蓝根颗粒')).toBeNull();
  });
});

describe('a prescription against allergies', () => {
  it.each([
    ['阿莫西林胶囊', '青霉素', 'same-class'],
    ['amoxicillin', 'Penicillin (anaphylaxis)', 'same-class'],
    ['头孢呋辛酯片', '青霉素', 'related-class'],
    ['布洛芬缓释胶囊', '阿司匹林', 'related-class'],
    ['头孢曲松钠', '头孢曲松', 'same-drug'],
    ['复方磺胺甲噁唑片', '磺胺类药物', 'same-class'],
    ['板蓝根颗粒', '板蓝根', 'same-words'],
    ['阿司匹林肠溶片', '青霉素', null],
    ['硫酸镁注射液', '奥曲肽', null],
  ])('%s with an allergy to %s: %s', (medicine, allergy, relation) => {
    expect(allergyRelation(medicine, allergy)).toBe(relation);
  });

  it('stops at the class of the allergy and only warns of a related one, naming the allergy', () => {
    const findings = checkPrescription([line('阿莫西林'), line('头孢呋辛')], {
      ...HEALTHY,
      allergyState: 'known',
      allergies: ['青霉素'],
    });
    expect(findings).toEqual([
      { kind: 'allergy', severity: 'stop', line: 0, allergy: '青霉素', relation: 'same-class' },
      { kind: 'allergy', severity: 'warning', line: 1, allergy: '青霉素', relation: 'related-class' },
    ]);
  });

  it.each(['not-recorded', 'unavailable'] as const)('says once that allergies are %s', (allergyState) => {
    const findings = checkPrescription([line('阿莫西林'), line('氨溴索')], { ...HEALTHY, allergyState });
    expect(findings).toEqual([
      { kind: 'allergies-unknown', severity: 'warning', line: 0, state: allergyState },
    ]);
  });
});

describe('a prescription against itself and what is taken already', () => {
  it('finds the same medicine in another language, and another of its class', () => {
    const findings = checkPrescription([line('阿托伐他汀钙片'), line('atorvastatin'), line('布洛芬')], {
      ...HEALTHY,
      current: ['双氯芬酸钠缓释片'],
    });
    expect(findings).toEqual([
      {
        kind: 'duplicate',
        severity: 'warning',
        line: 1,
        other: '阿托伐他汀钙片',
        relation: 'same-drug',
        where: 'prescription',
      },
      {
        kind: 'duplicate',
        severity: 'warning',
        line: 2,
        other: '双氯芬酸钠缓释片',
        relation: 'same-class',
        where: 'current',
      },
    ]);
  });

  it('lets two insulins stand side by side', () => {
    expect(checkPrescription([line('甘精胰岛素'), line('门冬胰岛素')], HEALTHY)).toEqual([]);
  });
});

describe('doses', () => {
  it.each([
    ['a dose of nothing', { dose: 0 }, 'not-positive', 'stop', null],
    ['a dose that is no number', { dose: Number.NaN }, 'not-positive', 'stop', null],
    ['a hundredfold slip', { dose: 2500 }, 'impossible', 'stop', 200],
    ['grams for milligrams', { unit: 'g', dose: 25 }, 'impossible', 'stop', 0.2],
    ['more than is taken at once', { dose: 250 }, 'above-single', 'warning', 200],
    ['more than is taken in a day', { dose: 150, frequency: 'qid' }, 'above-daily', 'warning', 400],
    ['a unit that cannot be compared', { unit: 'puff' }, 'unit', 'warning', null],
    ['half a day', { days: 0.5 }, 'days', 'stop', 180],
    ['ten years', { days: 3650 }, 'days', 'stop', 180],
  ] as const)('%s is found by name, with its limit', (_name, changes, reason, severity, limit) => {
    const findings = checkPrescription([line('美托洛尔', changes)], HEALTHY);
    expect(findings).toMatchObject([{ kind: 'dose', reason, severity, limit }]);
  });

  it('lets every usual dose of the table pass', () => {
    expect(DRUGS.flatMap((drug) => checkPrescription([usualLine(drug.zh)], HEALTHY))).toEqual([]);
  });

  it('says that a medicine outside the table was not checked', () => {
    expect(checkPrescription([line('板蓝根颗粒', { dose: 10, unit: 'g' })], HEALTHY)).toEqual([
      { kind: 'unknown-drug', severity: 'note', line: 0 },
    ]);
  });
});

describe('a line as text and as FHIR', () => {
  const metoprolol = line('酒石酸美托洛尔片', { dose: 25, days: 14, remark: '心率低于55停用' });

  it('reads as it is printed, in both languages', () => {
    expect(dosageText(metoprolol)).toEqual({
      zh: '25 mg 口服 每日两次 14天，心率低于55停用',
      en: '25 mg by mouth twice daily for 14 days; 心率低于55停用',
    });
  });

  it('becomes a MedicationRequest with code, timing, dose and days', () => {
    const request = medicationRequest(
      metoprolol,
      { patient: 'urn:uuid:p', encounter: 'urn:uuid:e', authoredOn: '2026-11-25T09:00:00+08:00' },
      'zh',
    );
    expect(request).toMatchObject({
      medicationCodeableConcept: {
        coding: [{ system: 'http://www.whocc.no/atc', code: 'C07AB02' }],
        text: '酒石酸美托洛尔片',
      },
      dosageInstruction: [
        {
          timing: { repeat: { frequency: 2, period: 1, periodUnit: 'd' } },
          doseAndRate: [{ doseQuantity: { value: 25, unit: 'mg', code: 'mg' } }],
        },
      ],
      dispenseRequest: { expectedSupplyDuration: { value: 14, code: 'd' } },
    });
  });
});

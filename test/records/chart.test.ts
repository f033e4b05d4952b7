import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../src/crypto/bytes.ts';
import { chartMedicines, currentMedicines } from '../../src/records/chart/medicines.ts';
import { chartProblems } from '../../src/records/chart/problems.ts';
import { resultSeries } from '../../src/records/chart/results.ts';
import { importBundle } from '../../src/records/importBundle.ts';

const folder = new URL('../../src/workstation/demonstration/samples/', import.meta.url);
const lin = clinicalOf('lin-guodong.json');

function clinicalOf(file: string): readonly Uint8Array[] {
  return importBundle(readFileSync(new URL(file, folder))).documents.map(({ clinical }) => clinical);
}

function recordOf(...resources: readonly object[]): Uint8Array {
  return utf8(JSON.stringify({ resourceType: 'Bundle', entry: resources.map((resource) => ({ resource })) }));
}

function result(changes: object): object {
  return {
    resourceType: 'Observation',
    status: 'final',
    category: [{ coding: [{ code: 'laboratory' }] }],
    code: { text: '钾' },
    ...changes,
  };
}

describe('results as series', () => {
  it('gather one analyte over institutions, oldest first, with range and flag', () => {
    const potassium = resultSeries(lin).find(({ label }) => label === '钾');
    expect(potassium?.isTrend).toBe(true);
    expect(potassium?.points.map(({ text, flag }) => [text, flag])).toEqual([
      ['4.1', 'normal'],
      ['3.4', 'low'],
      ['4.3', 'normal'],
      ['4.2', 'normal'],
      ['4.6', 'normal'],
      ['5.1', 'normal'],
      ['6.4', 'critical-high'],
      ['4.7', 'normal'],
    ]);
    expect(new Set(potassium?.points.map(({ source }) => source)).size).toBe(3);
    expect(potassium?.points[0]).toMatchObject({ range: '3.5–5.3', low: 3.5, high: 5.3 });
  });

  it('begin with what was measured last', () => {
    const dates = resultSeries(lin).map(({ points }) => Date.parse(points.at(-1)?.date ?? ''));
    expect(dates).toEqual(dates.toSorted((left, right) => right - left));
  });

  it('never put two units on one axis', () => {
    const record = recordOf(
      result({ valueQuantity: { value: 5.1, unit: 'mmol/L' } }),
      result({ valueQuantity: { value: 19.9, unit: 'mg/dL' } }),
    );
    expect(resultSeries([record]).map(({ unit }) => unit)).toEqual(['mmol/L', 'mg/dL']);
  });

  it('are flagged by their own range where the laboratory set no flag, and not at all without a range', () => {
    const range = [{ low: { value: 3.5 }, high: { value: 5.3 } }];
    const flags = [
      result({ valueQuantity: { value: 5.9 }, referenceRange: range }),
      result({ valueQuantity: { value: 3.1 }, referenceRange: range }),
      result({ valueQuantity: { value: 5.9 } }),
      result({ valueString: '阴性' }),
    ].map((one) => resultSeries([recordOf(one)])[0]?.points[0]?.flag);
    expect(flags).toEqual(['high', 'low', null, null]);
  });

  it('leave out what was withdrawn, mark what was corrected, keep digits as written', () => {
    const record = recordOf(
      result({ status: 'entered-in-error', valueQuantity: { value: 9.9 } }),
      result({
        status: 'corrected',
        valueQuantity: {
          extension: [{ url: 'urn:consilium:value-as-written', valueString: '5.60' }],
          value: 5.6,
          comparator: '<',
        },
      }),
    );
    expect(resultSeries([record])[0]?.points).toMatchObject([
      { text: '<5.60', value: 5.6, isCorrected: true },
    ]);
  });

  it('take blood pressure apart', () => {
    const labels = resultSeries(lin, 'vital-signs').map(({ label }) => label);
    expect(labels).toContain('收缩压');
    expect(labels).toContain('舒张压');
  });
});

describe('medicines', () => {
  it('are listed once each, what is taken now first, by the last prescription', () => {
    const medicines = chartMedicines(lin, Date.parse('2026-06-01T00:00:00+08:00'));
    expect(
      medicines
        .filter(({ state }) => state === 'current')
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['阿司匹林', '瑞舒伐他汀', '达格列净'].toSorted());
    expect(medicines.find(({ name }) => name === '阿司匹林')).toMatchObject({
      times: 4,
      source: '滨河社区卫生服务中心',
    });
    expect(medicines.find(({ name }) => name === '螺内酯')?.state).toBe('past');
  });

  it('of which no days are known may still be taken, and of which one was stopped is not', () => {
    const order = { resourceType: 'MedicationRequest', status: 'active', authoredOn: '2020-01-01' };
    const record = recordOf(
      { ...order, medicationCodeableConcept: { text: 'Warfarin tablets' } },
      { ...order, status: 'stopped', medicationCodeableConcept: { text: 'amiodarone' } },
    );
    expect(currentMedicines(chartMedicines([record], Date.parse('2026-01-01')))).toEqual([
      'Warfarin tablets',
    ]);
  });
});

describe('problems', () => {
  it('are listed once each by category of code, as they were written last', () => {
    const problems = chartProblems(lin);
    expect(problems.find(({ code }) => code === 'I50.9')).toMatchObject({
      text: '慢性心力衰竭 NYHA I级',
      times: 3,
      first: '2025-07-20T10:05:00+08:00',
      last: '2026-05-14T08:55:00+08:00',
      state: 'active',
    });
    expect(problems.filter(({ code }) => code?.startsWith('I10') === true)).toHaveLength(1);
  });

  it('tell a doubt and what was ruled out from what is', () => {
    const condition = (text: string, verification: string, clinical: string): object => ({
      resourceType: 'Condition',
      code: { text },
      verificationStatus: { coding: [{ code: verification }] },
      clinicalStatus: { coding: [{ code: clinical }] },
    });
    const record = recordOf(
      condition('肺栓塞', 'refuted', 'inactive'),
      condition('肺炎', 'confirmed', 'resolved'),
      condition('胸痛？', 'provisional', 'active'),
      condition('哮喘持续状态', 'confirmed', 'active'),
      condition('误记', 'entered-in-error', 'active'),
    );
    expect(chartProblems([record]).map(({ text, code, state }) => [text, code, state])).toEqual([
      ['哮喘持续状态', 'J46', 'active'],
      ['胸痛？', 'R07.4', 'provisional'],
      ['肺炎', 'J18.9', 'resolved'],
      ['肺栓塞', 'I26.9', 'refuted'],
    ]);
  });
});

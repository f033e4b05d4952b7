/** FHIR Bundles without what identifies their patient. */
import { describe, expect, it } from 'vitest';
import { dateShiftOf, shiftedDicomDate, shiftedFhirDate } from '../../src/deid/dateShift.ts';
import { deidentifiedBundle } from '../../src/deid/fhir/bundle.ts';
import { identifiersOf, resourcesOf } from '../../src/deid/fhir/known.ts';
import { isJsonObject, objectsAt, textAt, type Json, type JsonObject } from '../../src/records/json.ts';
import { sampleBundle } from '../../tools/samples/build.ts';
import { HISTORIES } from '../../tools/samples/patients/index.ts';

const DAYS = 17;

function counter(): () => string {
  let count = 0;
  return () => `00000000-0000-4000-8000-${String((count += 1)).padStart(12, '0')}`;
}

function cleaned(bundle: Json): { readonly text: string; readonly bundle: Json } {
  const { bundle: result } = deidentifiedBundle(bundle, { shiftDays: DAYS, newId: counter() });
  return { bundle: result, text: JSON.stringify(result) };
}

function withPatient(...entries: readonly JsonObject[]): JsonObject {
  const patient = {
    resourceType: 'Patient',
    id: 'p1',
    identifier: [{ value: 'MRN-778899' }],
    name: [{ family: '欧阳', given: ['修远'], text: '欧阳修远' }],
    telecom: [{ value: '13812345678' }],
    gender: 'male',
    birthDate: '1960-05-06',
    address: [{ state: '天津市', city: '天津市', district: '河西区', line: ['友谊路25号'] }],
    extension: [{ url: 'x', valueString: '欧阳修远' }],
  };
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [patient, ...entries].map((resource, index) => ({
      fullUrl: `https://his.example/${String(index)}`,
      resource,
    })),
  };
}

describe.each(HISTORIES.map((history) => [history.slug, sampleBundle(history)] as const))(
  'the sample patient %s',
  (_, bundle) => {
    const { bundle: result, text } = cleaned(bundle);

    it('leaves no identifier of its own in the output, however it is written', () => {
      const own = identifiersOf(bundle).map(({ value }) => value);
      expect(own.length).toBeGreaterThan(3);
      expect(own.filter((value) => text.toLowerCase().includes(value.toLowerCase()))).toEqual([]);
    });

    it('has new ids that its references lead to, and keeps what was measured', () => {
      const before = resourcesOf(bundle).filter(({ resourceType }) => resourceType === 'Observation');
      const after = resourcesOf(result).filter(({ resourceType }) => resourceType === 'Observation');
      expect(after.length).toBe(before.length);
      expect(after.filter((one) => 'valueQuantity' in one).length).toBe(
        before.filter((one) => 'valueQuantity' in one).length,
      );
      for (const resource of resourcesOf(bundle))
        expect(text).not.toContain(textAt(resource, 'id') ?? 'none');
      const urls = new Set(objectsAt(result, 'entry').map(({ fullUrl }) => fullUrl));
      const references = [...text.matchAll(/"reference":"([^"]*)"/gu)].map(([, url]) => url);
      expect(references.filter((url) => !urls.has(url))).toEqual([]);
    });
  },
);

describe('what is not named as kept', () => {
  const note = {
    resourceType: 'Condition',
    id: 'c1',
    subject: { reference: 'Patient/p1', display: '欧阳修远' },
    recorder: { display: '李时珍医生' },
    meta: { source: 'ward-7' },
    text: { status: 'generated', div: '<div>欧阳修远</div>' },
    invented: { valueString: 'MRN-778899' },
    contained: [{ resourceType: 'Practitioner', id: 'd', name: [{ text: '李时珍' }] }],
    code: {
      coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'I10', display: '高血压' }],
      text: '高血压（欧阳先生）',
    },
    onsetDateTime: '2024-03-05T10:11:12+08:00',
    note: [{ text: '修远昨日来诊，ouyang xiuyuan, mrn 778899，2024年3月8日复查。', authorString: '李时珍' }],
  };
  const { bundle, text } = cleaned(withPatient(note));

  it('is removed: narratives, extensions, contained people, elements that nobody knows', () => {
    for (const value of [
      '欧阳',
      '修远',
      '李时珍',
      '778899',
      'ward-7',
      'xiuyuan',
      '友谊路',
      '河西',
      '13812345678',
      'his.example',
    ])
      expect(text).not.toContain(value);
  });

  it('leaves codes, sex, the year of birth, the province, and dates by one shift in elements and texts', () => {
    const [patient, condition] = objectsAt(bundle, 'entry').map(({ resource }) => resource);
    expect(patient).toMatchObject({ gender: 'male', birthDate: '1960', address: [{ state: '天津市' }] });
    expect(condition).toMatchObject({
      code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'I10', display: '高血压' }] },
      onsetDateTime: '2024-03-22T10:11:12+08:00',
    });
    expect(text).toContain('2024-03-25复查');
  });
});

describe('a patient of 90 or more', () => {
  it('has no year of birth', () => {
    const old = withPatient({
      resourceType: 'Encounter',
      id: 'e',
      period: { start: '2024-01-01' },
      status: 'finished',
    });
    const [first] = objectsAt(old, 'entry');
    const patient = isJsonObject(first?.['resource']) ? first['resource'] : {};
    const bundle = {
      ...old,
      entry: [
        { ...first, resource: { ...patient, birthDate: '1931-02-03' } },
        ...objectsAt(old, 'entry').slice(1),
      ],
    };
    expect(cleaned(bundle).text).not.toContain('1931');
  });
});

describe('the shift of dates', () => {
  it('follows from the case and the pseudonym, is one to fifty days either way, and keeps the time', () => {
    const shifts = Array.from({ length: 400 }, (_, index) =>
      dateShiftOf(new Uint8Array(32).fill(7), `p${String(index)}`),
    );
    expect(shifts.every((days) => days !== 0 && Math.abs(days) <= 50)).toBe(true);
    expect(new Set(shifts).size).toBeGreaterThan(80);
    expect(dateShiftOf(new Uint8Array(32).fill(7), 'p1')).toBe(shifts[1]);
    expect(shiftedFhirDate('2024-02-28T23:59:59.5Z', 2)).toBe('2024-03-01T23:59:59.5Z');
    expect([shiftedFhirDate('2024', 5), shiftedFhirDate('2024-02', 5), shiftedFhirDate('soon', 5)]).toEqual([
      '2024',
      '2024',
      null,
    ]);
    expect([
      shiftedDicomDate('20240228', 2),
      shiftedDicomDate('20240228101112', 2),
      shiftedDicomDate('x', 2),
    ]).toEqual(['20240301', '20240301101112', null]);
  });
});

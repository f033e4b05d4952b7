import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../src/crypto/bytes.ts';
import { ConsiliumError } from '../../src/errors.ts';
import { isPlausibleDate } from '../../src/records/import/plausibility.ts';
import { LARGEST_FILE, readImportFiles } from '../../src/records/import/readFile.ts';
import { importBundle } from '../../src/records/importBundle.ts';
import { parseJson } from '../../src/records/json.ts';
import { LARGEST_JSON, parseStrictJson } from '../../src/records/strictJson.ts';
import { LARGEST_FILE as LARGEST_ON_SCREEN } from '../../renderer/screens/imports/files.ts';
import { gb18030 } from '../support/gb18030.ts';

function refusalOf(act: () => unknown): Record<string, unknown> | null {
  try {
    act();
    return null;
  } catch (error) {
    if (!(error instanceof ConsiliumError)) throw error;
    return { code: error.code, ...error.detail };
  }
}

describe('JSON from outside', () => {
  it.each([
    ['an object that does not end', '{"a":{"b":', { path: 'a.b', line: 1, reason: 'end' }],
    ['a missing comma on line three', '[\n1\n2]', { path: '[0]', line: 3, reason: 'comma' }],
    ['a comma too many', '{"a":[1,]}', { path: 'a[1]', reason: 'value' }],
    ['an unknown word', '{"a":nul}', { path: 'a', reason: 'value' }],
    ['an unknown escape', String.raw`{"a":"\x"}`, { path: 'a', reason: 'escape' }],
    ['a line break inside a string', '{"a":"\n"}', { path: 'a', reason: 'control-character' }],
    ['a second value', '{} {}', { path: '$', reason: 'text-after-end' }],
    ['nothing', '', { path: '$', reason: 'end' }],
  ])('%s is refused as malformed, with its place', (_name, text, detail) => {
    expect(refusalOf(() => parseStrictJson(utf8(text)))).toMatchObject({ code: 'json-malformed', ...detail });
  });

  it.each([
    ['__proto__', '{"entry":[{"__proto__":{"admin":true}}]}', 'entry[0].__proto__', 'proto-key'],
    ['__proto__ in escapes', String.raw`{"\u005f_proto__":1}`, '__proto__', 'proto-key'],
    ['a duplicate key', '{"a":{"id":1,"b":2,"id":3}}', 'a.id', 'duplicate-key'],
    ['a duplicate key in escapes', String.raw`{"id":1,"\u0069d":2}`, 'id', 'duplicate-key'],
    ['a high surrogate alone', String.raw`{"name":["\ud83d"]}`, 'name[0]', 'lone-surrogate'],
    ['a low surrogate alone', String.raw`{"name":"\ude00x"}`, 'name', 'lone-surrogate'],
    ['two high surrogates', String.raw`{"name":"\ud83d\ud83d"}`, 'name', 'lone-surrogate'],
    ['a number without end', '{"value":1e999}', 'value', 'number'],
  ])('%s is refused as hostile, with its path and reason', (_name, text, path, reason) => {
    expect(refusalOf(() => parseStrictJson(utf8(text)))).toEqual({ code: 'json-hostile', path, reason });
  });

  it('__proto__ is refused in parts of records as well, whichever of its letters is escaped', () => {
    for (const [at, letter] of '__proto__'.split('').entries()) {
      const escape = String.raw`\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
      for (const written of [escape, escape.toUpperCase().replace(String.raw`\U`, String.raw`\u`)]) {
        const key = `${'__proto__'.slice(0, at)}${written}${'__proto__'.slice(at + 1)}`;
        expect(refusalOf(() => parseJson(utf8(`{"a":[{"${key}":1}]}`)))).toMatchObject({
          code: 'json-hostile',
        });
      }
    }
  });

  it('20,000 levels are refused before anything recurses, as objects and as arrays', () => {
    const arrays = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const objects = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    for (const text of [arrays, objects])
      expect(refusalOf(() => parseStrictJson(utf8(text)))).toMatchObject({
        code: 'json-too-deep',
        depth: 200,
      });
  });

  it('100 MB are refused by their size alone', () => {
    const bytes = new Uint8Array(100 * 1024 * 1024);
    expect(bytes.length).toBeGreaterThan(LARGEST_JSON);
    expect(refusalOf(() => parseStrictJson(bytes))).toEqual({
      code: 'json-too-large',
      bytes: bytes.length,
    });
  });

  it('bytes that are no UTF-8 are refused', () => {
    expect(refusalOf(() => parseStrictJson(new Uint8Array([0x22, 0xb2, 0xa1, 0x22])))).toMatchObject({
      code: 'json-malformed',
      reason: 'utf-8',
    });
  });

  it('is read as the standard parser reads it, whatever it holds', () => {
    const withoutProto = fc
      .json({ maxDepth: 6 })
      .filter((text) => !text.includes('__proto__') && !/\\ud[89a-f]/u.test(text));
    fc.assert(
      fc.property(withoutProto, (text) => {
        expect(parseStrictJson(utf8(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is refused whenever the standard parser refuses it', () => {
    const broken = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', '{', '}', '[', ']', ',', ':', '1', 'x', '\\'))
      .map(([text, at, insert]) => {
        const place = at % (text.length + 1);
        return `${text.slice(0, place)}${insert}${text.slice(place + 1)}`;
      });
    fc.assert(
      fc.property(broken, (text) => {
        const standard = refusalIn(() => JSON.parse(text));
        const strict = refusalIn(() => parseStrictJson(utf8(text)));
        expect(standard && !strict).toBe(false);
      }),
    );
  });
});

describe('a file that cannot be taken', () => {
  const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
  const patient = (more: string): string =>
    `{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient",${more}}}]}`;
  const dose = (value: number): Uint8Array =>
    bundleOf(
      { resourceType: 'Patient' },
      {
        resourceType: 'MedicationRequest',
        medicationCodeableConcept: { text: '美托洛尔' },
        dosageInstruction: [{ doseAndRate: [{ doseQuantity: { value, code: 'mg' } }] }],
      },
    );
  const message = (charset: string): string =>
    ['MSH|^~\\&|LIS|A|HIS|A|20261120083000||ORU^R01|M1|P|2.5.1||||||', charset, '\rPID|1||1||张^秀英\r'].join(
      '',
    );
  const at = 'entry[0].resource';

  it.each([
    ['invalid', utf8('{"resourceType":"Bundle",'), 'json-malformed', { path: 'resourceType', reason: 'end' }],
    ['deeply nested', utf8(deep), 'json-too-deep', { depth: 200 }],
    [
      '__proto__',
      utf8(patient('"__proto__":{}')),
      'json-hostile',
      { path: `${at}.__proto__`, reason: 'proto-key' },
    ],
    [
      'duplicate keys',
      utf8(patient('"id":"a","id":"b"')),
      'json-hostile',
      { path: `${at}.id`, reason: 'duplicate-key' },
    ],
    [
      'a lone surrogate',
      utf8(patient(String.raw`"id":"\ud800"`)),
      'json-hostile',
      { path: `${at}.id`, reason: 'lone-surrogate' },
    ],
    ['HL7 in GBK that says UTF-8', gb18030(message('UNICODE UTF-8')), 'hl7-charset', { reason: 'not-utf-8' }],
    ['HL7 in UTF-8 that says GBK', utf8(message('GBK')), 'hl7-charset', { reason: 'is-utf-8' }],
    [
      'a wrong date',
      utf8(patient('"birthDate":"1958-02-30"')),
      'import-implausible',
      { path: `${at}.birthDate`, reason: 'date' },
    ],
    [
      'an impossible dose',
      dose(2500),
      'import-implausible',
      { path: 'entry[1].resource.dosageInstruction[0]', reason: 'dose' },
    ],
  ])('(%s) is refused with file, path and reason', (_name, bytes, code, detail) => {
    const [outcome] = readImportFiles([{ name: 'brought.dat', bytes }], '+08:00');
    expect(outcome).toMatchObject({ state: 'refused', name: 'brought.dat', code, detail });
  });

  it('(100 MB) is refused by its size, and comes without its bytes', () => {
    const size = 100 * 1024 * 1024;
    const [outcome] = readImportFiles([{ name: 'large.json', bytes: new Uint8Array(0), size }], '+08:00');
    const refusal = { state: 'refused', name: 'large.json', code: 'json-too-large' };
    expect(outcome).toEqual({ ...refusal, detail: { bytes: size } });
    expect(LARGEST_ON_SCREEN).toBe(LARGEST_FILE);
  });
});

describe('what an imported resource cannot mean', () => {
  it.each(['2026', '2024-02-29', '2026-11-25T09:00:00+08:00', '2026-11-25T09:00:00.123Z', '1931-12-31'])(
    '%s is a date',
    (text) => {
      expect(isPlausibleDate(text)).toBe(true);
    },
  );

  it.each(['2023-02-29', '2026-13-01', '2026-1-1', '25/11/2026', '0001-01-01', '2026-11-25T24:30:00Z', ''])(
    '%s is none',
    (text) => {
      expect(isPlausibleDate(text)).toBe(false);
    },
  );

  it.each([
    ['a birth date in the wrong order', { birthDate: '12-03-1958' }, 'entry[0].resource.birthDate', 'date'],
    [
      'a name used until the 30th of February',
      { name: [{ text: 'A', period: { start: '2020', end: '2021-02-30' } }] },
      'entry[0].resource.name[0].period.end',
      'date',
    ],
  ])('%s is refused with its path', (_name, changes, path, reason) => {
    expect(refusalOf(() => importBundle(bundleOf({ resourceType: 'Patient', ...changes })))).toEqual({
      code: 'import-implausible',
      path,
      reason,
    });
  });

  it.each([
    ['a dose below nothing', '阿司匹林', { value: -1, code: 'mg' }],
    ['a dose a hundred times too large', '美托洛尔', { value: 2500, code: 'mg' }],
    ['grams where milligrams are meant', 'warfarin', { value: 3, code: 'g' }],
  ])('%s is refused with its path', (_name, medicine, doseQuantity) => {
    const order = {
      resourceType: 'MedicationRequest',
      medicationCodeableConcept: { text: medicine },
      dosageInstruction: [{ doseAndRate: [{ doseQuantity }] }],
    };
    expect(refusalOf(() => importBundle(bundleOf({ resourceType: 'Patient' }, order)))).toEqual({
      code: 'import-implausible',
      path: 'entry[1].resource.dosageInstruction[0]',
      reason: 'dose',
    });
  });
});

function refusalIn(act: () => unknown): boolean {
  try {
    act();
    return false;
  } catch {
    return true;
  }
}

function bundleOf(...resources: readonly object[]): Uint8Array {
  const entry = resources.map((resource) => ({ resource }));
  return utf8(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }));
}

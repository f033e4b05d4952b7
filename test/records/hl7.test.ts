import { describe, expect, it } from 'vitest';
import { utf8 } from '../../src/crypto/bytes.ts';
import { ConsiliumError } from '../../src/errors.ts';
import { decodeHl7 } from '../../src/records/hl7/charset.ts';
import { convertMessage } from '../../src/records/hl7/convert.ts';
import { parseHl7, segmentOf } from '../../src/records/hl7/message.ts';
import { fhirDateTime, fhirQuantity, fhirRange } from '../../src/records/hl7/values.ts';
import { objectAt, objectsAt, textAt, type JsonObject } from '../../src/records/json.ts';
import { gb18030 } from '../support/gb18030.ts';

const ZONE = '+08:00';

/** A laboratory's message; `charset` goes into MSH-18. */
function oru(charset = '', extra: readonly string[] = []): string {
  return [
    `MSH|^~\\&|LIS|津门同安医院|HIS|津门同安医院|20261120083000||ORU^R01|M1|P|2.5.1||||||${charset}`,
    'PID|1||MR004711^^^TONGAN^病历号||张^秀英||19580312|F|||长江道88号^^天津市||13820004567',
    'PV1|1|O|心内科门诊^^^同安||||1001^韩^培|||心血管内科|||||||||V20261120',
    'OBR|1||L26112001|24331-1^血脂^LN|||20261120073000|||||||||||||||20261120082000||LAB|F',
    'OBX|1|NM|13457-7^低密度脂蛋白胆固醇^LN||3.90|mmol/L|0-3.40|H|||F|||20261120074500',
    'OBX|2|NM|2823-3^钾^LN||6.8|mmol/L|3.5-5.3|HH|||C',
    'NTE|1||已电话通知病区，复读无误',
    'OBX|3|SN|CRP^C反应蛋白^L||<^0.5|mg/L|<8|N|||F',
    'OBX|4|ST|OB^潜血^L||阴性||阴性||||F',
    ...extra,
  ].join('\r');
}

function adt(event: string): string {
  return [
    `MSH|^~\\&|HIS|津门西岭医院|||20261125080000||ADT^${event}|M2|P|2.5.1||||||UTF-8`,
    `EVN|${event}|20261125075900`,
    'PID|1||MR009001^^^XILING^MR||Whitcombe^Eleanor^M||19470530|F',
    'PV1|1|O|呼吸科^^^西岭||||2002^Hale^Tom||||||||||||V777',
    'AL1|1|DA|^Penicillin|SV|anaphylaxis',
    'DG1|1||J44.9^COPD^I10',
  ].join('\r');
}

function resourcesOf(bundle: JsonObject, type: string): readonly JsonObject[] {
  return objectsAt(bundle, 'entry')
    .map((entry) => objectAt(entry, 'resource'))
    .filter((resource) => resource !== null)
    .filter((resource) => textAt(resource, 'resourceType') === type);
}

function converted(text: string): ReturnType<typeof convertMessage> {
  const [message] = parseHl7(utf8(text));
  if (message === undefined) throw new Error('no message');
  return convertMessage(message, ZONE);
}

function refusalOf(act: () => unknown): Record<string, unknown> | null {
  try {
    act();
    return null;
  } catch (error) {
    if (!(error instanceof ConsiliumError)) throw error;
    return { code: error.code, ...error.detail };
  }
}

describe('the character set of an HL7 file', () => {
  it.each(['UNICODE UTF-8', 'UTF-8', 'unicode utf-8~'])('%s is read as UTF-8', (name) => {
    expect(decodeHl7(utf8(oru(name)))).toMatchObject({ charset: 'utf-8', text: oru(name) });
  });

  it.each(['GB 18030-2000', 'GB18030', 'GBK', 'GB2312'])('%s is read as GB18030', (name) => {
    expect(decodeHl7(gb18030(oru(name)))).toMatchObject({ charset: 'gb18030', text: oru(name) });
  });

  it('without a name, UTF-8 and GBK are told apart by the bytes', () => {
    expect(decodeHl7(utf8(oru())).text).toBe(oru());
    expect(decodeHl7(gb18030(oru())).text).toBe(oru());
  });

  it.each([
    ['GBK bytes named UTF-8', () => gb18030(oru('UNICODE UTF-8')), 'UNICODE UTF-8', 'not-utf-8'],
    ['UTF-8 bytes named GBK', () => utf8(oru('GBK')), 'GBK', 'is-utf-8'],
    ['Chinese named ASCII', () => utf8(oru('ASCII')), 'ASCII', 'not-ascii'],
    ['a name that nobody knows', () => utf8(oru('KLINGON')), 'KLINGON', 'unknown'],
    ['broken GB18030', () => Uint8Array.of(...utf8('MSH|^~\\&|'), 0x81, 0x20), '', 'unknown'],
  ])('%s is refused by name', (_name, bytes, declared, reason) => {
    expect(refusalOf(() => decodeHl7(bytes()))).toEqual({ code: 'hl7-charset', declared, reason });
  });
});

describe('an HL7 file', () => {
  it('may hold several messages, in MLLP frames and between batch headers', () => {
    const file = [
      'FHS|^~\\&|LIS',
      'BHS|^~\\&|LIS',
      `\u000b${oru('UTF-8')}\u001c`,
      `\u000b${adt('A04')}\u001c`,
      'BTS|2',
      'FTS|1',
    ].join('\r');
    expect(parseHl7(utf8(file)).map(({ type }) => type)).toEqual(['ORU^R01', 'ADT^A04']);
  });

  it('has its escapes resolved, also those by bytes of its own character set', () => {
    const [message] = parseHl7(
      utf8(oru('UTF-8', [String.raw`NTE|1||a\F\b\S\c\T\d\R\e\E\f\.br\g\XE88389\h`])),
    );
    expect(message?.segments.at(-1)?.text(3)).toBe('a|b^c&d~e\\f\ng胉h');
  });

  it('may have other delimiters', () => {
    const [message] = parseHl7(utf8('MSH#*~!@#LIS#A@B*C\rPID#1##7*x'));
    expect(message === undefined ? null : segmentOf(message, 'PID')?.text(3, 2)).toBe('x');
    expect(message === undefined ? null : segmentOf(message, 'MSH')?.values(4)).toEqual([
      [['A', 'B'], ['C']],
    ]);
  });

  it.each([
    ['without MSH', 'PID|1', { path: 'MSH', reason: 'missing' }],
    ['with a segment before MSH', `PID|1\r${oru()}`, { path: 'MSH', reason: 'not-first' }],
    ['with the same delimiter twice', 'MSH|||~\\&|', { path: 'MSH[1]-2', reason: 'delimiters' }],
    ['with a line that is no segment', `${oru()}\rhello`, { reason: 'segment' }],
  ])('%s is refused with its place', (_name, text, detail) => {
    expect(refusalOf(() => parseHl7(utf8(text)))).toMatchObject({ code: 'hl7-malformed', ...detail });
  });

  it('of more than 16 MiB is refused by its size', () => {
    const bytes = new Uint8Array(16 * 1024 * 1024 + 1);
    expect(refusalOf(() => parseHl7(bytes))).toEqual({ code: 'hl7-too-large', bytes: bytes.length });
  });
});

describe('ORU^R01', () => {
  const { bundle, announced } = converted(oru('UTF-8'));
  const observations = resourcesOf(bundle, 'Observation');

  it('brings the patient as FHIR names them', () => {
    expect(resourcesOf(bundle, 'Patient')).toMatchObject([
      {
        identifier: [{ type: { text: '病历号' }, value: 'MR004711' }],
        name: [{ text: '张秀英', family: '张', given: ['秀英'] }],
        gender: 'female',
        birthDate: '1958-03-12',
        telecom: [{ system: 'phone', value: '13820004567' }],
        address: [{ text: '长江道88号天津市' }],
      },
    ]);
  });

  it('brings results with number, unit, range and flag', () => {
    expect(observations[0]).toMatchObject({
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '13457-7' }], text: '低密度脂蛋白胆固醇' },
      valueQuantity: { value: 3.9, unit: 'mmol/L' },
      referenceRange: [{ low: { value: 0 }, high: { value: 3.4 } }],
      effectiveDateTime: '2026-11-20T07:45:00+08:00',
    });
    expect(textAt(objectsAt(objectsAt(observations[0], 'interpretation')[0], 'coding')[0], 'code')).toBe('H');
  });

  it('marks a corrected result and keeps the note on it', () => {
    expect(observations[1]).toMatchObject({
      status: 'corrected',
      note: [{ text: '已电话通知病区，复读无误' }],
    });
  });

  it('reads structured numbers and plain words as what they are', () => {
    expect(observations[2]).toMatchObject({ valueQuantity: { comparator: '<', value: 0.5 } });
    expect(observations[3]).toMatchObject({ valueString: '阴性', referenceRange: [{ text: '阴性' }] });
  });

  it('brings a report and an encounter, and announces nobody at the desk', () => {
    expect(resourcesOf(bundle, 'DiagnosticReport')).toMatchObject([
      { identifier: [{ value: 'L26112001' }], issued: '2026-11-20T08:20:00+08:00' },
    ]);
    expect(resourcesOf(bundle, 'Encounter')).toMatchObject([
      { identifier: [{ value: 'V20261120' }], serviceProvider: { display: '津门同安医院' } },
    ]);
    expect(announced).toBeNull();
  });

  it.each([
    ['a birth date that is none', oru('UTF-8').replace('19580312', '19581332'), 'PID[1]-7'],
    ['a time of 25 hours', oru('UTF-8').replace('20261120074500', '20261120254500'), 'OBX[1]-14'],
  ])('%s is refused with its field', (_name, text, path) => {
    expect(refusalOf(() => converted(text))).toEqual({ code: 'hl7-value', path, reason: 'date' });
  });

  it('without a patient is refused', () => {
    const text = oru('UTF-8').replace(/PID[^\r]*\r/u, '');
    expect(refusalOf(() => converted(text))).toEqual({
      code: 'hl7-malformed',
      path: 'PID',
      reason: 'missing',
    });
  });
});

describe('ADT', () => {
  it('A04 announces a visit with patient, department, doctor and time', () => {
    expect(converted(adt('A04')).announced).toMatchObject({
      patient: { name: [{ text: 'Eleanor M Whitcombe' }] },
      department: '呼吸科',
      doctor: 'Tom Hale',
      time: '2026-11-25T07:59:00+08:00',
      visitNumber: 'V777',
    });
  });

  it('brings allergies and diagnoses', () => {
    const { bundle } = converted(adt('A04'));
    expect(resourcesOf(bundle, 'AllergyIntolerance')).toMatchObject([{ code: { text: 'Penicillin' } }]);
    expect(resourcesOf(bundle, 'Condition')).toMatchObject([
      { code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'J44.9' }], text: 'COPD' } },
    ]);
  });

  it('A08 brings news of a patient and announces nobody', () => {
    expect(converted(adt('A08')).announced).toBeNull();
  });

  it('any other kind of message is refused by its type', () => {
    const text = oru('UTF-8').replace('ORU^R01', 'SIU^S12');
    expect(refusalOf(() => converted(text))).toEqual({ code: 'hl7-type', type: 'SIU^S12' });
  });
});

describe('values', () => {
  it.each([
    ['2026', '2026'],
    ['202611', '2026-11'],
    ['20261125', '2026-11-25'],
    ['202611250830', '2026-11-25T08:30:00+08:00'],
    ['20261125083015.1234+0100', '2026-11-25T08:30:15+01:00'],
    ['', null],
  ])('the timestamp %s is %s', (text, expected) => {
    expect(fhirDateTime(text, { path: 'x', zone: ZONE })).toBe(expected);
  });

  it.each(['yesterday', '20261301', '20260230', '2026112', '20261125080'])('%s is no timestamp', (text) => {
    expect(refusalOf(() => fhirDateTime(text, { path: 'OBR[1]-7', zone: ZONE }))).toEqual({
      code: 'hl7-value',
      path: 'OBR[1]-7',
      reason: 'date',
    });
  });

  it('a number keeps the digits that were written where the number loses them', () => {
    expect(fhirQuantity('5.60', 'mmol/L')).toMatchObject({
      extension: [{ valueString: '5.60' }],
      value: 5.6,
    });
    expect(fhirQuantity('5.6', '')).toEqual({ value: 5.6 });
    expect(fhirQuantity('1:160', '')).toBeNull();
  });

  it.each([
    ['3.5-5.3', { low: { value: 3.5 }, high: { value: 5.3 } }],
    ['-2--1', { low: { value: -2 }, high: { value: -1 } }],
    ['3.5～5.3', { low: { value: 3.5 }, high: { value: 5.3 } }],
    ['<8', { high: { value: 8 } }],
    ['>=60', { low: { value: 60 } }],
    ['阴性', { text: '阴性' }],
  ])('the range %s', (text, range) => {
    expect(fhirRange(text, '')).toMatchObject(range);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeIdentityPart } from '../../src/records/identityPart.ts';
import { importBundle } from '../../src/records/importBundle.ts';
import { readRecord } from '../../src/records/reading.ts';
import { patientBanner } from '../../src/records/banner.ts';
import { fromUtf8, utf8 } from '../../src/crypto/bytes.ts';
import { syntheticBundle } from '../support/syntheticBundle.ts';

const sample = new URL('../../src/workstation/demonstration/zhang-xiuying.json', import.meta.url);
const imported = importBundle(readFileSync(sample));

describe('importing a FHIR R4 Bundle', () => {
  it('makes one document of each encounter, in order of their date', () => {
    const dates = imported.documents.map((document) => readRecord(document.clinical, null).date);
    expect(dates).toEqual([
      '2023-04-18T09:12:00+08:00',
      '2024-09-03T14:40:00+08:00',
      '2026-05-21T08:55:00+08:00',
    ]);
  });

  it('keeps no name, number or address of the patient in a clinical part, also not inside base64 notes', () => {
    for (const { clinical } of imported.documents) {
      const text = fromUtf8(clinical);
      const notes = [...text.matchAll(/"data":"([^"]+)"/gu)].map((match) =>
        Buffer.from(match[1] ?? '', 'base64').toString(),
      );
      for (const secret of [
        '张秀英',
        '秀英',
        '120101195803124567',
        '13820004567',
        '长江道88号',
        '1958-03-12',
      ]) {
        expect([text, ...notes].filter((place) => place.includes(secret))).toEqual([]);
      }
    }
  });

  it('puts the names back for a reader who holds the identity part', () => {
    const first = imported.documents[0];
    if (first === undefined) throw new Error('no document');
    const reading = readRecord(first.clinical, decodeIdentityPart(first.identity));
    expect(reading.sections.map((section) => section.text).join()).toContain('患者张秀英');
    expect(reading.entries.find((entry) => entry.label === '糖化血红蛋白')?.value).toBe('7.8 % ↑ (4–6)');
    expect(reading.allergies).toEqual([{ text: '青霉素', noneKnown: false }]);
  });

  it('holds for a large Bundle with many encounters, billing and notes, and loses no resource', () => {
    const bundle = syntheticBundle({ encounters: 120, resourcesPerEncounter: 12 });
    const result = importBundle(utf8(JSON.stringify(bundle)));
    const kept = result.documents.reduce((sum, document) => sum + entryCount(document.clinical), 0);
    expect(result.documents).toHaveLength(121);
    expect(kept).toBe(bundle.entry.length - 1);
  });

  it('refuses a Bundle with no or two patients, and what is no Bundle, by name', () => {
    const bundle = syntheticBundle({ encounters: 1, resourcesPerEncounter: 1 });
    const patient = bundle.entry[0];
    const codes = [
      { ...bundle, entry: bundle.entry.slice(1) },
      { ...bundle, entry: [patient, ...bundle.entry] },
      { resourceType: 'Patient' },
      { resourceType: 'Bundle', type: 'history', entry: [] },
    ].map((value) => refusal(() => importBundle(utf8(JSON.stringify(value)))));
    expect(codes).toEqual(['bundle-patients', 'bundle-patients', 'bundle-malformed', 'bundle-malformed']);
  });

  it('refuses hostile JSON by name', () => {
    const codes = [
      '{"a":',
      `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
      '{"__proto__": {"a": 1}}',
      '\ud800',
    ].map((text) =>
      refusal(() => importBundle(text === '\ud800' ? new Uint8Array([0x22, 0xff, 0x22]) : utf8(text))),
    );
    expect(codes).toEqual(['json-malformed', 'json-too-deep', 'json-hostile', 'json-malformed']);
  });
});

describe('the banner', () => {
  const first = imported.documents[0];
  const identity = first === undefined ? null : decodeIdentityPart(first.identity);

  it('shows name, sex, age, the end of the identifier and known allergies', () => {
    const banner = patientBanner({
      identity,
      allergies: [{ text: '青霉素', noneKnown: false }],
      complete: true,
      today: '2026-11-23',
    });
    expect(banner).toEqual({
      name: '张秀英',
      sex: 'female',
      birthDate: '1958-03-12',
      ageYears: 68,
      identifierTail: '4567',
      guardian: null,
      allergyState: 'known',
      allergies: ['青霉素'],
    });
  });

  it('tells none known, not recorded and unavailable apart', () => {
    const states = [
      { allergies: [{ text: '否认药物过敏', noneKnown: true }], complete: true },
      { allergies: [], complete: true },
      { allergies: [], complete: false },
      { allergies: [{ text: '否认药物过敏', noneKnown: true }], complete: false },
    ].map((source) => patientBanner({ identity, today: '2026-11-23', ...source }).allergyState);
    expect(states).toEqual(['none-known', 'not-recorded', 'unavailable', 'unavailable']);
  });
});

function entryCount(clinical: Uint8Array): number {
  const value: unknown = JSON.parse(fromUtf8(clinical));
  const entries =
    typeof value === 'object' && value !== null && 'entry' in value && Array.isArray(value.entry)
      ? value.entry
      : [];
  return entries.length - 2;
}

function refusal(act: () => unknown): string {
  try {
    act();
    return 'taken';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

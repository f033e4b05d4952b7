import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/crypto/bytes.ts';
import {
  careItems,
  CASE_TEXTS,
  completeness,
  decodeCaseDocument,
  encodeCaseDocument,
  type CaseDocument,
} from '../../../src/cases/publish/caseDocument.ts';
import { EMPTY_NOTE, visitNoteDocument } from '../../../src/records/visitNote.ts';
import { codeOf } from '../../support/codeOf.ts';

const NOTHING = Object.fromEntries(CASE_TEXTS.map((name) => [name, ''])) as CaseDocument['texts'];
const EMPTY: CaseDocument = { language: 'zh', texts: NOTHING, records: [], images: [] };
const NOTE = visitNoteDocument(
  { ...EMPTY_NOTE, chiefComplaint: '胸痛2小时', physicalExamination: '心率100次/分', plan: '急诊PCI' },
  {
    documentId: '00000000-0000-4000-8000-000000000009',
    time: '2026-01-01T08:00:00+08:00',
    department: '心内科',
    authorName: '[医生1]',
    institutionName: '[医院A]',
    emergency: true,
  },
);

describe('the completeness of a case after CARE', () => {
  it('is one item for the consent alone, and all 13 when each is answered', () => {
    expect(completeness(EMPTY)).toBe(1);
    const texts = Object.fromEntries(CASE_TEXTS.map((name) => [name, name])) as CaseDocument['texts'];
    expect(completeness({ ...EMPTY, texts })).toBe(13);
    expect(completeness({ ...EMPTY, texts: { ...NOTHING, title: ' \n' } })).toBe(1);
  });

  it('counts what the records answer', () => {
    expect(careItems({ ...EMPTY, records: [NOTE] })).toEqual([
      'patient',
      'findings',
      'intervention',
      'consent',
    ]);
    expect(careItems({ ...EMPTY, records: [NOTE, NOTE] })).toContain('timeline');
  });
});

describe('a case document', () => {
  it('comes back as it was written', () => {
    const document = { ...EMPTY, texts: { ...NOTHING, title: '心肌梗死一例' }, records: [NOTE] };
    expect(decodeCaseDocument(encodeCaseDocument(document))).toEqual(JSON.parse(JSON.stringify(document)));
  });

  it.each([
    ['another format', { format: 'other' }],
    ['another version', { version: 2 }],
    ['an unknown language', { language: 'fr' }],
    ['a missing text', { texts: {} }],
    ['something else than records', { records: [{ resourceType: 'Patient' }] }],
  ])('is refused as %s', (_name, change) => {
    const json = JSON.parse(new TextDecoder().decode(encodeCaseDocument(EMPTY))) as object;
    const bytes = utf8(JSON.stringify({ ...json, ...change }));
    expect(codeOf(() => decodeCaseDocument(bytes))).toBe('case-document-malformed');
  });
});

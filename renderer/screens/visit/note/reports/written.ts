/** What a form of a report computes: an empty one, and the studies that can be chosen. */
import type { AttachmentView } from '../../../../../src/workstation/api/attachments.ts';
import type { WrittenReport } from '../../../../../src/workstation/api/notes.ts';

export type WrittenValue = WrittenReport['values'][number];

export interface StudyChoice {
  readonly uid: string;
  /** "CT · 2026-03-02 · description", as far as the files say. */
  readonly text: string;
}

export const EMPTY_VALUE: WrittenValue = { name: '', value: '', unit: '', range: '', flag: '' };

/** A laboratory report begins with a line for its first value. */
export function emptyReport(category: WrittenReport['category']): WrittenReport {
  return {
    category,
    title: '',
    date: '',
    conclusion: '',
    critical: false,
    order: null,
    values: category === 'laboratory' ? [EMPTY_VALUE] : [],
    studies: [],
  };
}

/** The studies of DICOM attachments, each once, in their order. */
export function studiesIn(attachments: readonly AttachmentView[]): readonly StudyChoice[] {
  const found = new Map<string, string>();
  for (const { place } of attachments) {
    if (place?.study === undefined || found.has(place.study.uid)) continue;
    const { date, description, uid } = place.study;
    found.set(uid, [place.modality, date, description].filter((text) => text !== '').join(' · '));
  }
  return [...found].map(([uid, text]) => ({ uid, text }));
}

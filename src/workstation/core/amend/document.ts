/** An amendment as a FHIR document: it names the one it follows, by that document's own identifier and by H(S). */
import type { RandomBytes } from '../../../ports.ts';
import type { RecordAttachment } from '../../../records/attachments.ts';
import { carriedFrom } from '../../../records/diagnostics/carried.ts';
import { objectAt, objectsAt, textAt, type JsonObject } from '../../../records/json.ts';
import { narrative, visitNoteDocument, type NoteContext } from '../../../records/visitNote.ts';
import type { Amendment } from '../../api/amend.ts';
import type { WrittenReport } from '../../api/notes.ts';
import { structuredOf } from '../notes/structured.ts';
import { sealNote } from '../visits/prepare.ts';

interface Words {
  readonly code: string;
  readonly title: string;
  readonly section: string;
}

/** LOINC: addendum document, laboratory report. */
const ADDENDUM: Words = { code: '55107-7', title: '补充记录 Addendum', section: '补充内容 Addition' };
const RESULT: Words = { code: '11502-2', title: '后到结果 Late result', section: '结果 Result' };
/** LOINC: consult note. */
const OPINION: Words = { code: '11488-4', title: '会诊意见 Consult note', section: '会诊意见 Opinion' };
const CONSULTED_TITLE = '会诊双方 Consulted';
/** LOINC has no code for it: it is an addendum that attests. */
const CO_SIGNATURE: Words = { code: '55107-7', title: '会签 Co-signature', section: '会签意见 Review' };
const AGREED = '已审阅，同意。Reviewed and agreed.';
const REASON_TITLE = '更正原因 Reason for the correction';

export interface AmendmentContext extends NoteContext {
  /** H(S) of the record it follows, in hex. */
  readonly refers: string;
  /** Takes names out of what was typed. */
  readonly seal: (text: string) => string;
  readonly random: RandomBytes;
  /** The clinical part of the record that is corrected; of anything else null. */
  readonly corrected: JsonObject | null;
  /** What it brings, sealed. */
  readonly attachments: readonly RecordAttachment[];
  /** Of an opinion: who consulted whom, of which institutions. */
  readonly consulted: string | null;
  /** A report that the addition brings. */
  readonly report: WrittenReport | null;
}

export function amendmentDocument(amendment: Amendment, context: AmendmentContext): JsonObject {
  const { seal } = context;
  switch (amendment.kind) {
    case 'addendum':
      return textDocument(ADDENDUM, { title: ADDENDUM.title, text: seal(amendment.text) }, context);
    case 'opinion':
      return opinion(seal(amendment.text), context);
    case 'result':
      return textDocument(
        RESULT,
        { title: `${RESULT.title} · ${seal(amendment.title)}`, text: seal(resultText(amendment)) },
        context,
      );
    case 'correction':
      return correction(amendment, context);
    case 'co-signature':
      return coSignature(seal(amendment.remark.trim()), context);
  }
}

/** What its author holds after a consult; both doctors are named, and the author alone signs. */
function opinion(text: string, context: AmendmentContext): JsonObject {
  const bundle = textDocument(OPINION, { title: OPINION.title, text }, context);
  return changeComposition(bundle, (composition) => ({
    ...composition,
    section: [
      { title: CONSULTED_TITLE, text: narrative(context.consulted ?? '') },
      ...objectsAt(composition, 'section'),
    ],
  }));
}

/** Who stands for it is its attester (FHIR R4, Composition.attester); what they attest is named by H(S). */
function coSignature(remark: string, context: AmendmentContext): JsonObject {
  const text = remark === '' ? AGREED : remark;
  const bundle = textDocument(CO_SIGNATURE, { title: CO_SIGNATURE.title, text }, context);
  return changeComposition(bundle, (composition) => ({
    ...composition,
    attester: [{ mode: 'professional', time: context.time, party: { display: context.authorName } }],
  }));
}

/** The whole note again: whoever reads it needs nothing of the one it stands in for. */
function correction(
  { keep, note, reason }: Extract<Amendment, { kind: 'correction' }>,
  context: AmendmentContext,
): JsonObject {
  const { seal } = context;
  const bundle = visitNoteDocument(sealNote(note, seal), context, {
    ...structuredOf(note, seal, context.random),
    attachments: context.attachments,
    ...(context.corrected === null ? {} : { carried: carriedFrom(context.corrected, keep ?? null) }),
  });
  return changeComposition(bundle, (composition) => ({
    ...composition,
    ...relation('replaces', context),
    section: [{ title: REASON_TITLE, text: narrative(seal(reason)) }, ...objectsAt(composition, 'section')],
  }));
}

/** What the report says stands as text too, for who reads the addition beside its record. */
function resultText({ report, text }: Extract<Amendment, { kind: 'result' }>): string {
  const values = (report?.values ?? []).map(({ flag, name, range, unit, value }) =>
    [name, value, unit, range === '' ? '' : `(${range})`, flag].filter((part) => part !== '').join(' '),
  );
  const lines = [text.trim(), report?.conclusion.trim() ?? '', ...values];
  return [...new Set(lines)].filter((line) => line !== '').join('\n');
}

function textDocument(
  words: Words,
  content: { readonly title: string; readonly text: string },
  context: AmendmentContext,
): JsonObject {
  const empty = {
    chiefComplaint: '',
    presentIllness: '',
    pastHistory: '',
    allergyHistory: '',
    physicalExamination: '',
    auxiliaryExamination: '',
    diagnosis: '',
    plan: '',
  };
  const { random, report, seal } = context;
  const note = { visitType: 'follow-up' as const, ...empty, reports: report === null ? [] : [report] };
  const structured = { ...structuredOf(note, seal, random), attachments: context.attachments };
  const bundle = visitNoteDocument(note, context, structured);
  return changeComposition(bundle, (composition) => ({
    ...composition,
    ...relation('appends', context),
    type: { coding: [{ system: 'http://loinc.org', code: words.code }], text: words.title },
    title: content.title,
    section: [{ title: words.section, text: narrative(content.text) }],
  }));
}

function relation(code: 'appends' | 'replaces', { refers }: AmendmentContext): JsonObject {
  const target = { system: 'urn:consilium:statement', value: refers };
  return {
    // An addition leaves the document it belongs to as it was.
    status: code === 'replaces' ? 'amended' : 'final',
    relatesTo: [{ code, targetIdentifier: target }],
  };
}

function changeComposition(bundle: JsonObject, change: (composition: JsonObject) => JsonObject): JsonObject {
  const entry = objectsAt(bundle, 'entry').map((item) => {
    const resource = objectAt(item, 'resource');
    const isComposition = textAt(resource ?? undefined, 'resourceType') === 'Composition';
    return resource !== null && isComposition ? { ...item, resource: change(resource) } : item;
  });
  return { ...bundle, entry };
}

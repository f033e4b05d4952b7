/** What a doctor orders from the laboratory or the imaging department: one FHIR R4 ServiceRequest a line. */
import type { JsonObject } from '../json.ts';

export type DiagnosticCategory = 'laboratory' | 'imaging';

export interface OrderLine {
  /** Placer order number (申请单号), by which its result comes back. */
  readonly number: string;
  readonly category: DiagnosticCategory;
  readonly name: string;
  /** What the department should know; may be empty. */
  readonly remark: string;
}

/** To what resources of a document belong; references as they stand in the same Bundle. */
export interface DiagnosticContext {
  readonly patient: string;
  readonly encounter: string;
  /** ISO 8601 with offset. */
  readonly time: string;
}

/** SNOMED CT, as FHIR's example value set of ServiceRequest.category has them. */
const CATEGORIES = {
  laboratory: { code: '108252007', display: 'Laboratory procedure' },
  imaging: { code: '363679005', display: 'Imaging' },
} as const;
const IDENTIFIER_TYPES = 'http://terminology.hl7.org/CodeSystem/v2-0203';

/** An identifier of HL7 table 0203: PLAC, FILL or ACSN. */
export function numberOf(type: 'ACSN' | 'FILL' | 'PLAC', value: string): JsonObject {
  return { type: { coding: [{ system: IDENTIFIER_TYPES, code: type }] }, value };
}

export function serviceRequest(line: OrderLine, context: DiagnosticContext): JsonObject {
  const { category, name, number, remark } = line;
  return {
    resourceType: 'ServiceRequest',
    identifier: [numberOf('PLAC', number)],
    status: 'active',
    intent: 'order',
    category: [{ coding: [{ system: 'http://snomed.info/sct', ...CATEGORIES[category] }] }],
    code: { text: name },
    subject: { reference: context.patient },
    encounter: { reference: context.encounter },
    authoredOn: context.time,
    ...(remark === '' ? {} : { note: [{ text: remark }] }),
  };
}

/** `laboratory` or `imaging` by the categories of a ServiceRequest, or null. */
export function orderCategory(codes: readonly string[]): DiagnosticCategory | null {
  if (codes.includes(CATEGORIES.imaging.code) || codes.includes('imaging')) return 'imaging';
  return codes.includes(CATEGORIES.laboratory.code) || codes.includes('laboratory') ? 'laboratory' : null;
}

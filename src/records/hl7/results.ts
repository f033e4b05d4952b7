/** OBR and OBX of an ORU^R01 as FHIR DiagnosticReports and Observations. */
import { numberOf } from '../diagnostics/order.ts';
import type { JsonObject } from '../json.ts';
import { type Hl7Message, type Hl7Segment } from './message.ts';
import { fhirDateTime, fhirQuantity, fhirRange } from './values.ts';

/** HL7 table 0085 (OBX-11), as FHIR's observation status. */
const STATUS: ReadonlyMap<string, string> = new Map([
  ['F', 'final'],
  ['C', 'corrected'],
  ['P', 'preliminary'],
  ['R', 'preliminary'],
  ['S', 'preliminary'],
  ['I', 'registered'],
  ['X', 'cancelled'],
  ['D', 'entered-in-error'],
  ['W', 'entered-in-error'],
]);
/** Those of table 0078 that FHIR's v3-ObservationInterpretation shares, and the arrows that analysers print. */
const FLAGS: ReadonlyMap<string, string> = new Map([
  ...['H', 'L', 'HH', 'LL', 'N', 'A', 'AA', 'S', 'R', 'I', 'POS', 'NEG'].map((flag) => [flag, flag] as const),
  ['↑', 'H'],
  ['↓', 'L'],
  ['↑↑', 'HH'],
  ['↓↓', 'LL'],
  ['>', 'HH'],
  ['<', 'LL'],
]);

interface Panel {
  readonly order: Hl7Segment | null;
  readonly observations: { readonly segment: Hl7Segment; readonly notes: string[] }[];
}

/**
 * One report for each OBR, then its observations; a message without OBR gives observations alone.
 * @param urlOf how the n-th of these resources is referred to
 */
export function resultsOf(
  message: Hl7Message,
  zone: string,
  urlOf: (index: number) => string,
): readonly JsonObject[] {
  const resources: JsonObject[] = [];
  for (const { order, observations } of panelsOf(message)) {
    const first = resources.length + 1;
    const result = observations.map((_, index) => ({ reference: urlOf(first + index) }));
    if (order !== null)
      resources.push({ ...reportOf(order, zone), ...(result.length === 0 ? {} : { result }) });
    resources.push(...observations.map((observation) => observationOf(observation, { order, zone })));
  }
  return resources;
}

/** When the results were observed: OBR-7, else OBX-14, else when the report was made (OBR-22). */
export function resultTime(message: Hl7Message, zone: string): string | null {
  for (const [name, field] of [
    ['OBR', 7],
    ['OBX', 14],
    ['OBR', 22],
  ] as const) {
    const segment = message.segments.find((one) => one.name === name && one.text(field) !== '');
    if (segment !== undefined) return timeAt(segment, field, zone);
  }
  return null;
}

function panelsOf(message: Hl7Message): readonly Panel[] {
  const panels: Panel[] = [];
  for (const segment of message.segments) {
    if (segment.name === 'OBR') panels.push({ order: segment, observations: [] });
    if (segment.name === 'OBX') {
      if (panels.length === 0) panels.push({ order: null, observations: [] });
      panels.at(-1)?.observations.push({ segment, notes: [] });
    }
    if (segment.name === 'NTE') panels.at(-1)?.observations.at(-1)?.notes.push(segment.text(3));
  }
  return panels;
}

function reportOf(order: Hl7Segment, zone: string): JsonObject {
  const issued = timeAt(order, 22, zone);
  const [placer, filler] = [order.text(2), order.text(3)];
  const identifier = [
    ...(filler === '' ? [] : [numberOf('FILL', filler)]),
    ...(placer === '' ? [] : [numberOf('PLAC', placer)]),
  ];
  return {
    resourceType: 'DiagnosticReport',
    ...(placer === '' ? {} : { basedOn: [{ type: 'ServiceRequest', identifier: numberOf('PLAC', placer) }] }),
    status: order.text(25) === 'C' ? 'corrected' : order.text(25) === 'P' ? 'preliminary' : 'final',
    category: [
      {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: order.text(24) || 'LAB' }],
      },
    ],
    code: codeOf(order, 4),
    ...(identifier.length === 0 ? {} : { identifier }),
    ...withTime('effectiveDateTime', timeAt(order, 7, zone)),
    ...(issued !== null && issued.includes('T') ? { issued } : {}),
  };
}

function observationOf(
  { segment, notes }: Panel['observations'][number],
  of: { readonly order: Hl7Segment | null; readonly zone: string },
): JsonObject {
  const unit = segment.text(6, 2) || segment.text(6);
  const flags = segment.values(8).flatMap((value) => FLAGS.get(value[0]?.[0]?.trim() ?? '') ?? []);
  const range = fhirRange(segment.text(7), unit);
  const time = timeAt(segment, 14, of.zone) ?? (of.order === null ? null : timeAt(of.order, 7, of.zone));
  const words = notes.filter((note) => note !== '');
  return {
    resourceType: 'Observation',
    status: STATUS.get(segment.text(11).toUpperCase()) ?? 'final',
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' },
        ],
      },
    ],
    code: codeOf(segment, 3),
    ...withTime('effectiveDateTime', time),
    ...valueOf(segment, unit),
    ...(flags.length === 0 ? {} : { interpretation: flags.map(interpretation) }),
    ...(range === null ? {} : { referenceRange: [range] }),
    ...(words.length === 0 ? {} : { note: words.map((text) => ({ text })) }),
  };
}

/** A number where the text is one, whatever OBX-2 says (analysers call numbers ST); else the words. */
function valueOf(segment: Hl7Segment, unit: string): JsonObject {
  const type = segment.text(2).toUpperCase();
  const values = segment.values(5);
  const structured = type === 'SN' ? `${segment.text(5, 1)}${segment.text(5, 2)}` : segment.text(5);
  const quantity = values.length === 1 ? fhirQuantity(structured, unit) : null;
  if (quantity !== null) return { valueQuantity: quantity };
  const words = values.map((value) =>
    textOf(
      value.map((component) => component[0] ?? ''),
      type,
    ),
  );
  const text = words.filter((word) => word !== '').join('\n');
  return text === '' ? { dataAbsentReason: { text: 'no value in the message' } } : { valueString: text };
}

/** Coded values read by their text; ratios and other structured numbers as they stand. */
function textOf(components: readonly string[], type: string): string {
  if (type === 'CE' || type === 'CWE') return components[1] || components[0] || '';
  return type === 'SN' ? components.join('') : (components[0] ?? '');
}

/** CE: code, text, system. LOINC is named as such; a local code keeps only its text and itself. */
function codeOf(segment: Hl7Segment, field: number): JsonObject {
  const code = segment.text(field, 1);
  const text = segment.text(field, 2) || segment.text(field, 5) || code;
  const isLoinc = /^(?:LN|LOINC)$/iu.test(segment.text(field, 3));
  return {
    ...(code === '' ? {} : { coding: [{ ...(isLoinc ? { system: 'http://loinc.org' } : {}), code }] }),
    text: text === '' ? '?' : text,
  };
}

function interpretation(code: string): JsonObject {
  return {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code }],
  };
}

function timeAt(segment: Hl7Segment, field: number, zone: string): string | null {
  return fhirDateTime(segment.text(field), { path: `${segment.path}-${String(field)}`, zone });
}

function withTime(key: string, time: string | null): JsonObject {
  return time === null ? {} : { [key]: time };
}

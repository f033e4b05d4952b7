/** Orders and reports of a patient: what was asked, what came, which answers which, with values and images. */
import { conceptText } from '../concept.ts';
import { matchOf } from '../diagnostics/match.ts';
import { orderCategory, type DiagnosticCategory } from '../diagnostics/order.ts';
import { objectAt, objectsAt, textAt, type JsonObject } from '../json.ts';
import { diagnosticResources, type DiagnosticResources, type PlacedResource } from './diagnosticResources.ts';
import { answerOf, ORDER_DATES, REPORT_DATES, sureAnswer, type OrderAnswer } from './orderMatching.ts';
import { byDate, dateOf, isWithdrawn } from './resources.ts';
import { observedValues, type ObservedValue, type ResultPoint } from './results.ts';

export type OrderState = 'cancelled' | 'completed' | 'partly' | 'pending';

interface Placed {
  readonly key: string;
  readonly record: number;
  readonly source: string;
  /** ISO 8601, as the resource says. */
  readonly date: string | null;
}

export interface DiagnosticOrder extends Placed {
  readonly number: string;
  readonly category: DiagnosticCategory | null;
  readonly name: string;
  readonly remark: string;
  readonly state: OrderState;
  /** Keys of the reports that answer it, the newest first. */
  readonly reports: readonly string[];
}

export interface ReportedValue extends ObservedValue {
  /** The same analyte in the same unit, measured last before this one. */
  readonly before: ResultPoint | null;
}

/** Images of a study: files of one record. */
export interface ReportImages {
  readonly record: number;
  /** Places among the record's attachments. */
  readonly attachments: readonly number[];
  readonly modality: string;
  readonly date: string | null;
  readonly description: string;
}

export interface DiagnosticReport extends Placed, OrderAnswer {
  readonly category: DiagnosticCategory;
  readonly title: string;
  readonly status: string;
  readonly conclusion: string;
  readonly flag: 'abnormal' | 'critical' | null;
  readonly values: readonly ReportedValue[];
  readonly images: readonly ReportImages[];
}

export interface Diagnostics {
  /** The newest first. */
  readonly orders: readonly DiagnosticOrder[];
  readonly reports: readonly DiagnosticReport[];
}

/** Diagnostic service sections (HL7 table 0074) of pictures. */
const IMAGING = new Set([
  'RAD',
  'RUS',
  'RX',
  'CT',
  'CUS',
  'NMR',
  'NMS',
  'OUS',
  'XRC',
  'VUS',
  'IMG',
  'imaging',
]);
const LABORATORY = new Set([
  'LAB',
  'BLB',
  'CH',
  'CG',
  'HM',
  'IMM',
  'MB',
  'MCB',
  'SP',
  'TX',
  'VR',
  'CP',
  'PAT',
]);
const UNFINISHED = new Set(['registered', 'partial', 'preliminary']);
const ENDED = new Set(['revoked', 'entered-in-error', 'cancelled']);

/** `documents[n]` names record n (H(S) in hex and leaf). Errors: those of parseJson. */
export function chartDiagnostics(
  clinicalParts: readonly Uint8Array[],
  documents: readonly string[],
): Diagnostics {
  const resources = diagnosticResources(clinicalParts, documents);
  const ofType = (type: string): readonly PlacedResource[] =>
    resources.all.filter(({ resource }) => resource['resourceType'] === type && !isWithdrawn(resource));
  const orders = ofType('ServiceRequest').filter(({ resource }) => textAt(resource, 'status') !== 'draft');
  const found = ofType('DiagnosticReport').filter(({ resource }) => isReport(resource));
  const confirmed = confirmedMatches(ofType('Basic'));
  const sure = new Set(found.map((one) => sureAnswer(one, orders, resources)?.order));
  const open = new Set(
    orders
      .filter(({ key, resource }) => !sure.has(key) && stateAlone(resource) === 'pending')
      .map(({ key }) => key),
  );
  const before = valuesByAnalyte(ofType('Observation'));
  const reports = found.map((one) => ({
    ...reportOf(one, { resources, before }),
    ...answerOf(one, orders, { resources, confirmed, open }),
  }));
  const studies = ofType('ImagingStudy').map((study) => sureAnswer(study, orders, resources)?.order);
  return {
    orders: newestFirst(orders.map((order) => orderOf(order, reports, studies.includes(order.key)))),
    reports: newestFirst(reports),
  };
}

function newestFirst<T extends { readonly date: string | null }>(list: readonly T[]): readonly T[] {
  return list.toSorted((left, right) => byDate(right, left));
}

/** Keys of orders by the key of the report; of several the last word holds. */
function confirmedMatches(basics: readonly PlacedResource[]): ReadonlyMap<string, string> {
  const matches = basics.map(({ resource }) => matchOf(resource)).filter((match) => match !== null);
  return new Map(matches.map(({ order, report }) => [report, order]));
}

/** A note that a source calls a report, whole text and nothing else, is read as a record. */
function isReport(resource: JsonObject): boolean {
  return (
    categoryIn(resource) !== null ||
    ['result', 'imagingStudy', 'basedOn'].some((key) => objectsAt(resource, key).length > 0) ||
    textAt(resource, 'conclusion') !== null
  );
}

function categoryIn(resource: JsonObject): DiagnosticCategory | null {
  const codes = categoryCodes(resource);
  if (codes.some((code) => IMAGING.has(code))) return 'imaging';
  return codes.some((code) => LABORATORY.has(code)) ? 'laboratory' : null;
}

function categoryCodes(resource: JsonObject): readonly string[] {
  return objectsAt(resource, 'category')
    .flatMap((concept) => objectsAt(concept, 'coding'))
    .map((coding) => textAt(coding, 'code') ?? '');
}

function orderOf(
  { key, record, resource, source }: PlacedResource,
  reports: readonly DiagnosticReport[],
  hasImages: boolean,
): DiagnosticOrder {
  const answers = newestFirst(reports.filter(({ order }) => order === key));
  const alone = stateAlone(resource);
  const isDone = answers.some(({ status }) => !UNFINISHED.has(status));
  const state = isDone ? 'completed' : answers.length > 0 || hasImages ? 'partly' : 'pending';
  const [identifier] = objectsAt(resource, 'identifier');
  return {
    key,
    record,
    source,
    date: dateOf(resource, ORDER_DATES),
    number: textAt(identifier, 'value') ?? '',
    category: orderCategory(categoryCodes(resource)),
    name: conceptText(objectAt(resource, 'code')),
    remark: objectsAt(resource, 'note')
      .map((note) => textAt(note, 'text') ?? '')
      .join('\n'),
    state: alone === 'pending' ? state : alone,
    reports: answers.map((report) => report.key),
  };
}

/** What the order says of itself. */
function stateAlone(resource: JsonObject): OrderState {
  const status = textAt(resource, 'status') ?? '';
  if (ENDED.has(status)) return 'cancelled';
  return status === 'completed' ? 'completed' : 'pending';
}

type ValuesByAnalyte = ReadonlyMap<string, readonly ObservedValue[]>;

/** Each oldest first. */
function valuesByAnalyte(observations: readonly PlacedResource[]): ValuesByAnalyte {
  const groups = Map.groupBy(observations.flatMap(observedValues), ({ key }) => key);
  return new Map(
    [...groups].map(([key, values]) => [
      key,
      values.toSorted((left, right) => byDate(left.point, right.point)),
    ]),
  );
}

interface ReportSource {
  readonly resources: DiagnosticResources;
  readonly before: ValuesByAnalyte;
}

function reportOf(
  { key, record, resource, source }: PlacedResource,
  of: ReportSource,
): Omit<DiagnosticReport, keyof OrderAnswer> {
  const values = referred(resource, 'result', { record, resources: of.resources })
    .filter((one) => !isWithdrawn(one.resource))
    .flatMap(observedValues)
    .map((value) => ({ ...value, before: earlier(value, of.before) }));
  const images = imagesOf(resource, record, of.resources);
  return {
    key,
    record,
    source,
    date: dateOf(resource, REPORT_DATES),
    category: categoryIn(resource) ?? (images.length > 0 ? 'imaging' : 'laboratory'),
    title: conceptText(objectAt(resource, 'code')),
    status: textAt(resource, 'status') ?? '',
    conclusion: textAt(resource, 'conclusion') ?? '',
    flag: flagOf(resource, values),
    values,
    images,
  };
}

function referred(
  resource: JsonObject,
  field: string,
  { record, resources }: { readonly record: number; readonly resources: DiagnosticResources },
): readonly PlacedResource[] {
  return objectsAt(resource, field)
    .map((item) => resources.resolve(textAt(item, 'reference') ?? '', record))
    .filter((found) => found !== null);
}

function earlier({ key, point }: ObservedValue, before: ValuesByAnalyte): ResultPoint | null {
  const values = before.get(key) ?? [];
  return (
    values.findLast((value) => byDate(value.point, point) < 0 && value.point.date !== null)?.point ?? null
  );
}

/** The worst of what its values and its own conclusion say. */
function flagOf(resource: JsonObject, values: readonly ObservedValue[]): DiagnosticReport['flag'] {
  const codes = objectsAt(resource, 'conclusionCode')
    .flatMap((concept) => objectsAt(concept, 'coding'))
    .map((coding) => textAt(coding, 'code'));
  const flags = values.map(({ point }) => point.flag);
  if (codes.includes('AA') || flags.some((flag) => flag === 'critical-high' || flag === 'critical-low'))
    return 'critical';
  const isAbnormal = codes.includes('A') || flags.some((flag) => flag !== null && flag !== 'normal');
  return isAbnormal ? 'abnormal' : null;
}

/** The files of the studies that it names, record by record: images of one study may have come at different times. */
function imagesOf(
  resource: JsonObject,
  record: number,
  resources: DiagnosticResources,
): readonly ReportImages[] {
  const inReach = referred(resource, 'imagingStudy', { record, resources });
  const named = new Set([
    ...objectsAt(resource, 'imagingStudy').map(
      (item) => textAt(objectAt(item, 'identifier') ?? undefined, 'value') ?? '',
    ),
    ...inReach.flatMap((study) => studyUids(study.resource)),
  ]);
  const studies = new Set([
    ...inReach,
    ...resources.all.filter((one) => studyUids(one.resource).some((uid) => named.has(uid))),
  ]);
  return [...studies].flatMap((study) => {
    const series = new Set(objectsAt(study.resource, 'series').map((one) => textAt(one, 'uid')));
    const attachments = resources.files
      .filter((file) => file.record === study.record && series.has(file.series))
      .map(({ attachment }) => attachment);
    if (attachments.length === 0) return [];
    const modality = objectsAt(study.resource, 'modality').map((coding) => textAt(coding, 'code') ?? '');
    return [
      {
        record: study.record,
        attachments,
        modality: modality.join('/'),
        date: textAt(study.resource, 'started'),
        description: textAt(study.resource, 'description') ?? '',
      },
    ];
  });
}

/** Of an ImagingStudy its names by DICOM; none of anything else. */
function studyUids(resource: JsonObject): readonly string[] {
  if (textAt(resource, 'resourceType') !== 'ImagingStudy') return [];
  return objectsAt(resource, 'identifier')
    .map((identifier) => textAt(identifier, 'value') ?? '')
    .filter((value) => value.startsWith('urn:oid:'));
}

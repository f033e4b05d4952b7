/** What of a note is orders, studies, reports and confirmed matches, as resources that refer to one another. */
import type { RecordAttachment } from '../attachments.ts';
import type { JsonObject } from '../json.ts';
import type { Carried } from './carried.ts';
import { matchResource, type OrderMatch } from './match.ts';
import { serviceRequest, type DiagnosticContext, type OrderLine } from './order.ts';
import { reportResources, type NamedResource, type WrittenReport } from './report.ts';
import { imagingStudies } from './study.ts';

export interface Diagnostics {
  readonly orders?: readonly OrderLine[];
  readonly reports?: readonly WrittenReport[];
  /** Results of others that the doctor found to be those of an order. */
  readonly matches?: readonly OrderMatch[];
  readonly attachments?: readonly RecordAttachment[];
  /** Of the note that this one corrects. */
  readonly carried?: Carried;
}

export interface DiagnosticEntries {
  readonly entries: readonly NamedResource[];
  /** Those that were carried, then the new ones. */
  readonly attachments: readonly RecordAttachment[];
  /** The ImagingStudy of an attachment, as it is referred to. */
  readonly studyOf: (attachment: RecordAttachment) => string | undefined;
}

export function diagnosticEntries(of: Diagnostics, context: DiagnosticContext): DiagnosticEntries {
  let count = of.carried?.names ?? 0;
  const name = (): string => {
    count += 1;
    // Apart from those of the document's other resources, which are 8000-….
    return `urn:uuid:00000000-0000-4000-8001-${String(count).padStart(12, '0')}`;
  };
  const named = (resource: JsonObject): NamedResource => ({ fullUrl: name(), resource });
  const { attachments = [], matches = [], orders = [], reports = [] } = of;
  const all = [...(of.carried?.attachments ?? []), ...attachments];
  const studies = imagingStudies(all, { ...context, name });
  const studyNames = new Map([...studies].map(([uid, { fullUrl }]) => [uid, fullUrl]));
  return {
    attachments: all,
    entries: [
      ...(of.carried?.entries ?? []),
      ...studies.values(),
      ...orders.map((line) => named(serviceRequest(line, context))),
      ...reports.flatMap((report) => reportResources(report, { ...context, name, studyNames })),
      ...matches.map((match) => named(matchResource(match, context))),
    ],
    studyOf: ({ place }) => (place?.study === undefined ? undefined : studyNames.get(place.study.uid)),
  };
}

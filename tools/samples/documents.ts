/** Notes and reports of the samples; an amended one stands beside the version that it replaces. */
import type { JsonObject } from '../../src/records/json.ts';
import type { SampleText } from './history.ts';
import { urlOf, type EncounterPlace } from './place.ts';

/** The note of the encounter: one DocumentReference, or two where it was amended. */
export function documentResources(place: EncounterPlace): readonly JsonObject[] {
  const { note, at, until } = place.encounter;
  const fullUrl = urlOf(place.history, `note/${at}`);
  const first = {
    ...documentReference(place, { title: note.title, text: note.text, at: until ?? at }),
    fullUrl,
  };
  if (note.amended === undefined) return [{ ...first, status: 'current', docStatus: 'final' }];
  return [
    { ...first, status: 'superseded', docStatus: 'final' },
    {
      ...documentReference(place, { title: note.title, ...note.amended }),
      fullUrl: urlOf(place.history, `note/${at}/amended`),
      status: 'current',
      docStatus: 'amended',
      relatesTo: [{ code: 'replaces', target: { reference: fullUrl } }],
    },
  ];
}

/** Reports: versions of one report share its number, and the later one has the status `amended`. */
export function reportResources(place: EncounterPlace): readonly JsonObject[] {
  return (place.encounter.reports ?? []).flatMap((report, index) => {
    const number = reportNumber(place, index);
    const base = { title: report.title, kind: report.kind, number };
    const at = place.encounter.at;
    const first = diagnosticReport(place, { ...base, text: report.text, at, status: 'final' });
    return report.amended === undefined
      ? [first]
      : [first, diagnosticReport(place, { ...base, ...report.amended, status: 'amended' })];
  });
}

interface Version extends Pick<SampleText, 'title' | 'text'> {
  readonly at: string;
}

function documentReference(
  { patient, inEncounter, encounter }: EncounterPlace,
  version: Version,
): JsonObject {
  return {
    resourceType: 'DocumentReference',
    type: { text: version.title },
    subject: patient,
    date: version.at,
    author: [{ display: encounter.doctor }],
    custodian: { display: encounter.site },
    content: [{ attachment: attachment(version.text) }],
    context: { encounter: [inEncounter] },
  };
}

function diagnosticReport(
  { patient, inEncounter, encounter }: EncounterPlace,
  of: Version & {
    readonly kind: string;
    readonly number: string;
    readonly status: 'final' | 'amended';
  },
): JsonObject {
  return {
    resourceType: 'DiagnosticReport',
    identifier: [{ system: 'urn:report-number', value: of.number }],
    status: of.status,
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: of.kind }] }],
    code: { text: of.title },
    subject: patient,
    encounter: inEncounter,
    effectiveDateTime: encounter.at,
    issued: of.at,
    presentedForm: [attachment(of.text)],
  };
}

/** Made of the day and the place of the report in its encounter. */
function reportNumber({ encounter }: EncounterPlace, index: number): string {
  return `R${encounter.at.slice(0, 10).replaceAll('-', '')}${String(index + 1).padStart(2, '0')}`;
}

function attachment(text: string): JsonObject {
  return {
    contentType: 'text/plain; charset=utf-8',
    data: Buffer.from(text.trim(), 'utf8').toString('base64'),
  };
}

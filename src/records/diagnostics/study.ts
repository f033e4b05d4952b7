/** The studies that a document's DICOM attachments belong to: one FHIR R4 ImagingStudy each, without any name. */
import type { DicomStudy, RecordAttachment, SeriesPlace } from '../attachments.ts';
import type { JsonObject } from '../json.ts';
import { numberOf, type DiagnosticContext } from './order.ts';
import { studyIdentifier, type NamedResource } from './report.ts';

interface PlacedImage {
  readonly study: DicomStudy;
  readonly place: SeriesPlace;
}

/** By Study Instance UID, in the order of their first images. */
export function imagingStudies(
  attachments: readonly RecordAttachment[],
  of: DiagnosticContext & { readonly name: () => string },
): ReadonlyMap<string, NamedResource> {
  const images = attachments.flatMap(({ place }): PlacedImage[] =>
    place?.study === undefined ? [] : [{ study: place.study, place }],
  );
  const groups = Map.groupBy(images, ({ study }) => study.uid);
  return new Map(
    [...groups].map(([uid, members]) => [uid, { fullUrl: of.name(), resource: studyOf(members, of) }]),
  );
}

function studyOf(images: readonly PlacedImage[], of: DiagnosticContext): JsonObject {
  const series = Map.groupBy(images, ({ place }) => place.series);
  const [first] = images;
  const { accession = '', date = '', description = '', uid = '' } = first?.study ?? {};
  return {
    resourceType: 'ImagingStudy',
    identifier: [studyIdentifier(uid), ...(accession === '' ? [] : [numberOf('ACSN', accession)])],
    status: 'available',
    modality: [...new Set(images.map(({ place }) => place.modality))].map(modalityOf),
    subject: { reference: of.patient },
    encounter: { reference: of.encounter },
    ...(date === '' ? {} : { started: date }),
    numberOfSeries: series.size,
    numberOfInstances: images.length,
    ...(description === '' ? {} : { description }),
    series: [...series].map(([seriesUid, members]) => ({
      uid: seriesUid,
      modality: modalityOf(members[0]?.place.modality ?? ''),
      numberOfInstances: members.length,
    })),
  };
}

function modalityOf(code: string): JsonObject {
  return { system: 'http://dicom.nema.org/resources/ontology/DCM', code: code === '' ? 'OT' : code };
}

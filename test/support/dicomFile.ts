/** A small DICOM file (explicit VR little endian, Secondary Capture), made up, for tests that need one of somebody. */
import { utf8 } from '../../src/crypto/bytes.ts';
import { element, EXPLICIT, joined } from './dicom.ts';

export interface MadeDicom {
  /** As DICOM writes it: `Alphabetic=Ideographic`, components between `^`. */
  readonly patientName: string;
  readonly patientId: string;
  /** YYYYMMDD */
  readonly birthDate: string;
  readonly studyDate: string;
  readonly study: string;
  readonly series: string;
  readonly instance: string;
  readonly number: number;
  readonly modality: string;
  readonly description: string;
}

const SECONDARY_CAPTURE = '1.2.840.10008.5.1.4.1.1.7';
const SIDE = 8;

export function dicomFile(made: MadeDicom): Uint8Array {
  const meta = joined(
    element(0x0002_0001, 'OB', new Uint8Array([0, 1])),
    element(0x0002_0002, 'UI', SECONDARY_CAPTURE),
    element(0x0002_0003, 'UI', made.instance),
    element(0x0002_0010, 'UI', EXPLICIT),
    element(0x0002_0012, 'UI', '1.2.276.0.7230010.3.0.3.6.7'),
  );
  return joined(
    new Uint8Array(128),
    utf8('DICM'),
    element(0x0002_0000, 'UL', new Uint8Array(new Uint32Array([meta.length]).buffer)),
    meta,
    element(0x0008_0005, 'CS', utf8('ISO_IR 192')),
    element(0x0008_0016, 'UI', SECONDARY_CAPTURE),
    element(0x0008_0018, 'UI', made.instance),
    element(0x0008_0020, 'DA', utf8(made.studyDate)),
    element(0x0008_0060, 'CS', utf8(made.modality)),
    element(0x0008_1030, 'LO', utf8(made.description)),
    element(0x0010_0010, 'PN', utf8(made.patientName)),
    element(0x0010_0020, 'LO', utf8(made.patientId)),
    element(0x0010_0030, 'DA', utf8(made.birthDate)),
    element(0x0020_000d, 'UI', made.study),
    element(0x0020_000e, 'UI', made.series),
    element(0x0020_0011, 'IS', utf8('1')),
    element(0x0020_0013, 'IS', utf8(String(made.number))),
    element(0x0028_0002, 'US', 1),
    element(0x0028_0004, 'CS', utf8('MONOCHROME2')),
    element(0x0028_0010, 'US', SIDE),
    element(0x0028_0011, 'US', SIDE),
    element(0x0028_0100, 'US', 8),
    element(0x0028_0101, 'US', 8),
    element(0x0028_0102, 'US', 7),
    element(0x0028_0103, 'US', 0),
    element(
      0x7fe0_0010,
      'OB',
      Uint8Array.from({ length: SIDE * SIDE }, (_, index) => (index * made.number) % 256),
    ),
  );
}

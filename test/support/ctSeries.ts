/** A made-up CT: ellipses of soft tissue, lung and bone that change from slice to slice, as a scanner would write them. */
import { utf8 } from '../../src/crypto/bytes.ts';
import { dicom, element, joined } from './dicom.ts';

export interface MadeCt {
  readonly series: string;
  readonly slices: number;
  /** Rows and columns. */
  readonly side: number;
  /** The frame of reference. */
  readonly reference?: string;
  /** z of the first slice, mm; each further one lies 2 mm nearer to the feet. */
  readonly from?: number;
  readonly patientName?: string;
  readonly description?: string;
}

const CT_IMAGE = '1.2.840.10008.5.1.4.1.1.2';
const STEP_MM = 2;
/** Of all slices: 350 mm. */
const FIELD_MM = 350;
/** Stored values are Hounsfield units above it. */
const INTERCEPT = -1024;

/** Slice `index` of it, numbered from 1; all of a series have the same length. */
export function ctSlice(ct: MadeCt, index: number): Uint8Array {
  const { from = 0, reference = `${ct.series}.9`, series, side } = ct;
  const spacing = (FIELD_MM / side).toFixed(6);
  const corner = (-FIELD_MM / 2).toFixed(1);
  const text = (tag: number, vr: string, value: string): Uint8Array => element(tag, vr, utf8(value));
  return dicom([
    text(0x0008_0005, 'CS', 'ISO_IR 192'),
    text(0x0008_0016, 'UI', CT_IMAGE),
    text(0x0008_0018, 'UI', `${series}.${String(index + 1)}`),
    text(0x0008_0060, 'CS', 'CT'),
    text(0x0008_103e, 'LO', ct.description ?? 'Thorax 2.0'),
    text(0x0010_0010, 'PN', ct.patientName ?? ''),
    text(0x0020_000d, 'UI', `${series}.8`),
    text(0x0020_000e, 'UI', series),
    text(0x0020_0013, 'IS', String(index + 1)),
    text(0x0020_0032, 'DS', `${corner}\\${corner}\\${String(from - index * STEP_MM)}`),
    text(0x0020_0037, 'DS', '1\\0\\0\\0\\1\\0'),
    text(0x0020_0052, 'UI', reference),
    element(0x0028_0002, 'US', 1),
    text(0x0028_0004, 'CS', 'MONOCHROME2'),
    element(0x0028_0010, 'US', side),
    element(0x0028_0011, 'US', side),
    text(0x0028_0030, 'DS', `${spacing}\\${spacing}`),
    element(0x0028_0100, 'US', 16),
    element(0x0028_0101, 'US', 12),
    element(0x0028_0102, 'US', 11),
    element(0x0028_0103, 'US', 0),
    text(0x0028_1050, 'DS', '40'),
    text(0x0028_1051, 'DS', '400'),
    text(0x0028_1052, 'DS', String(INTERCEPT)),
    text(0x0028_1053, 'DS', '1'),
    element(0x7fe0_0010, 'OW', pixels(side, index)),
  ]);
}

/** x and y of the middle, radii, Hounsfield units; as shares of the field. The second grows and shrinks from slice to slice. */
const ORGANS = [
  [0.5, 0.5, 0.42, 0.32, 45],
  [0.33, 0.48, 0.13, 0.2, -820],
  [0.67, 0.48, 0.13, 0.2, -820],
  [0.55, 0.52, 0.08, 0.09, 60],
  [0.5, 0.72, 0.05, 0.05, 420],
] as const;

function pixels(side: number, index: number): Uint8Array {
  const values = new Uint16Array(side * side);
  const grown = 1 + 0.15 * Math.sin(index / 9);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      let value = -1000;
      for (const [left, top, wide, high, unit] of ORGANS) {
        const [dx, dy] = [(x / side - left) / (wide * grown), (y / side - top) / (high * grown)];
        if (dx * dx + dy * dy < 1) value = unit;
      }
      // A grain that differs from pixel to pixel and slice to slice, as noise does.
      values[y * side + x] = value - INTERCEPT + ((x * 7 + y * 13 + index * 29) % 23);
    }
  }
  return joined(new Uint8Array(values.buffer));
}

/** How a data set and its pixels are written: DICOM PS3.5 §10 and annex A. */

export type Compression = 'none' | 'rle' | 'jpeg' | 'jpeg-ls' | 'jpeg-2000' | 'htj2k' | 'unsupported';

export interface TransferSyntax {
  readonly uid: string;
  readonly explicit: boolean;
  readonly bigEndian: boolean;
  readonly deflated: boolean;
  readonly compression: Compression;
}

export const IMPLICIT_LITTLE = '1.2.840.10008.1.2';
export const EXPLICIT_LITTLE = '1.2.840.10008.1.2.1';
export const EXPLICIT_BIG = '1.2.840.10008.1.2.2';
const DEFLATED = '1.2.840.10008.1.2.1.99';

const COMPRESSED: Readonly<Record<string, Compression>> = {
  '1.2.840.10008.1.2.4.50': 'jpeg',
  '1.2.840.10008.1.2.4.51': 'jpeg',
  '1.2.840.10008.1.2.4.52': 'jpeg',
  '1.2.840.10008.1.2.4.53': 'jpeg',
  '1.2.840.10008.1.2.4.54': 'jpeg',
  '1.2.840.10008.1.2.4.55': 'jpeg',
  '1.2.840.10008.1.2.4.57': 'jpeg',
  '1.2.840.10008.1.2.4.70': 'jpeg',
  '1.2.840.10008.1.2.4.80': 'jpeg-ls',
  '1.2.840.10008.1.2.4.81': 'jpeg-ls',
  '1.2.840.10008.1.2.4.90': 'jpeg-2000',
  '1.2.840.10008.1.2.4.91': 'jpeg-2000',
  '1.2.840.10008.1.2.4.92': 'jpeg-2000',
  '1.2.840.10008.1.2.4.93': 'jpeg-2000',
  '1.2.840.10008.1.2.4.201': 'htj2k',
  '1.2.840.10008.1.2.4.202': 'htj2k',
  '1.2.840.10008.1.2.4.203': 'htj2k',
  '1.2.840.10008.1.2.5': 'rle',
};

/** The syntax of a UID, or null where it is none that images are stored in. */
export function transferSyntax(uid: string): TransferSyntax | null {
  const of = (explicit: boolean, bigEndian: boolean, compression: Compression): TransferSyntax => ({
    uid,
    explicit,
    bigEndian,
    deflated: uid === DEFLATED,
    compression,
  });
  if (uid === IMPLICIT_LITTLE) return of(false, false, 'none');
  if (uid === EXPLICIT_LITTLE || uid === DEFLATED) return of(true, false, 'none');
  if (uid === EXPLICIT_BIG) return of(true, true, 'none');
  const compression = COMPRESSED[uid];
  if (compression !== undefined) return of(true, false, compression);
  // MPEG-2, H.264, H.265, JPEG XL and what comes: the data set can be read, the pixels cannot.
  return uid.startsWith('1.2.840.10008.1.2.4.') ? of(true, false, 'unsupported') : null;
}

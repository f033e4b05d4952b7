/**
 * A DICOM file (PS3.10): file meta information, then a data set. Files are bytes that nobody vouches for: what can be read
 * is read, and what is wrong is told as a list of problems.
 */
import { ConsiliumError } from '../errors.ts';
import type { DataSet } from './dataSet.ts';
import { plainText } from './dataSet.ts';
import { ElementReader, type Encoding } from './elementReader.ts';
import { bareEncoding, fileStart } from './fileStart.ts';
import { inflateDataSet } from './inflate.ts';
import { LARGEST_FILE } from './limits.ts';
import { Problems, type DicomProblem } from './problem.ts';
import { TAG } from './tags.ts';
import {
  EXPLICIT_BIG,
  EXPLICIT_LITTLE,
  IMPLICIT_LITTLE,
  transferSyntax,
  type TransferSyntax,
} from './transferSyntax.ts';

export interface DicomFile {
  readonly meta: DataSet;
  readonly dataSet: DataSet;
  readonly syntax: TransferSyntax;
  readonly problems: readonly DicomProblem[];
}

/** Throws `dicom-unrecognised` {looksLike} for what is no DICOM, `dicom-too-large` above 2 GiB. */
export function readDicomFile(bytes: Uint8Array): DicomFile {
  if (bytes.length > LARGEST_FILE) throw new ConsiliumError('dicom-too-large', { length: bytes.length });
  const problems = new Problems();
  const start = fileStart(bytes, problems);
  const meta = readMeta(bytes, start.offset, start.encoding !== null, problems);
  const syntax = syntaxOf(meta.set, start.encoding, bytes.subarray(meta.end), problems);
  const body = syntax.deflated ? inflateDataSet(bytes.subarray(meta.end), problems) : bytes;
  const at = syntax.deflated ? 0 : meta.end;
  const encoding = seenEncoding(body.subarray(at), syntax, problems);
  const dataSet = new ElementReader(body, at, encoding.bigEndian, problems).readAll(encoding.explicit);
  return { meta: meta.set, dataSet, syntax, problems: problems.list() };
}

function readMeta(
  bytes: Uint8Array,
  offset: number,
  isMissing: boolean,
  problems: Problems,
): { readonly set: DataSet; readonly end: number } {
  if (isMissing) {
    problems.add('dicom-meta-missing');
    return { set: { bytes, bigEndian: false, elements: new Map() }, end: offset };
  }
  const reader = new ElementReader(bytes, offset, false, problems);
  const set = reader.readGroup(2);
  if (set.elements.size === 0) problems.add('dicom-meta-missing');
  return { set, end: reader.position };
}

function syntaxOf(
  meta: DataSet,
  bare: Encoding | null,
  body: Uint8Array,
  problems: Problems,
): TransferSyntax {
  const uid = plainText(meta, TAG.transferSyntax);
  const known = uid === null ? null : transferSyntax(uid);
  if (known !== null) return known;
  if (uid === null) problems.add('dicom-syntax-missing');
  else problems.add('dicom-syntax-unknown', { syntax: /^[0-9.]{1,64}$/u.test(uid) ? uid : null });
  const found = bare ?? bareEncoding(body) ?? { explicit: true, bigEndian: false };
  const name = found.explicit ? (found.bigEndian ? EXPLICIT_BIG : EXPLICIT_LITTLE) : IMPLICIT_LITTLE;
  const guessed = transferSyntax(name);
  if (guessed === null) throw new ConsiliumError('internal', { syntax: name });
  return guessed;
}

/** Writers that say explicit and write implicit exist, and the other way round: the first element shows it. */
function seenEncoding(body: Uint8Array, syntax: TransferSyntax, problems: Problems): Encoding {
  const seen = bareEncoding(body);
  if (seen === null || (seen.explicit === syntax.explicit && seen.bigEndian === syntax.bigEndian))
    return syntax;
  problems.add('dicom-encoding-differs', { explicit: seen.explicit, bigEndian: seen.bigEndian });
  return seen;
}

/**
 * Files that are given inside a dialogue. A ratchet message names each by the hash of its sealed blob, with the key that
 * opens it and the hash of what is in it; the blob itself goes another way (bulkFrames.ts), or lies at a node, and is
 * believed as far as it is what was named. What many files have to say is spread over several messages of one id.
 */
import { ATTACHMENT_KEY_LENGTH, LARGEST_ATTACHMENT, sealedSize } from '../crypto/attachment.ts';
import { bytesEqual } from '../crypto/bytes.ts';
import {
  asArray,
  asBytes,
  asMap,
  asNullable,
  asText,
  asUint,
  encodeCanonical,
  type CborValue,
} from '../crypto/cbor.ts';
import { toBlobId, type BlobId } from '../crypto/ids.ts';
import { ConsiliumError } from '../errors.ts';

/** Files of one message. */
export const MOST_GIVEN = 2000;
/** Bytes of what one ratchet message says of files: a mailbox takes 64 KiB, sealed and padded. */
export const LARGEST_PORTION = 40_000;
/** UTF-16 units of a file's name: a hundred characters, of which some take two. */
const LONGEST_TITLE = 200;
const LONGEST_TYPE = 100;
const LONGEST_WORD = 200;

/**
 * A recording that both agreed to (recording/manifest.ts) is given as its signed manifest, which is sealed like any file, and
 * after it every segment in the manifest's order, as it was sealed while it was recorded: its key is the recording's.
 */
export const RECORDING_TYPE = 'application/x-consilium-recording';
export const RECORDING_SEGMENT_TYPE = 'application/x-consilium-recording-segment';
/** 256 MiB: a minute of one side, held in memory when it is opened. */
export const LARGEST_GIVEN_SEGMENT = 0x1000_0000;

/** Where a DICOM file belongs, so that a series is shown together. */
export interface GivenPlace {
  readonly series: string;
  readonly modality: string;
  readonly number: number;
  readonly study: {
    readonly uid: string;
    readonly date: string;
    readonly accession: string;
    readonly description: string;
  } | null;
}

export interface GivenFile {
  readonly title: string;
  /** As the sender's workstation told it by its bytes; the receiver's looks itself. */
  readonly contentType: string;
  /** Bytes of the content, and its SHA-256. */
  readonly size: number;
  readonly sha256: Uint8Array;
  /** SHA-256 of the sealed blob, and its bytes; of a segment of a recording the content is the blob. */
  readonly blob: BlobId;
  readonly blobSize: number;
  /** SECRET, 32 bytes. */
  readonly key: Uint8Array;
  readonly place: GivenPlace | null;
}

/** As it stands in a content. */
export function givenFileValue(file: GivenFile): CborValue {
  return {
    ...file,
    place: file.place && { ...file.place, study: file.place.study && { ...file.place.study } },
  };
}

/** Errors: `field-malformed`, also of sizes that do not belong together. */
export function asGivenFile(value: CborValue | undefined): GivenFile {
  const names = ['title', 'contentType', 'size', 'sha256', 'blob', 'blobSize', 'key', 'place'] as const;
  const map = asMap(value, names, 'file');
  const size = asUint(map.size, 'file.size');
  const blobSize = asUint(map.blobSize, 'file.blobSize');
  const contentType = asText(map.contentType, 'file.contentType', LONGEST_TYPE);
  const sha256 = asBytes(map.sha256, 32, 'file.sha256');
  const blob = toBlobId(asBytes(map.blob, 32, 'file.blob'));
  const isWell =
    contentType === RECORDING_SEGMENT_TYPE
      ? size <= LARGEST_GIVEN_SEGMENT && blobSize === size && bytesEqual(blob, sha256)
      : size <= LARGEST_ATTACHMENT && blobSize === sealedSize(size);
  // A blob of another size could not be opened when all of it had come.
  if (!isWell) throw new ConsiliumError('field-malformed', { what: 'file.size' });
  return {
    title: asText(map.title, 'file.title', LONGEST_TITLE),
    contentType,
    size,
    sha256,
    blob,
    blobSize,
    key: asBytes(map.key, ATTACHMENT_KEY_LENGTH, 'file.key'),
    place: asNullable(map.place, placeOf),
  };
}

/** Errors: `field-malformed` for none, or more than a message has. */
export function asGivenFiles(value: CborValue | undefined): readonly GivenFile[] {
  const files = asArray(value, 'content.files');
  if (files.length === 0 || files.length > MOST_GIVEN)
    throw new ConsiliumError('field-malformed', { what: 'content.files' });
  return files.map(asGivenFile);
}

/** Files as ratchet messages carry them: each portion with the place of its first file. */
export function portionsOf(
  files: readonly GivenFile[],
): readonly { readonly from: number; readonly files: readonly GivenFile[] }[] {
  const portions: { from: number; files: GivenFile[] }[] = [];
  let room = 0;
  for (const [place, file] of files.entries()) {
    const bytes = encodeCanonical(givenFileValue(file)).length;
    if (bytes > room) {
      portions.push({ from: place, files: [] });
      room = LARGEST_PORTION;
    }
    portions.at(-1)?.files.push(file);
    room -= bytes;
  }
  return portions;
}

function placeOf(value: CborValue): GivenPlace {
  const map = asMap(value, ['series', 'modality', 'number', 'study'], 'file.place');
  return {
    series: word(map.series),
    modality: word(map.modality),
    number: asUint(map.number, 'file.place.number'),
    study: asNullable(map.study, (study) => {
      const of = asMap(study, ['uid', 'date', 'accession', 'description'], 'file.study');
      return {
        uid: word(of.uid),
        date: word(of.date),
        accession: word(of.accession),
        description: word(of.description),
      };
    }),
  };
}

function word(value: CborValue | undefined): string {
  return asText(value, 'file.place', LONGEST_WORD);
}

/** Taken piece by piece, a document, sound or film becomes what it becomes whole. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { streamCleaner } from '../../src/imaging/films/streamed.ts';
import { attachedContent } from '../../src/workstation/core/attachments/content.ts';
import { codeOf } from '../support/codeOf.ts';
import { joined } from '../support/dicom.ts';
import { box, mp4, pdf, wav, webm } from '../support/mediaFiles.ts';

const PLACE = 'GPS+39.1042+117.1865/';
const text = (value: string): Uint8Array => Uint8Array.from(Buffer.from(value, 'latin1'));
const page = pdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>']);
const ogg = joined(text('OggS\0\x04'), new Uint8Array(20), Uint8Array.of(1, 3), text('abc'));
const frame = Uint8Array.of(0xff, 0xfb, 0x90, 0x00, 1, 2, 3);
const sound = joined(...Array.from({ length: 60 }, () => frame));
const mp3 = joined(
  text('ID3\x04\0\x40\0\0\0\x15'),
  text(PLACE),
  sound,
  text('TAG'),
  text(PLACE),
  new Uint8Array(104),
);
const fragment = box('moof', box('traf', box('uuid', text(PLACE)), box('trun', text('samples'))));
const zipEnd = joined(text('PK\x05\x06'), new Uint8Array(18));

/** Cut at the given places. */
function taken(
  file: Uint8Array,
  cuts: readonly number[],
): { readonly bytes: Uint8Array; readonly type: string } {
  const cleaner = streamCleaner(file);
  if (cleaner === null) throw new Error('a file that streams');
  const places = [...new Set([0, ...cuts.map((cut) => cut % file.length), file.length])].toSorted(
    (a, b) => a - b,
  );
  const pieces = places.slice(1).flatMap((place, index) => cleaner.take(file.subarray(places[index], place)));
  return { bytes: joined(...pieces, ...cleaner.end()), type: cleaner.contentType() };
}

const files: readonly (readonly [string, Uint8Array])[] = [
  ['a film of MP4', mp4('vide', PLACE)],
  ['a sound of MP4', mp4('soun', PLACE)],
  ['a film in fragments', joined(mp4('vide', PLACE), fragment, box('mdat', text('more')))],
  ['WebM', webm(PLACE)],
  ['WAV', wav(Uint8Array.of(1, 2, 3, 4), { said: PLACE })],
  ['Ogg', ogg],
  ['PDF', page],
];

describe('a file that is taken in pieces', () => {
  it.each(files)('%s: is what it is taken whole, in whatever pieces it comes', (_, file) => {
    const whole = attachedContent(file);
    fc.assert(
      fc.property(fc.array(fc.nat()), (cuts) => {
        // The beginning tells the kind: the first piece has some of it.
        const { bytes, type } = taken(
          file,
          cuts.filter((cut) => cut % file.length > 64),
        );
        expect(type).toBe(whole.contentType);
        expect(Buffer.compare(bytes, whole.bytes)).toBe(0);
      }),
    );
  });

  it.each([...files, ['MP3', mp3] as const])(
    '%s: says nothing of where it was taken, and is as long as it was',
    (_, file) => {
      const { bytes } = taken(file, []);
      expect(bytes).toHaveLength(file.length);
      expect(Buffer.from(bytes).toString('latin1')).not.toContain('GPS');
      // What was cleaned before comes out as it is: a file that was begun is gone on with.
      expect(Buffer.compare(taken(bytes, [100]).bytes, bytes)).toBe(0);
    },
  );

  it('MP3: has its sound where it was', () => {
    const { bytes, type } = taken(mp3, [40, 90, 300]);
    expect(type).toBe('audio/mpeg');
    expect(Buffer.from(bytes).indexOf(sound)).toBe(Buffer.from(mp3).indexOf(sound));
  });

  it('that is cut off within what it says beside its samples says nothing of it', () => {
    const film = mp4('vide', 'x');
    const cut = joined(film, u32(1000), text('udta'), text(PLACE));
    expect(Buffer.from(taken(cut, []).bytes).toString('latin1')).not.toContain('GPS');
    expect(taken(cut, []).bytes).toHaveLength(cut.length);
  });

  it.each([
    ['another file as well', joined(mp4('vide', ''), zipEnd), 'attachment-polyglot'],
    ['a PDF that is another file as well', joined(page, zipEnd), 'attachment-polyglot'],
    [
      'a film without its index',
      joined(box('ftyp', text('isom')), box('mdat', new Uint8Array(100))),
      'media-damaged',
    ],
    ['a PDF that was cut off', page.subarray(0, page.length / 2), 'pdf-damaged'],
    ['a sound without samples', wav(new Uint8Array(0)).subarray(0, 36), 'media-damaged'],
  ])('and is %s is refused', (_, file, code) => {
    expect(codeOf(() => taken(file, []))).toBe(code);
  });

  it.each([
    ['a picture', text('\x89PNG\r\n\x1a\n')],
    ['DICOM', joined(new Uint8Array(128), text('DICM'))],
    ['a program', text('MZ')],
  ])('is not %s: that has to be there whole', (_, file) => {
    expect(streamCleaner(file)).toBeNull();
  });
});

function u32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

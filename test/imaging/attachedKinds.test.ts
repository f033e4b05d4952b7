/** What else than images is attached: told by its bytes, freed of what was written beside it, refused by name. */
import { describe, expect, it } from 'vitest';
import { attachedContent, kindOf } from '../../src/workstation/core/attachments/content.ts';
import { attachedName } from '../../src/workstation/core/attachments/attachedName.ts';
import { isConsiliumError } from '../../src/errors.ts';
import { codeOf } from '../support/codeOf.ts';
import { joined } from '../support/dicom.ts';
import { mp4, pdf, wav, webm } from '../support/mediaFiles.ts';

const PLACE = 'GPS+39.1042+117.1865/';
const text = (value: string): Uint8Array => Uint8Array.from(Buffer.from(value, 'latin1'));
const inText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const page = pdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>']);
const png = joined(text('\x89PNG\r\n\x1a\n'), new Uint8Array(300));
const zipEnd = joined(text('PK\x05\x06'), new Uint8Array(18));
const ogg = joined(text('OggS\0\x04'), new Uint8Array(20), Uint8Array.of(1, 3), text('abc'));
const frame = Uint8Array.of(0xff, 0xfb, 0x90, 0x00, 1, 2, 3);
const mp3 = joined(text('ID3\x04\0\0\0\0\0\x15'), text(PLACE), frame, text('TAG'), new Uint8Array(125));

function looksLike(bytes: Uint8Array): string {
  try {
    return `taken as ${attachedContent(bytes).contentType}`;
  } catch (error) {
    return isConsiliumError(error)
      ? `${error.code} ${String(error.detail['looksLike'] ?? '')}`.trim()
      : 'internal';
  }
}

describe('a document, film or sound', () => {
  it.each([
    ['PDF', page, 'application/pdf', 'pdf'],
    [
      'PDF behind a line of a printer',
      pdf(['<< /Type /Catalog >>'], '\n\n%PDF-1.4\n'),
      'application/pdf',
      'pdf',
    ],
    ['MP4 film', mp4('vide', PLACE), 'video/mp4', 'video'],
    ['M4A sound', mp4('soun', PLACE), 'audio/mp4', 'audio'],
    ['WebM film', webm(PLACE), 'video/webm', 'video'],
    ['WAV', wav(text('abcd')), 'audio/wav', 'audio'],
    ['MP3', mp3, 'audio/mpeg', 'audio'],
    ['Ogg', ogg, 'audio/ogg', 'audio'],
  ])('is told by its bytes: %s', (_, bytes, contentType, kind) => {
    const content = attachedContent(bytes);
    expect([content.contentType, kindOf(content.contentType)]).toEqual([contentType, kind]);
  });

  it.each([
    ['MP4', mp4('vide', PLACE)],
    ['WebM', webm(PLACE)],
    ['MP3', mp3],
    ['WAV', wav(text('abcd'), { said: PLACE })],
  ])('says nothing of where, when and by whom it was taken: %s', (_, bytes) => {
    const clean = inText(attachedContent(bytes).bytes);
    expect(inText(bytes)).toContain(PLACE);
    expect(clean).not.toContain(PLACE);
    expect(clean).not.toContain('\xe1\x23\x45\x67');
    expect(clean).not.toContain('12345678');
  });

  it('keeps each sample of a film at its place', () => {
    const bytes = mp4('vide', PLACE);
    const clean = attachedContent(bytes).bytes;
    expect(clean).toHaveLength(bytes.length);
    expect(inText(clean).indexOf('samples')).toBe(inText(bytes).indexOf('samples'));
  });

  it('of a PDF stays byte for byte: it is a document, and may name the patient', () => {
    expect(attachedContent(page).bytes).toEqual(page);
  });
});

describe('a file that is two', () => {
  it.each([
    ['PDF and JPEG', joined(text('\xff\xd8\xff\xfe\0\x10'), page), 'jpeg'],
    ['PDF and PNG', joined(png, page), 'png'],
    ['PDF and program', joined(text('MZ'), page), 'program'],
    ['PDF and page of the web', joined(text('<html>'), page), 'html'],
    ['PDF and ZIP', joined(page, zipEnd), 'zip'],
    ['film and ZIP', joined(mp4('vide', PLACE), zipEnd), 'zip'],
  ])('is refused: %s', (_, bytes, other) => {
    expect(looksLike(bytes)).toBe(`attachment-polyglot ${other}`);
  });
});

describe('what cannot be shown', () => {
  it.each([
    ['ZIP', text('PK\x03\x04word/document.xml'), 'zip'],
    ['office file', text('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1and more'), 'office'],
    ['program', text('MZ and more of a program'), 'program'],
    ['script', text('#!/bin/sh\n'), 'program'],
    ['page of the web', text('<!doctype html><p>'), 'html'],
    ['picture of a telephone', text('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'heic'],
    ['archive', text('Rar!\x1a\x07\x01\0 and more'), 'archive'],
  ])('is refused by what it looks like: %s', (_, bytes, format) => {
    expect(looksLike(bytes)).toBe(`attachment-kind ${format}`);
  });

  it('is a picture, whatever its name says', () => {
    expect(codeOf(() => attachedContent(png))).toBe('picture-damaged');
  });

  it('is refused where what it needs is cut off', () => {
    const film = mp4('vide', PLACE);
    expect(looksLike(film.subarray(0, 40))).toBe('media-damaged');
    expect(looksLike(webm(PLACE).subarray(0, 90))).toBe('media-damaged');
    expect(looksLike(wav(text('abcd')).subarray(0, 40))).toBe('media-damaged');
    expect(looksLike(text('ID3\x04\0\0\0\0\x7f\x7f no sound'))).toBe('media-damaged');
    expect(looksLike(page.subarray(0, -40))).toBe('pdf-damaged');
  });

  it('is taken as far as it goes where the end alone is missing', () => {
    const film = mp4('vide', PLACE, 'many samples');
    expect(looksLike(film.subarray(0, -6))).toBe('taken as video/mp4');
    expect(looksLike(wav(text('abcd'), { claimed: 0xffff_ff00 }))).toBe('taken as audio/wav');
  });

  it('ends, however long its boxes claim to be', () => {
    const endless = joined(text('\0\0\0\x08ftyp'), text('\0\0\0\x01moov\xff\xff\xff\xff\xff\xff\xff\xff'));
    expect(looksLike(endless)).toBe('media-damaged');
    const nested = Array.from({ length: 3_000 }, () => '\x7f\xff\xff\xfftrak').join('');
    expect(looksLike(text(`\0\0\0\x08ftyp${nested}`))).toBe('media-damaged');
  });
});

describe('the name of an attachment', () => {
  it.each([
    ['报告 3.pdf', '报告 3.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\li\\片子.jpg', '片子.jpg'],
    ['a\u0000b\nc\u001b[31m.pdf', 'abc[31m.pdf'],
    ['报告\u202Efdp.exe', '报告fdp.exe'],
    ['\ud800x', '\ufffdx'],
    ['   \u200b', '?'],
    ['..', '?'],
    ['', '?'],
  ])('of %j is %j', (given, taken) => {
    expect(attachedName(given)).toBe(taken);
  });

  it('of 5,000 characters is short, and keeps its end', () => {
    const name = attachedName(`${'很'.repeat(5_000)}.pdf`);
    expect(Array.from(name)).toHaveLength(100);
    expect(name.endsWith('很.pdf')).toBe(true);
  });
});

/** Small films, sounds and documents, written byte by byte: what no encoder was asked for has no licence. */
import { joined } from './dicom.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

function u32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

/** A box of ISO/IEC 14496-12. */
export function box(type: string, ...content: readonly Uint8Array[]): Uint8Array {
  const inside = joined(...content);
  return joined(u32(inside.length + 8), text(type), inside);
}

/** A film or sound that has all its boxes; its samples decode to nothing. `said` stands where cameras write. */
export function mp4(handler: 'soun' | 'vide', said: string, samples = 'samples'): Uint8Array<ArrayBuffer> {
  const times = (type: string): Uint8Array =>
    box(type, u32(0), u32(0xe1234567), u32(0xe1234567), u32(1000), u32(2000));
  const media = box('mdia', times('mdhd'), box('hdlr', u32(0), u32(0), text(handler), new Uint8Array(13)));
  const track = box('trak', times('tkhd'), media, box('udta', box('name', text(said))));
  const moov = box(
    'moov',
    times('mvhd'),
    track,
    box('udta', box('\xa9xyz', text(said))),
    box('meta', text(said)),
  );
  return Uint8Array.from(
    joined(box('ftyp', text('isom'), u32(0)), moov, box('uuid', text(said)), box('mdat', text(samples))),
  );
}

/** An element of EBML with a length of eight bytes. */
export function ebml(id: readonly number[], ...content: readonly Uint8Array[]): Uint8Array {
  const inside = joined(...content);
  return joined(Uint8Array.from(id), Uint8Array.of(1, 0, 0, 0), u32(inside.length), inside);
}

/** With a segment and a cluster of unknown length, as a recorder writes them that does not know when it will end. */
export function webm(said: string): Uint8Array<ArrayBuffer> {
  const track = ebml([0xae], ebml([0x83], Uint8Array.of(1)), ebml([0x86], text('V_VP8')));
  const unknown = Uint8Array.of(1, 255, 255, 255, 255, 255, 255, 255);
  const segment = joined(
    Uint8Array.of(0x18, 0x53, 0x80, 0x67),
    unknown,
    ebml([0x15, 0x49, 0xa9, 0x66], ebml([0x7b, 0xa9], text(said)), ebml([0x44, 0x61], text('12345678'))),
    ebml([0x16, 0x54, 0xae, 0x6b], track),
    ebml([0x12, 0x54, 0xc3, 0x67], text(said)),
    joined(Uint8Array.of(0x1f, 0x43, 0xb6, 0x75), unknown, text('cluster')),
  );
  return Uint8Array.from(joined(ebml([0x1a, 0x45, 0xdf, 0xa3], ebml([0x42, 0x82], text('webm'))), segment));
}

/** One channel of 8 bits at `rate` samples a second; `claimed` is the length that its header says. */
export function wav(
  samples: Uint8Array,
  {
    claimed = samples.length,
    rate = 8000,
    said = '',
  }: { claimed?: number; rate?: number; said?: string } = {},
): Uint8Array<ArrayBuffer> {
  const little = (value: number, bytes: number): Uint8Array =>
    Uint8Array.from({ length: bytes }, (_, index) => value >>> (8 * index));
  const chunk = (name: string, length: number, content: Uint8Array): Uint8Array =>
    joined(text(name), little(length, 4), content, new Uint8Array(content.length % 2));
  const format = joined(
    little(1, 2),
    little(1, 2),
    little(rate, 4),
    little(rate, 4),
    little(1, 2),
    little(8, 2),
  );
  const chunks = joined(
    chunk('fmt ', 16, format),
    ...(said === '' ? [] : [chunk('LIST', said.length, text(said))]),
    chunk('data', claimed, samples),
  );
  return Uint8Array.from(joined(text('RIFF'), little(chunks.length + 4, 4), text('WAVE'), chunks));
}

/**
 * A report of `pages` pages in Chinese whose font is not embedded (only its character map is named), with a script that
 * would run when it is opened, a file attached, and a link that would start a program.
 */
export function chinesePdf(pages: number): Uint8Array<ArrayBuffer> {
  const first = 9;
  const kids = Array.from({ length: pages }, (_, index) => `${String(first + index)} 0 R`).join(' ');
  const words = 'BT /F1 36 Tf 72 700 Td <68C067E562A5544A> Tj ET'; // 检查报告
  const page =
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R ' +
    '/Resources << /Font << /F1 3 0 R >> >> /Annots [8 0 R] >>';
  return pdf([
    '<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert(1); this.opened = 1) >> ' +
      '/Names << /EmbeddedFiles << /Names [(a.exe) 7 0 R] >> ' +
      '/JavaScript << /Names [(x) << /S /JavaScript /JS (app.alert(2)) >>] >> >> >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${String(pages)} >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R ' +
      '/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 ' +
      '/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    `<< /Length ${String(words.length)} >>\nstream\n${words}\nendstream`,
    '<< /Type /Filespec /F (a.exe) /EF << /F 6 0 R >> >>',
    '<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /Launch /F (a.exe) >> >>',
    ...Array.from({ length: pages }, () => page),
  ]);
}

/** A PDF under a password that nobody was told (ISO 32000-1 §7.6.3). */
export function lockedPdf(): Uint8Array<ArrayBuffer> {
  const secret = '00'.repeat(32);
  return pdf(
    ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>'],
    '%PDF-1.4\n',
    `/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${secret}> /U <${secret}> >> /ID [<00> <00>]`,
  );
}

/** A PDF of objects as they are given, the first one its catalogue, with a table of where they stand. */
export function pdf(
  objects: readonly string[],
  header = '%PDF-1.7\n',
  trailer = '',
): Uint8Array<ArrayBuffer> {
  const places: number[] = [];
  let body = header;
  for (const [index, object] of objects.entries()) {
    places.push(body.length);
    body += `${String(index + 1)} 0 obj\n${object}\nendobj\n`;
  }
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = String(objects.length + 1);
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\n`;
  return Uint8Array.from(Buffer.from(`${body}${table}startxref\n${String(body.length)}\n%%EOF\n`, 'latin1'));
}

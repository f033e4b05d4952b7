/** Images of a note: taken, signed, and read at another hospital, with nothing of them in the clear on any disk. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/crypto/bytes.ts';
import { readDicomFile } from '../../../src/imaging/dicomFile.ts';
import { showFile } from '../../../src/imaging/show.ts';
import { comparePatient } from '../../../src/workstation/core/attachments/content.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { dicom, element, image, joined } from '../../support/dicom.ts';
import { item, NOTE, openWith, PIN, Story, writeRecord, type Patient } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
/** Found nowhere by chance: stands for what an image shows, and for where it was taken. */
const CANARY = 'pixels-that-nobody-else-should-see';
const PLACE = 'GPS-39.1042-117.1865';

function film(name: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    dicom([
      element(0x0008_0005, 'CS', 'GB18030'),
      element(0x0008_0060, 'CS', 'CT'),
      element(0x0010_0010, 'PN', name),
      element(0x0010_0030, 'DA', '19580312'),
      element(0x0011_0010, 'LO', `MAKER ${name} 1`),
      element(0x0020_000e, 'UI', '1.2.3'),
      element(0x0020_0013, 'IS', '7'),
      ...image({ rows: 1, columns: CANARY.length, pixels: text(CANARY) }),
    ]),
  );
}

/** Segments of a JPEG that no decoder is asked to decode: camera's words, tables, one scan. */
function photo(scan: Uint8Array = Uint8Array.of(1, 2, 3)): Uint8Array<ArrayBuffer> {
  const segment = (marker: number, content: Uint8Array): Uint8Array =>
    joined(Uint8Array.of(0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255), content);
  const tiff = [0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0];
  const exif = joined(text('Exif\0\0'), Uint8Array.from(tiff), text(PLACE));
  return Uint8Array.from(
    joined(
      Uint8Array.of(0xff, 0xd8),
      segment(0xe1, exif),
      segment(0xfe, text(PLACE)),
      segment(0xda, text(CANARY)),
      scan,
      Uint8Array.of(0xff, 0xd9),
      text(PLACE),
    ),
  );
}

interface OpenVisit {
  readonly story: Story;
  readonly patient: Patient;
  readonly li: TestCore;
  readonly visit: string;
}

async function openVisit(cards = 1): Promise<OpenVisit> {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards });
  const li = await story.doctor();
  return { story, patient, li, visit: await openWith(li, item(patient.cards, 1)) };
}

const slipOf = (patient: Patient) => ({ slip: item(patient.slips, 1), pin: PIN });

describe('an image of a note', () => {
  it('is signed with it and read at the next hospital, without camera’s words and patient’s name', async () => {
    const { li, patient, story, visit } = await openVisit(2);
    await li['attachment/add']({ visit, name: '张秀英 伤口.jpg', bytes: photo() });
    const taken = await li['attachment/add']({ visit, name: 'IM0001', bytes: film('Zhang^Xiuying') });
    expect(taken).toMatchObject({
      patient: 'same',
      added: { kind: 'dicom', place: { series: '1.2.3', modality: 'CT', number: 7 } },
    });
    await li['draft/save']({ visit, note: NOTE });
    expect((await li['sign/preview']({ visit })).attachments).toHaveLength(2);
    const statement = await writeRecord(li, visit, slipOf(patient));
    expect(await li['attachment/list']({ visit })).toEqual([]);
    await li['visit/end']({ visit });

    const wang = await story.doctor(story.world.wang, story.world.b);
    const read = await wang['card/read']({ text: item(patient.cards, 2) });
    const open = await wang['card/unseal']({ handle: read.state === 'sealed' ? read.handle : '', pin: PIN });
    const handle = open.state === 'fresh' ? open.handle : '';
    const second = await wang['visit/open']({ handle, registration: null, purpose: 'treatment' });
    await wang['visit/chart']({ visit: second.id });
    const of = { kind: 'record', visit: second.id, statement, leaf: 0 } as const;
    const { attachments } = await wang['visit/document']({ visit: second.id, statement, leaf: 0 });
    expect(attachments).toMatchObject([
      { id: 0, title: '张秀英 伤口.jpg', kind: 'picture', contentType: 'image/jpeg' },
      { id: 1, title: 'IM0001', kind: 'dicom' },
    ]);
    expect(JSON.stringify(attachments)).not.toContain('key');
    const picture = await wang['attachment/read']({ of, id: 0 });
    const pictureText = Buffer.from(picture.bytes).toString('latin1');
    expect(pictureText).toContain(CANARY);
    expect(pictureText).not.toContain(PLACE);
    // Of what the camera wrote, the orientation alone is there: the picture stands upright.
    expect(
      Buffer.from(picture.bytes).indexOf(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6])),
    ).toBeGreaterThan(0);
    const { bytes } = await wang['attachment/read']({ of, id: 1 });
    const shown = showFile(readDicomFile(bytes)).elements.map(({ value }) => value);
    expect(shown.join('\n')).not.toMatch(/zhang|xiuying|1958/iu);
    expect(Buffer.from(bytes).toString('latin1')).toContain(CANARY);
    expect(await codeOfAsync(wang['attachment/read']({ of, id: 2 }))).toBe('attachment-unknown');
  });

  it('is there for its author after the visit, and for the patient alone', async () => {
    const { li, patient, story, visit } = await openVisit();
    await li['attachment/add']({ visit, name: '伤口.jpg', bytes: photo() });
    const statement = await writeRecord(li, visit, slipOf(patient));
    await li['visit/end']({ visit });
    const own = await li['attachment/read']({ of: { kind: 'own', statement }, id: 0 });
    expect(Buffer.from(own.bytes).toString('latin1')).toContain(CANARY);

    const secret = {
      kind: 'master',
      text: patient.masterText,
      passphrase: patient.masterPassphrase,
    } as const;
    const { handle } = await li['patient/view']({ secret, institution: toHex(story.world.a.id) });
    const seen = await li['patient/image']({ handle, statement, leaf: 0, id: 0 });
    expect(seen.bytes).toEqual(own.bytes);
    const none = li['patient/image']({ handle, statement, leaf: 0, id: 1 });
    expect(await codeOfAsync(none)).toBe('attachment-unknown');
  });

  it('is read range by range, from the desk while it is a draft and from the node afterwards', async () => {
    const { li, patient, visit } = await openVisit();
    const scan = Uint8Array.from({ length: 3 * 1024 * 1024 }, (_, index) => (index * 31) % 251);
    const { added } = await li['attachment/add']({ visit, name: 'a.jpg', bytes: photo(scan) });
    const draft = { kind: 'draft', visit } as const;
    const { bytes: whole } = await li['attachment/read']({ of: draft, id: added.id });
    const ranges = [
      [0, 100],
      [1024 * 1024 - 50, 1024 * 1024],
      [whole.length - 10, 4_000],
    ] as const;
    for (const [from, length] of ranges) {
      const part = await li['attachment/range']({ of: draft, id: added.id, from, length });
      expect(Buffer.compare(part.bytes, whole.subarray(from, from + length))).toBe(0);
    }
    const statement = await writeRecord(li, visit, slipOf(patient));
    const of = { kind: 'own', statement } as const;
    for (const [from, length] of ranges) {
      const part = await li['attachment/range']({ of, id: 0, from, length });
      expect(Buffer.compare(part.bytes, whole.subarray(from, from + length))).toBe(0);
    }
    const at = (id: number, from: number) => codeOfAsync(li['attachment/range']({ of, id, from, length: 1 }));
    expect(await at(0, whole.length + 1)).toBe('attachment-range');
    expect(await at(1, 0)).toBe('attachment-unknown');
  });

  it('lies in the desk sealed, comes back after a restart, and is in the clear in no file of any machine or node', async () => {
    const { li, patient, story, visit } = await openVisit();
    await li['attachment/add']({ visit, name: 'IM0001', bytes: film('Zhang^Xiuying') });
    li.close();
    const again = await story.open(story.world.li);
    await again.sync();
    const [kept] = await again['attachment/list']({ visit });
    expect(kept).toMatchObject({ title: 'IM0001' });
    await writeRecord(again, visit, slipOf(patient));
    const folder = join(story.machine('x'), '..');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    const clear = files.filter((file) => readFileSync(join(file.parentPath, file.name)).includes(CANARY));
    expect(files.length).toBeGreaterThan(4);
    expect(clear).toEqual([]);
  });

  it('that is added or removed after the preview has to be previewed again', async () => {
    const { li, patient, visit } = await openVisit();
    const { added } = await li['attachment/add']({ visit, name: 'a.jpg', bytes: photo() });
    await li['draft/save']({ visit, note: NOTE });
    const { hash } = await li['sign/preview']({ visit });
    await li['attachment/remove']({ visit, id: added.id });
    const sign = li['sign/commit']({ visit, hash, consent: slipOf(patient) });
    expect(await codeOfAsync(sign)).toBe('draft-changed');
    expect((await li['sign/preview']({ visit })).attachments).toEqual([]);
  });
});

describe('the name in a DICOM file', () => {
  const chart = { resourceType: 'Patient', name: [{ text: '张秀英' }], birthDate: '1958-03-12' };

  it.each([
    ['张秀英', '19580312', 'same'],
    ['XIUYING ZHANG', '19580312', 'same'],
    ['Zhang Xiu Ying', null, 'same'],
    ['Wang Xiaodong', '19580312', 'different'],
    ['Zhang Xiuying', '19600101', 'different'],
    ['', null, 'unknown'],
  ])('%s, born %s, is %s', (name, birthDate, expected) => {
    const names = name === '' ? [] : [name];
    expect(comparePatient({ names, birthDate }, chart)).toBe(expected);
  });

  it('is compared by its parts where the chart has them', () => {
    const parts = { resourceType: 'Patient', name: [{ family: 'Li', given: ['Ming', 'Hao'] }] };
    expect(comparePatient({ names: ['Ming Hao Li'], birthDate: null }, parts)).toBe('same');
    expect(comparePatient({ names: ['Li Ming'], birthDate: null }, parts)).toBe('different');
    expect(comparePatient({ names: ['Li Ming'], birthDate: null }, { resourceType: 'Patient' })).toBe(
      'unknown',
    );
  });
});

describe('what is attached', () => {
  it('is told by its bytes, and refused where it is nothing that can be shown', async () => {
    const { li, visit } = await openVisit();
    const add = (bytes: Uint8Array<ArrayBuffer>) => li['attachment/add']({ visit, name: 'f.dcm', bytes });
    expect(await codeOfAsync(add(Uint8Array.from(text('%PDF-1.7 and more of it'))))).toBe('pdf-damaged');
    expect(await codeOfAsync(add(Uint8Array.from(text('PK\x03\x04word/document.xml'))))).toBe(
      'attachment-kind',
    );
    expect(await codeOfAsync(add(Uint8Array.from(text('nothing at all'))))).toBe('attachment-kind');
    expect(await codeOfAsync(add(Uint8Array.of(0xff, 0xd8, 0xff, 0xe1, 0xff)))).toBe('picture-damaged');
    expect(await codeOfAsync(add(new Uint8Array(0)))).toBe('attachment-kind');
    const directory = dicom([element(0x0004_1220, 'SQ', new Uint8Array(0))]);
    expect(await codeOfAsync(add(Uint8Array.from(directory)))).toBe('attachment-kind');
    expect(await li['attachment/list']({ visit })).toEqual([]);
  });
});

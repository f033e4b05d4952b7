/** A file that names another patient: it is not signed before the doctor has said why, or has taken it away. */
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/crypto/bytes.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { dicom, element, image, joined } from '../../support/dicom.ts';
import { gb18030 } from '../../support/gb18030.ts';
import { item, NOTE, openWith, PIN, Story } from '../support/story.ts';

function film(name: Uint8Array, characterSet: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    dicom([
      element(0x0008_0005, 'CS', characterSet),
      element(0x0008_0060, 'CS', 'CT'),
      element(0x0010_0010, 'PN', name),
      element(0x0010_0030, 'DA', '19580312'),
      element(0x0020_000d, 'UI', '1.2'),
      element(0x0020_000e, 'UI', '1.2.3'),
      element(0x0020_0013, 'IS', '1'),
      ...image({}),
    ]),
  );
}

const LATIN = film(utf8('Wang^Xiaodong'), 'ISO_IR 192');
/** G1 designated to GB 2312 by an escape before each group of characters (PS3.5 annex K). */
const ESCAPE = Uint8Array.of(0x1b, 0x24, 0x29, 0x41);
const escaped = (text: string): Uint8Array => joined(ESCAPE, gb18030(text));

async function openVisit() {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 2 });
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  return { story, patient, li, visit, consent: { slip: item(patient.slips, 1), pin: PIN } };
}

describe('a file that names another patient', () => {
  it('waits for the doctor’s word, also after a restart, and carries it into the record', async () => {
    const { story, patient, li, visit, consent } = await openVisit();
    await li['attachment/add']({ visit, name: 'IM1', bytes: LATIN });
    await li['draft/save']({ visit, note: NOTE });
    li.close();

    const again = await story.open(story.world.li);
    await again.sync();
    const [open] = await again['attachment/list']({ visit });
    expect(open?.mismatch).toEqual({ reason: null });
    const { hash } = await again['sign/preview']({ visit });
    const refused = again['sign/commit']({ visit, hash, consent });
    expect(await codeOfAsync(refused)).toBe('attachment-other-patient');

    const reason = '张秀英在外院用他人名字登记，影像科已核对';
    await again['attachment/keep']({ visit, ids: [open?.id ?? 0], reason });
    const shown = await again['sign/preview']({ visit });
    expect(shown.hash).not.toBe(hash);
    expect(shown.attachments).toMatchObject([{ mismatch: { reason } }]);
    const { statement } = await again['sign/commit']({ visit, hash: shown.hash, consent });
    await again.sync();
    await again['visit/end']({ visit });

    const wang = await story.doctor(story.world.wang, story.world.b);
    const read = await wang['card/read']({ text: item(patient.cards, 2) });
    const unsealed = await wang['card/unseal']({
      handle: read.state === 'sealed' ? read.handle : '',
      pin: PIN,
    });
    const handle = unsealed.state === 'fresh' ? unsealed.handle : '';
    const { id } = await wang['visit/open']({ handle, registration: null, purpose: 'treatment' });
    await wang['visit/chart']({ visit: id });
    const document = await wang['visit/document']({ visit: id, statement, leaf: 0 });
    expect(document.attachments).toMatchObject([{ title: 'IM1', mismatch: { reason } }]);
  });

  it('can be taken away instead, and a reason is given to no file that is not there', async () => {
    const { li, visit, consent } = await openVisit();
    const { added } = await li['attachment/add']({ visit, name: 'IM1', bytes: LATIN });
    const keep = li['attachment/keep']({ visit, ids: [added.id, added.id + 1], reason: '…' });
    expect(await codeOfAsync(keep)).toBe('attachment-unknown');
    expect((await li['attachment/list']({ visit }))[0]?.mismatch).toEqual({ reason: null });
    await li['attachment/remove']({ visit, id: added.id });
    await li['draft/save']({ visit, note: NOTE });
    const { hash } = await li['sign/preview']({ visit });
    expect(await li['sign/commit']({ visit, hash, consent })).toMatchObject({ state: 'consented' });
  });

  it.each([
    ['GB18030', gb18030('Zhang^XiuYing=张^秀英'), 'same'],
    ['GB18030', gb18030('Wang^Xiaodong=王^晓东'), 'different'],
    [
      String.raw`\ISO 2022 IR 58`,
      joined(utf8('Zhang^XiuYing='), escaped('张'), utf8('^'), escaped('秀英')),
      'same',
    ],
    [String.raw`\ISO 2022 IR 58`, joined(utf8('='), escaped('王'), utf8('^'), escaped('晓东')), 'different'],
    // Declared as Latin, written as GB18030: what many machines do.
    ['ISO_IR 100', gb18030('张秀英'), 'same'],
  ])('written as %s is known for what it says: %#', async (characterSet, name, expected) => {
    const { li, visit } = await openVisit();
    const bytes = film(name, characterSet);
    expect((await li['attachment/add']({ visit, name: 'IM1', bytes })).patient).toBe(expected);
    const [{ id } = { id: 0 }] = await li['attachment/list']({ visit });
    const kept = await li['attachment/read']({ of: { kind: 'draft', visit }, id });
    expect(Buffer.from(kept.bytes).includes(Buffer.from(name))).toBe(false);
  });
});

/** The scanner's folder: its files come into a note when they are whole, and leave it when the record is on the ledger. */
import { existsSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeOfAsync } from '../../support/codeOf.ts';
import { pdf } from '../../support/mediaFiles.ts';
import { item, openWith, PIN, Story, writeRecord } from '../support/story.ts';

const SCAN = pdf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>']);

async function scanner() {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 1 });
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  const folder = join(story.machine('x'), '..', 'scans');
  mkdirSync(folder);
  const put = (name: string, bytes: Uint8Array, agoMs: number): void => {
    writeFileSync(join(folder, name), bytes);
    const time = (story.hospitals.clock.now() - agoMs) / 1_000;
    utimesSync(join(folder, name), time, time);
  };
  await li['scanner/use']({ folder });
  const states = async (): Promise<unknown> =>
    (await li['scanner/list']({})).map(({ name, state }) => [name, state]);
  return { folder, li, patient, put, states, visit };
}

describe('the scanner’s folder', () => {
  it('offers its newest files first; what may still be written waits', async () => {
    const { li, put, states, visit } = await scanner();
    put('old.pdf', SCAN, 60_000);
    put('new.pdf', SCAN, 10_000);
    put('coming.pdf', SCAN.subarray(0, 40), 1_000);
    put('begun.pdf', new Uint8Array(0), 30_000);
    expect(await states()).toEqual([
      ['coming.pdf', 'growing'],
      ['new.pdf', 'ready'],
      ['begun.pdf', 'growing'],
      ['old.pdf', 'ready'],
    ]);
    expect(await li['scanner/folder']({})).toEqual({ name: 'scans' });
    expect((await li['scanner/read']({ name: 'new.pdf' })).bytes).toEqual(SCAN);
    const early = li['scanner/take']({ visit, name: 'coming.pdf' });
    expect(await codeOfAsync(early)).toBe('scanner-file-growing');
  });

  it('is the only one that is read: no path, no link, no folder in it', async () => {
    const { folder, li, put, states, visit } = await scanner();
    writeFileSync(join(folder, '..', 'secret.pdf'), SCAN);
    symlinkSync(join(folder, '..', 'secret.pdf'), join(folder, 'link.pdf'));
    mkdirSync(join(folder, 'inner'));
    put('a.pdf', SCAN, 10_000);
    expect(await states()).toEqual([['a.pdf', 'ready']]);
    for (const name of [
      '../secret.pdf',
      join(folder, 'a.pdf'),
      'link.pdf',
      'inner',
      '..',
      'gone.pdf',
      '..\\a.pdf',
    ])
      expect(await codeOfAsync(li['scanner/take']({ visit, name }))).toBe('scanner-file-unknown');
  });

  it('keeps an original until the record that has it was signed and is on the ledger', async () => {
    const { folder, li, patient, put, states, visit } = await scanner();
    put('report.pdf', SCAN, 10_000);
    put('other.pdf', SCAN, 20_000);
    const drop = () => li['scanner/delete']({ name: 'report.pdf' });
    expect(await codeOfAsync(drop())).toBe('scanner-file-kept');
    const { added } = await li['scanner/take']({ visit, name: 'report.pdf' });
    expect(added).toMatchObject({ title: 'report.pdf', kind: 'pdf' });
    expect(await codeOfAsync(drop())).toBe('scanner-file-kept');
    await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN });
    expect(await states()).toEqual([
      ['report.pdf', 'sent'],
      ['other.pdf', 'ready'],
    ]);
    await drop();
    expect(existsSync(join(folder, 'report.pdf'))).toBe(false);
    expect(await codeOfAsync(drop())).toBe('scanner-file-unknown');
    // A new scan under the name of one that was sent is another file.
    put('report.pdf', SCAN, 5_000);
    expect(await states()).toEqual([
      ['report.pdf', 'ready'],
      ['other.pdf', 'ready'],
    ]);
  });

  it('keeps the original of what was taken out of the note again', async () => {
    const { li, patient, put, states, visit } = await scanner();
    put('report.pdf', SCAN, 10_000);
    const { added } = await li['scanner/take']({ visit, name: 'report.pdf' });
    await li['attachment/remove']({ visit, id: added.id });
    await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN });
    expect(await states()).toEqual([['report.pdf', 'attached']]);
    expect(await codeOfAsync(li['scanner/delete']({ name: 'report.pdf' }))).toBe('scanner-file-kept');
  });
});

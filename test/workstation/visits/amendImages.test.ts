/** What follows a record that has images, orders and reports: nothing of it is lost, and what is dropped is dropped. */
import { describe, expect, it } from 'vitest';
import { codeOfAsync } from '../../support/codeOf.ts';
import { dicomFile } from '../../support/dicomFile.ts';
import { item, NOTE, openWith, PIN, Story, writeRecord } from '../support/story.ts';

const STUDY = '1.2.840.7';

function slice(number: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    dicomFile({
      patientName: 'Zhang^Xiuying',
      patientId: 'Z-1',
      birthDate: '19580312',
      studyDate: '20260309',
      study: STUDY,
      series: `${STUDY}.1`,
      instance: `${STUDY}.1.${String(number)}`,
      number,
      modality: 'CT',
      description: '胸部平扫',
    }),
  );
}

const SOMEBODY_ELSE = {
  patientName: 'Wang^Xiaodong',
  patientId: 'W-1',
  birthDate: '19900101',
  studyDate: '20260309',
  study: '1.2.9',
  series: '1.2.9.1',
  instance: '1.2.9.1.1',
  modality: 'CR',
  description: '',
} as const;

const REPORT = {
  category: 'imaging' as const,
  title: '胸部CT',
  date: '',
  conclusion: '左肺结节。',
  critical: false,
  order: null,
  values: [],
  studies: [STUDY],
};

async function withImages() {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 2 });
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  for (const number of [1, 2])
    await li['attachment/add']({ visit, name: `IM${String(number)}`, bytes: slice(number) });
  const orders = [{ number: 'HIS-1', category: 'laboratory' as const, name: '血钾', remark: '' }];
  const note = { ...NOTE, orders, reports: [REPORT], vitals: { pulse: 80 } };
  const statement = await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN }, note);
  const next = async () => {
    const ended = await li['visit/end']({ visit });
    const wang = await story.doctor(story.world.wang, story.world.b);
    const later = await openWith(wang, ended.next?.text ?? '');
    return { wang, later, chart: await wang['visit/chart']({ visit: later }) };
  };
  return { story, li, visit, statement, next };
}

describe('a correction of a record with images', () => {
  it('keeps those that are kept under their blobs, and orders, vitals and reports; the others are gone from it', async () => {
    const { story, li, statement, next } = await withImages();
    const { attachments, note, orders } = await li['amend/load']({ statement });
    expect(attachments.map(({ title }) => title)).toEqual(['IM1', 'IM2']);
    expect(orders).toEqual([{ number: 'HIS-1', name: '血钾' }]);
    const blobs = story.hospitals.envelopes().get(statement)?.attachments ?? [];
    const corrected = { ...note, diagnosis: '肺炎' };
    const amendment = { kind: 'correction' as const, reason: '左右写反', note: corrected, keep: [1] };
    const preview = await li['amend/preview']({ statement, amendment });
    story.hospitals.cut();
    expect(preview.attachments).toMatchObject([{ title: 'IM2' }]);
    const done = await li['amend/commit']({ statement, hash: preview.hash, consent: null });
    const [queued] = li.session.desk.outbox.unsettled();
    // Identity and clinical part alone: what the node has is named and not sent again.
    expect(li.session.desk.outbox.blobs(queued?.id ?? 0)).toHaveLength(2);
    await story.hospitals.restore();
    await li.login();
    await li.sync();
    expect(story.hospitals.envelopes().get(done.statement)?.attachments).toEqual([blobs[1]]);

    const { wang, later, chart } = await next();
    const of = { kind: 'record', visit: later, statement: done.statement, leaf: 0 } as const;
    const seen = await wang['attachment/read']({ of, id: 0 });
    expect(Buffer.from(seen.bytes).includes('胸部平扫')).toBe(true);
    expect(chart.reports).toMatchObject([
      {
        title: '胸部CT',
        statement: done.statement,
        images: [{ statement: done.statement, attachments: [0], modality: 'CT' }],
      },
    ]);
    expect(chart.orders).toMatchObject([{ number: 'HIS-1', statement: done.statement, state: 'pending' }]);
    expect(chart.vitals.map(({ points }) => points.length)).toEqual([1]);
    // The record that was corrected still has both.
    const first = await wang['visit/document']({ visit: later, statement, leaf: 0 });
    expect(first.attachments).toHaveLength(2);
  });

  it('keeps all of them unless it says which, and its author reads them', async () => {
    const { story, li, statement } = await withImages();
    const { note } = await li['amend/load']({ statement });
    const amendment = { kind: 'correction' as const, reason: '笔误', note };
    const { hash } = await li['amend/preview']({ statement, amendment });
    const done = await li['amend/commit']({ statement, hash, consent: null });
    await li.sync();
    const kept = story.hospitals.envelopes().get(done.statement)?.attachments ?? [];
    expect(kept).toHaveLength(2);
    const own = await li['attachment/read']({ of: { kind: 'own', statement: done.statement }, id: 1 });
    expect(own.bytes.length).toBe(slice(2).length);
  });
});

describe('a late result', () => {
  it('is a report with values that answers the order of its record, and completes it in the next chart', async () => {
    const { li, statement, next } = await withImages();
    const report = {
      ...REPORT,
      category: 'laboratory' as const,
      title: '血钾',
      conclusion: '',
      order: 'HIS-1',
      studies: [],
      values: [{ name: '钾', value: '6.8', unit: 'mmol/L', range: '3.5-5.3', flag: 'HH' as const }],
    };
    const amendment = { kind: 'result' as const, title: '血钾', text: '', report };
    const { hash, sections } = await li['amend/preview']({ statement, amendment });
    expect(sections.map(({ text }) => text)).toEqual(['钾 6.8 mmol/L (3.5-5.3) HH']);
    await li['amend/commit']({ statement, hash, consent: null });
    await li.sync();
    const { chart } = await next();
    expect(chart.orders).toMatchObject([{ number: 'HIS-1', state: 'completed' }]);
    expect(chart.reports.find(({ category }) => category === 'laboratory')).toMatchObject({
      flag: 'critical',
      by: 'number',
      values: [{ label: '钾', point: { text: '6.8', flag: 'critical-high' } }],
    });
  });
});

describe('what comes after a record', () => {
  it('brings its own images, also after the visit’s end: a film that was read late is at the next hospital', async () => {
    const { story, li, visit, statement } = await withImages();
    const { next } = await li['visit/end']({ visit });
    story.hospitals.advance(2 * 24 * 60 * 60 * 1000);
    const added = await li['attachment/add']({ visit: statement, name: '张秀英.dcm', bytes: slice(3) });
    expect(added).toMatchObject({ patient: 'same', added: { kind: 'dicom' } });
    const report = { ...REPORT, conclusion: '张秀英，结节无变化。' };
    const amendment = { kind: 'result' as const, title: '胸部CT', text: '', report };
    const { attachments, hash } = await li['amend/preview']({ statement, amendment });
    expect(attachments).toMatchObject([{ title: '张秀英.dcm' }]);
    const late = await li['amend/commit']({ statement, hash, consent: null });
    await li.sync();
    expect(await li['attachment/list']({ visit: statement })).toEqual([]);

    const wang = await story.doctor(story.world.wang, story.world.b);
    const later = await openWith(wang, next?.text ?? '');
    const { reports } = await wang['visit/chart']({ visit: later });
    const found = reports.find((one) => one.statement === late.statement);
    // The film that came late, and those of the same study that its record had.
    expect(found).toMatchObject({ conclusion: report.conclusion });
    expect(found?.images.map((images) => [images.statement, images.attachments])).toEqual([
      [late.statement, [0]],
      [statement, [0, 1]],
    ]);
    const of = { kind: 'record', visit: later, statement: late.statement, leaf: 0 } as const;
    const seen = await wang['attachment/read']({ of, id: 0 });
    expect(seen.bytes.length).toBe(slice(3).length);
  });

  it('is previewed again when an image came since, and a correction may bring one', async () => {
    const { li, statement } = await withImages();
    const { note } = await li['amend/load']({ statement });
    const amendment = { kind: 'correction' as const, reason: '漏传一幅', note, keep: [0] };
    const { hash } = await li['amend/preview']({ statement, amendment });
    await li['attachment/add']({ visit: statement, name: 'IM3', bytes: slice(3) });
    const stale = li['amend/commit']({ statement, hash, consent: null });
    expect(await codeOfAsync(stale)).toBe('draft-changed');
    const again = await li['amend/preview']({ statement, amendment });
    expect(again.attachments.map(({ title }) => title)).toEqual(['IM1', 'IM3']);
    const done = await li['amend/commit']({ statement, hash: again.hash, consent: null });
    await li.sync();
    const own = { kind: 'own', statement: done.statement } as const;
    expect((await li['attachment/read']({ of: own, id: 1 })).bytes.length).toBe(slice(3).length);
  });

  it('brings no film of somebody else without the doctor’s word', async () => {
    const { li, statement } = await withImages();
    const bytes = Uint8Array.from(dicomFile({ ...SOMEBODY_ELSE, number: 1 }));
    await li['attachment/add']({ visit: statement, name: 'IM', bytes });
    const amendment = { kind: 'addendum' as const, text: '补充' };
    const { hash } = await li['amend/preview']({ statement, amendment });
    const commit = li['amend/commit']({ statement, hash, consent: null });
    expect(await codeOfAsync(commit)).toBe('attachment-other-patient');
  });
});

/** An order of one hospital, its result at the next, and what both charts say of it. */
import { describe, expect, it } from 'vitest';
import { dicomFile } from '../../support/dicomFile.ts';
import { item, NOTE, openWith, PIN, Story, writeRecord } from '../support/story.ts';

const REPORT = {
  category: 'imaging',
  title: '胸部CT',
  date: '',
  conclusion: '张秀英，右肺上叶结节。',
  critical: true,
  values: [],
} as const;

describe('an order', () => {
  it('of A is open at B, is answered there with report and images, and is completed in the chart after', async () => {
    const story = await Story.begin();
    const patient = await story.registerPatient({ cards: 3 });
    const li = await story.doctor();
    const visit = await openWith(li, item(patient.cards, 1));
    const orders = [{ number: '', category: 'imaging' as const, name: '胸部CT', remark: '张秀英 复查结节' }];
    await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN }, { ...NOTE, orders });
    const { next } = await li['visit/end']({ visit });

    const wang = await story.doctor(story.world.wang, story.world.b);
    const second = await openWith(wang, next?.text ?? '');
    const [open] = (await wang['visit/chart']({ visit: second })).orders;
    expect(open).toMatchObject({ name: '胸部CT', remark: '张秀英 复查结节', state: 'pending', reports: [] });
    expect(open?.number).toMatch(/^\d{12}$/u);
    const study = '1.2.840.7';
    const bytes = dicomFile({
      patientName: 'Zhang^Xiuying',
      patientId: 'Z-1',
      birthDate: '19580312',
      studyDate: '20260309',
      study,
      series: `${study}.1`,
      instance: `${study}.1.1`,
      number: 1,
      modality: 'CT',
      description: '胸部平扫',
    });
    await wang['attachment/add']({ visit: second, name: 'IM1', bytes: Uint8Array.from(bytes) });
    const reports = [{ ...REPORT, values: [], order: open?.number ?? '', studies: [study] }];
    const statement = await writeRecord(
      wang,
      second,
      { slip: item(patient.slips, 2), pin: PIN },
      { ...NOTE, reports },
    );
    const { next: third } = await wang['visit/end']({ visit: second });

    const last = await openWith(li, third?.text ?? '');
    const chart = await li['visit/chart']({ visit: last });
    expect(chart.orders).toMatchObject([{ state: 'completed', reports: [chart.reports[0]?.key] }]);
    expect(chart.reports).toMatchObject([
      {
        title: '胸部CT',
        conclusion: '张秀英，右肺上叶结节。',
        flag: 'critical',
        by: 'number',
        order: chart.orders[0]?.key,
        images: [{ statement, leaf: 0, attachments: [0], modality: 'CT', date: '2026-03-09' }],
      },
    ]);
    const of = { kind: 'record', visit: last, statement, leaf: 0 } as const;
    const seen = await li['attachment/read']({ of, id: 0 });
    expect(Buffer.from(seen.bytes).includes('Xiuying')).toBe(false);
    expect(seen.bytes.length).toBe(bytes.length);
  });
});

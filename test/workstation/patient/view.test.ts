import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/crypto/bytes.ts';
import { codeOfAsync, detailOf } from '../../support/codeOf.ts';
import { item, NOTE, openWith, PIN, Story, writeRecord, type Patient } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

interface AfterVisit {
  readonly story: Story;
  readonly patient: Patient;
  readonly statement: string;
  readonly kiosk: TestCore;
  readonly institution: string;
}

async function afterVisit(): Promise<AfterVisit> {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 2 });
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  const statement = await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN });
  await li['visit/end']({ visit });
  const kiosk = await story.doctor(story.world.chen);
  kiosk.node.logout();
  return { story, patient, statement, kiosk, institution: toHex(story.world.a.id) };
}

describe("the patient's own view", () => {
  it.each(['master', 'slip'] as const)('opens with the %s, and lists every opening', async (kind) => {
    const { patient, statement, kiosk, institution } = await afterVisit();
    const secret =
      kind === 'master'
        ? ({ kind, text: patient.masterText, passphrase: patient.masterPassphrase } as const)
        : ({ kind, text: item(patient.slips, 2), pin: PIN } as const);
    const view = await kiosk['patient/view']({ secret, institution });
    expect(view.banner).toMatchObject({ name: '张秀英', allergies: ['青霉素过敏'] });
    expect(view.openings).toMatchObject([
      { epoch: 0, use: 'registration', by: { zh: '挂号员' }, records: 1 },
      {
        epoch: 1,
        use: 'visit',
        by: { zh: '李明' },
        institution: { zh: '仁和医院' },
        purpose: 'treatment',
        records: 1,
      },
    ]);
    expect(view.openings.every(({ endedAt }) => endedAt !== null)).toBe(true);
    expect(view.documents.map(({ epoch }) => epoch)).toEqual([0, 1]);
    const document = await kiosk['patient/document']({ handle: view.handle, statement, leaf: 0 });
    expect(document.proof.verified).toBe(true);
    expect(document.sections.map(({ text }) => text)).toContain(NOTE.presentIllness);
    await kiosk['patient/close']({ handle: view.handle });
    expect(await codeOfAsync(kiosk['patient/document']({ handle: view.handle, statement, leaf: 0 }))).toBe(
      'patient-handle-unknown',
    );
  });

  it('shows an opening that goes on, and records of later epochs that were skipped to', async () => {
    const { story, patient, kiosk, institution } = await afterVisit();
    const wang = await story.doctor(story.world.wang, story.world.b);
    const read = await wang['card/read']({ text: item(patient.cards, 2) });
    const fresh = await wang['card/unseal']({ handle: read.state === 'sealed' ? read.handle : '', pin: PIN });
    const handle = fresh.state === 'fresh' ? fresh.handle : '';
    await wang['visit/open']({ handle, registration: null, purpose: 'emergency' });
    const secret = {
      kind: 'master',
      text: patient.masterText,
      passphrase: patient.masterPassphrase,
    } as const;
    const { openings } = await kiosk['patient/view']({ secret, institution });
    expect(openings.at(-1)).toMatchObject({
      epoch: 2,
      by: { zh: '王芳' },
      purpose: 'emergency',
      endedAt: null,
    });
  });

  it('is refused by name', async () => {
    const { patient, kiosk, institution, story } = await afterVisit();
    const view = (secret: Parameters<TestCore['patient/view']>[0]['secret']) =>
      kiosk['patient/view']({ secret, institution });
    const master = { kind: 'master', text: patient.masterText } as const;
    expect(await codeOfAsync(view({ ...master, passphrase: '不 是 这 六 个 字' }))).toBe('passphrase-wrong');
    expect(await codeOfAsync(view({ ...master, text: 'CM1:X', passphrase: patient.masterPassphrase }))).toBe(
      'card-malformed',
    );
    const slip = { kind: 'slip', text: item(patient.slips, 2) } as const;
    expect(await detailOf(view({ ...slip, pin: '000000' }))).toEqual(['pin-wrong', { left: 9 }]);
    expect(await codeOfAsync(view({ kind: 'slip', text: item(patient.slips, 1), pin: PIN }))).toBe(
      'slip-spent',
    );
    expect(await codeOfAsync(view({ kind: 'slip', text: item(patient.cards, 2), pin: PIN }))).toBe(
      'slip-expected',
    );
    story.hospitals.cut();
    expect(await codeOfAsync(view({ ...slip, pin: PIN }))).toBe('node-away');
  });
});

import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../src/crypto/bytes.ts';
import { toStatementHash } from '../../../src/crypto/ids.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { item, NOTE, openWith, PIN, Story, writeRecord } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

const DAY = 24 * 60 * 60 * 1000;

async function afterSigning(): Promise<{ story: Story; li: TestCore; visit: string; statement: string }> {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 1 });
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  const statement = await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN });
  return { story, li, visit, statement };
}

describe("the doctor's ledger", () => {
  it('shows what the doctor signed, with the patient until the follow-up has passed, then without', async () => {
    const { story, li, visit, statement } = await afterSigning();
    await li['visit/end']({ visit });
    expect(await li['ledger/mine']({})).toMatchObject([
      {
        statement,
        kind: 'record',
        state: 'consented',
        patientName: '张秀英',
        summary: '咳嗽3天',
        verified: true,
      },
    ]);
    expect((await li['ledger/my-document']({ statement })).sections.map(({ text }) => text)).toContain(
      NOTE.presentIllness,
    );
    story.hospitals.advance(15 * DAY);
    expect(await li['ledger/mine']({})).toMatchObject([{ statement, patientName: null, verified: true }]);
    const document = await li['ledger/my-document']({ statement });
    expect(document.proof).toMatchObject({ verified: true, failure: null });
    const text = document.sections.map((section) => section.text).join('\n');
    expect(text).not.toContain('张秀英');
    expect(text).toMatch(/⟦\d+⟧，3天前受凉/u);
    const kept = li.session.desk.ownRecords.record(toStatementHash(fromHex(statement)));
    expect(kept?.identity).toBeNull();
  });

  it('is read back from the node on a new machine, and without the name after the follow-up', async () => {
    const { story, statement } = await afterSigning();
    const fresh = new FreshMachine(story);
    expect(await (await fresh.open())['ledger/mine']({})).toMatchObject([
      { statement, patientName: '张秀英', verified: true },
    ]);
    story.hospitals.advance(15 * DAY);
    const later = await fresh.open();
    expect(await later['ledger/mine']({})).toMatchObject([
      { statement, patientName: null, title: { zh: '急性支气管炎' }, verified: false },
    ]);
    expect((await later['ledger/my-document']({ statement })).proof.failure).toBe('data-unverifiable');
  });

  it('shows a record that is on its way, and one that the node could not be asked for', async () => {
    const { story, li, visit } = await afterSigning();
    story.hospitals.cut();
    const queued = await writeRecord(li, visit, null);
    expect(await li['ledger/mine']({})).toMatchObject([
      { statement: queued, state: 'signed-queued', patientName: '张秀英', height: null },
      { state: 'consented' },
    ]);
    await story.hospitals.restore();
    await li.sync();
    const other = await new FreshMachine(story).open();
    story.hospitals.cut();
    expect(await other['ledger/mine']({})).toMatchObject([{ title: null, verified: false }, { title: null }]);
  });

  it('is each doctor’s own', async () => {
    const { story, statement } = await afterSigning();
    const chen = await story.doctor(story.world.chen);
    expect(await chen['ledger/mine']({})).toEqual([]);
    expect(await codeOfAsync(chen['ledger/my-document']({ statement }))).toBe('document-unknown');
  });
});

describe('the status of the ledger', () => {
  it('says where the verified copy stands, and that a validator just confirmed it', async () => {
    const { story, li } = await afterSigning();
    expect(await li['ledger/status']({})).toMatchObject({
      height: story.hospitals.a.store.height(),
      halted: null,
      node: 'connected',
      nodeStatusVerified: true,
      validators: 1,
      outboxWaiting: 0,
      clockSkewMs: 0,
    });
    story.hospitals.cut();
    expect(await li['ledger/status']({})).toMatchObject({
      node: 'away',
      nodeStatusVerified: null,
      clockSkewMs: null,
    });
  });

  it('verifies everything again from genesis', async () => {
    const { li } = await afterSigning();
    const { height, appHash } = await li['ledger/verify']({});
    const status = await li['ledger/status']({});
    expect({ height, appHash }).toEqual({ height: status.height, appHash: status.appHash });
  });
});

/** A machine of the doctor that signed nothing itself. */
class FreshMachine {
  readonly #story: Story;
  #count = 0;

  constructor(story: Story) {
    this.#story = story;
  }

  async open(): Promise<TestCore> {
    this.#count += 1;
    const core = await this.#story.open(
      this.#story.world.li,
      this.#story.world.a,
      `new-${String(this.#count)}`,
    );
    await core.sync();
    return core;
  }
}

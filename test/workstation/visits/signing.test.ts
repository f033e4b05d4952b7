import { describe, expect, it } from 'vitest';
import { fromHex, toHex, utf8 } from '../../../src/crypto/bytes.ts';
import { writeCard } from '../../../src/crypto/card.ts';
import { toStatementHash } from '../../../src/crypto/ids.ts';
import { statementCodec } from '../../../src/contracts/entities.ts';
import { read } from '../../../src/contracts/state.ts';
import { syntheticBundle } from '../../support/syntheticBundle.ts';
import { codeOfAsync, detailOf } from '../../support/codeOf.ts';
import { item, NOTE, openWith, PIN, Story, writeRecord, type Patient } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

interface OpenVisit {
  readonly story: Story;
  readonly patient: Patient;
  readonly li: TestCore;
  readonly visit: string;
  readonly slip: { readonly slip: string; readonly pin: string };
}

async function openVisit(cards = 1): Promise<OpenVisit> {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards });
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  return { story, patient, li, visit, slip: { slip: item(patient.slips, 1), pin: PIN } };
}

function stateOnLedger(core: TestCore, statement: string): string | undefined {
  const hash = toStatementHash(fromHex(statement));
  return read(core.replica.store, statementCodec, hash)?.state;
}

describe('drafts', () => {
  it('are durable when they are answered, and come back after a restart', async () => {
    const { story, li, visit } = await openVisit();
    expect(await li['draft/load']({ visit })).toBeNull();
    expect(await li['draft/save']({ visit, note: NOTE })).toMatchObject({ revision: 1 });
    li.close();
    const again = await story.open(story.world.li);
    expect(await again['draft/load']({ visit })).toMatchObject({ note: NOTE, revision: 1 });
  });

  it('belong to a visit of this desk', async () => {
    const { li } = await openVisit();
    expect(await codeOfAsync(li['draft/save']({ visit: '00'.repeat(32), note: NOTE }))).toBe('visit-unknown');
  });
});

describe('the preview', () => {
  it('shows what is signed: text with names, and what is missing', async () => {
    const { li, visit } = await openVisit();
    await li['draft/save']({ visit, note: { ...NOTE, plan: '' } });
    const preview = await li['sign/preview']({ visit });
    expect(preview).toMatchObject({
      patient: { name: '张秀英' },
      author: { zh: '李明' },
      institution: { zh: '仁和医院' },
      missing: ['plan'],
      sealedNames: ['张秀英'],
    });
    expect(preview.sections.find(({ code }) => code === '10164-2')?.text).toBe(NOTE.presentIllness);
    expect(preview.followUntil - preview.time).toBe(14 * 24 * 60 * 60 * 1000);
    expect(await codeOfAsync(li['sign/commit']({ visit, hash: preview.hash, consent: null }))).toBe(
      'note-incomplete',
    );
  });

  it('shows the same bytes again until the draft changes', async () => {
    const { li, visit } = await openVisit();
    await li['draft/save']({ visit, note: NOTE });
    const first = await li['sign/preview']({ visit });
    expect((await li['sign/preview']({ visit })).hash).toBe(first.hash);
    await li['draft/save']({ visit, note: { ...NOTE, plan: '输液' } });
    expect(await codeOfAsync(li['sign/commit']({ visit, hash: first.hash, consent: null }))).toBe(
      'draft-changed',
    );
    expect((await li['sign/preview']({ visit })).hash).not.toBe(first.hash);
    expect(await codeOfAsync(li['sign/commit']({ visit, hash: '00'.repeat(32), consent: null }))).toBe(
      'draft-changed',
    );
  });

  it('has the hash that the ledger then carries, and no name in the clinical part', async () => {
    const { li, visit, slip } = await openVisit();
    await li['draft/save']({ visit, note: NOTE });
    const { hash } = await li['sign/preview']({ visit });
    const { statement } = await li['sign/commit']({ visit, hash, consent: slip });
    await li.sync();
    const entity = read(li.replica.store, statementCodec, fromHex(statement));
    expect(toHex(entity?.data ?? new Uint8Array())).toBe(hash);
    const own = li.session.desk.ownRecords.record(toStatementHash(fromHex(statement)));
    expect(new TextDecoder().decode(own?.clinical.bytes)).not.toContain('张秀英');
  });
});

describe('signing', () => {
  it('with slip and PIN is consented, and closes the draft', async () => {
    const { li, visit, slip } = await openVisit();
    const statement = await writeRecord(li, visit, slip);
    expect(stateOnLedger(li, statement)).toBe('consented');
    expect(await li['draft/load']({ visit })).toBeNull();
    expect(await li['visit/list']({})).toMatchObject([{ consented: true, records: 1 }]);
  });

  it('without a slip waits as pending, shown to nobody, until the slip confirms it', async () => {
    const { li, visit, slip, story, patient } = await openVisit();
    const statement = await writeRecord(li, visit, null);
    expect(stateOnLedger(li, statement)).toBe('pending');
    expect(await li['outbox/list']({})).toMatchObject([{ state: 'pending-consent', statement }, {}]);

    const view = { kind: 'master', text: patient.masterText, passphrase: patient.masterPassphrase } as const;
    const institution = toHex(story.world.a.id);
    const before = await li['patient/view']({ secret: view, institution });
    expect(before.documents).toHaveLength(1);
    expect(before.unavailable).toEqual([{ statement, epoch: 1, code: 'consent-pending', erasedAt: null }]);

    expect(await li['sign/confirm']({ visit, consent: slip })).toEqual({ confirmed: 1 });
    expect(stateOnLedger(li, statement)).toBe('consented');
    expect(await li['outbox/list']({})).toMatchObject([
      { kind: 'visit/confirm', state: 'committed' },
      { state: 'committed' },
      {},
    ]);
    expect((await li['patient/view']({ secret: view, institution })).documents).toHaveLength(2);
    expect(await li['sign/confirm']({ visit, consent: slip })).toEqual({ confirmed: 0 });
    expect((await li['visit/end']({ visit })).next?.epoch).toBe(2);
  });

  it('can be confirmed after the visit is over', async () => {
    const { li, visit, slip } = await openVisit();
    const statement = await writeRecord(li, visit, null);
    expect(await li['visit/end']({ visit })).toEqual({ next: null });
    expect(await li['sign/confirm']({ visit, consent: slip })).toEqual({ confirmed: 1 });
    expect(stateOnLedger(li, statement)).toBe('consented');
  });

  it('is refused for a wrong PIN, with how many attempts are left, and nothing is lost', async () => {
    const { li, visit, slip } = await openVisit();
    await li['draft/save']({ visit, note: NOTE });
    const { hash } = await li['sign/preview']({ visit });
    const wrong = { ...slip, pin: '000000' };
    expect(await detailOf(li['sign/commit']({ visit, hash, consent: wrong }))).toEqual([
      'pin-wrong',
      { left: 9 },
    ]);
    expect(await codeOfAsync(li['sign/commit']({ visit, hash, consent: { ...slip, pin: 'x' } }))).toBe(
      'pin-malformed',
    );
    expect(await li['draft/load']({ visit })).toMatchObject({ note: NOTE });
    expect(await li['sign/commit']({ visit, hash, consent: slip })).toMatchObject({ state: 'consented' });
  });

  it('refuses the slip of another visit without spending an attempt, and the slip of another patient', async () => {
    const { li, visit, patient, story } = await openVisit(2);
    await li['draft/save']({ visit, note: NOTE });
    const { hash } = await li['sign/preview']({ visit });
    const commit = (slip: string): Promise<string> =>
      codeOfAsync(li['sign/commit']({ visit, hash, consent: { slip, pin: PIN } }));
    const stranger = await story.registerPatient({ name: '李四' });
    li.node.before = (request) => expect(request).not.toBe('pepper/release');
    expect(await commit(item(patient.slips, 2))).toBe('slip-mismatch');
    expect(await commit(patient.masterText)).toBe('slip-expected');
    expect(await commit(item(patient.cards, 1))).toBe('slip-expected');
    expect(await commit(writeCard(story.world.otherPatient.card(1)))).toBe('card-other-patient');
    li.node.before = () => undefined;
    expect(await commit(item(stranger.slips, 1))).toBe('slip-mismatch');
  });

  it('goes on while the node is away: pending at once, on the ledger later, once', async () => {
    const { story, li, visit, slip } = await openVisit();
    story.hospitals.cut();
    await li['draft/save']({ visit, note: NOTE });
    const { hash, patient } = await li['sign/preview']({ visit });
    expect(patient.name).toBe('张秀英');
    expect(await codeOfAsync(li['sign/commit']({ visit, hash, consent: slip }))).toBe('node-away');
    const { statement, state } = await li['sign/commit']({ visit, hash, consent: null });
    expect(state).toBe('pending');
    await li.sync();
    expect(stateOnLedger(li, statement)).toBeUndefined();
    expect(await li['outbox/list']({})).toMatchObject([{ state: 'signed-queued', statement }, {}]);
    li.close();

    await story.hospitals.restore();
    const again = await story.doctor();
    await again.sync();
    expect(stateOnLedger(again, statement)).toBe('pending');
    expect(await again['sign/confirm']({ visit, consent: slip })).toEqual({ confirmed: 1 });
    story.hospitals.advance(60_000);
    await again.sync();
    expect(again.replica.verifyAgain().transactions).toBe(again.replica.store.lookups.transactionCount());
    expect((await again['ledger/mine']({})).map((row) => row.statement)).toEqual([statement]);
  });

  it('confirms what is signed and has not reached the ledger yet', async () => {
    const { story, li, visit, slip } = await openVisit();
    await li['draft/save']({ visit, note: NOTE });
    const { hash } = await li['sign/preview']({ visit });
    li.node.before = (request) => {
      if (request === 'receipt') throw new Error('the node breaks down');
    };
    const { statement } = await li['sign/commit']({ visit, hash, consent: null });
    expect(await li['sign/confirm']({ visit, consent: slip })).toEqual({ confirmed: 1 });
    li.node.before = () => undefined;
    story.hospitals.advance(60_000);
    await li.sync();
    story.hospitals.advance(60_000);
    await li.sync();
    expect(stateOnLedger(li, statement)).toBe('consented');
  });

  it('is refused in a visit that is over', async () => {
    const { story, li, visit } = await openVisit();
    await li['draft/save']({ visit, note: NOTE });
    const { hash } = await li['sign/preview']({ visit });
    story.hospitals.advance(25 * 60 * 60 * 1000);
    expect(await codeOfAsync(li['sign/commit']({ visit, hash, consent: null }))).toBe('visit-over');
    expect(await li['draft/load']({ visit })).toMatchObject({ note: NOTE });
  });
});

describe('importing under a visit', () => {
  it('adds each encounter as a document that the next card opens, and belongs to no doctor', async () => {
    const { story, li, visit, slip } = await openVisit();
    const text = JSON.stringify(syntheticBundle({ encounters: 3, resourcesPerEncounter: 2 }));
    const files = [{ name: 'history.json', bytes: new Uint8Array(utf8(text)) }];
    const { statement, documents } = await li['visit/import']({
      visit,
      files,
      consent: slip,
      otherIdentity: true,
    });
    expect(stateOnLedger(li, statement ?? '')).toBe('consented');
    expect(await li['ledger/mine']({})).toEqual([]);
    const { next } = await li['visit/end']({ visit });
    const wang = await story.doctor(story.world.wang, story.world.b);
    const later = await openWith(wang, next?.text ?? '');
    const chart = await wang['visit/chart']({ visit: later });
    expect(chart.unavailable).toEqual([]);
    expect(chart.documents.filter((document) => document.statement === statement)).toHaveLength(documents);
  });

  it('is refused without the right slip, or for a bundle that cannot be read', async () => {
    const { li, visit, slip, patient } = await openVisit(2);
    const read = (bundle: string, given = slip): Promise<string> =>
      codeOfAsync(
        li['visit/import']({
          visit,
          files: [{ name: 'history.json', bytes: new Uint8Array(utf8(bundle)) }],
          consent: given,
          otherIdentity: true,
        }),
      );
    expect(await read('{')).toBe('json-malformed');
    const bundle = JSON.stringify(syntheticBundle({ encounters: 1, resourcesPerEncounter: 1 }));
    expect(await read(bundle, { slip: item(patient.slips, 2), pin: PIN })).toBe('slip-mismatch');
  });
});

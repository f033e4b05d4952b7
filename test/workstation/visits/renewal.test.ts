import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../src/crypto/bytes.ts';
import { writeCard } from '../../../src/crypto/card.ts';
import { statementCodec } from '../../../src/contracts/entities.ts';
import { read } from '../../../src/contracts/state.ts';
import { openWith, Story, writeRecord } from '../support/story.ts';

const DAY = 24 * 60 * 60 * 1000;

describe('a transaction that expired in the outbox', () => {
  it('is signed again when it carries a record: the statement stays what it was, and arrives once', async () => {
    const story = await Story.begin();
    const li = await story.doctor();
    const visit = await openWith(li, writeCard(story.world.patient.card(1)));
    story.hospitals.cut();
    const statement = await writeRecord(li, visit, null);
    story.hospitals.advance(9 * DAY);
    await story.hospitals.restore();
    // Others go on; by the ledger's own time the old transaction is too old.
    await story.hospitals.goOn();
    await li.sync();
    await li.sync();
    const entity = read(li.replica.store, statementCodec, fromHex(statement));
    expect(entity?.state).toBe('pending');
    expect(await li['ledger/mine']({})).toMatchObject([{ statement, verified: true }]);
    expect(li.session.desk.outbox.unsettled()).toEqual([]);
  });

  it('is given up when it would open a visit: the card stays unspent, and nothing is left of it here', async () => {
    const story = await Story.begin();
    const card = writeCard(story.world.patient.card(1));
    const li = await story.doctor();
    const summary = await li['card/read']({ text: card });
    story.hospitals.cut();
    const handle = summary.state === 'fresh' ? summary.handle : '';
    const { id } = await li['visit/open']({ handle, registration: null, purpose: 'treatment' });
    expect(await li['visit/list']({})).toMatchObject([{ id, state: 'opening' }]);
    story.hospitals.advance(3 * 60 * 60 * 1000);
    await story.hospitals.goOn();
    await story.hospitals.restore();
    await li.sync();
    await li.sync();
    expect(await li['visit/list']({})).toEqual([]);
    expect(await li['outbox/list']({})).toMatchObject([
      { kind: 'visit/open', state: 'rejected', code: 'tx-expired' },
    ]);
    expect(await li['card/read']({ text: card })).toMatchObject({ state: 'fresh' });
    expect(await openWith(li, card)).toBe(id);
  });
});

import { describe, expect, it } from 'vitest';
import { writeCard } from '../../../src/crypto/card.ts';
import { qrPng } from '../../../src/workstation/qr.ts';
import { keyPairFromSeed } from '../../../src/crypto/signature.ts';
import { codeOfAsync, detailOf } from '../../support/codeOf.ts';
import { item, openWith, PIN, Story, writeRecord } from '../support/story.ts';
import { bytes32, DAY, makeHouse, START } from '../../support/world.ts';

describe('reading a card', () => {
  it('tells a fresh card from a sealed one, and opens the sealed one with its PIN', async () => {
    const story = await Story.begin();
    const patient = await story.registerPatient({ cards: 2 });
    const li = await story.doctor();
    expect(await li['card/read']({ text: item(patient.cards, 1) })).toMatchObject({
      state: 'fresh',
      epoch: 1,
      issuer: { zh: '仁和医院', en: 'Renhe Hospital' },
    });
    const sealed = await li['card/read']({ text: item(patient.cards, 2) });
    expect(sealed).toMatchObject({ state: 'sealed', epoch: 2 });
    const handle = sealed.state === 'sealed' ? sealed.handle : '';
    expect(await detailOf(li['card/unseal']({ handle, pin: '111111' }))).toEqual(['pin-wrong', { left: 9 }]);
    expect(await li['card/unseal']({ handle, pin: PIN })).toMatchObject({ state: 'fresh', epoch: 2 });
  });

  it('reads the same from a QR picture', async () => {
    const story = await Story.begin();
    const li = await story.doctor();
    const text = writeCard(story.world.patient.card(1));
    expect(await li['card/text']({ picture: new Uint8Array(await qrPng(text)) })).toEqual({ text });
  });

  it('tells by whom, where and when a card was spent', async () => {
    const story = await Story.begin();
    const card = writeCard(story.world.patient.card(1));
    const li = await story.doctor();
    await openWith(li, card);
    const wang = await story.doctor(story.world.wang, story.world.b);
    expect(await wang['card/read']({ text: card })).toMatchObject({
      state: 'spent',
      by: { zh: '李明' },
      institution: { zh: '仁和医院' },
      visit: null,
    });
  });

  it('goes on with the own visit that the card began', async () => {
    const story = await Story.begin();
    const card = writeCard(story.world.patient.card(1));
    const li = await story.doctor();
    const visit = await openWith(li, card);
    expect(await li['card/read']({ text: card })).toMatchObject({ state: 'spent', visit });
    await li['visit/end']({ visit });
    expect(await li['card/read']({ text: card })).toMatchObject({ state: 'spent', visit: null });
  });

  it('takes an own open visit up on a desk that does not know it', async () => {
    const story = await Story.begin();
    const patient = await story.registerPatient();
    const li = await story.doctor();
    const visit = await openWith(li, item(patient.cards, 1));
    li.session.desk.visits.discard(
      li.session.desk.visits.open()[0]?.visit ?? story.world.patient.card(1).certificate.epochKey,
    );
    expect(await li['visit/list']({})).toEqual([]);
    expect(await li['card/read']({ text: item(patient.cards, 1) })).toMatchObject({ visit });
    expect((await li['visit/chart']({ visit })).banner.name).toBe('张秀英');
  });

  it.each<readonly [string, (story: Story) => string]>([
    ['card-malformed', () => 'CC1:HELLO'],
    ['card-malformed', () => 'anything else'],
    ['card-altered', ({ world }) => flipped(writeCard(world.patient.card(1)))],
    [
      'card-altered',
      ({ world }) => writeCard(world.patient.card(1, { signedBy: keyPairFromSeed(bytes32('thief')) })),
    ],
    ['card-foreign', ({ world }) => writeCard(world.patient.card(1, { network: bytes32('another ledger') }))],
    [
      'card-issuer-unknown',
      ({ world }) => writeCard(world.patient.card(1, { issuer: makeHouse('C', '丙', 'C') })),
    ],
    ['card-issuer-unknown', ({ world }) => writeCard(world.patient.card(1, { cardKeyVersion: 9 }))],
  ])('refuses by name: %s', async (code, make) => {
    const story = await Story.begin();
    const li = await story.doctor();
    expect(await codeOfAsync(li['card/read']({ text: make(story) }))).toBe(code);
  });

  it('refuses a slip or a master card in place of a card', async () => {
    const story = await Story.begin();
    const patient = await story.registerPatient();
    const li = await story.doctor();
    expect(await detailOf(li['card/read']({ text: item(patient.slips, 1) }))).toEqual([
      'card-kind',
      { kind: 'slip' },
    ]);
    expect(await codeOfAsync(li['card/read']({ text: patient.masterText }))).toBe('card-kind');
  });

  it('says that a card has expired', async () => {
    const story = await Story.begin();
    const text = writeCard(story.world.patient.card(1, { notAfter: START + DAY }));
    story.hospitals.advance(2 * DAY);
    const li = await story.doctor();
    expect(await li['card/read']({ text })).toMatchObject({ state: 'expired', notAfter: START + DAY });
  });

  it('refuses a card of another patient than the one on screen', async () => {
    const story = await Story.begin();
    const li = await story.doctor();
    const visit = await openWith(li, writeCard(story.world.patient.card(1)));
    const other = writeCard(story.world.otherPatient.card(1));
    expect(await codeOfAsync(li['card/read']({ text: other, visit }))).toBe('card-other-patient');
    expect(await li['card/read']({ text: writeCard(story.world.patient.card(2)), visit })).toMatchObject({
      state: 'fresh',
    });
  });
});

describe('opening a visit', () => {
  it('is refused for a spent card, with by whom and when', async () => {
    const story = await Story.begin();
    const card = writeCard(story.world.patient.card(1));
    const wang = await story.doctor(story.world.wang, story.world.b);
    const read = await wang['card/read']({ text: card });
    const li = await story.doctor();
    await openWith(li, card);
    const handle = read.state === 'fresh' ? read.handle : '';
    const [code, detail] = await detailOf(
      wang['visit/open']({ handle, registration: null, purpose: 'treatment' }),
    );
    expect(code).toBe('card-spent');
    expect(detail).toMatchObject({ by: '李明', byEn: 'Li Ming', institution: '仁和医院' });
    expect(await wang['visit/list']({})).toEqual([]);
  });

  it('uses a registration of the own institution, once', async () => {
    const story = await Story.begin();
    const registrar = await story.registrar();
    const { number } = await registrar['registrar/register-visit']({ department: '呼吸内科' });
    const li = await story.doctor();
    expect(await li['today/list']({})).toMatchObject([
      { number, department: '呼吸内科', state: 'waiting', visit: null },
    ]);
    const read = await li['card/read']({ text: writeCard(story.world.patient.card(1)) });
    const visit = await li['visit/open']({
      handle: read.state === 'fresh' ? read.handle : '',
      registration: number,
      purpose: 'treatment',
    });
    expect(visit).toMatchObject({ state: 'open', registration: number, department: '呼吸内科', records: 0 });
    expect(await li['today/list']({})).toMatchObject([{ state: 'in-visit', visit: visit.id }]);
    const second = await li['card/read']({ text: writeCard(story.world.otherPatient.card(1)) });
    const again = { handle: second.state === 'fresh' ? second.handle : '', registration: number };
    expect(await codeOfAsync(li['visit/open']({ ...again, purpose: 'treatment' }))).toBe('registration-used');
    await li['visit/end']({ visit: visit.id });
    expect(await li['today/list']({})).toMatchObject([{ state: 'done' }]);
  });

  it('is queued while the node is away, and goes on when it is back', async () => {
    const story = await Story.begin();
    const patient = await story.registerPatient();
    const li = await story.doctor();
    const read = await li['card/read']({ text: item(patient.cards, 1) });
    const handle = read.state === 'fresh' ? read.handle : '';
    story.hospitals.cut();
    const visit = await li['visit/open']({ handle, registration: null, purpose: 'treatment' });
    expect(visit.state).toBe('opening');
    const chart = await li['visit/chart']({ visit: visit.id });
    expect(chart.banner.allergyState).toBe('unavailable');
    expect(await codeOfAsync(writeRecord(li, visit.id, null))).toBe('visit-opening');
    await story.hospitals.restore();
    await li.sync();
    expect(await li['visit/list']({})).toMatchObject([{ id: visit.id, state: 'open' }]);
    await writeRecord(li, visit.id, null);
    expect(await li['visit/list']({})).toMatchObject([{ records: 1 }]);
  });
});

function flipped(text: string): string {
  const at = 200;
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}

/** A master card that is lost or in wrong hands: a new one opens all of before, and the former one nothing more. */
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/crypto/bytes.ts';
import { prepareCard, writeCard } from '../../../src/crypto/card.ts';
import { toNetwork } from '../../../src/crypto/ids.ts';
import { openMasterCard } from '../../../src/crypto/masterCard.ts';
import { MINIMUM_LIMITS } from '../../../src/crypto/passwordHash.ts';
import type { PatientEnvelope } from '../../../src/hospital/nodeClient.ts';
import { millis } from '../../../src/ports.ts';
import { DAY } from '../../support/world.ts';
import type { ArgsOf, ResultOf } from '../../../src/workstation/api.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { item, NOTE, openWith, PIN, Story, writeRecord, type Patient } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

type Former = ArgsOf<'registrar/succeed'>['former'];

interface AfterOneVisit {
  readonly story: Story;
  readonly li: TestCore;
  readonly patient: Patient;
  /** Dr Li's record of visit 1. */
  readonly statement: string;
  /** Of the patient who was registered first, or of the newest. */
  readonly succeed: (
    former: Former,
    of?: { readonly last?: boolean },
  ) => Promise<ResultOf<'registrar/succeed'>>;
}

/** A patient with three cards, of whom Dr Li wrote a record. */
async function afterOneVisit(): Promise<AfterOneVisit> {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 3, shares: { needed: 2, of: 3 } });
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  const statement = await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN });
  await li['visit/end']({ visit });
  const succeed: AfterOneVisit['succeed'] = async (
    former,
    { last = true } = {},
  ): Promise<ResultOf<'registrar/succeed'>> => {
    const registrar = await story.registrar();
    // The newest stands first; the former root stays, so that it can be done again.
    const known = (await registrar['registrar/patients']({ query: '' })).at(last ? -1 : 0);
    const wishes = { reason: 'stolen', identity: 'identity-card', pin: PIN, cards: 2, shares: null } as const;
    const made = await registrar['registrar/succeed']({ ...wishes, patient: known?.id ?? 0, former });
    registrar.close();
    await story.hospitals.level();
    return made;
  };
  return { story, li, patient, statement, succeed };
}

function masterOf({ masterText, masterPassphrase }: Patient): Extract<Former, { kind: 'master' }> {
  return { kind: 'master', text: masterText, passphrase: masterPassphrase };
}

/** What is open of the chart of a visit, the oldest first, and what is not. */
async function chartOf(core: TestCore, visit: string) {
  const { documents, unavailable, banner } = await core['visit/chart']({ visit });
  return {
    kinds: documents.map(({ kind }) => kind),
    verified: documents.every(({ verified }) => verified),
    statements: documents.map((document) => document.statement),
    unavailable: unavailable.map(({ code }) => code),
    banner,
  };
}

function without(envelopes: readonly PatientEnvelope[], hidden: string): readonly PatientEnvelope[] {
  return envelopes.filter((envelope) => toHex(envelope.statement) !== hidden);
}

describe('a new master card', () => {
  it('opens with its cards all that stood under the former one, at either hospital, in one chart', async () => {
    const { story, li, patient, statement, succeed } = await afterOneVisit();
    const made = await succeed(masterOf(patient));
    expect(made).toMatchObject({ kept: 'all', revoked: 3 });
    await li.sync();
    const visit = await openWith(li, item(made.cards, 1));
    const own = await chartOf(li, visit);
    expect(own).toMatchObject({
      kinds: ['import', 'record', 'import', 'succession'],
      verified: true,
      unavailable: [],
      banner: { name: '张秀英' },
    });
    const second = await writeRecord(
      li,
      visit,
      { slip: item(made.slips, 1), pin: PIN },
      { ...NOTE, plan: '复诊' },
    );
    const { next } = await li['visit/end']({ visit });
    const wang = await story.doctor(story.world.wang, story.world.b);
    // A node that hides what opens the former chain, or what stands in it, cannot hide that it is there.
    const keys = own.statements.at(-1) ?? '';
    wang.node.lie('gate/history', ({ envelopes }) => ({ envelopes: without(envelopes, keys) }));
    wang.node.lie('gate/former', ({ envelopes }) => ({ envelopes: without(envelopes, statement) }));
    const there = await openWith(wang, next?.text ?? '');
    expect((await wang['visit/chart']({ visit: there })).unavailable).toMatchObject([
      { statement: keys, code: 'envelope-missing' },
    ]);
    wang.node.lie('gate/history', (answer) => answer);
    expect((await wang['visit/chart']({ visit: there })).unavailable).toMatchObject([
      { statement, code: 'envelope-missing' },
    ]);
    wang.node.lie('gate/former', (answer) => answer);
    const whole = await chartOf(wang, there);
    expect(whole.unavailable).toEqual([]);
    expect(whole.statements).toEqual([...own.statements, second]);
    expect(whole.statements).toContain(statement);
  });

  it('shows the patient one record: everyone who opened it, before and after, and what came later to an old visit', async () => {
    const { story, li, patient, statement, succeed } = await afterOneVisit();
    const made = await succeed(masterOf(patient));
    await li.sync();
    const amendment = { kind: 'addendum', text: '电话随访：好转。' } as const;
    const { hash } = await li['amend/preview']({ statement, amendment });
    const { statement: added } = await li['amend/commit']({ statement, hash, consent: null });
    await li.sync();
    const view = await li['patient/view']({
      secret: { kind: 'master', text: made.masterText, passphrase: made.masterPassphrase },
      institution: toHex(story.world.a.id),
    });
    expect(view.unavailable).toEqual([]);
    expect(view.openings.map(({ use, epoch, former }) => [use, epoch, former])).toEqual([
      ['registration', 0, true],
      ['visit', 1, true],
      ['revoked', 2, true],
      ['registration', 0, false],
    ]);
    const found = view.documents.map((document) => document.statement);
    expect(found).toEqual(expect.arrayContaining([statement, added]));
    // A doctor who may read all of it gets the records of before, and not what opens the former chain.
    const grantee = toHex(story.world.wang.id);
    const wishes = { grantee, purpose: 'second-opinion', days: 7, records: 'all' } as const;
    const secret = { kind: 'slip', text: item(made.slips, 1), pin: PIN } as const;
    const wang = await story.doctor(story.world.wang, story.world.b);
    await li['patient/grant']({ handle: view.handle, secret, ...wishes });
    const [granted] = await wang['access/granted']({});
    expect(granted?.documents.map(({ kind }) => kind)).toEqual(['import', 'record', 'addendum', 'import']);
  });

  it('is made with recovery shares, also while a visit is open: its records are kept, its next card is not handed out', async () => {
    const { li, patient, statement, succeed } = await afterOneVisit();
    const sealed = await li['card/read']({ text: item(patient.cards, 2) });
    const read = await li['card/unseal']({
      handle: sealed.state === 'sealed' ? sealed.handle : '',
      pin: PIN,
    });
    const handle = read.state === 'fresh' ? read.handle : '';
    const { id } = await li['visit/open']({ handle, registration: null, purpose: 'treatment' });
    const second = await writeRecord(li, id, { slip: item(patient.slips, 2), pin: PIN });
    const made = await succeed({
      kind: 'shares',
      shares: patient.shares.slice(0, 2).map(({ text }) => text),
    });
    expect(made.kept).toBe('all');
    await li.sync();
    expect(await li['visit/end']({ visit: id })).toEqual({ next: null, revoked: true });
    const { statements, unavailable } = await chartOf(li, await openWith(li, item(made.cards, 1)));
    expect(statements).toEqual(expect.arrayContaining([statement, second]));
    expect(unavailable).toEqual([]);
  });

  it('opens as much as the card that was shown for it, and nothing where nothing was: each chart names what is lost', async () => {
    const { story, li, patient, statement, succeed } = await afterOneVisit();
    const made = await succeed({ kind: 'card', text: item(patient.cards, 1), pin: null });
    const again = await succeed({ kind: 'nothing' });
    expect([made.kept, again.kept]).toEqual(['partly', 'nothing']);
    const registrar = await story.registrar();
    const former = (await registrar['registrar/patients']({ query: '' })).at(-1);
    expect(former).toMatchObject({ succeeded: true });
    const master = { text: patient.masterText, passphrase: patient.masterPassphrase };
    const further = { patient: former?.id ?? 0, master, pin: PIN, cards: 1, replace: null };
    expect(await codeOfAsync(registrar['registrar/issue-cards'](further))).toBe('card-root-succeeded');
    await li.sync();
    for (const [sheet, code] of [
      [made, 'former-partly'],
      [again, 'former-lost'],
    ] as const) {
      const { statements, unavailable } = await chartOf(li, await openWith(li, item(sheet.cards, 1)));
      expect([statements.includes(statement), unavailable]).toEqual([false, [code]]);
    }
  });

  it('is made for nobody else’s master card, and by nobody but a registrar', async () => {
    const { story, li, patient, succeed } = await afterOneVisit();
    const other = await story.registerPatient({ name: '李四', identifier: '120101195803120000', cards: 1 });
    expect(await codeOfAsync(succeed(masterOf(patient), { last: false }))).toBe('card-other-patient');
    expect(other.cards).toHaveLength(1);
    const wishes = { reason: 'lost', identity: 'passport', pin: PIN, cards: 1, shares: null } as const;
    const asked = li['registrar/succeed']({ ...wishes, patient: 1, former: { kind: 'nothing' } });
    expect(await codeOfAsync(asked)).toBe('role-registrar-required');
  });
});

/** A further card of a root, certified for it without the desk that keeps its cards. */
async function unknownCard(
  story: Story,
  master: { readonly text: string; readonly passphrase: string },
): Promise<string> {
  const registrar = await story.registrar();
  const { seed } = openMasterCard(master.text, master.passphrase, MINIMUM_LIMITS);
  const { a, network } = story.world;
  const notAfter = millis(story.hospitals.clock.now() + DAY);
  const terms = {
    network: toNetwork(network),
    issuer: a.id,
    cardKeyVersion: 1,
    emergencyRow: false,
    notAfter,
  };
  const prepared = prepareCard(seed, 9, terms);
  const [issuerSignature] = await registrar.node.certify([prepared.certificateBytes]);
  registrar.close();
  if (issuerSignature === undefined) throw new Error('not certified');
  return writeCard({ ...prepared, issuerSignature });
}

describe('a thief with the former master card and all its cards', () => {
  it('opens no visit, sees nothing that was written after, and writes nothing that is taken for the patient’s', async () => {
    const { story, li, patient, statement, succeed } = await afterOneVisit();
    const institution = toHex(story.world.a.id);
    const master = { text: patient.masterText, passphrase: patient.masterPassphrase };
    const thief = await story.open(story.world.chen, story.world.a, 'thief');
    const { handle } = await thief['patient/view']({ secret: { kind: 'master', ...master }, institution });
    thief.node.cut();
    const made = await succeed({ kind: 'card', text: item(patient.cards, 2), pin: PIN });
    await li.sync();
    const amendment = { kind: 'addendum', text: '电话随访：好转。' } as const;
    const { hash } = await li['amend/preview']({ statement, amendment });
    const { statement: added } = await li['amend/commit']({ statement, hash, consent: null });
    const entry = { kind: 'symptom', text: '头晕', date: '2026-11-20' } as const;
    const written = await thief['patient/write-entry']({ handle, secret: master, entry });
    await thief.node.restore();
    await thief.context.patients.at(story.world.a.id).drain();
    await thief.sync();
    for (const epoch of [2, 3]) {
      const read = await thief['card/read']({ text: item(patient.cards, epoch) });
      if (read.state !== 'sealed') throw new Error(read.state);
      expect(await thief['card/unseal']({ handle: read.handle, pin: PIN })).toMatchObject({
        state: 'revoked',
      });
    }
    // A card that nobody revoked, since no registrar's desk knew it: it is refused all the same.
    const unknown = await unknownCard(story, master);
    expect(await codeOfAsync(thief['card/read']({ text: unknown }))).toBe('card-root-succeeded');
    const seen = await thief['patient/refresh']({ handle });
    expect(seen.unavailable).toContainEqual(
      expect.objectContaining({ statement: added, code: 'gate-root-succeeded' }),
    );
    expect(seen.documents.map((document) => document.statement)).not.toContain(added);
    const again = { secret: { kind: 'master', ...master }, institution } as const;
    expect(await codeOfAsync(thief['patient/view'](again))).toBe('gate-root-succeeded');
    const slip = { kind: 'slip', text: item(patient.slips, 3), pin: PIN } as const;
    expect(await codeOfAsync(thief['patient/view']({ secret: slip, institution }))).toBe('slip-spent');
    await li.sync();
    const chart = await chartOf(li, await openWith(li, item(made.cards, 1)));
    expect(chart.unavailable).toEqual(['own-entry-succeeded']);
    expect(chart.statements).toContain(added);
    expect(chart.statements).not.toContain(written.statement);
  });
});

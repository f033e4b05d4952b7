/** A trainee writes under a visit that they joined; the doctor of the visit stands for it by co-signing. */
import { describe, expect, it } from 'vitest';
import { encodeBody, signBody } from '../../../src/contracts/transaction.ts';
import { toHex } from '../../../src/crypto/bytes.ts';
import { encodeCard, readCard } from '../../../src/crypto/card.ts';
import { toNetwork } from '../../../src/crypto/ids.ts';
import { invitationText, readInvitationText, sealInvitation } from '../../../src/crypto/invitation.ts';
import { systemRandom } from '../../../src/node/random.ts';
import type { Amendment } from '../../../src/workstation/api/amend.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { staffAdd } from '../../support/transactions.ts';
import { makePerson, type Person } from '../../support/world.ts';
import { item, NOTE, openWith, PIN, Story, writeRecord } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

const DAY = 24 * 60 * 60 * 1000;
const AGREED: Amendment = { kind: 'co-signature', remark: '' };

interface Scene {
  readonly story: Story;
  readonly patient: Awaited<ReturnType<Story['registerPatient']>>;
  readonly zhao: Person;
  readonly li: TestCore;
  readonly visit: string;
}

/** Dr Li has opened a visit at A; Zhao, who learns there, is on the ledger. */
async function openVisit(): Promise<Scene> {
  const story = await Story.begin();
  const zhao = makePerson('zhao', 'doctor', story.world.a.id, ['赵敏', 'Zhao Min']);
  await story.hospitals.submit(staffAdd(zhao, story.world.a, story.hospitals.clock.now()));
  const patient = await story.registerPatient({ cards: 2 });
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  return { story, patient, zhao, li, visit };
}

async function invite(
  { li, visit, zhao }: Scene,
  role: 'trainee' | 'colleague' = 'trainee',
): Promise<string> {
  return (await li['visit/invite']({ visit, colleague: toHex(zhao.id), role })).text;
}

/** Zhao at a machine of their own, with what Li's screen showed. */
async function joined(scene: Scene, role: 'trainee' | 'colleague' = 'trainee'): Promise<TestCore> {
  const text = await invite(scene, role);
  const zhao = await scene.story.doctor(scene.zhao);
  await zhao['visit/join']({ invitation: { kind: 'text', text } });
  await scene.li.sync();
  return zhao;
}

const slipOf = ({ patient }: Scene) => ({ slip: item(patient.slips, 1), pin: PIN });

async function coSign(core: TestCore, statement: string, amendment = AGREED) {
  const { hash } = await core['amend/preview']({ statement, amendment });
  const committed = await core['amend/commit']({ statement, hash, consent: null });
  await core.sync();
  return committed;
}

const shownOf = async (core: TestCore, visit: string, statement: string) =>
  (await core['visit/records']({ visit })).documents.find((document) => document.statement === statement);

describe('an invitation', () => {
  it('can be given to any doctor of the institution who is active and does not take part', async () => {
    const scene = await openVisit();
    const { li, visit, story } = scene;
    const names = async () => (await li['visit/colleagues']({ visit })).map(({ name }) => name.zh);
    expect(await names()).toEqual(expect.arrayContaining(['赵敏']));
    expect(await names()).not.toEqual(expect.arrayContaining(['李明']));
    const stranger = li['visit/invite']({ visit, colleague: toHex(story.world.wang.id), role: 'trainee' });
    expect(await codeOfAsync(stranger)).toBe('colleague-unknown');
    await joined(scene);
    expect(await names()).not.toEqual(expect.arrayContaining(['赵敏']));
  });

  it('is found at the next login on the same machine, without copying anything', async () => {
    const scene = await openVisit();
    await invite(scene);
    scene.li.close();
    const zhao = await scene.story.open(scene.zhao, scene.story.world.a, scene.story.world.li.nameEn);
    const [found] = await zhao['visit/invitations']({});
    expect(found).toMatchObject({ by: { zh: '李明' }, role: 'trainee', patientName: '张秀英' });
    const visit = await zhao['visit/join']({ invitation: { kind: 'here', id: found?.id ?? '' } });
    expect(visit).toMatchObject({
      id: scene.visit,
      role: 'trainee',
      state: 'open',
      patient: { name: '张秀英' },
    });
    expect(await zhao['visit/invitations']({})).toEqual([]);
    expect((await zhao['visit/chart']({ visit: scene.visit })).unavailable).toEqual([]);
  });

  it('opens for nobody else, and tells nothing to who finds it', async () => {
    const scene = await openVisit();
    const text = await invite(scene);
    const wang = await scene.story.doctor(scene.story.world.wang, scene.story.world.b);
    expect(await codeOfAsync(wang['visit/join']({ invitation: { kind: 'text', text } }))).toBe(
      'visit-invitation-other-recipient',
    );
    expect(Buffer.from(readInvitationText(text)).includes(Buffer.from('张秀英'))).toBe(false);
  });

  it('is refused when somebody else made it, or when the card in it is of another visit', async () => {
    const scene = await openVisit();
    const { story, patient, li, visit } = scene;
    const { world, hospitals } = story;
    const zhao = await story.doctor(scene.zhao);
    const { network } = li.replica.store.genesis;
    const forged = async (by: Person, card: string): Promise<string> => {
      const keys = by.keys(1);
      const time = hospitals.clock.now();
      const signers = [by, scene.zhao].map(({ id }) => ({ role: 'doctor', entity: id, version: 1 }) as const);
      const epoch = readCard(item(patient.cards, 1)).certificate.epochKey;
      const body = encodeBody({
        kind: 'visit/join',
        time,
        expires: time + DAY,
        signers,
        epoch,
        role: 'trainee',
      });
      const sealed = sealInvitation(
        {
          network: toNetwork(network),
          body,
          signature: signBody({ network, index: 0 }, body, keys.sign.secretKey),
          card: encodeCard(readCard(card)),
          patientName: '',
          department: '',
        },
        {
          secretKey: keys.sign.secretKey,
          recipient: scene.zhao.keys(1).seal.publicKey,
          random: systemRandom,
        },
      );
      return codeOfAsync(zhao['visit/join']({ invitation: { kind: 'text', text: invitationText(sealed) } }));
    };
    expect(await forged(world.li, item(patient.cards, 1))).toBe('taken');
    await zhao['visit/end']({ visit });
    expect(await forged(world.wang, item(patient.cards, 1))).toBe('visit-invitation-altered');
    const other = await story.registerPatient({ cards: 1, name: '别人' });
    await zhao.sync();
    expect(await forged(world.li, item(other.cards, 1))).toBe('visit-invitation-altered');
  });

  it('expires after a day, though an inpatient stay goes on', async () => {
    const scene = await openVisit();
    const { li, story } = scene;
    const other = await story.registerPatient({ cards: 1, name: '别人' });
    await li.sync();
    const read = await li['card/read']({ text: item(other.cards, 1) });
    if (read.state !== 'fresh') throw new Error('not fresh');
    const stay = await li['visit/open']({ handle: read.handle, registration: null, purpose: 'inpatient' });
    const text = await invite({ ...scene, visit: stay.id });
    story.hospitals.advance(2 * DAY);
    const zhao = await story.doctor(scene.zhao);
    expect(await codeOfAsync(zhao['visit/join']({ invitation: { kind: 'text', text } }))).toBe(
      'visit-invitation-expired',
    );
  });

  it('is refused for any byte that was changed, and after the visit', async () => {
    const scene = await openVisit();
    const text = await invite(scene);
    const zhao = await scene.story.doctor(scene.zhao);
    const join = async (given: string) =>
      codeOfAsync(zhao['visit/join']({ invitation: { kind: 'text', text: given } }));
    const bytes = readInvitationText(text);
    const flipped = bytes.map((byte, index) => (index === bytes.length - 40 ? byte ^ 1 : byte));
    expect(await join(invitationText(flipped))).toBe('visit-invitation-other-recipient');
    expect(await join('CI1:00')).toMatch(/^visit-invitation-/u);
    await scene.li['visit/end']({ visit: scene.visit });
    expect(await join(text)).toBe('visit-over');
  });
});

describe('who joined a visit', () => {
  it('stands on the ledger with both signatures, reads the history, and leaves without ending it', async () => {
    const scene = await openVisit();
    const zhao = await joined(scene, 'colleague');
    const { participants } = await scene.li['visit/records']({ visit: scene.visit });
    expect(participants).toMatchObject([
      { name: { zh: '李明' }, role: 'doctor' },
      { name: { zh: '赵敏' }, role: 'colleague' },
    ]);
    await zhao['visit/end']({ visit: scene.visit });
    expect(await codeOfAsync(zhao['visit/chart']({ visit: scene.visit }))).toBe('visit-over');
    await scene.li.sync();
    expect(await scene.li['visit/list']({})).toMatchObject([{ state: 'open', role: 'doctor' }]);
  });

  it('may come back with the same invitation', async () => {
    const scene = await openVisit();
    const text = await invite(scene);
    const zhao = await scene.story.doctor(scene.zhao);
    const invitation = { kind: 'text', text } as const;
    await zhao['visit/join']({ invitation });
    await zhao['visit/end']({ visit: scene.visit });
    expect(await zhao['visit/join']({ invitation })).toMatchObject({ state: 'open', role: 'trainee' });
    expect((await zhao['visit/chart']({ visit: scene.visit })).banner.name).toBe('张秀英');
  });

  it('is out of it when its doctor ends it: history closed, no new record', async () => {
    const scene = await openVisit();
    const zhao = await joined(scene);
    await zhao['draft/save']({ visit: scene.visit, note: NOTE });
    await scene.li['visit/end']({ visit: scene.visit });
    await zhao.sync();
    expect(await zhao['visit/list']({})).toMatchObject([{ state: 'ended' }]);
    expect(await codeOfAsync(zhao['visit/chart']({ visit: scene.visit }))).toBe('visit-over');
    expect(await codeOfAsync(zhao['sign/preview']({ visit: scene.visit }))).toBe('visit-over');
  });

  it('cannot invite others into it', async () => {
    const scene = await openVisit();
    const zhao = await joined(scene, 'colleague');
    const { visit } = scene;
    const invited = zhao['visit/invite']({
      visit,
      colleague: toHex(scene.story.world.li.id),
      role: 'trainee',
    });
    expect(await codeOfAsync(invited)).toBe('visit-not-own');
  });
});

describe('a trainee’s note', () => {
  it('awaits co-signature, for its author and for the doctor of the visit, who can read it', async () => {
    const scene = await openVisit();
    const zhao = await joined(scene);
    const { visit, li } = scene;
    const statement = await writeRecord(zhao, visit, slipOf(scene));
    await li.sync();
    for (const core of [zhao, li])
      expect(await shownOf(core, visit, statement)).toMatchObject({
        author: { zh: '赵敏' },
        consent: 'patient',
        coSignature: { state: 'awaiting' },
      });
    const read = await li['ledger/my-document']({ statement });
    expect(read.sections.map(({ text }) => text)).toContain(NOTE.presentIllness);
    expect(read.proof.verified).toBe(true);
  });

  it('is co-signed by the doctor of the visit: by whom and when stands beside it, also in the next hospital', async () => {
    const scene = await openVisit();
    const zhao = await joined(scene);
    const { visit, li, story } = scene;
    const statement = await writeRecord(zhao, visit, slipOf(scene));
    await li.sync();
    const given = await coSign(li, statement, { kind: 'co-signature', remark: '同意，注意青霉素过敏。' });
    expect(given.state).toBe('following');
    await zhao.sync();
    const expected = {
      coSignature: { state: 'given', statement: given.statement, by: { zh: '李明' } },
    };
    expect(await shownOf(zhao, visit, statement)).toMatchObject(expected);

    await li['visit/end']({ visit });
    const { next } = await zhao['visit/end']({ visit });
    const wang = await story.doctor(story.world.wang, story.world.b);
    const later = await openWith(wang, next?.text ?? '');
    const { documents } = await wang['visit/chart']({ visit: later });
    expect(documents.find((document) => document.statement === statement)).toMatchObject(expected);
    const review = documents.find((document) => document.statement === given.statement);
    expect(review).toMatchObject({ kind: 'co-signature', refers: statement, coSignature: null });
    const text = await wang['visit/document']({ visit: later, statement: given.statement, leaf: 0 });
    expect(text.sections.map((section) => section.text)).toEqual(['同意，注意青霉素过敏。']);
  });

  it('can be co-signed after the visit, while it is followed up, and no longer', async () => {
    const scene = await openVisit();
    const zhao = await joined(scene);
    const { visit, li, story } = scene;
    const first = await writeRecord(zhao, visit, slipOf(scene));
    const second = await writeRecord(zhao, visit, slipOf(scene), { ...NOTE, plan: '复查' });
    await li['visit/end']({ visit });
    story.hospitals.advance(2 * DAY);
    await li.sync();
    expect((await coSign(li, first)).state).toBe('following');
    story.hospitals.advance(30 * DAY);
    const preview = await li['amend/preview']({ statement: second, amendment: AGREED });
    const late = li['amend/commit']({ statement: second, hash: preview.hash, consent: null });
    expect(await codeOfAsync(late)).toBe('follow-up-over');
  });

  it('is co-signed while it waits for the patient as well: both wait together', async () => {
    const scene = await openVisit();
    const zhao = await joined(scene);
    const { visit, li } = scene;
    const statement = await writeRecord(zhao, visit, null);
    await li.sync();
    expect((await coSign(li, statement)).state).toBe('pending');
    expect(await li['sign/confirm']({ visit, consent: slipOf(scene) })).toEqual({ confirmed: 2 });
  });

  it('is not co-signed by its author, by another trainee, or by anyone outside of the visit', async () => {
    const scene = await openVisit();
    const zhao = await joined(scene);
    const { visit, li, story } = scene;
    const statement = await writeRecord(zhao, visit, slipOf(scene));
    await li.sync();
    const refusal = async (core: TestCore, of: string): Promise<string> =>
      codeOfAsync(core['amend/preview']({ statement: of, amendment: AGREED }));
    expect(await refusal(zhao, statement)).toBe('co-signature-not-due');
    const wang = await story.doctor(story.world.wang, story.world.b);
    expect(await refusal(wang, statement)).toBe('document-unknown');
    const own = await writeRecord(li, visit, slipOf(scene));
    expect(await refusal(li, own)).toBe('co-signature-not-due');
  });

  it('of a colleague needs no co-signature', async () => {
    const scene = await openVisit();
    const zhao = await joined(scene, 'colleague');
    const statement = await writeRecord(zhao, scene.visit, slipOf(scene));
    expect(await shownOf(zhao, scene.visit, statement)).toMatchObject({ coSignature: null });
  });
});

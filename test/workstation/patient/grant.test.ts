/** Grants: a patient lets a doctor read, without any visit, and takes it back. */
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/crypto/bytes.ts';
import { readCard } from '../../../src/crypto/card.ts';
import type { ArgsOf } from '../../../src/workstation/api.ts';
import { suspension } from '../../hospital/support/visits.ts';
import { codeOfAsync } from '../../support/codeOf.ts';
import { item, NOTE, openWith, PERSON, PIN, Story, writeRecord, type Patient } from '../support/story.ts';
import type { TestCore } from '../support/testCore.ts';

const DAY = 24 * 60 * 60 * 1000;

type Secret = ArgsOf<'patient/grant'>['secret'];

interface AtKiosk {
  readonly story: Story;
  readonly patient: Patient;
  readonly record: string;
  readonly li: TestCore;
  readonly wang: TestCore;
  readonly kiosk: TestCore;
  readonly handle: string;
  readonly slip2: Secret;
  readonly master: Secret;
  /** Grants to Dr Wang for a month, unless told otherwise. */
  readonly grant: (change?: Partial<ArgsOf<'patient/grant'>>) => ReturnType<TestCore['patient/grant']>;
}

/** Visit 1 at A is over; the patient stands at a kiosk of A, Dr Wang of B is logged in there. */
async function atKiosk(opened: 'slip' | 'master' = 'slip'): Promise<AtKiosk> {
  const story = await Story.begin();
  const patient = await story.registerPatient({ cards: 3 });
  const li = await story.doctor();
  const visit = await openWith(li, item(patient.cards, 1));
  const record = await writeRecord(li, visit, { slip: item(patient.slips, 1), pin: PIN });
  await li['visit/end']({ visit });
  const wang = await story.doctor(story.world.wang, story.world.b);
  const kiosk = await story.open(story.world.chen, story.world.a, 'kiosk');
  kiosk.node.logout();
  const slip2 = { kind: 'slip', text: item(patient.slips, 2), pin: PIN } as const;
  const master = { kind: 'master', text: patient.masterText, passphrase: patient.masterPassphrase } as const;
  const institution = toHex(story.world.a.id);
  const { handle } = await kiosk['patient/view']({ secret: opened === 'slip' ? slip2 : master, institution });
  const args = {
    handle,
    secret: slip2,
    grantee: toHex(story.world.wang.id),
    purpose: 'second-opinion',
    days: 30,
    records: 'all',
  } as const;
  const grant: AtKiosk['grant'] = (change = {}) => kiosk['patient/grant']({ ...args, ...change });
  return { story, patient, record, li, wang, kiosk, handle, slip2, master, grant };
}

async function openWithPin(core: TestCore, text: string): Promise<string> {
  const read = await core['card/read']({ text });
  const fresh = await core['card/unseal']({ handle: read.state === 'sealed' ? read.handle : '', pin: PIN });
  return fresh.state;
}

describe('a grant', () => {
  it.each(['slip', 'master'] as const)(
    'is given with the %s; the doctor reads the records with who, until when and why',
    async (kind) => {
      const at = await atKiosk(kind);
      const { wang, kiosk, handle, record, story } = at;
      expect(await wang['access/granted']({})).toEqual([]);
      expect((await at.grant({ secret: kind === 'slip' ? at.slip2 : at.master })).state).toBe('committed');
      const [received, ...others] = await wang['access/granted']({});
      expect(others).toEqual([]);
      expect(received).toMatchObject({
        patient: { name: PERSON.name },
        purpose: 'second-opinion',
        institutions: [{ zh: '仁和医院' }],
        unavailable: [],
      });
      expect((received?.until ?? 0) - (received?.from ?? 0)).toBeGreaterThan(29 * DAY);
      expect(received?.documents.map(({ kind: of, verified }) => [of, verified])).toEqual([
        ['import', true],
        ['record', true],
      ]);
      const grant = received?.grant ?? '';
      const document = await wang['access/document']({ grant, statement: record, leaf: 0 });
      expect(document.proof).toMatchObject({ verified: true, consent: 'patient' });
      expect(document.sections.map(({ text }) => text)).toContain(NOTE.presentIllness);
      const view = await kiosk['patient/refresh']({ handle });
      expect(view.grants).toMatchObject([
        { epoch: 2, grantee: { zh: '王芳' }, purpose: 'second-opinion', state: 'in-force', grant },
      ]);
      expect(view.openings.at(-1)).toMatchObject({ epoch: 2, use: 'grant', by: { zh: '王芳' } });
      expect(
        story.hospitals.values().filter(([, value]) => Buffer.from(value).includes(PERSON.name)),
      ).toEqual([]);
    },
  );

  it('covers the chosen records and nothing else, also of what comes later', async () => {
    const at = await atKiosk();
    const { wang, record, li, patient } = at;
    const { next } = await at.grant({ records: [record] });
    const [received] = await wang['access/granted']({});
    expect(received?.documents.map(({ statement }) => statement)).toEqual([record]);
    // Of one record nothing can be said of allergies that others may hold.
    expect(received?.patient.allergyState).not.toBe('none-known');
    await li.sync();
    const visit = await openWith(li, next?.text ?? '');
    const later = await writeRecord(li, visit, { slip: item(patient.slips, 3), pin: PIN });
    await wang.sync();
    const [after] = await wang['access/granted']({});
    expect(after?.documents.map(({ statement }) => statement)).toEqual([record]);
    const grant = after?.grant ?? '';
    expect(await codeOfAsync(wang['access/document']({ grant, statement: later, leaf: 0 }))).toBe(
      'document-unknown',
    );
    expect(await li['access/granted']({})).toEqual([]);
  });

  it.each(['slip', 'master'] as const)(
    'spends the card as a visit does and gives the next one, with the %s',
    async (kind) => {
      const at = await atKiosk(kind);
      const { li, patient } = at;
      const { next } = await at.grant({ secret: kind === 'slip' ? at.slip2 : at.master });
      expect(next?.epoch).toBe(3);
      expect(readCard(next?.text ?? '').epoch).toBe(3);
      expect(next?.qrPng.slice(1, 4)).toEqual(new Uint8Array([0x50, 0x4e, 0x47]));
      await li.sync();
      expect(await openWithPin(li, item(patient.cards, 2))).toBe('spent');
      const visit = await openWith(li, next?.text ?? '');
      const { documents } = await li['visit/chart']({ visit });
      expect(documents.map(({ kind: of }) => of)).toEqual(['import', 'record']);
    },
  );

  it('goes on by the master card until no card is left', async () => {
    const at = await atKiosk('master');
    for (const epoch of [3, 4, 5]) {
      const { next } = await at.grant({ secret: at.master });
      expect(next?.epoch ?? null).toBe(epoch === 5 ? null : epoch);
    }
    expect(await codeOfAsync(at.grant({ secret: at.master }))).toBe('cards-used-up');
  });

  it('is durable when the node is away, and reaches the doctor once it is back', async () => {
    const at = await atKiosk();
    const { wang, kiosk, handle, story } = at;
    kiosk.node.before = (request) => {
      if (request === 'patient/deliver') kiosk.node.cut();
    };
    const { state, next } = await at.grant();
    expect([state, next?.epoch]).toEqual(['queued', 3]);
    await kiosk.node.restore();
    expect(await codeOfAsync(at.grant())).toBe('slip-spent');
    kiosk.node.cut();
    expect((await kiosk['patient/refresh']({ handle })).waiting).toBe(1);
    kiosk.close();
    expect(await wang['access/granted']({})).toEqual([]);
    const again = await story.open(story.world.chen, story.world.a, 'kiosk');
    await again.context.patients.at(story.world.a.id).drain();
    expect(await wang['access/granted']({})).toHaveLength(1);
  });

  it('is refused by name', async () => {
    const at = await atKiosk();
    const { story, patient, slip2, grant } = at;
    const refused = (change: Parameters<typeof grant>[0]) => codeOfAsync(grant(change));
    expect(await refused({ grantee: toHex(story.world.a.registrar.id) })).toBe('grantee-unknown');
    expect(await refused({ records: ['00'.repeat(32)] })).toBe('document-unknown');
    expect(await refused({ secret: { ...slip2, pin: '135791' } as Secret })).toBe('pin-wrong');
    expect(await refused({ secret: { ...slip2, text: item(patient.slips, 1) } })).toBe('slip-spent');
    const other = await story.registerPatient({ name: '李雷' });
    const others = { kind: 'master', text: other.masterText, passphrase: other.masterPassphrase } as const;
    expect(await refused({ secret: others })).toBe('card-other-patient');
    await grant();
    expect(await refused({})).toBe('slip-spent');
  });
});

describe('a revocation', () => {
  it.each(['slip', 'master'] as const)(
    'with the %s of that card takes the records from the doctor, open ones too',
    async (kind) => {
      const at = await atKiosk();
      const { wang, kiosk, handle, record } = at;
      await at.grant();
      const [received] = await wang['access/granted']({});
      const grant = received?.grant ?? '';
      await wang['access/document']({ grant, statement: record, leaf: 0 });
      const secret = kind === 'slip' ? at.slip2 : at.master;
      expect(await kiosk['patient/revoke']({ handle, secret, grant })).toEqual({ state: 'committed' });
      expect((await kiosk['patient/refresh']({ handle })).grants).toMatchObject([{ state: 'revoked' }]);
      await wang.sync();
      expect(await codeOfAsync(wang['access/document']({ grant, statement: record, leaf: 0 }))).toBe(
        'grant-over',
      );
      expect(await wang['access/granted']({})).toEqual([]);
      expect(await codeOfAsync(kiosk['patient/revoke']({ handle, secret, grant }))).toBe('grant-revoked');
    },
  );

  it('takes the slip of that very card', async () => {
    const at = await atKiosk();
    const { wang, kiosk, handle, patient } = at;
    await at.grant();
    const [received] = await wang['access/granted']({});
    const secret = { kind: 'slip', text: item(patient.slips, 3), pin: PIN } as const;
    const grant = received?.grant ?? '';
    expect(await codeOfAsync(kiosk['patient/revoke']({ handle, secret, grant }))).toBe('slip-mismatch');
    expect(await codeOfAsync(kiosk['patient/revoke']({ handle, secret, grant: '00'.repeat(32) }))).toBe(
      'grant-unknown',
    );
  });
});

describe('a grant ends by itself', () => {
  it("when its term is over, also what was open on the doctor's machine", async () => {
    const at = await atKiosk();
    const { wang, story, kiosk, handle, record } = at;
    await at.grant({ days: 1 });
    const [received] = await wang['access/granted']({});
    story.hospitals.advance(DAY + 60_000);
    const grant = received?.grant ?? '';
    expect(await codeOfAsync(wang['access/document']({ grant, statement: record, leaf: 0 }))).toBe(
      'grant-over',
    );
    expect(await wang['access/granted']({})).toEqual([]);
    const view = await kiosk['patient/refresh']({ handle });
    expect(view.grants).toMatchObject([{ state: 'over' }]);
    expect(view.openings.at(-1)).toMatchObject({ use: 'grant', endedAt: view.grants[0]?.until });
  });

  it('while the doctor is suspended', async () => {
    const at = await atKiosk();
    const { wang, story, kiosk, handle } = at;
    await at.grant();
    const { b, wang: person } = story.world;
    await story.hospitals.submit(suspension(person, b.board(), story.hospitals.clock.now()));
    expect((await kiosk['patient/refresh']({ handle })).grants).toMatchObject([{ state: 'suspended' }]);
    expect(await codeOfAsync(wang.node.rights.grants())).toBe('login-required');
  });
});

describe('looking for a doctor', () => {
  it('finds the active ones by name and institution, in either language', async () => {
    const { kiosk, handle } = await atKiosk();
    const names = async (query: string) =>
      (await kiosk['patient/doctors']({ handle, query })).map(({ name }) => name.zh);
    expect(await names('')).toEqual(expect.arrayContaining(['李明', '王芳']));
    expect(await names('王')).toEqual(['王芳']);
    expect(await names('王 仁和')).toEqual([]);
  });
});

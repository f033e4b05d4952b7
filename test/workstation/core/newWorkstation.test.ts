/** A doctor whose workstation is lost, or who gets another one: what the officer does, and what holds afterwards. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Machine, PASSPHRASE } from './support.ts';

const LI = '李明';

let hospital: Machine;
/** Dr Li's account as it lies on the hospital's computer, before anything happens to it. */
let li: { readonly id: string; readonly role: 'doctor' };
const opened: Machine[] = [];

beforeAll(async () => {
  hospital = await Machine.demonstration();
  await unlockOfficer();
  const member = (await hospital.ask('staff/list', {})).find(({ name }) => name.zh === LI);
  li = { id: member?.id ?? '', role: 'doctor' };
});

afterAll(async () => {
  for (const machine of opened) await machine.close();
  await hospital.close();
});

async function unlockOfficer(): Promise<void> {
  await hospital.unlock('赵敏');
}

async function computer(): Promise<Machine> {
  const machine = await Machine.fresh();
  opened.push(machine);
  return machine;
}

async function keyOfLi() {
  return (await hospital.ask('staff/list', {})).find(({ id }) => id === li.id);
}

/** New keys, their words asked back. */
async function newKeys(own: Machine): Promise<{ readonly ticket: string; readonly words: string }> {
  const { ticket, words, ask } = await own.ask('setup/person', { passphrase: PASSPHRASE });
  await own.ask('setup/person-confirm', { ticket, words: ask.map((place) => words[place] ?? '') });
  return { ticket, words: words.join(' ') };
}

/** Answers a code with keys; the names given beside it are those of somebody else. */
async function answer(own: Machine, code: string, ticket: string) {
  const other = {
    role: 'officer',
    name: { zh: '别人', en: 'Somebody' },
    licence: '',
    specialty: '',
  } as const;
  const joined = await own.ask('setup/join', { code, ticket, ...other });
  await own.ask('account/joining', { id: joined.account.id });
  return joined;
}

async function offerOf(fingerprint: string) {
  return (await hospital.ask('staff/offers', {})).find((offer) => offer.fingerprint === fingerprint);
}

describe('a new workstation of a doctor', () => {
  let first: Machine;
  let words = '';
  let account = '';

  it('is named by the code before anything is made: who, and with which licence', async () => {
    first = await computer();
    const { text } = await hospital.ask('staff/invite', { member: li });
    expect(text).toMatch(/^CJ2:/u);
    expect((await first.ask('join/read', { code: text })).member).toEqual({
      role: 'doctor',
      name: { zh: LI, en: 'Li Ming' },
      licence: '110120000012345',
      specialty: '呼吸内科',
    });
  });

  it('makes fresh keys; the officer sees whose they are and enters them; the key before gives way then', async () => {
    const { text } = await hospital.ask('staff/invite', { member: li });
    const made = await newKeys(first);
    words = made.words;
    const joined = await answer(first, text, made.ticket);
    account = joined.account.id;
    // Whatever stood beside the code: the account is who the code says.
    expect(joined.account).toMatchObject({ role: 'doctor', entity: li.id, name: { zh: LI, en: 'Li Ming' } });
    const offer = await offerOf(joined.enrolment.fingerprint);
    expect(offer).toMatchObject({
      name: { zh: LI },
      licence: '110120000012345',
      member: { keyInForce: true },
    });
    // As long as it is not entered the key before signs, and the new one does not.
    expect(await first.codeOf('account/unlock', { id: account, passphrase: PASSPHRASE })).toBe(
      'login-signature',
    );
    expect(await hospital.codeOf('staff/add', { enrolment: offer?.enrolment ?? '' })).toBe('staff-exists');
    await hospital.ask('staff/replace-key', { enrolment: offer?.enrolment ?? '' });
    expect((await keyOfLi())?.key).toMatchObject({ version: 2, revokedAt: null });
    expect(await offerOf(joined.enrolment.fingerprint)).toBeUndefined();

    expect(await first.ask('account/joining', { id: account })).toMatchObject({ state: 'entered' });
    const session = await first.ask('account/unlock', { id: account, passphrase: PASSPHRASE });
    expect(session).toMatchObject({ status: 'active', node: 'connected' });
    // The workstation of before is shut out by the same block.
    expect(await hospital.codeOf('account/unlock', { id: `doctor-${li.id}`, passphrase: PASSPHRASE })).toBe(
      'account-keys-differ',
    );
    await unlockOfficer();
  });

  it('that is lost is dropped by the block that says so, with the officer’s reason on the ledger', async () => {
    await hospital.ask('staff/revoke-key', { ...li, reason: '笔记本电脑失窃' });
    const { height } = await hospital.ask('ledger/status', {});
    const member = await keyOfLi();
    expect(member).toMatchObject({ status: 'active', reason: '笔记本电脑失窃', key: { version: 2 } });
    expect(member?.key.revokedAt).toBeLessThanOrEqual(height);
    await expect.poll(async () => (await first.ask('session/current', {}))?.status).toBe('key-revoked');
    expect(await first.codeOf('account/unlock', { id: account, passphrase: PASSPHRASE })).toBe(
      'account-keys-differ',
    );
    expect(await hospital.codeOf('staff/revoke-key', { ...li, reason: '再次' })).toBe('key-unknown');
    // What was signed there before is still its owner's to hand over, by the passphrase; here nothing was.
    const handOver = async (passphrase: string): Promise<string> =>
      first.codeOf('attesting/hand-over', { account: { id: account, passphrase } });
    expect([await handOver(PASSPHRASE), await handOver(`${PASSPHRASE}s`)]).toEqual([
      'attest-nothing',
      'passphrase-wrong',
    ]);
  });

  it('after a loss may be made with the doctor’s own recovery words, whose next key follows from the same secret', async () => {
    const second = await computer();
    const { text } = await hospital.ask('staff/invite', { member: li });
    const wrong = { words: words.replace(/\S+$/u, 'zebra zebra'), passphrase: PASSPHRASE };
    expect(await second.codeOf('setup/person-from-words', wrong)).toBe('recovery-phrase-wrong');
    const { ticket } = await second.ask('setup/person-from-words', { words, passphrase: PASSPHRASE });
    const joined = await answer(second, text, ticket);
    const offer = await offerOf(joined.enrolment.fingerprint);
    expect(offer).toMatchObject({ member: { keyInForce: false } });
    await hospital.ask('staff/replace-key', { enrolment: offer?.enrolment ?? '' });
    expect((await keyOfLi())?.key).toMatchObject({ version: 3, revokedAt: null });
    const session = await second.ask('account/unlock', { id: joined.account.id, passphrase: PASSPHRASE });
    expect(session).toMatchObject({ status: 'active', node: 'connected' });
  });

  it('is found by the ledger’s number also where two codes were made for one person', async () => {
    const [one, other] = [await computer(), await computer()];
    const codes = [
      await hospital.ask('staff/invite', { member: li }),
      await hospital.ask('staff/invite', { member: li }),
    ] as const;
    const joined = [
      await answer(one, codes[0].text, (await newKeys(one)).ticket),
      await answer(other, codes[1].text, (await newKeys(other)).ticket),
    ] as const;
    for (const { enrolment } of joined) {
      const offer = await offerOf(enrolment.fingerprint);
      await hospital.ask('staff/replace-key', { enrolment: offer?.enrolment ?? '' });
    }
    expect((await keyOfLi())?.key).toMatchObject({ version: 5 });
    const id = joined[1].account.id;
    expect(await other.ask('account/unlock', { id, passphrase: PASSPHRASE })).toMatchObject({
      status: 'active',
    });
  });

  it('of the only officer is not revoked, nor are they suspended: the institution could decide nothing any more', async () => {
    const { id } = (await hospital.ask('staff/list', {})).find(({ role }) => role === 'officer') ?? {
      id: '',
    };
    const asked = { id, role: 'officer', reason: 'x' } as const;
    expect(await hospital.codeOf('staff/revoke-key', asked)).toBe('officer-last');
    expect(await hospital.codeOf('staff/suspend', asked)).toBe('officer-last');
  });

  it('is for officers of the institution alone', async () => {
    const stranger = { id: '0'.repeat(32), role: 'doctor' } as const;
    expect(await hospital.codeOf('staff/invite', { member: stranger })).toBe('staff-unknown');
    expect(await hospital.codeOf('staff/revoke-key', { ...stranger, reason: 'x' })).toBe('staff-unknown');
    await hospital.unlock('孙丽');
    expect(await hospital.codeOf('staff/revoke-key', { ...li, reason: 'x' })).toBe('role-officer-required');
    expect(await hospital.codeOf('staff/replace-key', { enrolment: 'x' })).toBe('role-officer-required');
    await unlockOfficer();
  });
});

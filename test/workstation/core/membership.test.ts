/** Somebody new comes to an institution that is there already, on a computer of their own. */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toInvitationToken, toSigningKey } from '../../../src/crypto/ids.ts';
import { joinCodeText, readJoinCode, type JoinCode } from '../../../src/crypto/joinCode.ts';
import { bytes16, bytes32 } from '../../support/world.ts';
import { Machine, PASSPHRASE } from './support.ts';

const NAME = { zh: '何青', en: 'He Qing' };

/** The hospital's own computer, an officer before it; and another computer, on which nothing was set up. */
let hospital: Machine;
let own: Machine;

beforeAll(async () => {
  hospital = await Machine.demonstration();
});

afterAll(() => hospital.close());

beforeEach(async () => {
  own = new Machine();
  await own.start();
  await unlockOfficer();
});

afterEach(() => own.close());

/** What an account offered, as the officer sees it; undefined once it no longer waits. */
async function offerOf(fingerprint: string) {
  return (await hospital.ask('staff/offers', {})).find((offer) => offer.fingerprint === fingerprint);
}

async function unlockOfficer(): Promise<void> {
  const { id } = (await hospital.ask('account/list', {})).find(({ role }) => role === 'officer') ?? {
    id: '',
  };
  await hospital.ask('account/unlock', { id, passphrase: PASSPHRASE });
}

/** Keys of a new doctor, the words asked back. */
async function newTicket(): Promise<string> {
  const { ticket, words, ask } = await own.ask('setup/person', { passphrase: PASSPHRASE });
  await own.ask('setup/person-confirm', { ticket, words: ask.map((place) => words[place] ?? '') });
  return ticket;
}

async function joining(code: string) {
  const person = { role: 'doctor', name: NAME, licence: '110120000077777', specialty: '儿科' } as const;
  return { code, ticket: await newTicket(), ...person };
}

function changed(code: string, change: Partial<JoinCode>): string {
  return joinCodeText({ ...readJoinCode(code), ...change });
}

describe('joining an institution', () => {
  it('goes from the officer’s code to a login, the fingerprint compared on the way', async () => {
    const invitation = await hospital.ask('staff/invite', {});
    expect((await own.ask('card/text', { picture: invitation.qrPng })).text).toBe(invitation.text);
    expect(await own.ask('join/read', { code: invitation.text })).toMatchObject({
      institution: { zh: '海河医院', en: 'Haihe Hospital' },
    });
    const { account, enrolment } = await own.ask('setup/join', await joining(invitation.text));
    expect(account).toMatchObject({ role: 'doctor', name: NAME, institutionName: { zh: '海河医院' } });
    const waiting = { fingerprint: enrolment.fingerprint, refusal: null };
    expect(await own.ask('account/joining', { id: account.id })).toEqual({ state: 'offered', ...waiting });
    expect(await own.codeOf('account/unlock', { id: account.id, passphrase: PASSPHRASE })).toBe(
      'account-unknown',
    );

    const offer = await offerOf(enrolment.fingerprint);
    expect(offer).toMatchObject({ role: 'doctor', name: NAME, licence: '110120000077777' });
    await hospital.ask('staff/add', { enrolment: offer?.enrolment ?? '' });
    expect(await offerOf(enrolment.fingerprint)).toBeUndefined();

    expect(await own.ask('account/joining', { id: account.id })).toEqual({ state: 'entered', ...waiting });
    expect(await own.ask('account/joining', { id: account.id })).toMatchObject({ state: 'none' });
    const session = await own.ask('account/unlock', { id: account.id, passphrase: PASSPHRASE });
    expect(session).toMatchObject({ status: 'active', node: 'connected' });
    const [here, there] = [await own.ask('ledger/status', {}), await hospital.ask('ledger/status', {})];
    expect(here).toMatchObject({ height: there.height, headerHash: there.headerHash, halted: null });
  });

  it('keeps the offer while the node is away, and sends it when it is back, over a restart as well', async () => {
    const { text } = await hospital.ask('staff/invite', {});
    const { account, enrolment } = await own.ask('setup/join', await joining(text));
    await hospital.host.killAllNodes();
    hospital.host.nodesAway = true;
    await own.restart();
    expect(await own.ask('account/joining', { id: account.id })).toMatchObject({
      state: 'unsent',
      refusal: 'node-away',
    });
    hospital.host.nodesAway = false;
    await hospital.restart();
    await unlockOfficer();
    await expect
      .poll(async () => (await own.ask('account/joining', { id: account.id })).state)
      .toBe('offered');
    expect(await offerOf(enrolment.fingerprint)).toBeDefined();
  });

  it('is declined by the officer, and says so', async () => {
    const { text } = await hospital.ask('staff/invite', {});
    const { account, enrolment } = await own.ask('setup/join', await joining(text));
    await own.ask('account/joining', { id: account.id });
    const offer = await offerOf(enrolment.fingerprint);
    await hospital.ask('staff/decline', { token: offer?.token ?? '' });
    expect(await own.ask('account/joining', { id: account.id })).toMatchObject({ state: 'declined' });
  });

  it('is refused by name when the code does not fit the node, and leaves the computer as it was', async () => {
    const { text } = await hospital.ask('staff/invite', {});
    const person = await joining(text);
    const codes = [
      ['CJ1:', 'join-code-malformed'],
      [changed(text, { nodeKey: toSigningKey(bytes32('another node')) }), 'node-key-mismatch'],
      [changed(text, { genesis: bytes32('another genesis') }), 'genesis-mismatch'],
      [changed(text, { address: `${text.length.toString()}.sock` }), 'node-away'],
    ] as const;
    for (const [code, refusal] of codes) {
      expect(await own.codeOf('setup/join', { ...person, code })).toBe(refusal);
      expect(await own.ask('setup/status', {})).toMatchObject({ state: 'empty', interrupted: false });
    }
    await own.ask('setup/join', person);
  });

  it('says that the invitation is unknown when its token is another', async () => {
    const { text } = await hospital.ask('staff/invite', {});
    const code = changed(text, { token: toInvitationToken(bytes16('another token')) });
    const { account } = await own.ask('setup/join', await joining(code));
    expect(await own.ask('account/joining', { id: account.id })).toMatchObject({
      state: 'unsent',
      refusal: 'invitation-unknown',
    });
  });

  it('halts at the block that the officer vouched for when the node has another in its place', async () => {
    const { text } = await hospital.ask('staff/invite', {});
    const { account, enrolment } = await own.ask('setup/join', await joining(text));
    await own.ask('account/joining', { id: account.id });
    const offer = await offerOf(enrolment.fingerprint);
    await hospital.ask('staff/add', { enrolment: offer?.enrolment ?? '' });
    const { height } = readJoinCode(text);
    const file = own.file('machine.json');
    const machine = JSON.parse(readFileSync(file, 'utf8')) as { checkpoint: { header: string } };
    machine.checkpoint.header = '0'.repeat(64);
    writeFileSync(file, JSON.stringify(machine));
    await own.restart();
    await own.ask('account/unlock', { id: account.id, passphrase: PASSPHRASE });
    expect(await own.ask('ledger/status', {})).toMatchObject({
      height: height - 1,
      halted: { code: 'block-checkpoint', height },
    });
  });

  it('says when the code leads to a node that only this computer reaches', async () => {
    expect(await hospital.ask('staff/invite', {})).toMatchObject({ reach: 'this-computer' });
  });

  it('is for officers to invite', async () => {
    const { id } = (await hospital.ask('account/list', {})).find(({ role }) => role === 'doctor') ?? {
      id: '',
    };
    await hospital.ask('account/unlock', { id, passphrase: PASSPHRASE });
    for (const channel of ['staff/invite', 'staff/offers'] as const) {
      expect(await hospital.codeOf(channel, {})).toBe('role-officer-required');
    }
  });
});

/**
 * Two doctors of two hospitals, by the request table alone: each asks, accepts and writes while the other is away, and
 * their hospitals' nodes carry it. Both accounts live on one machine here, one unlocked at a time.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { changeFromElsewhere, Machine } from './support.ts';

const LI = '李明';
const WANG = '王芳';

let machine: Machine;

beforeAll(async () => {
  machine = await Machine.demonstration();
});

afterAll(async () => machine.close());

type Dialogue = ResultOf<'dialogue/list'>[number];

/** Asks until the answer is as wanted: the core works on between the questions. */
async function until<T>(ask: () => Promise<T>, isWanted: (value: T) => boolean): Promise<T> {
  let value = await ask();
  while (!isWanted(value)) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    value = await ask();
  }
  return value;
}

async function requests() {
  return (await machine.ask('dialogue/requests', {})).requests;
}

async function newest(): Promise<Dialogue | undefined> {
  return (await machine.ask('dialogue/list', {}))[0];
}

async function messages(dialogue: string, search = '') {
  return machine.ask('dialogue/messages', { dialogue, before: null, search });
}

/** Asks for a dialogue and has it at the other side's mailbox. */
async function askFor(name: string): Promise<string> {
  const [found] = await machine.ask('dialogue/colleagues', { query: name });
  const to = found?.id ?? '';
  const { request } = await machine.ask('dialogue/ask', { to, reason: '请教用药', subject: null });
  await until(requests, (all) => all[0]?.sent === true);
  return request;
}

async function isWaiting(request: string) {
  return until(requests, (all) => all.some((one) => one.request === request));
}

async function stored(dialogue: string, message: string) {
  await until(
    async () => messages(dialogue),
    (all) => all.some((one) => one.message === message && one.state !== 'queued'),
  );
}

async function say(dialogue: string, text: string, reply: string | null = null): Promise<string> {
  const { message } = await machine.ask('dialogue/send', { dialogue, text, reply });
  await stored(dialogue, message);
  return message;
}

describe('a colleague', () => {
  it.each(['王芳', 'wang', 'wf', '津南', 'Jinnan 心血管'])('is found by %s', async (query) => {
    await machine.unlock(LI);
    const [found, ...others] = await machine.ask('dialogue/colleagues', { query });
    expect(found).toMatchObject({ name: { zh: WANG }, present: false, blocked: false });
    expect(others).toEqual([]);
  });

  it('is not oneself, nor of another role', async () => {
    expect(await machine.ask('dialogue/colleagues', { query: LI })).toEqual([]);
    expect(await machine.ask('dialogue/colleagues', { query: '孙丽' })).toEqual([]);
    await machine.unlock('孙丽');
    expect(await machine.codeOf('dialogue/colleagues', { query: '' })).toBe('role-doctor-required');
  });
});

describe('a dialogue', () => {
  let dialogue = '';
  let greeting = '';

  it('is asked for, at the other hospital, while nobody is there; once', async () => {
    await machine.unlock(LI);
    dialogue = await askFor(WANG);
    const [{ id: to } = { id: '' }] = await machine.ask('dialogue/colleagues', { query: WANG });
    expect(await machine.codeOf('dialogue/ask', { to, reason: '', subject: null })).toBe('consult-waiting');
    expect(await machine.codeOf('dialogue/send', { dialogue, text: 'x', reply: null })).toBe(
      'dialogue-unknown',
    );
  });

  it('begins with the acceptance of whoever was asked, who may write at once', async () => {
    await machine.unlock(WANG);
    const [request] = await isWaiting(dialogue);
    expect(request).toMatchObject({
      direction: 'in',
      doctor: { name: { zh: LI } },
      reason: '请教用药',
      state: 'waiting',
    });
    await machine.ask('dialogue/accept', { request: dialogue });
    expect(await machine.codeOf('dialogue/accept', { request: dialogue })).toBe('consult-answered');
    greeting = await say(dialogue, '您好,请讲');
  });

  it('is open to whoever asked when they come back, and both see the same safety number', async () => {
    const ofWang = (await newest())?.safety;
    await machine.unlock(LI);
    const open = await until(newest, (one) => one?.unread === 1);
    expect(open).toMatchObject({
      dialogue,
      open: true,
      ended: null,
      doctor: { name: { zh: WANG } },
      compared: 'no',
    });
    expect(open?.safety).toEqual(ofWang);
    expect(open?.safety.join('')).toMatch(/^\d{60}$/u);
    expect((await requests())[0]).toMatchObject({ state: 'accepted' });
    await machine.ask('dialogue/compare', { dialogue });
    expect(await newest()).toMatchObject({ compared: 'yes' });
  });

  it('shows each message once, its answer beside it, and what was changed or taken back', async () => {
    await machine.ask('dialogue/read', { dialogue });
    await say(dialogue, '患者服用华法林', greeting);
    const wrong = await say(dialogue, '剂量 50 mg');
    const slip = await say(dialogue, '发错了');
    await machine.ask('dialogue/edit', { dialogue, message: wrong, text: '剂量 5 mg' });
    await machine.ask('dialogue/delete', { dialogue, message: slip });
    await say(dialogue, '完');
    await machine.unlock(WANG);
    await until(newest, (one) => one?.unread === 4);
    const shown = await messages(dialogue);
    expect(shown.map(({ text, mine, state }) => [text, mine, state])).toEqual([
      ['您好,请讲', true, 'read'],
      ['患者服用华法林', false, 'unread'],
      ['剂量 5 mg', false, 'unread'],
      ['', false, 'unread'],
      ['完', false, 'unread'],
    ]);
    expect(shown[1]?.reply).toEqual({ message: greeting, mine: true, text: '您好,请讲' });
    expect([shown[2]?.edited, shown[3]?.deleted].map((time) => typeof time)).toEqual(['number', 'number']);
    expect((await messages(dialogue, '华法林')).map(({ text }) => text)).toEqual(['患者服用华法林']);
    expect(await machine.codeOf('dialogue/edit', { dialogue, message: wrong, text: 'x' })).toBe(
      'dialogue-message-unknown',
    );
  });

  it('says of an own message that it was delivered, and read, by the other side’s own word', async () => {
    const word = await say(dialogue, '收到');
    await machine.unlock(LI);
    await until(newest, (one) => one?.unread === 1);
    const states = async () =>
      (await messages(dialogue)).filter(({ mine }) => mine).map(({ state }) => state);
    expect(await states()).toEqual(['delivered', 'delivered', 'delivered', 'delivered']);
    await machine.ask('dialogue/read', { dialogue });
    await say(dialogue, '好');
    await machine.unlock(WANG);
    await until(
      async () => messages(dialogue),
      (all) => all.some(({ message, state }) => message === word && state === 'read'),
    );
  });

  it('goes on after the program was started again', async () => {
    await machine.restart();
    await machine.unlock(LI);
    await say(dialogue, '重启后');
    await machine.unlock(WANG);
    const found = await until(
      async () => messages(dialogue, '重启后'),
      (all) => all.length > 0,
    );
    expect(found.map(({ text, mine }) => [text, mine])).toEqual([['重启后', false]]);
  });

  it('ends for both when one of them ends it, and keeps what was said', async () => {
    await machine.ask('dialogue/end', { dialogue });
    expect(await machine.codeOf('dialogue/send', { dialogue, text: 'x', reply: null })).toBe('dialogue-over');
    expect(await newest()).toMatchObject({ ended: { code: 'dialogue-closed' }, open: false });
  });
});

describe('whoever was asked', () => {
  it('declines', async () => {
    await machine.unlock(LI);
    const request = await askFor(WANG);
    await machine.unlock(WANG);
    await isWaiting(request);
    await machine.ask('dialogue/decline', { request });
    expect((await requests())[0]).toMatchObject({ request, state: 'declined' });
    expect(await machine.codeOf('dialogue/accept', { request })).toBe('consult-answered');
  });

  it('hears nothing more of whom they blocked, and reads why', async () => {
    const [{ id: doctor } = { id: '' }] = await machine.ask('dialogue/colleagues', { query: LI });
    await machine.ask('dialogue/block', { doctor, blocked: true });
    await machine.unlock(LI);
    await until(requests, (all) => all.every(({ state }) => state !== 'waiting'));
    const request = await askFor(WANG);
    await machine.unlock(WANG);
    const { refused } = await until(
      async () => machine.ask('dialogue/requests', {}),
      (all) => all.refused[0]?.code === 'consult-blocked',
    );
    expect(refused[0]).toMatchObject({ code: 'consult-blocked', sender: { zh: LI } });
    expect((await requests()).some((one) => one.request === request)).toBe(false);
    await machine.ask('dialogue/block', { doctor, blocked: false });
    await machine.unlock(LI);
    await machine.ask('dialogue/withdraw', { request });
  });
});

describe('the ledger', () => {
  it('ends a dialogue when it says that the other side is suspended, and lets none begin', async () => {
    const request = await askFor(WANG);
    await machine.unlock(WANG);
    await isWaiting(request);
    await machine.ask('dialogue/accept', { request });
    await say(request, '您好');
    await machine.unlock(LI);
    await until(newest, (one) => one?.dialogue === request && one.open);
    const [{ id: wang } = { id: '' }] = await machine.ask('dialogue/colleagues', { query: WANG });
    const staff = Uint8Array.from(Buffer.from(wang, 'hex'));
    await changeFromElsewhere(machine, await machine.account('周涛'), {
      kind: 'registry/staff-suspend',
      role: 'doctor',
      id: staff,
      reason: 'test',
    });
    const ended = await until(newest, (one) => one?.ended !== null);
    expect(ended).toMatchObject({ ended: { code: 'dialogue-peer-suspended' }, open: false });
    expect(await machine.codeOf('dialogue/send', { dialogue: request, text: 'x', reply: null })).toBe(
      'dialogue-over',
    );
    expect(await machine.codeOf('dialogue/ask', { to: wang, reason: '', subject: null })).toBe(
      'recipient-suspended',
    );
  });
});

/** Erasure through the request table: asked by the patient, signed by an officer, acknowledged by both hospitals. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResultOf } from '../../../src/workstation/api.ts';
import type { Note } from '../../../src/workstation/api/visits.ts';
import { until } from '../../support/nodeWorld.ts';
import { item, NOTE, PERSON, PIN } from '../support/story.ts';
import { Machine, PASSPHRASE } from './support.ts';

let machine: Machine;
let patient: ResultOf<'registrar/register-patient'>;
/** Two records of visit 1, by Dr Li at 海河医院. */
let first: string;
let second: string;

beforeAll(async () => {
  machine = await Machine.demonstration();
  await machine.unlock('孙丽');
  const wishes = { pin: PIN, cards: 3, files: [], emergency: false };
  patient = await machine.ask('registrar/register-patient', { ...PERSON, ...wishes });
  await machine.unlock('李明');
  const read = await machine.ask('card/read', { text: item(patient.cards, 1) });
  const handle = read.state === 'fresh' ? read.handle : '';
  const { id: visit } = await machine.ask('visit/open', {
    handle,
    registration: null,
    purpose: 'treatment',
  });
  first = await write(visit, NOTE);
  second = await write(visit, { ...NOTE, plan: '复诊' });
  await machine.ask('visit/end', { visit });
});

afterAll(() => machine.close());

async function write(visit: string, note: Note): Promise<string> {
  await machine.ask('draft/save', { visit, note });
  const { hash } = await machine.ask('sign/preview', { visit });
  const consent = { slip: item(patient.slips, 1), pin: PIN };
  return (await machine.ask('sign/commit', { visit, hash, consent })).statement;
}

function master() {
  return { kind: 'master', text: patient.masterText, passphrase: patient.masterPassphrase } as const;
}

function slip(epoch: number) {
  return { kind: 'slip', text: item(patient.slips, epoch), pin: PIN } as const;
}

/** At the other hospital, where nobody is logged in. */
async function viewAtB(): Promise<ResultOf<'patient/view'>> {
  await machine.unlock('王芳');
  const { account } = (await machine.ask('session/current', {})) ?? {};
  await machine.ask('account/lock', {});
  return machine.ask('patient/view', { secret: master(), institution: account?.institution ?? '' });
}

describe('a wish to erase', () => {
  it('is asked with the slip of that visit or the master card, at any hospital, and waits for an officer', async () => {
    const { handle } = await viewAtB();
    const wish = { handle, statement: first, reason: 'consent-withdrawn' } as const;
    expect(await machine.codeOf('patient/erase', { ...wish, secret: slip(2) })).toBe('slip-mismatch');
    await machine.ask('patient/erase', { ...wish, secret: slip(1) });
    await machine.ask('patient/erase', { ...wish, statement: second, secret: master() });
    const { wishes, erased, unreached } = await machine.ask('patient/erasures', { handle });
    expect([erased, unreached]).toEqual([[], []]);
    expect(wishes).toMatchObject([
      { statement: first, state: 'waiting', author: { zh: '李明' }, institution: { zh: '海河医院' } },
      { statement: second, state: 'waiting' },
    ]);
  });

  it('is shown to the officers of the hospital that wrote the record, with what follows, and to nobody else', async () => {
    await machine.unlock('周涛');
    expect(await machine.ask('erasure/wishes', {})).toEqual([]);
    expect(await machine.codeOf('erasure/sign', { statement: first })).toBe('erase-request-unknown');
    await machine.unlock('李明');
    expect(await machine.codeOf('erasure/wishes', {})).toBe('role-officer-required');
    await machine.unlock('赵敏');
    const [wish] = await machine.ask('erasure/wishes', {});
    expect(wish).toMatchObject({
      statement: first,
      kind: 'record',
      author: { zh: '李明' },
      reason: 'consent-withdrawn',
      followers: 0,
    });
    const years = ((wish?.archiveUntil ?? 0) - (wish?.writtenAt ?? 0)) / (366 * 24 * 60 * 60 * 1000);
    expect(Math.floor(years)).toBe(15);
  });

  it('is declined with a reason, which the patient reads', async () => {
    await machine.unlock('赵敏');
    await machine.ask('erasure/decline', { statement: second, reason: '诉讼期间须保存' });
    expect(await machine.ask('erasure/wishes', {})).toHaveLength(1);
    const { handle } = await viewAtB();
    const { wishes } = await machine.ask('patient/erasures', { handle });
    expect(wishes.find(({ statement }) => statement === second)).toMatchObject({
      state: 'declined',
      answer: '诉讼期间须保存',
    });
  });

  it('is signed: the record goes, and both see the receipts of both hospitals', async () => {
    await machine.unlock('赵敏');
    await machine.ask('erasure/sign', { statement: first });
    expect(await machine.ask('erasure/wishes', {})).toEqual([]);
    await until(async () => {
      const [erased] = await machine.ask('erasure/erased', {});
      return erased?.receipts.every(({ receivedAt }) => receivedAt !== null) ?? false;
    });
    const [erased] = await machine.ask('erasure/erased', {});
    expect(erased).toMatchObject({ statement: first, officer: { zh: '赵敏' } });
    expect(erased?.receipts).toMatchObject([
      { institution: { zh: '海河医院' }, archiveUntil: erased?.archiveUntil },
      { institution: { zh: '津南医院' }, archiveUntil: null },
    ]);
    const view = await viewAtB();
    expect(view.documents.map(({ statement }) => statement)).not.toContain(first);
    const seen = await machine.ask('patient/erasures', { handle: view.handle });
    expect(seen.erased).toEqual([erased]);
    expect(await machine.codeOf('erasure/sign', { statement: first })).toBe('session-locked');
  });
});

describe('the desk of its author', () => {
  it('has nothing of it any more when they log in, and says why', async () => {
    await machine.unlock('李明');
    const mine = await machine.ask('ledger/mine', {});
    expect(mine.find(({ statement }) => statement === first)).toMatchObject({ title: null, summary: null });
    expect(mine.find(({ statement }) => statement === first)?.erasedAt).not.toBeNull();
    expect(mine.find(({ statement }) => statement === second)).toMatchObject({ erasedAt: null });
    expect(await machine.codeOf('ledger/my-document', { statement: first })).toBe('statement-erased');
  });

  it('put back from a backup shows nothing of what was erased since', async () => {
    const { bytes } = await machine.ask('account/backup', { passphrase: PASSPHRASE });
    const { handle } = await viewAtB();
    await machine.ask('patient/erase', {
      handle,
      secret: master(),
      statement: second,
      reason: 'unlawful',
    });
    await machine.unlock('赵敏');
    await machine.ask('erasure/sign', { statement: second });
    const id = await machine.account('李明');
    await forget(id);
    await machine.ask('account/restore', { bytes, passphrase: PASSPHRASE });
    await machine.unlock('李明');
    const mine = await machine.ask('ledger/mine', {});
    expect(mine.find(({ statement }) => statement === second)).toMatchObject({ title: null, summary: null });
    expect(await machine.codeOf('ledger/my-document', { statement: second })).toBe('statement-erased');
  });
});

/** As on a machine that has never seen the account. */
async function forget(account: string): Promise<void> {
  await machine.core.close();
  for (const name of [`${account}.keystore.json`, `${account}.throttle`])
    rmSync(machine.file('accounts', name), { force: true });
  for (const suffix of ['', '-wal', '-shm'])
    rmSync(machine.file('desks', `${account}.db${suffix}`), { force: true });
  await machine.start();
}

/** The story of the product, once, through the request table alone: what a screen can do, over two node processes. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ResultOf } from '../../../src/workstation/api.ts';
import { coreFolder, openCore, testHost, type RunningCore } from '../../support/coreHost.ts';
import { until } from '../../support/nodeWorld.ts';
import { item, NOTE, PERSON, PIN } from '../support/story.ts';

const PASSPHRASE = '海河边的第一次会诊';
const HISTORY = fileURLToPath(
  new URL('../../../src/workstation/demonstration/zhang-xiuying.json', import.meta.url),
);

type Printed = ResultOf<'registrar/register-patient'>;

describe('from registration to the second hospital', () => {
  it('a record signed at A is read at B, by the card that A handed out', async () => {
    const { ask, codeOf } = await openCore(testHost(coreFolder()));
    await ask('setup/demonstration', { passphrase: PASSPHRASE });
    const people = await staffByName(ask);

    // At A's desk.
    await ask('account/unlock', { id: people('孙丽'), passphrase: PASSPHRASE });
    const patient = await ask('registrar/register-patient', {
      ...PERSON,
      pin: PIN,
      cards: 2,
      files: [{ name: 'history.json', bytes: new Uint8Array(readFileSync(HISTORY)) }],
      emergency: false,
    });
    expect(patient.imported).toBeGreaterThan(1);
    const { number } = await ask('registrar/register-visit', { department: '呼吸内科' });

    // Dr Li sees the patient.
    await ask('account/unlock', { id: people('李明'), passphrase: PASSPHRASE });
    expect(await ask('today/list', {})).toMatchObject([{ number, department: '呼吸内科', state: 'waiting' }]);
    const visit = await openVisit(ask, item(patient.cards, 1), number);
    const history = await ask('visit/chart', { visit });
    expect(history.unavailable).toEqual([]);
    expect(history.banner.name).toBe('张秀英');
    expect(history.documents.every(({ verified }) => verified)).toBe(true);
    expect(history.documents).toHaveLength(patient.imported + 1);

    const statement = await writeRecord(ask, visit, patient);
    const { next } = await ask('visit/end', { visit });
    expect(next?.epoch).toBe(2);
    const [mine] = await ask('ledger/mine', {});
    expect(mine).toMatchObject({ statement, state: 'consented', verified: true, patientName: null });

    // At B: card 1 opens nothing any more, card 2 opens what A wrote.
    await ask('account/unlock', { id: people('王芳'), passphrase: PASSPHRASE });
    const spent = await ask('card/read', { text: item(patient.cards, 1) });
    expect(spent).toMatchObject({ state: 'spent', by: { zh: '李明' }, institution: { zh: '海河医院' } });
    const later = await openVisit(ask, next?.text ?? '', null);
    const chart = await ask('visit/chart', { visit: later });
    expect(chart.unavailable).toEqual([]);
    const document = await ask('visit/document', { visit: later, statement, leaf: 0 });
    expect(document.sections.map(({ text }) => text)).toContain(NOTE.presentIllness);
    expect(document.proof).toMatchObject({ verified: true, consent: 'patient', author: { zh: '李明' } });
    await ask('visit/end', { visit: later });

    // The patient sees both, without any doctor.
    await ask('account/lock', {});
    expect(await codeOf('today/list', {})).toBe('session-locked');
    const secret = {
      kind: 'master',
      text: patient.masterText,
      passphrase: patient.masterPassphrase,
    } as const;
    const [institution] = (await ask('setup/status', {})).institutions;
    const view = await ask('patient/view', { secret, institution: institution?.id ?? '' });
    expect(view.openings.map(({ use, by }) => [use, by.zh])).toEqual([
      ['registration', '孙丽'],
      ['visit', '李明'],
      ['visit', '王芳'],
    ]);
    expect(view.documents.map((summary) => summary.statement)).toContain(statement);
    const slip = { kind: 'slip', text: item(patient.slips, 2), pin: PIN } as const;
    expect(await codeOf('patient/view', { secret: slip, institution: institution?.id ?? '' })).toBe(
      'slip-spent',
    );
  });
});

type Ask = RunningCore['ask'];

async function staffByName(ask: Ask): Promise<(name: string) => string> {
  const accounts = await ask('account/list', {});
  return (name) => accounts.find((account) => account.name.zh === name)?.id ?? '';
}

async function openVisit(ask: Ask, text: string, registration: string | null): Promise<string> {
  const card = await ask('card/read', { text });
  if (card.state !== 'fresh') throw new Error(`the card is ${card.state}`);
  const visit = await ask('visit/open', { handle: card.handle, registration, purpose: 'treatment' });
  expect(visit.state).toBe('open');
  return visit.id;
}

/** Writes, looks at and signs a record under the patient's slip. */
async function writeRecord(ask: Ask, visit: string, patient: Printed): Promise<string> {
  await ask('draft/save', { visit, note: NOTE });
  const { hash } = await ask('sign/preview', { visit });
  const consent = { slip: item(patient.slips, 1), pin: PIN };
  const signed = await ask('sign/commit', { visit, hash, consent });
  expect(signed.state).toBe('consented');
  await until(async () => (await ask('outbox/list', {})).every(({ state }) => state === 'committed'));
  return signed.statement;
}

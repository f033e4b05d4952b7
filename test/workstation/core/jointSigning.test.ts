/** Officers of two institutions let a third one in, each on their own side; nobody logs in at the other's node. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase45, toBase45 } from '../../../src/crypto/base45.ts';
import { encodeApplication } from '../../../src/hospital/service/application.ts';
import { readQrPng } from '../../../src/workstation/qr.ts';
import { makeHouse } from '../../support/world.ts';
import { Machine } from './support.ts';

const APPLICATION = new Uint8Array(encodeApplication(makeHouse('C', '协和医院', 'Union Hospital').founded));

let machine: Machine;

beforeAll(async () => {
  machine = await Machine.demonstration();
});

afterAll(() => machine.close());

async function begun() {
  await machine.unlock('赵敏');
  return machine.ask('joint/begin', { application: APPLICATION });
}

describe('letting an institution in', () => {
  it('is asked of more than half of the institutions, and signed by the one who begins', async () => {
    const handed = await begun();
    expect(handed).toMatchObject({
      institution: { zh: '协和医院' },
      threshold: 2,
      mine: 'signed',
      signers: [
        { name: { zh: '赵敏' }, institution: { zh: '海河医院' }, signed: true },
        { name: { zh: '周涛' }, institution: { zh: '津南医院' }, signed: false },
      ],
    });
    expect(readQrPng(handed.qrPng ?? new Uint8Array(0))).toBe(handed.text);
    expect(await machine.codeOf('joint/submit', { text: handed.text })).toBe('joint-incomplete');
  });

  it('is refused where the text was changed, is none, or whoever asks is not asked', async () => {
    const { text, fingerprint } = await begun();
    const bytes = fromBase45(text.slice(4));
    const last = bytes.length - 1;
    const changed = `CO1:${toBase45(bytes.map((byte, index) => (index === last ? byte ^ 1 : byte)))}`;
    expect(await machine.codeOf('joint/read', { text: changed })).toBe('joint-signature');
    expect(await machine.codeOf('joint/read', { text: 'CO1:ABC' })).toBe('joint-malformed');
    expect(await machine.codeOf('joint/begin', { application: new Uint8Array(2) })).toBe('joint-application');
    await machine.unlock('李明');
    expect(await machine.codeOf('joint/read', { text })).toBe('role-officer-required');
    await machine.unlock('周涛');
    expect(await machine.ask('joint/read', { text })).toMatchObject({ mine: 'to-sign', fingerprint });
  });

  it('stands on the ledger once the other institution has signed and handed it in at its own node', async () => {
    const { text } = await begun();
    await machine.unlock('周涛');
    const signed = await machine.ask('joint/sign', { text });
    expect(signed.signers.every((signer) => signer.signed)).toBe(true);
    await machine.ask('joint/submit', { text: signed.text });
    expect(await machine.codeOf('joint/begin', { application: APPLICATION })).toBe('institution-exists');
  });
});

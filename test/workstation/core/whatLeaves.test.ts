/**
 * What leaves the core on its way to the screens and to the log, over the whole story: no key of the staff, and in
 * the log nothing of a patient.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/crypto/bytes.ts';
import { openKeyStore } from '../../../src/crypto/keyStore.ts';
import { staffKeys } from '../../../src/crypto/staffKeys.ts';
import { jsonLogger } from '../../../src/node/logger.ts';
import { systemClock } from '../../../src/node/clock.ts';
import type { Core } from '../../../src/workstation/core/context.ts';
import { startCore } from '../../../src/workstation/core/core.ts';
import { asker, CHEAPEST, coreFolder, testHost, type RunningCore } from '../../support/coreHost.ts';
import { item, NOTE, PERSON, PIN } from '../support/story.ts';

const PASSPHRASE = '海河边的第一次会诊';
const WRONG_PIN = '135791';

/** A core of which everything that it answers is kept as it crosses to the screens. */
function watched(core: Core): { readonly core: Core; readonly answers: unknown[] } {
  const answers: unknown[] = [];
  const handle: Core['handle'] = async (channel, args) => {
    const outcome = await core.handle(channel, args);
    answers.push(outcome);
    return outcome;
  };
  return { core: { handle, close: async () => core.close() }, answers };
}

/** Registration, visit, record, end, and what goes wrong on the way. */
async function play({ ask, codeOf }: Pick<RunningCore, 'ask' | 'codeOf'>): Promise<void> {
  await ask('setup/demonstration', { passphrase: PASSPHRASE });
  const accounts = await ask('account/list', {});
  const id = (name: string): string => accounts.find((account) => account.name.zh === name)?.id ?? '';
  await ask('account/unlock', { id: id('孙丽'), passphrase: PASSPHRASE });
  const sheet = { pin: PIN, cards: 1, files: [], emergency: false };
  const patient = await ask('registrar/register-patient', { ...PERSON, ...sheet });
  expect(await codeOf('account/unlock', { id: id('李明'), passphrase: `${PASSPHRASE}!` })).toBe(
    'passphrase-wrong',
  );
  await ask('account/unlock', { id: id('李明'), passphrase: PASSPHRASE });
  const card = await ask('card/read', { text: item(patient.cards, 1) });
  const handle = card.state === 'fresh' ? card.handle : '';
  const { id: visit } = await ask('visit/open', { handle, registration: null, purpose: 'treatment' });
  await ask('visit/chart', { visit });
  await ask('draft/save', { visit, note: NOTE });
  const { hash } = await ask('sign/preview', { visit });
  const slip = item(patient.slips, 1);
  expect(await codeOf('sign/commit', { visit, hash, consent: { slip, pin: WRONG_PIN } })).toBe('pin-wrong');
  expect(await codeOf('card/read', { text: `${item(patient.cards, 1)}A` })).not.toBe('ok');
  await ask('sign/commit', { visit, hash, consent: { slip, pin: PIN } });
  await ask('visit/end', { visit });
  for (const channel of ['ledger/mine', 'outbox/list', 'session/current', 'ledger/status'] as const)
    await ask(channel, {});
}

/** Every secret of the staff of this machine, and of the machine itself. */
function secretsOf(folder: string, machineKey: Uint8Array): readonly Uint8Array[] {
  const stores = readdirSync(join(folder, 'accounts')).filter((name) => name.endsWith('.keystore.json'));
  const ofStaff = stores.flatMap((name) => {
    const { content } = openKeyStore(readFileSync(join(folder, 'accounts', name)), PASSPHRASE);
    const { seal, sign } = staffKeys(content.rootSecret, 1);
    return [
      content.rootSecret,
      ...Object.values(content.secrets),
      sign.secretKey.slice(0, 32),
      seal.secretKey,
    ];
  });
  expect(ofStaff.length).toBeGreaterThanOrEqual(6 * 3);
  return [...ofStaff, machineKey];
}

/** A value as one text: strings as they are, bytes in hex. */
function written(value: unknown): string {
  if (value instanceof Uint8Array) return toHex(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const parts: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  return parts.map(written).join('\n');
}

/** How a secret would be written, whoever writes it. */
function spellings(secret: Uint8Array): readonly string[] {
  const bytes = Buffer.from(secret);
  // Within a longer text of Base64, whatever stands before it: the characters that it alone decides.
  const base64 = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(before + 1, 40),
  );
  return [
    bytes.toString('hex'),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
  ];
}

describe('over the whole story', () => {
  it('no key of the staff or the machine comes to a screen, and the log has nothing of a patient', async () => {
    const folder = coreFolder();
    let log = '';
    const logger = jsonLogger('core', systemClock, (line) => void (log += line));
    const host = testHost(folder, { logger });
    const { answers, core } = watched(await startCore(host, CHEAPEST));
    await play(asker(core));
    logger.info('the-end');
    await core.close();

    const seen = written([...answers, ...host.events]);
    expect(seen).toContain(PERSON.name);
    const secrets = secretsOf(folder, host.machineKey);
    expect(secrets.filter((secret) => spellings(secret).some((text) => seen.includes(text)))).toEqual([]);

    expect(log).toContain('the-end');
    const private_ = [...Object.values(PERSON), ...Object.values(NOTE), PASSPHRASE, PIN, WRONG_PIN].filter(
      (text) => text.length > 5 || /\P{ASCII}/u.test(text),
    );
    expect(private_.filter((text) => log.includes(text))).toEqual([]);
    expect(log).not.toMatch(/C[CSEM]1:/u);
    expect(secrets.filter((secret) => spellings(secret).some((text) => log.includes(text)))).toEqual([]);
  });

  it('the search would find a key: in bytes, in hex, and within Base64', () => {
    const secret = Uint8Array.from({ length: 32 }, (_, index) => (index * 37 + 251) % 256);
    const found = (value: unknown): boolean =>
      spellings(secret).some((text) => written(value).includes(text));
    expect(found({ deep: [new Uint8Array([1, ...secret, 2])] })).toBe(true);
    expect(found(`x${toHex(secret)}`)).toBe(true);
    for (const before of [0, 1, 2, 3])
      expect(found(Buffer.concat([Buffer.alloc(before, 9), secret]).toString('base64'))).toBe(true);
    expect(found(Buffer.from(secret.toReversed()).toString('base64'))).toBe(false);
  });
});

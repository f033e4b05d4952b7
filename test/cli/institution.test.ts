import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answered, refused, textLike } from './support/cli.ts';
import { writeMachineKey } from './support/folders.ts';

const FILE = JSON.stringify({
  name: { zh: '滨江医院', en: 'Binjiang Hospital' },
  officer: { name: { zh: '郑华' } },
  doctor: { name: { zh: '林岚', en: 'Lin Lan' }, licence: '110310000054321', specialty: '全科' },
});
const env = {
  CONSILIUM_OFFICER_PASSPHRASE: 'the officer’s own words',
  CONSILIUM_DOCTOR_PASSPHRASE: 'the doctor’s own words',
};

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'consilium-founded-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeMachineKey(folder);
  return folder;
}

describe('institution create', () => {
  it('founds an institution out of a file, with passphrases that stand in no argument, and only once', async () => {
    const folder = freshFolder();
    const argv = ['institution', 'create', '--file', '-', '--data', folder];
    const words = textLike(/^(?:[a-z]+ ){23}[a-z]+$/u);
    expect(await answered(argv, { env, stdin: FILE })).toEqual({
      institution: {
        id: textLike(/^[0-9a-f]{32}$/u),
        name: { zh: '滨江医院', en: 'Binjiang Hospital' },
      },
      dataFolder: folder,
      accounts: [
        { id: textLike(/^officer-/u), role: 'officer', recoveryWords: words },
        { id: textLike(/^doctor-/u), role: 'doctor', recoveryWords: words },
      ],
    });
    expect(await answered(['account', 'list', '--data', folder])).toMatchObject({
      accounts: [
        { role: 'doctor', name: { zh: '林岚', en: 'Lin Lan' } },
        { role: 'officer', name: { zh: '郑华', en: '郑华' } },
      ],
    });
    expect((await refused(argv, { env, stdin: FILE })).code).toBe('setup-done');
  });

  it('is refused by name before anything is made', async () => {
    const argv = ['institution', 'create', '--file', '-', '--data', freshFolder()];
    expect(await refused(argv, { env, stdin: '{"name":{}}' })).toMatchObject({
      code: 'institution-malformed',
      detail: { field: 'name.zh' },
    });
    const { CONSILIUM_DOCTOR_PASSPHRASE: _, ...officer } = env;
    expect(await refused(argv, { env: officer, stdin: FILE })).toMatchObject({
      exit: 2,
      code: 'secret-missing',
    });
    const weak = { ...env, CONSILIUM_DOCTOR_PASSPHRASE: 'short' };
    expect((await refused(argv, { env: weak, stdin: FILE })).code).toBe('passphrase-weak');
  });
});

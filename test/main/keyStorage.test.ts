import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { machineKey, type KeyStorageOptions, type SystemKeyRing } from '../../main/keyStorage.ts';
import { systemRandom } from '../../src/node/random.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'consilium-key-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A key ring that keeps what it seals under a secret of its own, as the operating system's does. */
class KeyRing implements SystemKeyRing {
  backend: ReturnType<SystemKeyRing['getSelectedStorageBackend']> = 'gnome_libsecret';
  available = true;
  locked = false;
  shouldReEncrypt = false;
  sealed = 0;
  readonly #kept = new Map<string, string>();

  async isAsyncEncryptionAvailable(): Promise<boolean> {
    return await Promise.resolve(this.available);
  }

  async encryptStringAsync(plainText: string): Promise<Buffer> {
    this.sealed += 1;
    const name = `sealed-${String(this.sealed)}`;
    this.#kept.set(name, plainText);
    return await Promise.resolve(Buffer.from(name));
  }

  async decryptStringAsync(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
    const result = this.#kept.get(encrypted.toString());
    if (this.locked || result === undefined) throw new Error('the key ring is locked');
    return await Promise.resolve({ result, shouldReEncrypt: this.shouldReEncrypt });
  }

  getSelectedStorageBackend(): ReturnType<SystemKeyRing['getSelectedStorageBackend']> {
    return this.backend;
  }
}

function options(keyRing: SystemKeyRing, more: Partial<KeyStorageOptions> = {}): KeyStorageOptions {
  return { folder, mode: 'system', platform: 'linux', keyRing, random: systemRandom, ...more };
}

const storedFile = (): string => readFileSync(join(folder, 'machine-key.json'), 'utf8');

describe('the machine key', () => {
  it('is 32 bytes, the same at each start, and never in the clear where there is a key ring', async () => {
    const keyRing = new KeyRing();
    const first = await machineKey(options(keyRing));
    expect(first).toHaveLength(32);
    expect(await machineKey(options(keyRing))).toEqual(first);
    expect(storedFile()).not.toContain(Buffer.from(first).toString('base64'));
  });

  it.each(['basic_text', 'unknown'] as const)('is refused on the backend %s', async (backend) => {
    const keyRing = new KeyRing();
    keyRing.backend = backend;
    await expect(machineKey(options(keyRing))).rejects.toMatchObject({
      code: 'key-storage-unavailable',
      detail: { backend },
    });
  });

  it('is refused where encryption is not available', async () => {
    const keyRing = new KeyRing();
    keyRing.available = false;
    await expect(machineKey(options(keyRing))).rejects.toMatchObject({ code: 'key-storage-unavailable' });
  });

  it('lies in a file for its owner alone when that is wished for', async () => {
    const keyRing = new KeyRing();
    keyRing.available = false;
    const key = await machineKey(options(keyRing, { mode: 'file' }));
    expect(await machineKey(options(keyRing, { mode: 'file' }))).toEqual(key);
    expect(statSync(join(folder, 'machine-key.json')).mode & 0o777).toBe(0o600);
  });

  it('is refused by name when it was kept elsewhere before', async () => {
    const keyRing = new KeyRing();
    await machineKey(options(keyRing));
    keyRing.backend = 'kwallet6';
    await expect(machineKey(options(keyRing))).rejects.toMatchObject({
      code: 'key-storage-changed',
      detail: { before: 'gnome_libsecret', now: 'kwallet6' },
    });
    await expect(machineKey(options(keyRing, { mode: 'file' }))).rejects.toMatchObject({
      code: 'key-storage-changed',
    });
  });

  it('is not replaced when the key ring does not open it', async () => {
    const keyRing = new KeyRing();
    await machineKey(options(keyRing));
    const before = storedFile();
    keyRing.locked = true;
    await expect(machineKey(options(keyRing))).rejects.toMatchObject({ code: 'key-storage-failed' });
    expect(storedFile()).toBe(before);
  });

  it('is not replaced when its file is damaged', async () => {
    writeFileSync(join(folder, 'machine-key.json'), '{"version":1');
    await expect(machineKey(options(new KeyRing()))).rejects.toMatchObject({ code: 'key-storage-damaged' });
  });

  it('is sealed again when the key ring asks for it', async () => {
    const keyRing = new KeyRing();
    const key = await machineKey(options(keyRing));
    keyRing.shouldReEncrypt = true;
    expect(await machineKey(options(keyRing))).toEqual(key);
    expect(keyRing.sealed).toBe(2);
    keyRing.shouldReEncrypt = false;
    expect(await machineKey(options(keyRing))).toEqual(key);
  });
});

/**
 * The machine key: 32 random bytes that encrypt this machine's replica, kept by the operating system's key ring.
 *
 * A key ring that encrypts with a password everybody knows (Linux `basic_text`) counts as none. Without one the
 * program refuses, unless it is told to keep the key in a file that only its owner can read. Which of them holds the
 * key is remembered: a change is refused, since the old key could not be read, or would silently lie less safe.
 */
import type { SafeStorage } from 'electron';
import { join } from 'node:path';
import { z } from 'zod';
import { ConsiliumError } from '../src/errors.ts';
import type { RandomBytes } from '../src/ports.ts';
import { readFileIfExists, writeFileAtomic } from '../src/node/files.ts';

const KEY_BYTES = 32;
const FILE = 'machine-key.json';

/** The members of Electron's safeStorage that are used. */
export type SystemKeyRing = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

export interface KeyStorageOptions {
  readonly folder: string;
  readonly mode: 'system' | 'file';
  readonly platform: string;
  readonly keyRing: SystemKeyRing;
  readonly random: RandomBytes;
}

const storedKey = z.object({ version: z.literal(1), backend: z.string(), key: z.base64() });
type StoredKey = z.infer<typeof storedKey>;

/**
 * The machine key, made at the first call. Errors: `key-storage-unavailable` {backend}, `key-storage-changed`
 * {before, now}, `key-storage-failed` (the key ring does not open what it sealed), `key-storage-damaged`.
 */
export async function machineKey(options: KeyStorageOptions): Promise<Uint8Array> {
  const backend = await selectedBackend(options);
  const stored = readStored(options.folder);
  if (stored === null) return await makeKey(options, backend);
  if (stored.backend !== backend) {
    throw new ConsiliumError('key-storage-changed', { before: stored.backend, now: backend });
  }
  return await openKey(options, stored);
}

async function selectedBackend({ mode, platform, keyRing }: KeyStorageOptions): Promise<string> {
  if (mode === 'file') return 'file';
  const backend = systemBackend(platform, keyRing);
  const isSafe = backend !== 'basic_text' && backend !== 'unknown';
  if (!isSafe || !(await keyRing.isAsyncEncryptionAvailable())) {
    throw new ConsiliumError('key-storage-unavailable', { backend });
  }
  return backend;
}

/** Electron names the backend on Linux only; the other two systems have one each. */
function systemBackend(platform: string, keyRing: SystemKeyRing): string {
  if (platform === 'darwin') return 'keychain';
  if (platform === 'win32') return 'dpapi';
  return keyRing.getSelectedStorageBackend();
}

async function makeKey(options: KeyStorageOptions, backend: string): Promise<Uint8Array> {
  const key = options.random(KEY_BYTES);
  await writeKey(options, backend, key);
  return key;
}

async function openKey(options: KeyStorageOptions, stored: StoredKey): Promise<Uint8Array> {
  const bytes = Buffer.from(stored.key, 'base64');
  if (stored.backend === 'file') return checked(bytes);
  const opened = await options.keyRing.decryptStringAsync(bytes).catch((cause: unknown) => {
    throw new ConsiliumError('key-storage-failed', { backend: stored.backend }, { cause });
  });
  const key = checked(Buffer.from(opened.result, 'base64'));
  if (opened.shouldReEncrypt) await writeKey(options, stored.backend, key);
  return key;
}

async function writeKey(options: KeyStorageOptions, backend: string, key: Uint8Array): Promise<void> {
  const text = Buffer.from(key).toString('base64');
  const sealed =
    backend === 'file'
      ? text
      : Buffer.from(await options.keyRing.encryptStringAsync(text)).toString('base64');
  const stored: StoredKey = { version: 1, backend, key: sealed };
  writeFileAtomic(join(options.folder, FILE), new TextEncoder().encode(`${JSON.stringify(stored)}\n`));
}

function readStored(folder: string): StoredKey | null {
  const bytes = readFileIfExists(join(folder, FILE));
  if (bytes === null) return null;
  try {
    return storedKey.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new ConsiliumError('key-storage-damaged', {}, { cause });
  }
}

function checked(key: Uint8Array): Uint8Array {
  if (key.length !== KEY_BYTES) throw new ConsiliumError('key-storage-damaged');
  return new Uint8Array(key);
}

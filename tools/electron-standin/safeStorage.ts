/**
 * The `safeStorage` module of a Linux without a key ring: it says so, and encrypts nothing. Electron there would use
 * a password that everybody knows, under the same name.
 */
import type { SafeStorage } from 'electron';
import type { StandInApp } from './app.ts';

export function safeStorageOf(
  app: StandInApp,
): Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
> {
  const refuse = async (): Promise<never> =>
    await Promise.reject(new Error('Encryption is not available: there is no key ring'));
  return {
    isAsyncEncryptionAvailable: async () => await Promise.resolve(false),
    encryptStringAsync: refuse,
    decryptStringAsync: refuse,
    getSelectedStorageBackend: () => (app.isReady() ? 'basic_text' : 'unknown'),
  };
}

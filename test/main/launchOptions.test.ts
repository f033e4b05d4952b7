import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { launchOptions } from '../../main/launchOptions.ts';

describe('launch options', () => {
  it('are safe when nothing is said', () => {
    expect(launchOptions(['electron', '.'], {})).toMatchObject({
      keyStorage: 'system',
      contentProtection: true,
    });
  });

  it.skipIf(process.platform === 'darwin')("lay the data where this system's programs keep theirs", () => {
    const { dataFolder } = launchOptions([], { XDG_CONFIG_HOME: '/config', APPDATA: '/config' });
    expect(dataFolder).toBe(join('/config', 'consilium'));
  });

  it('come from the command line before the environment', () => {
    const environment = { CONSILIUM_DATA: '/from-environment', CONSILIUM_KEY_STORAGE: 'file' };
    expect(launchOptions([], environment)).toMatchObject({
      dataFolder: '/from-environment',
      keyStorage: 'file',
    });
    expect(launchOptions(['--data=/named', '--allow-screen-capture'], environment)).toMatchObject({
      dataFolder: '/named',
      contentProtection: false,
    });
  });

  it('take no other word for keys in a file', () => {
    expect(launchOptions(['--key-storage=plain'], {}).keyStorage).toBe('system');
  });
});

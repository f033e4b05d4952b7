/** What the program is told when it starts: by switches of its command line, or by the environment. */
import { resolve } from 'node:path';
import { defaultDataFolder } from '../src/node/dataFolder.ts';

export interface LaunchOptions {
  /** Absolute path. `--data=DIR` or CONSILIUM_DATA. */
  readonly dataFolder: string;
  /** `--key-storage=file` or CONSILIUM_KEY_STORAGE=file: without the operating system's key ring, by explicit wish. */
  readonly keyStorage: 'system' | 'file';
  /** Off only with `--allow-screen-capture`: other programs then can record the window. */
  readonly contentProtection: boolean;
}

export function launchOptions(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): LaunchOptions {
  const folder = switchValue(argv, 'data') ?? environment['CONSILIUM_DATA'];
  const storage = switchValue(argv, 'key-storage') ?? environment['CONSILIUM_KEY_STORAGE'];
  return {
    dataFolder: folder === undefined || folder === '' ? defaultDataFolder(environment) : resolve(folder),
    keyStorage: storage === 'file' ? 'file' : 'system',
    contentProtection: !argv.includes('--allow-screen-capture'),
  };
}

function switchValue(argv: readonly string[], name: string): string | undefined {
  const start = `--${name}=`;
  return argv.findLast((argument) => argument.startsWith(start))?.slice(start.length);
}

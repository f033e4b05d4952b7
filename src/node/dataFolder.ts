import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where this machine's data lies unless another folder is named: the operating system's place for program data. */
export function defaultDataFolder(environment: Readonly<Record<string, string | undefined>>): string {
  return join(programData(environment), 'consilium');
}

function programData(environment: Readonly<Record<string, string | undefined>>): string {
  if (process.platform === 'win32') return environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return environment['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
}

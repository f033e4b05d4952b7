/** Where things lie in a data folder, for commands that read beside a running workstation; see core/dataFolder.ts. */
import { join } from 'node:path';

export function lockPath(dataFolder: string): string {
  return join(dataFolder, 'core.lock');
}

/** Written last by a set-up; see {@link setupPath}. */
export function machinePath(dataFolder: string): string {
  return join(dataFolder, 'machine.json');
}

/** There while a set-up is under way. */
export function setupPath(dataFolder: string): string {
  return join(dataFolder, 'setup.json');
}

export function replicaPath(dataFolder: string): string {
  return join(dataFolder, 'replica.db');
}

export function accountsPath(dataFolder: string): string {
  return join(dataFolder, 'accounts');
}

export function nodePath(dataFolder: string, institution: string): string {
  return join(dataFolder, 'nodes', institution);
}

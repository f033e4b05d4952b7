/** Where programs of one user on one machine meet: a Unix socket in a directory of their own, or a named pipe. */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Limit of sun_path on the systems we run on, less room for the terminating zero. */
const LONGEST_SOCKET_PATH = 100;

/** The address that belongs to a folder: the same for the same folder, short enough for every system. */
export function localAddress(folder: string): string {
  const name = createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\consilium-${name}`;
  const user = String(process.getuid?.() ?? 0);
  const path = join(tmpdir(), `consilium-${user}`, `${name}.sock`);
  return path.length < LONGEST_SOCKET_PATH ? path : join('/tmp', `consilium-${user}`, `${name}.sock`);
}

/**
 * Makes the directory of a socket, for its owner alone: whoever cannot enter it cannot reach the socket. Removes a
 * socket that an earlier process left behind. Named pipes need neither.
 */
export function prepareLocalAddress(address: string): void {
  if (process.platform === 'win32') return;
  const folder = dirname(address);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  rmSync(address, { force: true });
}

/** A real coturn beside a test, where there is one. */
import { spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const SECRET = 'shared-with-the-relay-and-nobody-else';

export const hasCoturn = spawnSync('turnserver', ['--help']).error === undefined;

export interface Coturn {
  readonly port: number;
  readonly stop: () => void;
  /** Nothing passes any more, and nobody is told, until it goes on. */
  readonly pause: () => void;
  readonly goOn: () => void;
}

/** A coturn with {@link SECRET}, on the loopback interface alone, with further lines of its configuration; its files lie in `folder`. */
export async function startCoturn(folder: string, further: readonly string[] = []): Promise<Coturn> {
  const port = await freePort();
  const config = join(folder, 'turnserver.conf');
  const lines = [
    `listening-port=${String(port)}`,
    'listening-ip=127.0.0.1',
    'relay-ip=127.0.0.1',
    'realm=consilium',
    'use-auth-secret',
    `static-auth-secret=${SECRET}`,
    ...(further.some((line) => line.startsWith('tls-listening-port=')) ? [] : ['no-tls']),
    'no-dtls',
    'no-cli',
    `log-file=${join(folder, 'log')}`,
    `pidfile=${join(folder, 'pid')}`,
    `userdb=${join(folder, 'users.db')}`,
    ...further,
  ];
  writeFileSync(config, `${lines.join('\n')}\n`);
  const child = spawn('turnserver', ['-c', config], { stdio: 'ignore', cwd: folder });
  return {
    port,
    stop: () => void child.kill('SIGKILL'),
    pause: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
  };
}

export async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}

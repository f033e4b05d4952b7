/**
 * Ways for UDP between two ends of a connection, which a test can stop: each end believes that the other is where a way
 * begins (a kernel need not have netem). What comes from the end that a way leads to goes back to whoever spoke
 * to it last, anything else goes to that end.
 */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Page } from 'playwright';

/** More candidates than two ends have, also after a restart. */
const WAYS = 32;

export interface UdpWays {
  close(): void;
}

/** In the page: `udpPorts`, where ways begin; `aim(port, target)`, where one leads; `stall(isStalled)`. */
export async function openUdpWays(page: Page): Promise<UdpWays> {
  let isStalled = false;
  const targets = new Map<number, number>();
  const sockets = await Promise.all(Array.from({ length: WAYS }, async () => way(() => isStalled, targets)));
  await page.exposeFunction('aim', (port: number, target: number) => void targets.set(port, target));
  await page.exposeFunction('stall', (isSo: boolean) => {
    isStalled = isSo;
  });
  await page.evaluate(
    (ports) => void Object.assign(window, { udpPorts: ports }),
    sockets.map((socket) => socket.address().port),
  );
  return { close: () => sockets.forEach((socket) => socket.close()) };
}

async function way(isStalled: () => boolean, targets: ReadonlyMap<number, number>): Promise<Socket> {
  const socket = createSocket('udp4');
  let other: { readonly port: number; readonly address: string } | null = null;
  socket.on('message', (packet, { address, port }) => {
    const target = targets.get(socket.address().port);
    if (isStalled() || target === undefined) return;
    if (port !== target) other = { port, address };
    const to = port === target ? other : { port: target, address };
    if (to !== null) socket.send(packet, to.port, to.address);
  });
  socket.bind(0, '0.0.0.0');
  await once(socket, 'listening');
  return socket;
}

/** In the page: the ways of udpWays.ts, and signals that lead over them. */
import type { PeerSignal } from '../../../renderer/peer/signal.ts';
import type { Law } from './udpWays.ts';

export interface Ways {
  readonly allUdpPorts: readonly number[];
  udpPorts: number[];
  readonly aim: (port: number, target: number) => Promise<void>;
  readonly rule: (law: Law) => Promise<void>;
  readonly stall: (isStalled: boolean) => Promise<void>;
}

/** For another connection, when the one before is over: all of them may be used again. */
export function renewWays(): void {
  const ways = window as unknown as Ways;
  ways.udpPorts = [...ways.allUdpPorts];
}

/** Whoever hears of a candidate finds it at the beginning of a way; of TCP and IPv6 there is none. */
export function overWays(signal: PeerSignal): readonly unknown[] {
  if (signal.type === 'restart') return [signal];
  if (signal.type === 'candidate') {
    const candidate = overWay(signal.candidate);
    return candidate === null ? [] : [{ ...signal, candidate }];
  }
  const lines = signal.sdp.split('\r\n').map((line) => {
    return line.startsWith('a=candidate:') ? overWay(line) : line;
  });
  return [{ ...signal, sdp: lines.filter((line) => line !== null).join('\r\n') }];
}

function overWay(candidate: string): string | null {
  const { aim, udpPorts } = window as unknown as Ways;
  const [, head, address, port, tail] =
    /^(\S+ 1 udp \S+ )([\d.]+) (\d+)( typ host.*)$/iu.exec(candidate) ?? [];
  const way = address === undefined ? undefined : udpPorts.shift();
  if (way === undefined) return null;
  void aim(way, Number(port));
  return `${head ?? ''}${address ?? ''} ${String(way)}${tail ?? ''}`;
}

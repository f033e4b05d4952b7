/** A hospital node as a service: the same node as in a workstation, over its own socket, TLS and metrics. */
import { systemClock } from '../../node/clock.ts';
import { systemRandom } from '../../node/random.ts';
import { systemTimers } from '../../node/timers.ts';
import { openNode, type HospitalNode, type NodePorts } from '../node.ts';
import type { ServiceConfig } from './config.ts';
import { NodeMetrics } from './metrics.ts';
import { startMetricsServer } from './metricsServer.ts';
import { relayServer } from './relaySecret.ts';
import { startSecureServer } from './secureServer.ts';
import { serviceLogger } from './serviceLogger.ts';

export interface ServiceOptions {
  /** Absolute path of a node's folder. */
  readonly folder: string;
  readonly config: ServiceConfig;
  readonly ports: NodePorts;
  /** A person has looked at the date: see `clock-off`. */
  readonly dateConfirmed: boolean;
}

export interface NodeService {
  readonly node: HospitalNode;
  /** Where it serves; null for what the configuration leaves out. */
  readonly socket: string;
  readonly port: number | null;
  readonly metricsPort: number | null;
  stop(): Promise<void>;
}

/** The machine's own clock, randomness and timers, and a log to `write`. */
export function servicePorts(config: ServiceConfig, write: (line: string) => void): NodePorts {
  const logger = serviceLogger({
    name: 'consilium-node',
    level: config.log.level,
    clock: systemClock,
    write,
  });
  return { clock: systemClock, random: systemRandom, timers: systemTimers, logger };
}

/** @throws ConsiliumError as openNode and relayServer; `listen-failed` {cause} */
export async function startService(options: ServiceOptions): Promise<NodeService> {
  const { folder, config, ports } = options;
  const metrics = new NodeMetrics();
  const relay = relayServer(config.relay);
  const node = await openNode(folder, ports, {
    limits: config.limits,
    blobQuota: config.blobs,
    observer: metrics,
    relay,
  });
  const stops: (() => Promise<void>)[] = [async () => node.close()];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).toReversed()) await end();
  };
  try {
    if (options.dateConfirmed) node.confirmClock();
    metrics.watch(node);
    const metricsServer =
      config.metrics === null ? null : await startMetricsServer(config.metrics, node, metrics);
    if (metricsServer !== null) stops.push(async () => metricsServer.close());
    const socket = await node.listen();
    const server = config.listen === null ? null : await startSecureServer({ node, ports, ...config.listen });
    if (server !== null) stops.push(async () => server.close());
    return { node, socket, port: server?.port ?? null, metricsPort: metricsServer?.port ?? null, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Metrics and health for the machine that the node runs on: plain HTTP, on the loopback interface unless configured otherwise. */
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { ConsiliumError } from '../../errors.ts';
import type { HospitalNode } from '../node.ts';
import { healthRoutes } from './healthRoutes.ts';
import type { NodeMetrics } from './metrics.ts';

export interface MetricsServer {
  readonly port: number;
  close(): Promise<void>;
}

/** @throws ConsiliumError `listen-failed` {cause} */
export async function startMetricsServer(
  at: { readonly host: string; readonly port: number },
  node: HospitalNode,
  metrics: NodeMetrics,
): Promise<MetricsServer> {
  const app = fastify({ forceCloseConnections: true });
  healthRoutes(app, node);
  app.get('/metrics', async (_request, reply) => {
    const text = await metrics.text();
    return reply.type(metrics.contentType).send(text);
  });
  try {
    await app.listen({ ...at });
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new ConsiliumError('listen-failed', { cause: reason }, { cause });
  }
  const { port } = app.server.address() as AddressInfo;
  return { port, close: async () => app.close() };
}

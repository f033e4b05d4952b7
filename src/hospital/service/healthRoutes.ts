/** Whether the process lives, and whether it can serve, for whoever runs it: no number tells of a patient. */
import type { FastifyInstance, RawServerBase } from 'fastify';
import type { HospitalNode } from '../node.ts';

const OK = 200;
const UNAVAILABLE = 503;

/** `GET /health/live` and `GET /health/ready`; the latter is 503 with the code of what stands in the way. */
export function healthRoutes<S extends RawServerBase>(app: FastifyInstance<S>, node: HospitalNode): void {
  app.get('/health/live', async () => ({ live: true }));
  app.get('/health/ready', async (_request, reply) => {
    const trouble = node.trouble();
    const { height } = node.count();
    return reply.code(trouble === null ? OK : UNAVAILABLE).send({ ready: trouble === null, trouble, height });
  });
}

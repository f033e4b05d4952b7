/** Blobs over HTTP for this machine: what answers on a node's own socket beside the WebSocket. */
import type { Server } from 'node:http';
import fastify from 'fastify';
import type { BlobAccess } from '../access.ts';
import { blobRoutes } from './routes.ts';

/** A server that does not listen yet. */
export async function localHttp(blobs: BlobAccess): Promise<Server> {
  const app = fastify();
  blobRoutes(app, blobs);
  await app.ready();
  return app.server;
}

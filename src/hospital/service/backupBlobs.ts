/** The large blobs of a node in its backup: files named by their SHA-256, so that nothing but the name vouches for them. */
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, createReadStream, existsSync, readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ConsiliumError } from '../../errors.ts';
import { BLOB_FOLDER } from '../store/nodeStore.ts';

const SHARD = /^[0-9a-f]{2}$/u;

/** Copies what is whole; what is still arriving is sent again by whoever sends it. */
export async function copyBlobs(from: string, to: string): Promise<void> {
  for (const [shard, name] of blobsIn(from)) {
    const folder = join(to, BLOB_FOLDER, shard);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    copyFileSync(join(from, BLOB_FOLDER, shard, name), join(folder, name));
    chmodSync(join(folder, name), 0o600);
  }
}

/** Errors: `backup-altered` {file}. */
export async function demandUnalteredBlobs(folder: string): Promise<void> {
  for (const [shard, name] of blobsIn(folder)) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(folder, BLOB_FOLDER, shard, name)), hash);
    if (hash.digest('hex') !== name) throw new ConsiliumError('backup-altered', { file: name });
  }
}

function blobsIn(folder: string): readonly (readonly [string, string])[] {
  const blobs = join(folder, BLOB_FOLDER);
  if (!existsSync(blobs)) return [];
  const shards = readdirSync(blobs).filter((name) => SHARD.test(name));
  return shards.flatMap((shard) => readdirSync(join(blobs, shard)).map((name) => [shard, name] as const));
}

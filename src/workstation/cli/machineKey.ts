/**
 * The key of this machine's replica, as the workstation keeps it in a file (main/keyStorage.ts). A key in the
 * operating system's key ring can be read by the workstation alone.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ConsiliumError } from '../../errors.ts';
import { readFileIfExists } from '../../node/files.ts';
import type { Invocation } from '../../node/commandLine/command.ts';
import { Inputs } from './inputs.ts';

export const MACHINE_KEY_FILE = 'machine-key.json';

const KEY_BYTES = 32;
const stored = z.object({ version: z.literal(1), backend: z.string(), key: z.base64() });

/**
 * The machine key: from `--machine-key-file` (the workstation's own file, 32 bytes, or 64 hex digits), otherwise from
 * the data folder.
 * @throws ConsiliumError `data-folder-missing`, `machine-key-missing`, `machine-key-in-key-ring` {backend},
 *   `machine-key-malformed`, `file-unreadable`
 */
export async function machineKey(invocation: Invocation): Promise<Uint8Array> {
  const named = invocation.option('machine-key-file');
  if (named !== undefined) return anyForm(await new Inputs(invocation).bytes(named));
  return keyOfFolder(invocation.dataFolder);
}

/** The key in the data folder. Errors: as {@link machineKey}. */
export function keyOfFolder(dataFolder: string): Uint8Array {
  if (statSync(dataFolder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new ConsiliumError('data-folder-missing', { folder: dataFolder });
  }
  const bytes = readFileIfExists(join(dataFolder, MACHINE_KEY_FILE));
  if (bytes === null) throw new ConsiliumError('machine-key-missing', { folder: dataFolder });
  return storedKey(bytes);
}

function anyForm(bytes: Uint8Array): Uint8Array {
  if (bytes.length === KEY_BYTES) return bytes;
  const text = Buffer.from(bytes).toString('utf8').trim();
  if (/^[0-9a-f]{64}$/iu.test(text)) return new Uint8Array(Buffer.from(text, 'hex'));
  return storedKey(bytes);
}

function storedKey(bytes: Uint8Array): Uint8Array {
  const { backend, key } = parsedFile(bytes);
  if (backend !== 'file') throw new ConsiliumError('machine-key-in-key-ring', { backend });
  const decoded = new Uint8Array(Buffer.from(key, 'base64'));
  if (decoded.length !== KEY_BYTES) throw new ConsiliumError('machine-key-malformed');
  return decoded;
}

function parsedFile(bytes: Uint8Array): z.infer<typeof stored> {
  try {
    return stored.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new ConsiliumError('machine-key-malformed', {}, { cause });
  }
}

/** The media relay of the configuration, with its secret, which stands in a file of its own and in no log. */
import { readFileSync } from 'node:fs';
import { ConsiliumError } from '../../errors.ts';
import type { RelayServer } from '../relay/relay.ts';
import type { ServiceConfig } from './config.ts';

/** Longer than a word that somebody guesses; coturn reads its own as far as the first space. */
const SECRET = /^[!-~]{16,}$/u;

/** @throws ConsiliumError `relay-secret` {file}: it cannot be read, or is no secret of 16 characters without spaces */
export function relayServer(config: ServiceConfig['relay']): RelayServer | null {
  if (config === null) return null;
  const { urls, secretFile: file, seconds } = config;
  const secret = secretIn(file);
  if (!SECRET.test(secret)) throw new ConsiliumError('relay-secret', { file });
  return { urls, secret, seconds };
}

function secretIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new ConsiliumError('relay-secret', { file }, { cause });
  }
}

/**
 * Where a command gets what must not stand in its arguments: from the environment, from a file, or from standard
 * input (the file named `-`, once). A card may also be a PNG picture of its QR code.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fromUtf8 } from '../../crypto/bytes.ts';
import { ConsiliumError } from '../../errors.ts';
import type { CliIo, Invocation } from './command.ts';

const STANDARD_INPUT = '-';
const PNG_START = 0x89;
/** A file of secrets is a line; a file of records has a limit of its own. */
const MOST_SECRET_BYTES = 1_000_000;

/** Names of a secret: the option of its file, and the environment's variable. */
interface SecretSource {
  readonly option: string;
  readonly variable: string | null;
}

const SECRETS = {
  passphrase: { option: 'passphrase-file', variable: 'CONSILIUM_PASSPHRASE' },
  pin: { option: 'pin-file', variable: 'CONSILIUM_PIN' },
  'master-passphrase': { option: 'master-passphrase-file', variable: 'CONSILIUM_MASTER_PASSPHRASE' },
  card: { option: 'card-file', variable: null },
  slip: { option: 'slip-file', variable: null },
  master: { option: 'master-file', variable: null },
} as const satisfies Readonly<Record<string, SecretSource>>;

export type SecretName = keyof typeof SECRETS;

/** Reads the inputs of one call. */
export class Inputs {
  readonly #invocation: Pick<Invocation, 'io' | 'option'>;
  #isStdinUsed = false;

  constructor(invocation: Pick<Invocation, 'io' | 'option'>) {
    this.#invocation = invocation;
  }

  /**
   * A secret, without white space around it; null when none was given.
   * @throws ConsiliumError `file-unreadable` {file, cause}, `usage-stdin` when it is asked for twice, `secret-empty`
   */
  async optionalSecret(name: SecretName): Promise<string | null> {
    const { option, variable } = SECRETS[name];
    const file = this.#invocation.option(option);
    if (file !== undefined) return secretText(await this.bytes(file), name);
    const value = variable === null ? undefined : this.#invocation.io.environment[variable];
    return value === undefined || value === '' ? null : value;
  }

  /** As {@link optionalSecret}. Errors also: `secret-missing` {secret, option, variable} */
  async secret(name: SecretName): Promise<string> {
    const value = await this.optionalSecret(name);
    if (value === null) throw missing(name, SECRETS[name]);
    return value;
  }

  /** The bytes of a file, or of standard input for `-`. Errors: `file-unreadable`, `usage-stdin`. */
  async bytes(file: string): Promise<Uint8Array<ArrayBuffer>> {
    if (file !== STANDARD_INPUT) return readBytes(file);
    if (this.#isStdinUsed) throw new ConsiliumError('usage-stdin');
    this.#isStdinUsed = true;
    return new Uint8Array(await readStdin(this.#invocation.io));
  }
}

async function secretText(bytes: Uint8Array, name: SecretName): Promise<string> {
  if (bytes[0] === PNG_START) {
    const { readQrPng } = await import('../qr.ts');
    return readQrPng(bytes);
  }
  if (bytes.length > MOST_SECRET_BYTES) throw new ConsiliumError('secret-too-long', { secret: name });
  const text = fromUtf8(bytes).trim();
  if (text === '') throw new ConsiliumError('secret-empty', { secret: name });
  return text;
}

function readBytes(file: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(resolve(file)));
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new ConsiliumError('file-unreadable', { file, cause: reason }, { cause });
  }
}

async function readStdin(io: CliIo): Promise<Uint8Array> {
  return io.stdin();
}

function missing(secret: SecretName, { option, variable }: SecretSource): ConsiliumError {
  return new ConsiliumError('secret-missing', { secret, option: `--${option}`, variable });
}

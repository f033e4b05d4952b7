/**
 * Where a command gets what must not stand in its arguments: from the environment, from a file, or from standard
 * input (the file named `-`, once).
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConsiliumError } from '../../errors.ts';
import type { Invocation } from './command.ts';

const STANDARD_INPUT = '-';
/** A file of secrets is a line; a file of records has a limit of its own. */
const MOST_SECRET_BYTES = 1_000_000;

/** Names of a secret: the option of its file, and the environment's variable. */
export interface SecretSource {
  readonly option: string;
  readonly variable: string | null;
}

export interface InputOptions<Name extends string> {
  readonly sources: Readonly<Record<Name, SecretSource>>;
  /** Reads a secret that is no text, as a picture; null for what it does not know. */
  readonly read?: (bytes: Uint8Array) => Promise<string> | null;
}

/** Reads the inputs of one call. */
export class SecretInputs<Name extends string> {
  readonly #invocation: Pick<Invocation, 'io' | 'option'>;
  readonly #options: InputOptions<Name>;
  #isStdinUsed = false;

  constructor(invocation: Pick<Invocation, 'io' | 'option'>, options: InputOptions<Name>) {
    this.#invocation = invocation;
    this.#options = options;
  }

  /**
   * A secret, without white space around it; null when none was given.
   * @throws ConsiliumError `file-unreadable` {file, cause}, `usage-stdin` when it is asked for twice, `secret-empty`
   */
  async optionalSecret(name: Name): Promise<string | null> {
    const { option, variable } = this.#options.sources[name];
    const file = this.#invocation.option(option);
    if (file !== undefined) return this.#secretText(await this.bytes(file), name);
    const value = variable === null ? undefined : this.#invocation.io.environment[variable];
    return value === undefined || value === '' ? null : value;
  }

  /** As {@link optionalSecret}. Errors also: `secret-missing` {secret, option, variable} */
  async secret(name: Name): Promise<string> {
    const value = await this.optionalSecret(name);
    if (value === null) throw missing(name, this.#options.sources[name]);
    return value;
  }

  /** The bytes of a file, or of standard input for `-`. Errors: `file-unreadable`, `usage-stdin`. */
  async bytes(file: string): Promise<Uint8Array<ArrayBuffer>> {
    if (file !== STANDARD_INPUT) return readBytes(file);
    if (this.#isStdinUsed) throw new ConsiliumError('usage-stdin');
    this.#isStdinUsed = true;
    return new Uint8Array(await this.#invocation.io.stdin());
  }

  async #secretText(bytes: Uint8Array, name: Name): Promise<string> {
    const read = this.#options.read?.(bytes) ?? null;
    if (read !== null) return read;
    if (bytes.length > MOST_SECRET_BYTES) throw new ConsiliumError('secret-too-long', { secret: name });
    const text = textOf(bytes, name);
    if (text === '') throw new ConsiliumError('secret-empty', { secret: name });
    return text;
  }
}

/** Without white space around it. Errors: `secret-malformed` for what is no UTF-8. */
function textOf(bytes: Uint8Array, secret: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim();
  } catch (cause) {
    throw new ConsiliumError('secret-malformed', { secret }, { cause });
  }
}

function readBytes(file: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(resolve(file)));
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new ConsiliumError('file-unreadable', { file, cause: reason }, { cause });
  }
}

function missing(secret: string, { option, variable }: SecretSource): ConsiliumError {
  return new ConsiliumError('secret-missing', { secret, option: `--${option}`, variable });
}

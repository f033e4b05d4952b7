/**
 * The configuration of the service: one JSON file, checked whole when it is read, and environment variables that go
 * before it. NODE.md documents it; that part is made of this schema (tools/nodeDocs.ts).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ConsiliumError } from '../../errors.ts';
import type { CliIo } from '../../node/commandLine/command.ts';
import { LONGEST_RELAY_URL, MOST_RELAY_URLS } from '../relay/shapes.ts';
import { BLOB_QUOTA } from '../blobs/owner.ts';
import { DEFAULT_LIMITS } from '../server.ts';
import { LOG_LEVELS } from './serviceLogger.ts';

export const SERVICE_CONFIG_FILE = 'consilium-node.json';
const VARIABLE = 'CONSILIUM_NODE_';

const port = z.int().min(0).max(65_535);
const host = z.string().min(1).max(253);
const size = z.int().min(1).max(1_000_000_000_000_000);
const positive = z.int().min(1).max(1_000_000_000);

const relayUrl = z
  .string()
  .max(LONGEST_RELAY_URL)
  .regex(/^turns?:[^\s?]+(?:\?transport=(?:udp|tcp))?$/u);

export const serviceConfig = z.strictObject({
  listen: z
    .strictObject({
      host: host.default('0.0.0.0').describe('Interface to listen on.'),
      port: port.default(7443).describe('TCP port of WebSocket and HTTPS, TLS 1.3 alone.'),
      connections: positive.default(4096).describe('TCP connections at once, strangers included.'),
    })
    .nullable()
    .default(null)
    .describe('Serves other machines. Null: nobody but this machine, over a Unix socket.'),
  metrics: z
    .strictObject({
      host: host
        .default('127.0.0.1')
        .describe('Interface to listen on; plain HTTP, so keep it on this machine.'),
      port: port.default(9464).describe('TCP port of /metrics and /health.'),
    })
    .nullable()
    .default({ host: '127.0.0.1', port: 9464 })
    .describe('Prometheus metrics and health for this machine. Null: none.'),
  log: z
    .strictObject({ level: z.enum(LOG_LEVELS).default('info').describe('Events below it are left out.') })
    .default({ level: 'info' })
    .describe('JSON lines on standard error; no patient data.'),
  limits: z
    .strictObject({
      connections: positive.default(4096).describe('Connections of the node protocol.'),
      perAccount: positive
        .default(DEFAULT_LIMITS.perAccount)
        .describe('Connections on which one account is logged in.'),
      concurrent: positive
        .default(DEFAULT_LIMITS.concurrent)
        .describe('Requests of one connection that are being answered at once.'),
      perMinute: positive
        .default(DEFAULT_LIMITS.perMinute)
        .describe('Requests of one connection in a minute, with a login.'),
      strangerPerMinute: positive
        .default(DEFAULT_LIMITS.strangerPerMinute)
        .describe('Requests of one connection in a minute, without a login.'),
      failedProofs: positive
        .default(DEFAULT_LIMITS.failedProofs)
        .describe('Wrong signatures on one connection before it is closed.'),
      buffered: positive
        .default(DEFAULT_LIMITS.buffered)
        .describe('Bytes of answers that may wait to be read on one connection.'),
    })
    .prefault({})
    .describe('What the node bears.'),
  relay: z
    .strictObject({
      urls: z
        .array(relayUrl)
        .min(1)
        .max(MOST_RELAY_URLS)
        .describe(
          'Addresses of the relay, as turn:HOST:3478?transport=udp and turns:HOST:443?transport=tcp.',
        ),
      secretFile: z.string().min(1).describe('File with the secret that coturn has as static-auth-secret.'),
      seconds: z
        .int()
        .min(60)
        .max(86_400)
        .default(3_600)
        .describe('How long a password is good to begin a call with.'),
    })
    .nullable()
    .default(null)
    .describe('The media relay (TURN) of the hospital. Null: workstations meet directly.'),
  blobs: z
    .strictObject({
      largest: size.default(BLOB_QUOTA.largest).describe('Bytes of one blob.'),
      account: size.default(BLOB_QUOTA.account).describe('Bytes of all blobs that one doctor stored.'),
      institution: size
        .default(BLOB_QUOTA.institution)
        .describe('Bytes of all blobs of one institution, the copies kept for another included.'),
      uploads: positive
        .default(BLOB_QUOTA.uploads)
        .describe('Uploads that one doctor has begun and not finished.'),
    })
    .prefault({})
    .describe('What may be stored here.'),
});

export type ServiceConfig = z.infer<typeof serviceConfig>;

/** One setting, as it is documented. */
export interface Setting {
  /** As `listen.port`. */
  readonly path: string;
  readonly variable: string;
  readonly type: string;
  readonly fallback: string;
  readonly description: string;
}

const jsonSchema = z.object({
  type: z.string().optional(),
  anyOf: z.array(z.unknown()).optional(),
  enum: z.array(z.string()).optional(),
  default: z.unknown().optional(),
  description: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});

/** Every setting of the schema. */
export function settings(): readonly Setting[] {
  return settingsOf(z.toJSONSchema(serviceConfig, { io: 'input' }), []);
}

/**
 * The configuration in a folder, or in the file that is named; everything has a default, so a file may be missing
 * where none is named.
 * @throws ConsiliumError `config-missing` {file}, `config-malformed` {file, at}
 */
export function readServiceConfig(
  folder: string,
  named: string | undefined,
  environment: CliIo['environment'],
): ServiceConfig {
  const file = named ?? join(folder, SERVICE_CONFIG_FILE);
  const stored = parsedFile(file, named !== undefined);
  const parsed = serviceConfig.safeParse(overridden(stored, environment));
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues[0];
  const keys = at?.code === 'unrecognized_keys' ? at.keys : [];
  throw new ConsiliumError('config-malformed', {
    file,
    at: [...(at?.path ?? []), ...keys].map(String).join('.'),
  });
}

function parsedFile(file: string, isNamed: boolean): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    if (isMissing && !isNamed) return {};
    throw new ConsiliumError('config-missing', { file }, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ConsiliumError('config-malformed', { file, at: '' }, { cause });
  }
}

/** Variables hold JSON (a number, `null`, a group), or a text as it is. */
function overridden(stored: unknown, environment: CliIo['environment']): unknown {
  const known = settings().flatMap(({ path, variable }) => {
    const value = environment[variable];
    return value === undefined || value === '' ? [] : [{ keys: path.split('.'), value: valueOf(value) }];
  });
  return known.reduce<unknown>((config, { keys, value }) => withValue(config, keys, value), stored);
}

function withValue(config: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const group: object = typeof config === 'object' && config !== null ? config : {};
  const before: unknown = Object.entries(group).find(([name]) => name === key)?.[1];
  return { ...group, [key]: withValue(before, rest, value) };
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function settingsOf(schema: unknown, path: readonly string[]): readonly Setting[] {
  const { properties = {} } = alternative(schema);
  return Object.entries(properties).flatMap(([name, inner]) => {
    const keys = [...path, name];
    return [settingOf(inner, keys), ...settingsOf(inner, keys)];
  });
}

function settingOf(schema: unknown, keys: readonly string[]): Setting {
  const { default: fallback, description = '' } = jsonSchema.parse(schema);
  return {
    path: keys.join('.'),
    variable: `${VARIABLE}${keys.map((key) => key.replaceAll(/[A-Z]/gu, '_$&').toUpperCase()).join('_')}`,
    type: typeOf(schema),
    fallback: JSON.stringify(fallback) ?? '',
    description,
  };
}

/** What may stand there beside null. */
function alternative(schema: unknown): z.infer<typeof jsonSchema> {
  const read = jsonSchema.parse(schema);
  return read.anyOf === undefined ? read : jsonSchema.parse(read.anyOf[0]);
}

function typeOf(schema: unknown): string {
  const { type = '', enum: words, minimum, maximum } = alternative(schema);
  const isNullable = jsonSchema.parse(schema).anyOf !== undefined;
  const own =
    words !== undefined
      ? words.map((word) => `"${word}"`).join(', ')
      : type === 'array'
        ? 'list'
        : type === 'object'
          ? 'group'
          : minimum === undefined
            ? type
            : `whole number, ${String(minimum)} to ${String(maximum)}`;
  return isNullable ? `${own}, or null` : own;
}

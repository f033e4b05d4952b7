/**
 * A backup of a node's folder: a folder with copies of its files and `backup.json`. Large blobs lie in `blobs`, as in
 * the node's folder; each is checked against its name. The two databases stay under the
 * node's own database key; `node.keys`, which holds that key, lies in backup.json under a passphrase:
 *
 *   {format: 1, institution, network, height, time, files: {name: {size, sha256}}, keys: {opslimit, memlimit, salt,
 *   nonce, sealed}}; sealed = XChaCha20-Poly1305(node.keys) under Argon2id(passphrase NFKC, salt, limits), associated
 *   data tag("consilium/node-backup/v1") ‖ H(JSON of the fields before `keys`). Byte strings in base64url.
 *
 * A validator's backup is dangerous: put back while newer blocks are out, it would sign other ones at their heights.
 * Whoever restores one therefore says the highest height that anybody has seen, and the node signs nothing until it was
 * handed back all blocks up to there (validator.ts).
 */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
} from 'node:fs';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { concatBytes, fromBase64Url, fromUtf8, toBase64Url, toHex, utf8 } from '../../crypto/bytes.ts';
import { domainTag, sha256 } from '../../crypto/hash.ts';
import { assertPassphraseStrength, normalisePassphrase } from '../../crypto/passphrase.ts';
import { argon2id, limitsAreSane, MODERATE_LIMITS, PASSWORD_SALT_LENGTH } from '../../crypto/passwordHash.ts';
import { aeadOpen, aeadSeal, NONCE_LENGTH } from '../../crypto/sealing.ts';
import { ConsiliumError } from '../../errors.ts';
import { decodeGenesis } from '../../chain/genesis.ts';
import { readFileIfExists, removePath, writeFileAtomic } from '../../node/files.ts';
import type { Clock, RandomBytes } from '../../ports.ts';
import { openDatabase, type Database } from '../../replica/database.ts';
import { integer } from '../../replica/rows.ts';
import { CONFIG_FILE, GENESIS_FILE, KEY_FILE, LEDGER_FILE, readConfig, STORE_FILE } from '../folder.ts';
import { decodeKeyFile, readKeyFile } from '../keyFile.ts';
import { RESTORED } from '../store/nodeStore.ts';
import { copyBlobs, demandUnalteredBlobs } from './backupBlobs.ts';
import { SERVICE_CONFIG_FILE } from './config.ts';

const MANIFEST = 'backup.json';
const TAG = domainTag('consilium/node-backup/v1');
/** In the order in which they are put back. The keys come last of all: a folder without them is no node's. */
const FILES = [LEDGER_FILE, STORE_FILE, GENESIS_FILE, SERVICE_CONFIG_FILE, CONFIG_FILE] as const;

const entry = z.strictObject({ size: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/u) });
const contentJson = z.strictObject({
  format: z.literal(1),
  institution: z.string(),
  network: z.string(),
  height: z.int().min(0),
  time: z.string(),
  files: z.partialRecord(z.enum(FILES), entry),
});
const keysJson = z.strictObject({
  opslimit: z.int(),
  memlimit: z.int(),
  salt: z.string(),
  nonce: z.string(),
  sealed: z.string(),
});
const manifestJson = z.strictObject({ content: contentJson, keys: keysJson });
type Content = z.infer<typeof contentJson>;

export interface BackupOptions {
  readonly folder: string;
  /** New, or empty. */
  readonly to: string;
  readonly passphrase: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
}

/** What a backup holds, in numbers. */
export interface BackupInfo {
  readonly institution: string;
  readonly network: string;
  readonly height: number;
  readonly time: string;
}

/**
 * Makes a backup, also of a node that runs.
 * @throws ConsiliumError `node-missing`, `folder-not-empty`, `passphrase-weak`, `database-*`
 */
export async function makeBackup(options: BackupOptions): Promise<BackupInfo> {
  const { folder, to, passphrase, clock, random } = options;
  const keyFile = readFileIfExists(join(folder, KEY_FILE));
  if (keyFile === null) throw new ConsiliumError('node-missing');
  assertPassphraseStrength(passphrase);
  const { institution } = readConfig(join(folder, CONFIG_FILE));
  mkdirSync(to, { recursive: true, mode: 0o700 });
  if (readdirSync(to).length > 0) throw new ConsiliumError('folder-not-empty', { folder: to });
  const height = copyDatabases(folder, to);
  for (const name of [GENESIS_FILE, SERVICE_CONFIG_FILE, CONFIG_FILE])
    copyIfExists(join(folder, name), join(to, name));
  await copyBlobs(folder, to);
  const content: Content = {
    format: 1,
    institution: toHex(institution),
    network: toHex(decodeGenesis(readFileIfExists(join(folder, GENESIS_FILE)) ?? new Uint8Array(0)).network),
    height,
    time: new Date(clock.now()).toISOString(),
    files: await listed(to),
  };
  const keys = sealedKeys(keyFile, { content, passphrase, random });
  writeFileAtomic(join(to, MANIFEST), utf8(`${JSON.stringify({ content, keys }, null, 2)}\n`));
  return infoOf(content);
}

export interface RestoreOptions {
  readonly from: string;
  /** Where no node is. */
  readonly folder: string;
  readonly passphrase: string;
  /** The highest height that anybody has seen; a validator is not restored without it. */
  readonly knownHeight: number | null;
}

/**
 * Puts a backup into a folder, after everything in it was checked.
 * @throws ConsiliumError `backup-malformed`, `backup-altered` {file}, `known-height-missing` {height},
 *   `passphrase-wrong`, `node-keys-malformed`, `node-exists`
 */
export async function restoreBackup(options: RestoreOptions): Promise<BackupInfo> {
  const { from, folder, passphrase, knownHeight } = options;
  if (existsSync(join(folder, KEY_FILE))) throw new ConsiliumError('node-exists', { folder });
  const { content, keys } = readManifest(from);
  await demandUnaltered(from, content);
  await demandUnalteredBlobs(from);
  const isValidator = readConfig(join(from, CONFIG_FILE)).validator === null;
  if (isValidator && knownHeight === null)
    throw new ConsiliumError('known-height-missing', { height: content.height });
  const keyFile = openedKeys(keys, { content, passphrase });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of FILES) copyIfExists(join(from, name), join(folder, name));
  await copyBlobs(from, folder);
  noteRestored(join(folder, STORE_FILE), keyFile, isValidator ? (knownHeight ?? 0) : null);
  writeFileAtomic(join(folder, KEY_FILE), keyFile);
  return infoOf(content);
}

/**
 * The ledger first: what it refers to is then in the other file as well. Answers the ledger's height. The height that
 * the validator noted may be above it by then, and is set back in the copy: restoring has a guard of its own.
 */
function copyDatabases(folder: string, to: string): number {
  const { database: key } = readKeyFile(join(folder, KEY_FILE));
  copyDatabase(join(folder, LEDGER_FILE), join(to, LEDGER_FILE), key);
  const height = opened(join(to, LEDGER_FILE), key, (ledger) => heightOf(ledger));
  copyDatabase(join(folder, STORE_FILE), join(to, STORE_FILE), key);
  opened(join(to, STORE_FILE), key, (store) => {
    store.prepare("UPDATE host SET value = min(value, ?) WHERE name = 'signed-height'").run(height);
    store.checkpoint();
  });
  for (const name of [LEDGER_FILE, STORE_FILE]) {
    for (const beside of ['-wal', '-shm']) removePath(join(to, `${name}${beside}`));
    sync(join(to, name));
  }
  return height;
}

function copyDatabase(from: string, to: string, key: Uint8Array): void {
  // Its owner's alone from the first byte on.
  writeFileSync(to, new Uint8Array(0), { mode: 0o600 });
  const database = openDatabase({ path: from, key, readOnly: true });
  try {
    database.copyTo(to);
  } finally {
    database.close();
  }
}

function opened<T>(path: string, key: Uint8Array, work: (database: Database) => T): T {
  const database = openDatabase({ path, key });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

function heightOf(ledger: Database): number {
  const row = ledger.prepare('SELECT coalesce(max(height), 0) AS height FROM blocks').get();
  return row === undefined ? 0 : integer(row, 'height');
}

function copyIfExists(from: string, to: string): void {
  if (!existsSync(from)) return;
  copyFileSync(from, to);
  chmodSync(to, 0o600);
  sync(to);
}

function sync(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

async function listed(folder: string): Promise<Content['files']> {
  const files: Content['files'] = {};
  for (const name of FILES) {
    if (existsSync(join(folder, name))) files[name] = await entryOf(join(folder, name));
  }
  return files;
}

async function entryOf(path: string): Promise<z.infer<typeof entry>> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { size: statSync(path).size, sha256: hash.digest('hex') };
}

function readManifest(folder: string): z.infer<typeof manifestJson> {
  try {
    const bytes = readFileIfExists(join(folder, MANIFEST)) ?? new Uint8Array(0);
    return manifestJson.parse(JSON.parse(fromUtf8(bytes)));
  } catch (cause) {
    throw new ConsiliumError('backup-malformed', {}, { cause });
  }
}

async function demandUnaltered(folder: string, { files }: Content): Promise<void> {
  for (const [name, expected] of Object.entries(files)) {
    const path = join(folder, name);
    const found = existsSync(path) ? await entryOf(path) : null;
    if (found?.sha256 !== expected?.sha256) throw new ConsiliumError('backup-altered', { file: name });
  }
}

/**
 * The node answers nothing of records before it knows what was erased since. A validator signs nothing before it has been
 * handed back what it signed up to `height`, which is null for the others.
 */
function noteRestored(store: string, keyFile: Uint8Array, height: number | null): void {
  opened(store, decodeKeyFile(keyFile).database, (database) => {
    const note = database.prepare(
      `INSERT INTO host (name, value) VALUES (?, ?)
       ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)`,
    );
    note.run(RESTORED, 1);
    if (height !== null) note.run('signed-height', height);
    database.checkpoint();
  });
}

function sealedKeys(
  keyFile: Uint8Array,
  by: { readonly content: Content; readonly passphrase: string; readonly random: RandomBytes },
): z.infer<typeof keysJson> {
  const salt = by.random(PASSWORD_SALT_LENGTH);
  const nonce = by.random(NONCE_LENGTH);
  const key = argon2id(normalisePassphrase(by.passphrase), salt, MODERATE_LIMITS);
  const sealed = aeadSeal(keyFile, { key, nonce, associatedData: bound(by.content) });
  const [saltText, nonceText, sealedText] = [salt, nonce, sealed].map(toBase64Url);
  return { ...MODERATE_LIMITS, salt: saltText ?? '', nonce: nonceText ?? '', sealed: sealedText ?? '' };
}

/** Errors: `backup-malformed`; `passphrase-wrong`, also for a content that is not what was sealed. */
function openedKeys(
  { opslimit, memlimit, salt, nonce, sealed }: z.infer<typeof keysJson>,
  by: { readonly content: Content; readonly passphrase: string },
): Uint8Array {
  const limits = { opslimit, memlimit };
  if (!limitsAreSane(limits)) throw new ConsiliumError('backup-malformed');
  const key = argon2id(normalisePassphrase(by.passphrase), fromBase64Url(salt), limits);
  const under = { key, nonce: fromBase64Url(nonce), associatedData: bound(by.content) };
  const opened = aeadOpen(fromBase64Url(sealed), under);
  if (opened === null) throw new ConsiliumError('passphrase-wrong');
  return opened;
}

function bound(content: Content): Uint8Array {
  return concatBytes(TAG, sha256(utf8(JSON.stringify(content))));
}

function infoOf({ institution, network, height, time }: Content): BackupInfo {
  return { institution, network, height, time };
}

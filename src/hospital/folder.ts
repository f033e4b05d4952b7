/** What lies in a node's folder beside its databases: which institution it serves, and where others are. */
import { z } from 'zod';
import { fromHex, fromUtf8, toHex, utf8 } from '../crypto/bytes.ts';
import { toInstitutionId, type InstitutionId } from '../crypto/ids.ts';
import { ConsiliumError } from '../errors.ts';
import { readFileIfExists, writeFileAtomic } from '../node/files.ts';

export const CONFIG_FILE = 'node.json';
export const KEY_FILE = 'node.keys';
export const GENESIS_FILE = 'genesis.json';
export const LEDGER_FILE = 'ledger.sqlite';
export const STORE_FILE = 'node.sqlite';
export const LOCK_FILE = 'node.lock';

/** Addresses of other institutions' nodes by institution in hex; they go before those of the registry. */
export type Peers = Readonly<Record<string, string>>;

export interface NodeConfig {
  readonly institution: InstitutionId;
  /** The institution whose node makes the blocks; null when this node does. */
  readonly validator: InstitutionId | null;
  readonly peers: Peers;
}

const idText = z.string().regex(/^[0-9a-f]{32}$/u);
const configJson = z.strictObject({
  format: z.literal(1),
  institution: idText,
  validator: idText.nullable(),
  peers: z.record(idText, z.string().min(1).max(200)),
});

export function writeConfig(path: string, config: NodeConfig): void {
  const json = {
    format: 1,
    institution: toHex(config.institution),
    validator: config.validator === null ? null : toHex(config.validator),
    peers: config.peers,
  };
  writeFileAtomic(path, utf8(`${JSON.stringify(json, null, 2)}\n`));
}

/** Errors: `node-missing`, `node-config-malformed`. */
export function readConfig(path: string): NodeConfig {
  const bytes = readFileIfExists(path);
  if (bytes === null) throw new ConsiliumError('node-missing');
  try {
    const { institution, validator, peers } = configJson.parse(JSON.parse(fromUtf8(bytes)));
    return {
      institution: toInstitutionId(fromHex(institution)),
      validator: validator === null ? null : toInstitutionId(fromHex(validator)),
      peers,
    };
  } catch (cause) {
    throw new ConsiliumError('node-config-malformed', {}, { cause });
  }
}

/** Makes the folder of a new hospital node: its keys, its genesis, its configuration. */
import { toNetwork, type InstitutionId, type Network, type SealingKey } from '../crypto/ids.ts';
import type { SigningKey } from '../crypto/ids.ts';
import { toHex } from '../crypto/bytes.ts';
import { ConsiliumError } from '../errors.ts';
import { joinPath, makePrivateDirectory, writeFileAtomic } from '../node/files.ts';
import { DEFAULT_CONSENSUS_PARAMS } from '../chain/consensusParams.ts';
import { decodeGenesis, encodeGenesis } from '../chain/genesis.ts';
import { timeFromMillis } from '../chain/time.ts';
import { validatorSet } from '../chain/validators.ts';
import { encodeAppState, initialChanges } from '../contracts/genesis.ts';
import type { NewOfficer } from '../contracts/transactionKinds.ts';
import { CONFIG_FILE, GENESIS_FILE, KEY_FILE, writeConfig, type Peers } from './folder.ts';
import { makeKeyFile, type NodeKeys } from './keyFile.ts';
import type { NodePorts } from './ports.ts';
import { socketAddress } from './transport.ts';

const SOLO_POWER = 10n;
export const DEFAULT_PARAMETERS: Readonly<Record<string, number>> = { followUpDays: 14 };

/** The institution that founds a ledger. Its officers' and offline keys are made where those people are. */
export interface FoundingInstitution {
  readonly id: InstitutionId;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Officers who must sign together. */
  readonly threshold: number;
  readonly officers: readonly NewOfficer[];
  readonly archiveKey: SealingKey;
  readonly emergencyKey: SealingKey;
}

export interface SoloNodeOptions {
  /** Absolute; made if it is not there. */
  readonly folder: string;
  readonly ports: Pick<NodePorts, 'clock' | 'random'>;
  readonly institution: FoundingInstitution;
  /** Where other machines reach the node; the folder's own socket unless given. */
  readonly address?: string;
  /** At most 50 characters; `consilium-1` unless given. */
  readonly chainId?: string;
  readonly parameters?: Readonly<Record<string, number>>;
}

export interface FollowerNodeOptions {
  readonly folder: string;
  readonly ports: Pick<NodePorts, 'random'>;
  readonly institution: InstitutionId;
  /** The genesis document of the ledger it joins. */
  readonly genesis: Uint8Array;
  /** Whose node makes the blocks, and where it listens. */
  readonly validator: { readonly institution: InstitutionId; readonly address: string };
  /** Further nodes that are not at their registered address. */
  readonly peers?: Peers;
}

/** What others need to know of a node that was made. */
export interface MadeNode {
  readonly genesis: Uint8Array;
  readonly network: Network;
  /** For `registry/institution-add`. */
  readonly nodeKey: SigningKey;
  readonly cardKey: SigningKey;
  /** Where it will listen. */
  readonly address: string;
}

/**
 * Founds a ledger: a genesis with one institution, and its node with the only validator.
 *
 * @throws ConsiliumError `node-exists`; those of founding an institution
 */
export function initSoloNode(options: SoloNodeOptions): MadeNode {
  const { folder, ports, institution } = options;
  makePrivateDirectory(folder);
  const { address = socketAddress(folder) } = options;
  const keys = makeKeyFile(joinPath(folder, KEY_FILE), ports.random, true);
  const genesis = foundingGenesis(options, keys, address);
  const made = writeFolder(folder, keys, {
    genesis,
    institution: institution.id,
    validator: null,
    peers: {},
  });
  return { ...made, address };
}

/**
 * Prepares the node of an institution that joins a ledger. It follows from the moment at which the institution
 * stands in the registry with the node's key.
 *
 * @throws ConsiliumError `node-exists`, `genesis-malformed`
 */
export function initFollowerNode(options: FollowerNodeOptions): MadeNode {
  const { folder, ports, genesis, institution, validator, peers } = options;
  decodeGenesis(genesis);
  makePrivateDirectory(folder);
  const keys = makeKeyFile(joinPath(folder, KEY_FILE), ports.random, false);
  const known = { ...peers, [toHex(validator.institution)]: validator.address };
  return writeFolder(folder, keys, { genesis, institution, validator: validator.institution, peers: known });
}

function foundingGenesis(options: SoloNodeOptions, keys: NodeKeys, address: string): Uint8Array {
  const { ports, institution, chainId = 'consilium-1', parameters = DEFAULT_PARAMETERS } = options;
  const { validator } = keys;
  if (validator === null) throw new ConsiliumError('internal', { key: 'validator' });
  const founding = {
    ...institution,
    address,
    nodeKey: keys.node.publicKey,
    cardKey: keys.card.publicKey,
  };
  const appState = encodeAppState({ institutions: [founding], parameters });
  // Refuses here what could never start.
  initialChanges(appState);
  return encodeGenesis({
    network: ports.random(32),
    chainId,
    time: timeFromMillis(ports.clock.now()),
    initialHeight: 1,
    validators: validatorSet([{ publicKey: validator.publicKey, power: SOLO_POWER }]),
    params: DEFAULT_CONSENSUS_PARAMS,
    appState,
  });
}

interface FolderContent {
  readonly genesis: Uint8Array;
  readonly institution: InstitutionId;
  readonly validator: InstitutionId | null;
  readonly peers: Peers;
}

function writeFolder(folder: string, keys: NodeKeys, content: FolderContent): MadeNode {
  const { genesis, ...config } = content;
  writeFileAtomic(joinPath(folder, GENESIS_FILE), genesis);
  // Last: a folder with a configuration is a whole one.
  writeConfig(joinPath(folder, CONFIG_FILE), config);
  return {
    genesis,
    network: toNetwork(decodeGenesis(genesis).network),
    nodeKey: keys.node.publicKey,
    cardKey: keys.card.publicKey,
    address: socketAddress(folder),
  };
}

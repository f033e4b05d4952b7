/** The file that says what this machine is: which ledger it follows, and whose nodes run on it. */
import { z } from 'zod';
import { fromHex, fromUtf8, toHex, utf8 } from '../../crypto/bytes.ts';
import { toInstitutionId, toSigningKey, type InstitutionId, type SigningKey } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';
import type { Checkpoint } from '../../replica/replica.ts';

/** A hospital node on another computer, which the accounts of this one log in at. */
export interface RemoteNode {
  readonly institution: InstitutionId;
  /** As `dial` takes it: `wss://HOST:PORT`, or a socket of this computer. */
  readonly address: string;
  /** The node's keys; the registry's take their place once the copy of the ledger knows the institution. */
  readonly keys: readonly SigningKey[];
}

export interface Machine {
  /** Made by setup/demonstration: both institutions live here. */
  readonly demonstration: boolean;
  /** SHA-256 of the genesis document. */
  readonly genesisHash: Uint8Array;
  /** The institution whose node is asked while nobody is logged in. */
  readonly home: InstitutionId;
  /** Institutions whose node runs on this machine. */
  readonly nodes: readonly InstitutionId[];
  /** Nodes on other computers. */
  readonly remote: readonly RemoteNode[];
  /** A block that whoever set the machine up vouched for: the copy of the ledger must have it. */
  readonly checkpoint?: Checkpoint;
}

const hashText = z.string().regex(/^[0-9a-f]{64}$/u);
const idText = z.string().regex(/^[0-9a-f]{32}$/u);
const machineJson = z.strictObject({
  format: z.literal(1),
  demonstration: z.boolean(),
  genesisHash: z.string().regex(/^[0-9a-f]{64}$/u),
  home: idText,
  nodes: z.array(idText),
  remote: z
    .array(
      z.strictObject({
        institution: idText,
        address: z.string().min(1).max(200),
        keys: z.array(z.string().regex(/^[0-9a-f]{64}$/u)).max(100),
      }),
    )
    .optional(),
  checkpoint: z.strictObject({ height: z.number().int().nonnegative(), header: hashText }).optional(),
});

export function encodeMachine(machine: Machine): Uint8Array {
  const json: z.infer<typeof machineJson> = {
    format: 1,
    demonstration: machine.demonstration,
    genesisHash: toHex(machine.genesisHash),
    home: toHex(machine.home),
    nodes: machine.nodes.map(toHex),
    ...(machine.remote.length > 0 && { remote: machine.remote.map(remoteJson) }),
    ...(machine.checkpoint && {
      checkpoint: { height: machine.checkpoint.height, header: toHex(machine.checkpoint.header) },
    }),
  };
  return utf8(`${JSON.stringify(json, null, 2)}\n`);
}

/** Errors: `machine-malformed`. */
export function decodeMachine(bytes: Uint8Array): Machine {
  try {
    const {
      demonstration,
      genesisHash,
      home,
      nodes,
      remote = [],
      checkpoint,
    } = machineJson.parse(JSON.parse(fromUtf8(bytes)));
    return {
      demonstration,
      genesisHash: fromHex(genesisHash),
      home: toInstitutionId(fromHex(home)),
      nodes: nodes.map((id) => toInstitutionId(fromHex(id))),
      remote: remote.map(({ institution, address, keys }) => ({
        institution: toInstitutionId(fromHex(institution)),
        address,
        keys: keys.map((key) => toSigningKey(fromHex(key))),
      })),
      ...(checkpoint && { checkpoint: { height: checkpoint.height, header: fromHex(checkpoint.header) } }),
    };
  } catch (cause) {
    throw new ConsiliumError('machine-malformed', {}, { cause });
  }
}

function remoteJson({ institution, address, keys }: RemoteNode) {
  return { institution: toHex(institution), address, keys: keys.map(toHex) };
}

/** The file that says what this machine is: which ledger it follows, and whose nodes run on it. */
import { z } from 'zod';
import { fromHex, fromUtf8, toHex, utf8 } from '../../crypto/bytes.ts';
import { toInstitutionId, type InstitutionId } from '../../crypto/ids.ts';
import { ConsiliumError } from '../../errors.ts';

export interface Machine {
  /** Made by setup/demonstration: both institutions live here. */
  readonly demonstration: boolean;
  /** SHA-256 of the genesis document. */
  readonly genesisHash: Uint8Array;
  /** The institution whose node is asked while nobody is logged in. */
  readonly home: InstitutionId;
  /** Institutions whose node runs on this machine. */
  readonly nodes: readonly InstitutionId[];
}

const idText = z.string().regex(/^[0-9a-f]{32}$/u);
const machineJson = z.strictObject({
  format: z.literal(1),
  demonstration: z.boolean(),
  genesisHash: z.string().regex(/^[0-9a-f]{64}$/u),
  home: idText,
  nodes: z.array(idText).min(1),
});

export function encodeMachine(machine: Machine): Uint8Array {
  const json: z.infer<typeof machineJson> = {
    format: 1,
    demonstration: machine.demonstration,
    genesisHash: toHex(machine.genesisHash),
    home: toHex(machine.home),
    nodes: machine.nodes.map(toHex),
  };
  return utf8(`${JSON.stringify(json, null, 2)}\n`);
}

/** Errors: `machine-malformed`. */
export function decodeMachine(bytes: Uint8Array): Machine {
  try {
    const { demonstration, genesisHash, home, nodes } = machineJson.parse(JSON.parse(fromUtf8(bytes)));
    return {
      demonstration,
      genesisHash: fromHex(genesisHash),
      home: toInstitutionId(fromHex(home)),
      nodes: nodes.map((id) => toInstitutionId(fromHex(id))),
    };
  } catch (cause) {
    throw new ConsiliumError('machine-malformed', {}, { cause });
  }
}

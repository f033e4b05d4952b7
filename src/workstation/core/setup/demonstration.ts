/**
 * Sets up a demonstration: a consortium of two hospitals whose nodes and people all live on this machine. Everything
 * is real but the place: institution B joins, and staff are entered, by transactions of the officers.
 */
import { initFollowerNode, type MadeNode } from '../../../hospital/node.ts';
import { genesisHash } from '../../../chain/genesis.ts';
import type { Machine } from '../machine.ts';
import { runSetup, type Founding, type SetupParts } from './founding.ts';
import type { NodeAccess } from './nodeAccess.ts';
import { demonstrationHouses, everyone, newOfficer, staffAddOf, type House } from './people.ts';

/** Names are shown only while a visit is followed up, here not beyond the visit; and shared cases do not wait a week. */
const PARAMETERS = { followUpDays: 0, caseDelayDays: 0 };

const STEPS = {
  accounts: 6,
  'node-a': 1,
  'staff-a': 1,
  'institution-b': 1,
  'node-b': 1,
  'staff-b': 1,
  replica: 1,
  /** What comes after the setup; see `progress` of {@link makeDemonstration}. */
  'sample-patients': 0,
} as const;
type DemonstrationFounding = Founding<keyof typeof STEPS>;

/** How many units of progress the demonstration itself is. */
export const DEMONSTRATION_UNITS = Object.values(STEPS).reduce<number>((sum, units) => sum + units, 0);

/**
 * Call it between begin and end of a setup. `patients` are the units of progress that follow it.
 * Errors: `passphrase-weak`, and whatever keeps a node from starting.
 */
export async function makeDemonstration(
  parts: SetupParts,
  { passphrase, patients }: { readonly passphrase: string; readonly patients: number },
): Promise<Machine> {
  const { a, b } = demonstrationHouses(parts.host.random);
  const people = everyone({ a, b });
  const steps = { ...STEPS, 'sample-patients': patients };
  return runSetup(parts, { steps, people }, async (founding: DemonstrationFounding) => {
    for (const person of people) {
      await founding.step('accounts', async () => founding.makeAccount(person, passphrase));
    }
    const nodeA = founding.foundLedger(a, PARAMETERS);
    const atA = founding.enter(nodeA, a);
    await founding.step('node-a', () => atA.logIn());
    await founding.step('staff-a', () => addStaff(atA, a));
    const nodeB = await founding.step('institution-b', () => addInstitution(founding, { atA, nodeA, a, b }));
    const atB = founding.enter(nodeB, b);
    await founding.step('node-b', () => atB.logIn());
    await founding.step('staff-b', () => addStaff(atB, b));
    // B's node has everybody before this is over, so that everybody can log in.
    await founding.step('replica', async () => atB.reached(await founding.copyLedger(nodeA, atA)));
    return {
      demonstration: true,
      genesisHash: genesisHash(nodeA.genesis),
      home: a.id,
      nodes: [a.id, b.id],
      remote: [],
    };
  });
}

interface Joining {
  readonly atA: NodeAccess;
  readonly nodeA: MadeNode;
  readonly a: House;
  readonly b: House;
}

async function addInstitution(
  founding: DemonstrationFounding,
  { atA, nodeA, a, b }: Joining,
): Promise<MadeNode> {
  const { host, folder } = founding.parts;
  const { archiveKey, emergencyKey } = founding.offlineKeys(b);
  const { id, nameZh, nameEn, officer } = b;
  const made = initFollowerNode({
    folder: folder.node(id),
    ports: host,
    institution: id,
    genesis: nodeA.genesis,
    validator: { institution: a.id, address: nodeA.address },
  });
  await atA.submit({
    kind: 'registry/institution-add',
    id,
    nameZh,
    nameEn,
    address: made.address,
    threshold: 1,
    officers: [newOfficer(officer)],
    nodeKey: made.nodeKey,
    cardKey: made.cardKey,
    archiveKey,
    emergencyKey,
  });
  return made;
}

async function addStaff(at: NodeAccess, { registrar, doctor }: House): Promise<void> {
  await at.submit(staffAddOf(registrar));
  await at.submit(staffAddOf(doctor));
}

/**
 * Sets up a demonstration: a consortium of two or more hospitals whose nodes and people all live on this machine.
 * Everything is real but the place: the others join, and staff are entered, by transactions of the officers.
 */
import { initFollowerNode, type MadeNode } from '../../../hospital/node.ts';
import { genesisHash } from '../../../chain/genesis.ts';
import type { Machine } from '../machine.ts';
import { runSetup, type Founding, type SetupParts } from './founding.ts';
import type { NodeAccess } from './nodeAccess.ts';
import { demonstrationHouses, everyone, newOfficer, staffAddOf, type House, type Person } from './people.ts';

/** Names are shown only while a visit is followed up, here not beyond the visit; and shared cases do not wait a week. */
const PARAMETERS = { followUpDays: 0, caseDelayDays: 0 };

/** Hospitals of a demonstration: two are enough for the story; a library of cases comes from more. */
export type Hospitals = 2 | 4;

/** Units of progress of each step. */
function stepsOf(hospitals: number, patients: number) {
  const others = hospitals - 1;
  return {
    accounts: 3 * hospitals,
    'node-a': 1,
    'staff-a': 1,
    'institution-b': others,
    'node-b': others,
    'staff-b': others,
    replica: others,
    /** What comes after the setup; see `progress` of {@link makeDemonstration}. */
    'sample-patients': patients,
  };
}
type DemonstrationFounding = Founding<keyof ReturnType<typeof stepsOf>>;

/** How many units of progress the demonstration itself is. */
export function demonstrationUnits(hospitals: Hospitals): number {
  return Object.values(stepsOf(hospitals, 0)).reduce<number>((sum, units) => sum + units, 0);
}

/**
 * Call it between begin and end of a setup. `patients` are the units of progress that follow it.
 * Errors: `passphrase-weak`, and whatever keeps a node from starting.
 */
export async function makeDemonstration(
  parts: SetupParts,
  {
    passphrase,
    patients,
    hospitals,
  }: { readonly passphrase: string; readonly patients: number; readonly hospitals: Hospitals },
): Promise<Machine> {
  const [a, ...others] = demonstrationHouses(parts.host.random, hospitals);
  const people = everyone([a, ...others]);
  const steps = stepsOf(hospitals, patients);
  return runSetup(parts, { steps, people }, async (founding: DemonstrationFounding) => {
    for (const person of people) {
      await founding.step('accounts', async () => founding.makeAccount(person, passphrase));
    }
    const nodeA = founding.foundLedger(a, PARAMETERS);
    const atA = founding.enter(nodeA, a);
    await founding.step('node-a', () => atA.logIn());
    await founding.step('staff-a', () => addStaff(atA, a));
    for (const [index, b] of others.entries()) {
      const agreeing = others.slice(0, index).map(({ officer }) => officer);
      await joinLedger(founding, { atA, nodeA, a, b, agreeing });
    }
    return {
      demonstration: true,
      genesisHash: genesisHash(nodeA.genesis),
      home: a.id,
      nodes: [a.id, ...others.map(({ id }) => id)],
      remote: [],
    };
  });
}

/** One more hospital, with its node and people. */
async function joinLedger(founding: DemonstrationFounding, joining: Joining): Promise<void> {
  const { atA, b, nodeA } = joining;
  const nodeB = await founding.step('institution-b', () => addInstitution(founding, joining));
  const atB = founding.enter(nodeB, b);
  await founding.step('node-b', () => atB.logIn());
  await founding.step('staff-b', () => addStaff(atB, b));
  // Its node has everybody before this is over, so that everybody can log in.
  await founding.step('replica', async () => atB.reached(await founding.copyLedger(nodeA, atA)));
}

interface Joining {
  readonly atA: NodeAccess;
  readonly nodeA: MadeNode;
  readonly a: House;
  readonly b: House;
  /** Officers of those who joined before: more than half of the institutions have to agree. */
  readonly agreeing: readonly Person[];
}

async function addInstitution(
  founding: DemonstrationFounding,
  { atA, nodeA, a, b, agreeing }: Joining,
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
  await atA.submit(
    {
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
    },
    agreeing,
  );
  return made;
}

async function addStaff(at: NodeAccess, { registrar, doctor }: House): Promise<void> {
  await at.submit(staffAddOf(registrar));
  await at.submit(staffAddOf(doctor));
}

/**
 * Sets up an institution on this machine: it founds a ledger of its own, whose blocks its node makes alone until other
 * institutions join, and enters its first people by a transaction of its officer.
 */
import { genesisHash } from '../../../chain/genesis.ts';
import { toInstitutionId } from '../../../crypto/ids.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { Machine } from '../machine.ts';
import type { Founder } from './founders.ts';
import { runSetup, type Founding, type SetupParts } from './founding.ts';
import { newPerson, staffAddOf, type Person } from './people.ts';

/** What an institution begins with. */
export interface NewInstitution {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly people: readonly Founder[];
}

interface Member {
  readonly person: Person;
  readonly passphrase: string;
}

type InstitutionStep = 'accounts' | 'node' | 'staff' | 'replica';

/** Errors: `founders-missing` unless there is one officer and at least one doctor. */
export function assertFounders(people: readonly Pick<Founder, 'role'>[]): void {
  const has = (wanted: Founder['role']): number => people.filter(({ role }) => role === wanted).length;
  if (has('officer') !== 1 || has('doctor') === 0) throw new ConsiliumError('founders-missing');
}

/**
 * Call it between begin and end of a setup. Errors: as {@link assertFounders}; whatever keeps the node from starting.
 */
export async function makeInstitution(parts: SetupParts, institution: NewInstitution): Promise<Machine> {
  assertFounders(institution.people);
  const { nameZh, nameEn } = institution;
  const id = toInstitutionId(parts.host.random(16));
  const house = { id, nameZh, nameEn };
  const members = institution.people.map((founder): Member => ({
    person: newPerson(founder, house, parts.host.random),
    passphrase: founder.passphrase,
  }));
  const people = members.map(({ person }) => person);
  // The officer stands in the genesis, and enters the others.
  const officer = people.find(({ owner }) => owner.role === 'officer');
  if (officer === undefined) throw new ConsiliumError('founders-missing');
  const staff = people.filter((person) => person !== officer);
  const steps = { accounts: people.length, node: 1, staff: 1, replica: 1 };
  return runSetup(parts, { steps, people }, async (founding: Founding<InstitutionStep>) => {
    for (const { person, passphrase } of members) {
      await founding.step('accounts', async () => founding.makeAccount(person, passphrase));
    }
    const founder = { ...house, officer };
    const node = founding.foundLedger(founder);
    const at = founding.enter(node, founder);
    await founding.step('node', () => at.logIn());
    await founding.step('staff', async () => {
      for (const person of staff) await at.submit(staffAddOf(person));
    });
    await founding.step('replica', () => founding.copyLedger(node, at));
    return {
      demonstration: false,
      genesisHash: genesisHash(node.genesis),
      home: id,
      nodes: [id],
      remote: [],
    };
  });
}

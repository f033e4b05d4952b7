/** The story of the product up to a given point, played over test cores: what most tests begin with. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ArgsOf, ResultOf } from '../../../src/workstation/api.ts';
import type { Note } from '../../../src/workstation/api/visits.ts';
import type { Timers } from '../../../src/ports.ts';
import type { ManualClock } from '../../support/manualClock.ts';
import type { House, Person } from '../../support/world.ts';
import { Hospitals } from './hospitals.ts';
import { openTestCore, type TestCore } from './testCore.ts';

export const PIN = '246810';

export const NOTE = {
  visitType: 'first',
  chiefComplaint: '咳嗽3天',
  presentIllness: '张秀英，3天前受凉后咳嗽，无发热。',
  pastHistory: '高血压10年',
  allergyHistory: '青霉素过敏',
  physicalExamination: 'T 36.8℃，双肺呼吸音清',
  auxiliaryExamination: '',
  diagnosis: '急性支气管炎',
  plan: '对症治疗，随诊',
} as const satisfies Note;

export type Patient = ResultOf<'registrar/register-patient'>;

export const PERSON = {
  name: '张秀英',
  sex: 'female',
  birthDate: '1958-03-12',
  identifier: '120101195803124567',
  phone: '13820004567',
  address: '天津市南开区长江道88号6门502室',
} as const;

/** Two hospitals, and the folder in which their workstations lie. */
export class Story {
  readonly hospitals: Hospitals;
  readonly #folder: string;

  private constructor(folder: string, hospitals: Hospitals) {
    this.#folder = folder;
    this.hospitals = hospitals;
  }

  static async begin(): Promise<Story> {
    const folder = mkdtempSync(join(tmpdir(), 'consilium-story-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const hospitals = await Hospitals.start(folder);
    onTestFinished(() => hospitals.close());
    return new Story(folder, hospitals);
  }

  get world() {
    return this.hospitals.world;
  }

  /** A core of its own machine for this person, logged in as far as the node is there; closed with the test. */
  async open(person: Person, house: House = this.world.a, machine = person.nameEn): Promise<TestCore> {
    const { hospitals } = this;
    const node = await hospitals.client(house);
    const core = openTestCore({
      node,
      genesis: this.world.genesisBytes,
      person,
      folder: this.machine(machine),
      clock: hospitals.clock,
      timers: timersOf(hospitals.clock),
      levelled: () => hospitals.level(),
      ended: () => hospitals.forget(node),
    });
    onTestFinished(() => core.close());
    await core.login();
    return core;
  }

  /** The folder of a machine; a person's own has their name. */
  machine(name: string): string {
    return join(this.#folder, name.replaceAll(' ', '-'));
  }

  async registrar(): Promise<TestCore> {
    const core = await this.open(this.world.a.registrar);
    await core.sync();
    return core;
  }

  async registerPatient(changes: Partial<ArgsOf<'registrar/register-patient'>> = {}): Promise<Patient> {
    const registrar = await this.registrar();
    const patient = await registrar['registrar/register-patient']({
      ...PERSON,
      pin: PIN,
      cards: 1,
      files: [],
      emergency: false,
      ...changes,
    });
    registrar.close();
    return patient;
  }

  /** Dr Li at A, caught up. */
  async doctor(person: Person = this.world.li, house: House = this.world.a): Promise<TestCore> {
    const core = await this.open(person, house);
    await core.sync();
    return core;
  }
}

/** Waiting is what moves the clock of these tests: it takes a turn of the event loop, and no time. */
function timersOf(clock: ManualClock): Timers {
  return {
    after: (ms, run) => {
      clock.advance(ms);
      setImmediate(run);
      return () => undefined;
    },
  };
}

/** Reads an open card and opens its visit; answers the visit's id. */
export async function openWith(core: TestCore, card: string): Promise<string> {
  const read = await core['card/read']({ text: card });
  if (read.state !== 'fresh') throw new Error(`the card is ${read.state}`);
  const visit = await core['visit/open']({ handle: read.handle, registration: null, purpose: 'treatment' });
  return visit.id;
}

/** Saves and signs a note; the statement is on the ledger when this returns, unless the node is away. */
export async function writeRecord(
  core: TestCore,
  visit: string,
  consent: ArgsOf<'sign/commit'>['consent'],
  note: Note = NOTE,
): Promise<string> {
  await core['draft/save']({ visit, note });
  const { hash } = await core['sign/preview']({ visit });
  const { statement } = await core['sign/commit']({ visit, hash, consent });
  await core.sync();
  return statement;
}

/** Card or slip `epoch` of what a patient was handed. */
export function item(items: Patient['cards'], epoch: number): string {
  const found = items.find((candidate) => candidate.epoch === epoch);
  if (found === undefined) throw new Error(`no item ${String(epoch)}`);
  return found.text;
}

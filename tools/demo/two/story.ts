/**
 * The story between two hospitals that share nothing but the ledger: each has its node as a process of its own, reached
 * over TLS, and a workstation with its own data folder. From the patient's registration on it is the story of one
 * machine, played at the two.
 */
import { join } from 'node:path';
import type { Bilingual } from '../../../src/workstation/api/common.ts';
import { answerWords } from '../../../test/support/recoveryWords.ts';
import { INSTITUTION_A, INSTITUTION_B, PASSPHRASE, recordStory, type StoryStep } from '../story.ts';
import type { WorkstationWindow } from '../workstationWindow.ts';
import { dialogueSteps } from './dialogue.ts';
import { HospitalNode } from './hospitalNode.ts';

const OFFICERS = { a: { zh: '赵敏', en: 'Zhao Min' }, b: { zh: '周涛', en: 'Zhou Tao' } };
const LI = { zh: '李明', en: 'Li Ming' };
const WANG = { zh: '王芳', en: 'Wang Fang' };
const REGISTRAR = { zh: '陈静', en: 'Chen Jing' };

/** The two hospitals of the story, below one folder. */
export class TwoHospitals {
  readonly folder: string;
  #a: HospitalNode | null = null;
  #b: HospitalNode | null = null;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Data folder of a workstation. */
  workstation(place: 'a' | 'b'): string {
    return join(this.folder, `workstation-${place}`);
  }

  get a(): HospitalNode {
    if (this.#a === null) throw new Error('A is not founded');
    return this.#a;
  }

  get b(): HospitalNode {
    if (this.#b === null) throw new Error('B has not joined');
    return this.#b;
  }

  async foundA(): Promise<void> {
    const at = { folder: join(this.folder, 'node-a'), passphrase: PASSPHRASE };
    this.#a = await HospitalNode.found(at, { institution: INSTITUTION_A, officer: OFFICERS.a });
  }

  async joinB(): Promise<void> {
    const at = { folder: join(this.folder, 'node-b'), passphrase: PASSPHRASE };
    const founding = { institution: INSTITUTION_B, officer: OFFICERS.b };
    this.#b = await HospitalNode.join(at, founding, await this.a.invite());
  }

  /** Ends both nodes. */
  async stop(): Promise<void> {
    await this.#b?.stop();
    await this.#a?.stop();
  }
}

export function twoStory(hospitals: TwoHospitals): readonly StoryStep[] {
  return [...foundingSteps(hospitals), ...recordStory('running'), ...dialogueSteps({ a: LI, b: WANG })];
}

function foundingSteps(hospitals: TwoHospitals): readonly StoryStep[] {
  return [
    {
      id: 'found-a',
      title:
        'Haihe Hospital founds a ledger with a node of its own; Dr Li joins from a workstation by invitation',
      at: 'a',
      kinds: ['registry/staff-add'],
      run: async (window) => {
        await hospitals.foundA();
        const fingerprint = await joinAs(window, LI, hospitals.a);
        return `Dr Li is logged in over TLS; the officer compared ${fingerprint}`;
      },
    },
    {
      id: 'join-b',
      title: 'Jinnan Hospital joins the ledger with its own node, by a code of A and let in by A',
      at: 'a',
      kinds: ['registry/institution-add'],
      run: async () => {
        await hospitals.joinB();
        await hospitals.a.letIn(hospitals.b);
        await hospitals.b.reaches(await hospitals.a.height());
        return 'node B runs, and follows from the block that let it in';
      },
    },
    {
      id: 'staff-b',
      title: 'Dr Wang joins from a workstation at B, by an invitation of B’s own officer',
      at: 'b',
      kinds: ['registry/staff-add'],
      run: async (window) => {
        const fingerprint = await joinAs(window, WANG, hospitals.b);
        await window.lock();
        return `Dr Wang was logged in at B’s node; the officer compared ${fingerprint}`;
      },
    },
    {
      id: 'staff-a',
      title: 'A registrar makes an account on the workstation at A, and is entered by the officer',
      at: 'a',
      kinds: ['registry/staff-add'],
      run: async (window) => {
        await window.lock();
        const { text, fingerprint } = await newRegistrar(window);
        await hospitals.a.enter(text, fingerprint);
        await window.unlock('registrar', INSTITUTION_A, PASSPHRASE);
        await window.lock();
        return 'the registrar could log in';
      },
    },
  ];
}

/** Joins as a doctor on a machine that is not set up, and logs in; answers the fingerprint that the officer compared. */
async function joinAs(window: WorkstationWindow, name: Bilingual, node: HospitalNode): Promise<string> {
  const { page } = window;
  await page.getByRole('radio', { name: window.text('firstRun.ways.join.title') }).check();
  await window.button('join.begin').click();
  await window.field('join.code').fill(await node.invite());
  await window.button('join.read').click();
  await window.button('founding.next').click();
  await enterPerson(window, name);
  await window.field('account.licence').fill('110120000012345');
  await window.button('account.make').click();
  await answerWords(window);
  await window.button('join.send').click();
  await window.see(window.text('join.offered'));
  const fingerprint = await page.locator('code').first().innerText();
  await node.enterOffered(fingerprint);
  await window.see(window.text('join.entered'));
  await window.button('join.toLogin').click();
  await window.field('login.passphrase').fill(PASSPHRASE);
  await window.button('login.unlock').click();
  await page.getByRole('navigation', { name: window.text('nav.label') }).waitFor();
  await window.see(window.text('node.connected'));
  return fingerprint;
}

/** A further account on a machine that is set up; answers what the officer needs of it. */
async function newRegistrar(
  window: WorkstationWindow,
): Promise<{ readonly text: string; readonly fingerprint: string }> {
  await window.button('login.newAccount').click();
  await window.choose('account.role', window.text('role.registrar'));
  await window.choose('account.institution', window.name(INSTITUTION_A));
  await enterPerson(window, REGISTRAR);
  await window.button('account.make').click();
  await answerWords(window);
  const text = await window.field('account.enrolment').inputValue();
  const said = await window.page
    .getByText(window.text('account.fingerprint', { fingerprint: '' }))
    .innerText();
  await window.button('account.done').click();
  return { text, fingerprint: /(?:[0-9a-f]{4}\s?){5}$/u.exec(said.trim())?.[0] ?? '' };
}

async function enterPerson(window: WorkstationWindow, { zh, en }: Bilingual): Promise<void> {
  await window.field('account.nameZh').fill(zh);
  await window.field('account.nameEn').fill(en);
  await window.field('setup.passphrase').fill(PASSPHRASE);
  await window.field('setup.again').fill(PASSPHRASE);
}

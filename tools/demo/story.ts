/**
 * The story of one record, played in the window: a patient is registered at A, a doctor there signs a visit record, a
 * doctor at B reads it with the next card, the spent card opens nothing, and the patient sees both openings. Each
 * step fails when the screen does not show what it should.
 */
import { join } from 'node:path';
import type { Bilingual } from '../../src/workstation/api/common.ts';
import type { NewPatient, NoteField, PatientItems, WorkstationWindow } from './workstationWindow.ts';

export const INSTITUTION_A: Bilingual = { zh: '海河医院', en: 'Haihe Hospital' };
export const INSTITUTION_B: Bilingual = { zh: '津南医院', en: 'Jinnan Hospital' };
export const PASSPHRASE = 'nine quiet herons over the river';
/** Of the patient of the story. */
export const PIN = '246810';

/** The two hospitals, as places at which a step is played. */
export type Place = 'a' | 'b';

/** What passes from one step to the next: what the patient holds in hand. */
export interface StoryState {
  /** File with the patient's history, a FHIR R4 Bundle. */
  readonly history: string;
  /** Null until the patient is registered. */
  items: PatientItems | null;
  /** Null until the visit at A has ended. */
  nextCard: string | null;
}

export interface StoryStep {
  /** File name of its screenshot. */
  readonly id: string;
  readonly title: string;
  /** Whose workstation it is played at; in a demonstration both are one. */
  readonly at: Place;
  /** Kinds of the transactions that this step must have put on the ledger, in order. */
  readonly kinds: readonly string[];
  /** Does it in the window; answers what was seen there. */
  run(window: WorkstationWindow, state: StoryState): Promise<string>;
}

const NAME = '张秀英';
const DIAGNOSIS = '急性支气管炎';
/** The record of the visit at A. */
export const NOTE: readonly (readonly [NoteField, string])[] = [
  ['chiefComplaint', '咳嗽3天'],
  ['presentIllness', '张秀英，3天前受凉后咳嗽，少量白痰，无发热，无胸痛。'],
  ['pastHistory', '高血压10年，稳定型心绞痛'],
  ['allergyHistory', '青霉素过敏'],
  ['physicalExamination', 'T 36.8℃，BP 138/82 mmHg，双肺呼吸音清'],
  ['auxiliaryExamination', '血常规未见异常'],
  ['diagnosis', DIAGNOSIS],
  ['plan', '氨溴索 30 mg tid，多饮水，一周后复诊'],
];

/** The history that ships with the program, of a patient made up for it. */
export function historyFile(root: string): string {
  return join(root, 'src', 'workstation', 'demonstration', 'zhang-xiuying.json');
}

/** The patient of the story, with a history that is imported. */
export function newPatient(history: string): NewPatient {
  return {
    name: NAME,
    sex: 'female',
    birthDate: '1958-03-12',
    identifier: '120101195803124567',
    phone: '13820004567',
    address: '天津市南开区长江道88号6门502室',
    pin: PIN,
    cards: 3,
    history,
  };
}

/** How long the author sees whose record it was: a demonstration seals the name at once, elsewhere it takes days. */
type FollowUp = 'over' | 'running';

/** A visit at A, from the patient's registration to the next card. */
const AT_A: readonly StoryStep[] = [
  {
    id: 'register-patient',
    title: 'The registrar at A registers a patient and imports the history; cards and slips are printed',
    at: 'a',
    kinds: ['visit/open', 'visit/record', 'visit/end'],
    run: async (window, state) => {
      await window.unlock('registrar', INSTITUTION_A, PASSPHRASE);
      const items = await window.registerPatient(newPatient(state.history));
      state.items = items;
      return `${String(items.cards.size)} public cards, ${String(items.slips.size)} slips and a master card`;
    },
  },
  {
    id: 'register-visit',
    title: 'The registrar at A registers the visit (挂号)',
    at: 'a',
    kinds: ['visit/register'],
    run: async (window) => {
      await window.button('sheet.done').click();
      await window.registerVisit('心内科');
      await window.lock();
      return 'the visit waits, and names nobody';
    },
  },
  {
    id: 'read-history',
    title: 'Dr Li at A shows card 1 and reads the imported history',
    at: 'a',
    kinds: ['visit/open'],
    run: async (window, { items }) => {
      await window.unlock('doctor', INSTITUTION_A, PASSPHRASE);
      await window.button('today.choose').click();
      await window.readCard(card(items, 1));
      await window.openVisit();
      await window.see(NAME);
      const documents = await window.timeline();
      if (documents.length < 3)
        throw new Error(`only ${String(documents.length)} documents of the history are shown`);
      await window.see(window.text('proof.verified'));
      return `${String(documents.length)} documents, each verified`;
    },
  },
  {
    id: 'sign',
    title: 'Dr Li writes the visit record; the slip and its PIN consent; both signatures go on the ledger',
    at: 'a',
    kinds: ['visit/record'],
    run: async (window, { items }) => {
      await window.tab('note');
      await window.write(NOTE);
      const dialog = await window.previewSigning();
      await dialog.getByText(DIAGNOSIS).first().waitFor();
      await window.sign(slip(items, 1), PIN);
      return 'signed by doctor and patient, what was shown';
    },
  },
  {
    id: 'end-visit',
    title: 'Dr Li ends the visit; card 2 is issued',
    at: 'a',
    kinds: ['visit/end'],
    run: async (window, state) => {
      await window.tab('end');
      const next = await window.endVisit();
      state.nextCard = next;
      return `card 2, ${String(next.length)} characters`;
    },
  },
];

/** What comes of it at B, and for the patient. */
const AFTERWARDS: readonly StoryStep[] = [
  {
    id: 'read-at-b',
    title: 'Dr Wang at B opens with card 2 what A wrote',
    at: 'b',
    kinds: ['visit/open'],
    run: async (window, { nextCard }) => {
      await window.unlock('doctor', INSTITUTION_B, PASSPHRASE);
      await window.readCard(present(nextCard, 'card 2'));
      await window.openVisit();
      await window.see(DIAGNOSIS);
      await window.see(window.text('proof.verified'));
      return 'the record of A, verified at B';
    },
  },
  {
    id: 'spent-card',
    title: 'Card 1 is refused as spent',
    at: 'b',
    kinds: ['visit/end'],
    run: async (window, { items }) => {
      await window.tab('end');
      await window.button('end.end').click();
      await window.see(window.text('end.ended'));
      await window.button('end.leave').click();
      await window.readCard(card(items, 1));
      const refusal = window.page.getByRole('alert').filter({ hasText: window.name(INSTITUTION_A) });
      await refusal.waitFor();
      return (await refusal.innerText()).trim();
    },
  },
  {
    id: 'openings',
    title: 'The patient sees who opened the record',
    at: 'a',
    kinds: [],
    run: async (window, { items }) => {
      if (await window.button('app.lock').isVisible()) await window.lock();
      await window.openPatientView(present(items, 'master card').master, INSTITUTION_A);
      const rows = window.page.getByRole('row');
      await rows
        .filter({ hasText: window.name(INSTITUTION_A) })
        .first()
        .waitFor();
      await rows
        .filter({ hasText: window.name(INSTITUTION_B) })
        .first()
        .waitFor();
      return `${String((await rows.count()) - 1)} openings, at A and at B`;
    },
  },
];

/** From the patient's registration on: the same in a demonstration on one machine and between two. */
export function recordStory(followUp: FollowUp): readonly StoryStep[] {
  return [...AT_A, ownLedger(followUp), ...AFTERWARDS];
}

const SETUP: StoryStep = {
  id: 'setup',
  title: 'Two hospitals form a consortium; their officers enter registrars and doctors',
  at: 'a',
  kinds: ['registry/staff-add'],
  run: async (window) => {
    await window.setUpDemonstration(PASSPHRASE);
    return 'accounts of both hospitals are ready to log in';
  },
};

/** Played in one window, on a machine that was set up as a demonstration. */
export const STORY: readonly StoryStep[] = [SETUP, ...recordStory('over')];

function ownLedger(followUp: FollowUp): StoryStep {
  return {
    id: 'own-ledger',
    title:
      followUp === 'over'
        ? 'Dr Li’s own ledger shows the record without the patient’s name'
        : 'Dr Li’s own ledger shows the record, with the name for as long as it is followed up',
    at: 'a',
    kinds: [],
    run: async (window) => {
      await window.button('end.leave').click();
      await window.go('mine');
      await window.see(DIAGNOSIS);
      await window.see(followUp === 'over' ? window.text('mine.patientSealed') : NAME);
      const isNamed = await window.page.getByText(NAME).first().isVisible();
      if (isNamed !== (followUp === 'running')) throw new Error('the name is still on screen');
      await window.lock();
      return followUp === 'over'
        ? 'the record, and no name'
        : 'the record, and its name until the follow-up ends';
    },
  };
}

function card(items: PatientItems | null, epoch: number): string {
  return present(items?.cards.get(epoch), `card ${String(epoch)}`);
}

function slip(items: PatientItems | null, epoch: number): string {
  return present(items?.slips.get(epoch), `slip ${String(epoch)}`);
}

function present<Item>(item: Item | null | undefined, name: string): Item {
  if (item === null || item === undefined) throw new Error(`the patient holds no ${name}`);
  return item;
}

/** Two doctors of two hospitals find, ask and answer each other, each in their own window. */
import type { Bilingual } from '../../../src/workstation/api/common.ts';
import { INSTITUTION_A, INSTITUTION_B, PASSPHRASE, type Place, type StoryStep } from '../story.ts';
import type { WorkstationWindow } from '../workstationWindow.ts';

const REASON = '请会诊：心绞痛病史，氨溴索是否可与现用药同服？';
const WELCOME = '可以同服，注意观察。还有其他用药吗？';
const ANSWER = '还有阿司匹林。多谢！';

export function dialogueSteps(doctors: Readonly<Record<Place, Bilingual>>): readonly StoryStep[] {
  return [
    {
      id: 'ask',
      title: 'Dr Wang finds Dr Li of the other hospital, and asks for a dialogue',
      at: 'b',
      kinds: [],
      run: async (window) => {
        await atConsults(window, INSTITUTION_B);
        await window.field('consults.search').fill(doctors.a.zh);
        await window.see(new RegExp(RegExp.escape(window.name(INSTITUTION_A)), 'u'));
        await window.button('consults.ask').click();
        await window.field('consults.reason').fill(REASON);
        await window.button('consults.ask').click();
        await window.see(new RegExp(RegExp.escape(window.text('consults.sent')), 'u'));
        return 'the request lies in Dr Li’s mailbox at A';
      },
    },
    {
      id: 'accept',
      title: 'Dr Li accepts, and writes the first words',
      at: 'a',
      kinds: [],
      run: async (window) => {
        await atConsults(window, INSTITUTION_A);
        await window.see(REASON);
        await window.button('consults.accept').click();
        await openDialogueWith(window, doctors.b);
        await say(window, WELCOME);
        return 'accepted; the first words are sealed for Dr Wang alone';
      },
    },
    {
      id: 'answer',
      title: 'Dr Wang reads them, is connected to Dr Li directly, and answers',
      at: 'b',
      kinds: [],
      run: async (window) => {
        await openDialogueWith(window, doctors.a);
        await window.see(WELCOME);
        await window.see(window.text('consults.live.yes'));
        await say(window, ANSWER);
        await window.see(new RegExp(RegExp.escape(window.text('consults.state.read')), 'u'));
        return 'directly from machine to machine; Dr Li has read it';
      },
    },
  ];
}

/** Writes and sends in the dialogue that is open. */
export async function say(window: WorkstationWindow, text: string): Promise<void> {
  await window.field('consults.write').fill(text);
  await window.button('consults.send').click();
  await window.see(text);
}

async function atConsults(window: WorkstationWindow, institution: Bilingual): Promise<void> {
  // The patient, who looked at their record here last, has gone.
  const patient = window.button('patient.close');
  if (await patient.isVisible()) await patient.click();
  if (!(await window.button('app.lock').isVisible())) await window.unlock('doctor', institution, PASSPHRASE);
  await window.go('consults');
}

/** Shows the dialogue with this doctor, of those that are listed. */
export async function openDialogueWith(window: WorkstationWindow, doctor: Bilingual): Promise<void> {
  await window.page
    .getByRole('region', { name: window.text('consults.dialogues') })
    .getByRole('button', { name: new RegExp(RegExp.escape(window.name(doctor)), 'u') })
    .click();
}

/** What two doctors do in their dialogue beside talking: the first works in Chinese, the second in English. */
import type { Locator } from 'playwright';
import { PIN } from '../../tools/demo/story.ts';
import { openDialogueWith, say } from '../../tools/demo/two/dialogue.ts';
import type { WorkstationWindow } from '../../tools/demo/workstationWindow.ts';

/** One says that they consult in Tibetan; answers how the other's directory describes who is found by it. */
export async function findBySpoken(one: WorkstationWindow, other: WorkstationWindow): Promise<string> {
  await one.page.getByTitle(one.text('backup.account')).click();
  await one.choose('profile.languages', '藏语');
  await one.page.keyboard.press('Escape');
  await one.see(new RegExp(RegExp.escape(one.text('profile.sent')), 'u'));
  await one.button('common.close').click();
  // Whatever comes has the directory asked again.
  await say(one, '我会藏语');
  await other.see('我会藏语');
  await other.choose('profile.filter', 'Tibetan');
  const found = other.page.getByText(other.text('profile.spoken', { languages: 'Tibetan' }));
  return await found.innerText();
}

/** A second of what the microphone hears; answers its player at the other. */
export async function sendVoiceNote(one: WorkstationWindow, other: WorkstationWindow): Promise<Locator> {
  await one.button('given.openAttach').click();
  await one.button('given.voice').click();
  const dialog = one.page.getByRole('dialog', { name: one.text('media.camera.title') });
  await dialog.getByText(one.text('media.camera.microphoneOn')).waitFor();
  await one.button('media.camera.record', dialog).click();
  await dialog.getByRole('timer').filter({ hasText: '0:01' }).waitFor();
  await one.button('media.camera.stop', dialog).click();
  await one.button('media.camera.use', dialog).click();
  await one.button('given.send').click();
  const note = other.page.locator('audio');
  await note.waitFor({ state: 'attached' });
  return note;
}

/** One asks that messages be kept for a month, the other agrees; answers what each is shown of it. */
export async function agreeOnTerm(
  one: WorkstationWindow,
  other: WorkstationWindow,
): Promise<readonly string[]> {
  const term = (window: WorkstationWindow): string => window.text('retention.after', { count: 30 });
  await one.choose('retention.label', term(one));
  await one.see(one.text('retention.asked', { term: term(one) }));
  await other.button('retention.agree').click();
  const shown: string[] = [];
  for (const window of [one, other]) {
    const kept = window.page.getByRole('combobox', { name: window.text('retention.label') });
    const agreed = kept.filter({ hasText: term(window) });
    shown.push(await agreed.innerText());
  }
  return shown;
}

/** A patient comes with a card that was printed before, opens it with their PIN, and is in front now. */
export async function openVisitWith(window: WorkstationWindow, card: string): Promise<void> {
  await window.go('today');
  await window.readCard(card);
  await window.field('card.pin').fill(PIN);
  await window.button('card.unseal').click();
  await window.openVisit();
  await window.go('consults');
  await openDialogueWith(window, { zh: '李明', en: 'Li Ming' });
}

/** Offers the newest record of the patient in front, who consents with the slip. */
export async function offerRecord(window: WorkstationWindow, slip: string): Promise<void> {
  await window.button('exchange.propose').click();
  const dialog = window.page.getByRole('dialog', { name: window.text('exchange.propose') });
  const records = dialog.getByRole('group', { name: window.text('exchange.records') });
  await records.getByRole('checkbox').first().check();
  await window.field('sign.slip', dialog).fill(slip);
  await window.field('card.pin', dialog).fill(PIN);
  await window.button('exchange.commit', dialog).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Accepts the terms, and reads what is given; answers how many documents that are, of which one was verified. */
export async function acceptAndRead(window: WorkstationWindow): Promise<number> {
  await window.see(window.text('exchange.theirs'));
  await window.button('exchange.accept').click();
  await window.see(window.text('exchange.states.in-force'));
  await window.button('exchange.read').click();
  const dialog = window.page.getByRole('dialog', { name: window.text('exchange.read') });
  const documents = dialog.getByRole('list', { name: window.text('chart.timeline') }).getByRole('button');
  await documents.first().click();
  await dialog.getByText(window.text('proof.verified')).first().waitFor();
  const count = await documents.count();
  await window.button('common.close', dialog).click();
  return count;
}

/** Asks the other doctor to sign all that was said today; answers how many messages that are. */
export async function exportDay(window: WorkstationWindow): Promise<number> {
  await window.button('transcript.open').click();
  const dialog = window.page.getByRole('dialog', { name: window.text('transcript.title') });
  await window.choose('transcript.by', window.text('transcript.byDays'));
  const said = await dialog.getByText(/^\d+ messages$/u).innerText();
  await window.button('transcript.ask', dialog).click();
  await dialog.waitFor({ state: 'detached' });
  return Number.parseInt(said, 10);
}

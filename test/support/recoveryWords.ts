/** The recovery words of a new account, as a person writes them down and is asked for some of them. */
import type { Locator } from 'playwright';
import type { WorkstationWindow } from '../../tools/demo/workstationWindow.ts';

/** Writes the words down, as it were, and answers those that are asked back; `look` is called on each screen. */
export async function answerWords(
  window: WorkstationWindow,
  look: (screen: 'recovery words' | 'words asked back') => Promise<void> = async () => undefined,
): Promise<readonly string[]> {
  const { page } = window;
  const list = page.getByRole('list', { name: window.text('account.words') });
  await list.waitFor();
  const words = await list.getByRole('listitem').allInnerTexts();
  await look('recovery words');
  await window.button('account.written').click();
  const asked = page.getByRole('textbox');
  await asked.first().waitFor();
  for (const field of await asked.all()) await field.fill(words[(await positionOf(field)) - 1] ?? '');
  await look('words asked back');
  await window.button('account.confirm').click();
  return words;
}

/** Which word a field asks for, by the number in its label. */
async function positionOf(field: Locator): Promise<number> {
  const label = await field.evaluate((element: HTMLInputElement) => element.labels?.[0]?.textContent ?? '');
  return Number(/\d+/u.exec(label)?.[0]);
}

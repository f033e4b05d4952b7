import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consilium } from '../../tools/demo/commandLine.ts';
import { playStep, type Stage } from '../../tools/demo/playStory.ts';
import { historyFile, newPatient, NOTE, STORY } from '../../tools/demo/story.ts';
import { WorkstationWindow, type Language } from '../../tools/demo/workstationWindow.ts';
import { launchApp, root, temporaryFolder, type LaunchedApp } from '../support/launchApp.ts';

/** What would give the patient of the story, or the record, away. */
const PATIENT_WORDS = [
  ...Object.values({ ...newPatient('') }).filter((value) => typeof value === 'string' && value.length > 2),
  ...NOTE.map(([, text]) => text),
  '咳嗽',
  '支气管',
].filter((word): word is string => typeof word === 'string' && word !== 'female');

async function titlesOf(launched: LaunchedApp | undefined): Promise<readonly string[]> {
  if (launched === undefined) return [];
  const ofWindows = await launched.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.getTitle()),
  );
  return [...ofWindows, await launched.page.title()];
}

describe.each(['zh-CN', 'en'] satisfies Language[])('the story of one record, in %s', (language) => {
  const folder = temporaryFolder();
  const dataFolder = join(folder.path, 'data');
  const pictures = join(folder.path, 'pictures');
  let launched: LaunchedApp | undefined;
  let stage: Stage;
  let last = 0;
  const titles = new Set<string>();

  beforeAll(async () => {
    mkdirSync(pictures);
    const app = await launchApp({ dataFolder, locale: language === 'en' ? 'en-US' : language });
    launched = app;
    const window = new WorkstationWindow(app.page, language);
    const state = { window, history: historyFile(root), items: null, nextCard: null };
    stage = { state, dataFolder, pictures };
  });

  afterAll(async () => {
    await launched?.close();
    folder.remove();
  });

  it.each(STORY)('$title', async (step) => {
    const { transactions } = await playStep(step, stage, last + 1);
    last = transactions.at(-1)?.height ?? last;
    for (const title of await titlesOf(launched)) titles.add(title);
    expect(transactions.filter(({ result }) => result !== 'ok')).toStrictEqual([]);
  });

  it('names nobody in a title, and writes nothing of patient or record to a log', () => {
    const output = launched?.output() ?? '';
    // All processes write to one stream; the core has nothing to say when all goes well.
    for (const part of ['main', 'node']) expect(output).toContain(`"name":"${part}"`);
    expect([...titles]).toStrictEqual(['Consilium']);
    expect(PATIENT_WORDS.filter((word) => output.includes(word))).toStrictEqual([]);
  });

  it('leaves a ledger that verifies again from genesis', async () => {
    expect(await consilium(dataFolder, 'replica', 'verify')).toMatchObject({
      ok: true,
      value: { verified: true },
    });
  });
});

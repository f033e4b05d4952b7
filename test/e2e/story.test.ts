import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consilium } from '../../tools/demo/commandLine.ts';
import { playStep, type Stage } from '../../tools/demo/playStory.ts';
import { historyFile, STORY } from '../../tools/demo/story.ts';
import { WorkstationWindow, type Language } from '../../tools/demo/workstationWindow.ts';
import { launchApp, root, temporaryFolder, type LaunchedApp } from '../support/launchApp.ts';

describe.each(['zh-CN', 'en'] satisfies Language[])('the story of one record, in %s', (language) => {
  const folder = temporaryFolder();
  const dataFolder = join(folder.path, 'data');
  const pictures = join(folder.path, 'pictures');
  let launched: LaunchedApp | undefined;
  let stage: Stage;
  let last = 0;

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
    expect(transactions.filter(({ result }) => result !== 'ok')).toStrictEqual([]);
  });

  it('leaves a ledger that verifies again from genesis', async () => {
    expect(await consilium(dataFolder, 'replica', 'verify')).toMatchObject({
      ok: true,
      value: { verified: true },
    });
  });
});

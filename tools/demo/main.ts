/**
 * `npm run demo`: plays the story of one record in a real window on a fresh data folder, prints each step with what
 * stands on the ledger afterwards, read back from the files through the command line, and leaves screenshots and
 * the ledger in `demo-output/`. `--tamper N` flips a byte of the ledger's copy after step N, where the check that
 * follows must fail by name. `--language zh-CN` plays it in Chinese. `--picture` renews the picture in the README.
 */
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launchApp, type LaunchedApp } from '../../test/support/launchApp.ts';
import { consilium, type LedgerTransaction } from './commandLine.ts';
import { playStep, type Stage, type StepReport } from './playStory.ts';
import { historyFile, STORY } from './story.ts';
import { flipByte } from './tamper.ts';
import { WorkstationWindow, type Language } from './workstationWindow.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const { values } = parseArgs({
  options: {
    tamper: { type: 'string' },
    language: { type: 'string', default: 'en' },
    picture: { type: 'boolean', default: false },
  },
});
const language: Language = values.language === 'zh-CN' ? 'zh-CN' : 'en';
const tamperAfter = values.tamper === undefined ? null : Number(values.tamper);
if (tamperAfter !== null && STORY[tamperAfter - 1] === undefined) {
  console.error(`--tamper takes the number of a step, 1 to ${String(STORY.length)}`);
  process.exit(2);
}
process.exitCode = await demo();

/** 0 when the story was played and the ledger verifies; 1 otherwise. */
async function demo(): Promise<number> {
  const output = join(root, 'demo-output');
  rmSync(output, { recursive: true, force: true });
  const dataFolder = join(output, 'data');
  const pictures = join(output, 'pictures');
  mkdirSync(pictures, { recursive: true });
  const launched = await launchApp({ dataFolder, locale: language === 'en' ? 'en-US' : language });
  await launched.page.setViewportSize({ width: 1366, height: 768 });
  const window = new WorkstationWindow(launched.page, language);
  const stage: Stage = {
    state: { window, history: historyFile(root), items: null, nextCard: null },
    dataFolder,
    pictures,
  };
  const last = await playSteps(stage, launched);
  if (values.picture) copyFileSync(join(pictures, 'read-at-b.png'), join(root, 'tools', 'demo', 'chart.png'));
  if (tamperAfter !== null) flipByte(dataFolder, last);
  const isVerified = await verify(dataFolder);
  console.log(`\nScreenshots: ${pictures}\nLedger:      ${dataFolder}`);
  return isVerified ? 0 : 1;
}

/** Plays the steps and closes the window; answers the height of the last transaction. */
async function playSteps(stage: Stage, launched: LaunchedApp): Promise<number> {
  let last = 0;
  try {
    for (const [index, step] of STORY.slice(0, tamperAfter ?? STORY.length).entries()) {
      const report = await playStep(step, stage, last + 1);
      last = report.transactions.at(-1)?.height ?? last;
      print(index + 1, report);
    }
  } catch (error) {
    console.error(launched.output());
    await launched.page.screenshot({ path: join(stage.pictures, 'failed.png') }).catch(() => undefined);
    throw error;
  } finally {
    await launched.close().catch(() => undefined);
  }
  return last;
}

function print(number: number, { step, seen, transactions }: StepReport): void {
  console.log(`\n${String(number).padStart(2)}  ${step.title}\n    screen: ${seen}`);
  for (const transaction of transactions) printTransaction(transaction);
}

function printTransaction({ height, kind, result, id, blockHash, signers }: LedgerTransaction): void {
  const by = signers.map(({ role, id: signer, name }) => `${role} ${name?.en ?? signer.slice(0, 16)}`);
  console.log(`    height ${String(height)}  ${kind ?? 'unreadable'}  ${result}`);
  console.log(`      id ${id}\n      block ${blockHash}\n      signed by ${by.join(', ')}`);
}

async function verify(dataFolder: string): Promise<boolean> {
  const answer = await consilium(dataFolder, 'replica', 'verify');
  if (answer.ok) {
    console.log(`\nVerified again from genesis: ${JSON.stringify(answer.value)}`);
    return true;
  }
  const { code, detail, text } = answer.refusal;
  console.log(
    `\nRefused: ${code} ${JSON.stringify(detail)}\n         ${text} (exit code ${String(answer.exitCode)})`,
  );
  return false;
}

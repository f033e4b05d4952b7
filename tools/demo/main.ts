/**
 * `npm run demo`: plays the story of one record in a real window on a fresh data folder, prints each step with what
 * stands on the ledger afterwards, read back from the files through the command line, and leaves screenshots and
 * the ledger in `demo-output/`. `--two` plays it between two hospitals: two workstations in two windows, and a node of
 * each as a process of its own. `--tamper N` flips a byte of the ledger's copy after step N, where the check that
 * follows must fail by name. `--language zh-CN` plays it in Chinese. `--picture` renews the picture in the README.
 */
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launchApp, type LaunchedApp } from '../../test/support/launchApp.ts';
import { consilium, type LedgerTransaction } from './commandLine.ts';
import { playStep, type Stage, type StepReport, type Workstation } from './playStory.ts';
import { historyFile, STORY, type Place, type StoryStep } from './story.ts';
import { flipByte } from './tamper.ts';
import { callSteps } from './two/call.ts';
import { recordSteps } from './two/record.ts';
import { giveSteps, tableSteps } from './two/sharedView.ts';
import { twoStory, TwoHospitals } from './two/story.ts';
import { WorkstationWindow, type Language } from './workstationWindow.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const output = join(root, 'demo-output');
const pictures = join(output, 'pictures');

const { values } = parseArgs({
  options: {
    two: { type: 'boolean', default: false },
    tamper: { type: 'string' },
    language: { type: 'string', default: 'en' },
    picture: { type: 'boolean', default: false },
  },
});
const language: Language = values.language === 'zh-CN' ? 'zh-CN' : 'en';
const hospitals = values.two ? new TwoHospitals(output) : null;
const story: readonly StoryStep[] =
  hospitals === null
    ? STORY
    : [...twoStory(hospitals), ...giveSteps(), ...callSteps(), ...tableSteps(), ...recordSteps()];
const tamperAfter = values.tamper === undefined ? null : Number(values.tamper);
if (tamperAfter !== null && story[tamperAfter - 1] === undefined) {
  console.error(`--tamper takes the number of a step, 1 to ${String(story.length)}`);
  process.exit(2);
}
process.exitCode = await demo();

/** What a step left on the ledger at last, and where it was played. */
interface Last {
  readonly height: number;
  readonly at: Place;
}

/** 0 when the story was played and each copy of the ledger verifies; 1 otherwise. */
async function demo(): Promise<number> {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  const folders = dataFolders();
  const last = await playSteps(folders);
  if (values.picture) copyFileSync(join(pictures, 'read-at-b.png'), join(root, 'tools', 'demo', 'chart.png'));
  if (tamperAfter !== null) flipByte(folders[last.at], last.height);
  const copies = [...new Set(Object.values(folders))];
  const verified = [];
  for (const folder of copies) verified.push(await verify(folder));
  console.log(`\nScreenshots: ${pictures}\nLedger:      ${copies.join(', ')}`);
  return verified.includes(false) ? 1 : 0;
}

function dataFolders(): Readonly<Record<Place, string>> {
  if (hospitals !== null) return { a: hospitals.workstation('a'), b: hospitals.workstation('b') };
  const folder = join(output, 'data');
  return { a: folder, b: folder };
}

/** Plays the steps, then closes the windows and ends the nodes. */
async function playSteps(folders: Readonly<Record<Place, string>>): Promise<Last> {
  const windows: LaunchedApp[] = [];
  let last: Last = { height: 0, at: 'a' };
  try {
    const a = await openWindow(folders.a, windows);
    const b = folders.b === folders.a ? a : await openWindow(folders.b, windows);
    const state = { history: historyFile(root), items: null, nextCard: null };
    const stage: Stage = { state, workstations: { a, b }, pictures };
    for (const [index, step] of story.slice(0, tamperAfter ?? story.length).entries()) {
      const report = await playStep(step, stage, last.height + 1);
      last = lastOf(report, last);
      print(index + 1, report);
    }
  } catch (error) {
    for (const [index, { output: written, page }] of windows.entries()) {
      console.error(written());
      await page.screenshot({ path: join(pictures, `failed-${String(index)}.png`) }).catch(() => undefined);
    }
    throw error;
  } finally {
    for (const launched of windows) await launched.close().catch(() => undefined);
    await hospitals?.stop();
  }
  return last;
}

async function openWindow(dataFolder: string, windows: LaunchedApp[]): Promise<Workstation> {
  const launched = await launchApp({
    dataFolder,
    locale: language === 'en' ? 'en-US' : language,
    // A demonstration needs no camera.
    switches: ['--use-fake-device-for-media-stream'],
  });
  windows.push(launched);
  await launched.page.setViewportSize({ width: 1366, height: 768 });
  return { window: new WorkstationWindow(launched.page, language), dataFolder };
}

/** A step that put nothing on the ledger leaves the last block where it was. */
function lastOf({ step, transactions }: StepReport, before: Last): Last {
  const height = transactions.at(-1)?.height;
  return height === undefined ? before : { height, at: step.at };
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

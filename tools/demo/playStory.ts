/** Plays the story, step by step, each read back from the ledger's files before the next begins. */
import { join } from 'node:path';
import type { Place, StoryState, StoryStep } from './story.ts';
import type { WorkstationWindow } from './workstationWindow.ts';
import { transactionsFrom, type LedgerTransaction } from './commandLine.ts';

/** What a step left behind. */
export interface StepReport {
  readonly step: StoryStep;
  /** What was seen on the screen. */
  readonly seen: string;
  readonly transactions: readonly LedgerTransaction[];
}

/** A window, and the data folder that it works on. */
export interface Workstation {
  readonly window: WorkstationWindow;
  readonly dataFolder: string;
}

export interface Stage {
  readonly state: StoryState;
  readonly workstations: Readonly<Record<Place, Workstation>>;
  /** Folder of the screenshots. */
  readonly pictures: string;
}

/** How long the copy of the ledger may take to show what a step did, and how often it is asked. */
const READ_BACK_MS = 60_000;
const ASK_AGAIN_MS = 250;

/**
 * Plays one step from the ledger's height `from` on. Throws when the screen does not show what it should, or when the
 * ledger does not hold, in order, what the step must put there.
 */
export async function playStep(step: StoryStep, stage: Stage, from: number): Promise<StepReport> {
  const { window, dataFolder } = stage.workstations[step.at];
  const seen = await step.run(window, stage.state).catch(async (error: unknown) => {
    await takePictures(stage, `${step.id}-failed`);
    throw error;
  });
  const transactions = await readBack(step, dataFolder, from);
  await takePictures(stage, step.id);
  return { step, seen, transactions };
}

/** Of each window that is there. */
async function takePictures({ workstations: { a, b }, pictures }: Stage, name: string): Promise<void> {
  if (a === b) {
    await a.window.page.screenshot({ path: join(pictures, `${name}.png`) });
    return;
  }
  await a.window.page.screenshot({ path: join(pictures, `${name}.a.png`) });
  await b.window.page.screenshot({ path: join(pictures, `${name}.b.png`) });
}

async function readBack(
  step: StoryStep,
  dataFolder: string,
  from: number,
): Promise<readonly LedgerTransaction[]> {
  const deadline = Date.now() + READ_BACK_MS;
  for (;;) {
    const transactions = await transactionsFrom(dataFolder, from);
    if (contains(transactions, step.kinds)) return transactions;
    if (Date.now() > deadline) {
      const found = transactions.map(({ kind }) => kind).join(', ');
      throw new Error(
        `the ledger should hold ${step.kinds.join(', ')}, and holds: ${found || 'nothing new'}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
}

/** Whether the kinds stand among the accepted transactions in this order. */
function contains(transactions: readonly LedgerTransaction[], kinds: readonly string[]): boolean {
  const accepted = transactions.filter(({ result }) => result === 'ok').map(({ kind }) => kind);
  let at = 0;
  for (const kind of accepted) if (kind === kinds[at]) at++;
  return at === kinds.length;
}

/** Drafts on their way to the disk: one after another, so that an older text never overtakes a newer one. */
import type { ArgsOf, ResultOf } from '../../src/workstation/api.ts';
import { ask } from './core.ts';

let last: Promise<unknown> = Promise.resolve();

/** Saves a draft after those before it. @throws CoreError */
export function saveDraft(args: ArgsOf<'draft/save'>): Promise<ResultOf<'draft/save'>> {
  const saved = last.then(async () => await ask('draft/save', args));
  last = saved.catch(() => undefined);
  return saved;
}

/** Resolves when every draft that was given to {@link saveDraft} is on the disk, or could not be saved. */
export async function draftsWritten(): Promise<void> {
  await last;
}

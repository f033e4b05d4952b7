/** Screens and windows that can be shown in a call: the shell lists them, and gives the one that was chosen, once. */
import { z } from 'zod';
import { CoreError } from '../../client/core.ts';

// The page runs no text as a program: zod is not to try.
z.config({ jitless: true });

const listed = z.object({
  screens: z.array(
    z.object({ id: z.string(), name: z.string(), isWindow: z.boolean(), picture: z.instanceof(Uint8Array) }),
  ),
});
export type SharedScreen = z.infer<typeof listed>['screens'][number];

/** @throws CoreError `call-unknown` */
export async function screens(): Promise<readonly SharedScreen[]> {
  const outcome = await window.consilium.invoke('shell/screens', {});
  if (!outcome.ok) throw new CoreError(outcome.code, outcome.detail);
  return listed.parse(outcome.value).screens;
}

/** Null where the system refuses it. Errors: `call-unknown`. */
export async function openScreen(id: string): Promise<MediaStreamTrack | null> {
  const outcome = await window.consilium.invoke('shell/screen-choose', { id });
  if (!outcome.ok) throw new CoreError(outcome.code, outcome.detail);
  const asked = navigator.mediaDevices.getDisplayMedia({ video: true, audio: false });
  const stream = await asked.catch(() => null);
  return stream?.getVideoTracks()[0] ?? null;
}

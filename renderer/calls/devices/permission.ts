import { allowCamera } from '../../client/core.ts';

let holders = 0;

/**
 * The page may use camera and microphone for as long as anything of it holds this: a dialog that closes takes nothing from
 * a call. Answers what lets go, once. @throws CoreError
 */
export async function holdDevices(): Promise<() => void> {
  holders += 1;
  let isHeld = true;
  const release = (): void => {
    if (!isHeld) return;
    isHeld = false;
    holders -= 1;
    if (holders === 0) void allowCamera(false).catch(() => undefined);
  };
  try {
    await allowCamera(true);
  } catch (error) {
    release();
    throw error;
  }
  return release;
}

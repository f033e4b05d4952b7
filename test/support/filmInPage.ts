/** Films in a page: one that Chromium's own recorder writes, and what a player does with one. */
import type { Page } from 'playwright';

const SIZE = 64;
/** Frames; a film of about a second. */
const FRAMES = 20;

/** WebM, as MediaRecorder writes it: without a length, and without a table of its places. */
export async function recordedFilm(page: Page): Promise<Uint8Array> {
  const bytes = await page.evaluate(
    async ([size, frames]) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size });
      const context = canvas.getContext('2d');
      const recorder = new MediaRecorder(canvas.captureStream(), { mimeType: 'video/webm' });
      const parts: Blob[] = [];
      const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
      recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
      recorder.start();
      for (let frame = 0; frame < frames; frame += 1) {
        context?.fillRect(frame, frame, size / 2, size / 2);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      recorder.stop();
      await stopped;
      return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
    },
    [SIZE, FRAMES] as const,
  );
  return Uint8Array.from(bytes);
}

/** In the page: goes to the middle of what a player has, once it knows how long that is. */
export async function seekToMiddle(
  player: HTMLElement | SVGElement,
): Promise<{ duration: number; seeked: number }> {
  if (!(player instanceof HTMLMediaElement)) throw new TypeError('no player');
  const isSettled = (): boolean =>
    player.readyState > 0 && Number.isFinite(player.duration) && !player.seeking && player.currentTime === 0;
  while (!isSettled()) {
    const events = ['loadedmetadata', 'durationchange', 'seeked', 'timeupdate'];
    await Promise.race(
      events.map(
        (event) => new Promise((resolve) => player.addEventListener(event, resolve, { once: true })),
      ),
    );
  }
  const middle = player.duration / 2;
  const found = new Promise((resolve) => player.addEventListener('seeked', resolve, { once: true }));
  player.currentTime = middle;
  await found;
  return { duration: player.duration, seeked: player.currentTime };
}

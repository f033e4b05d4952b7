/** The tone of a call that breaks off: two short pitches that fall, once, so that a doctor who looks elsewhere turns around. */

/** Hz, in the order in which they sound. */
const PITCHES = [660, 440] as const;
/** s. */
const SOUNDS = 0.22;
const VOLUME = 0.15;

/** It ends by itself. A computer without a loudspeaker shows the banner all the same. */
export function soundDrop(): void {
  const context = new AudioContext();
  const volume = context.createGain();
  volume.gain.value = VOLUME;
  volume.connect(context.destination);
  const begin = context.currentTime;
  const tones = PITCHES.map((pitch, place) => {
    const oscillator = context.createOscillator();
    oscillator.frequency.value = pitch;
    oscillator.connect(volume);
    oscillator.start(begin + place * SOUNDS);
    oscillator.stop(begin + (place + 1) * SOUNDS);
    return oscillator;
  });
  tones.at(-1)?.addEventListener('ended', () => void context.close().catch(() => undefined));
}

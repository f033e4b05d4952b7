/** The tone of a call that comes in: made here, of two pitches, until it is stopped. */

const PITCHES = [440, 480] as const;
/** s: it sounds, and pauses. */
const SOUNDS = 1.2;
const ROUND = 3;
/** A call rings for a minute. */
const ROUNDS = 20;
const VOLUME = 0.12;

/** Answers what stops it. A computer without a loudspeaker shows the call all the same. */
export function startRinging(): () => void {
  const context = new AudioContext();
  const volume = context.createGain();
  volume.gain.value = 0;
  volume.connect(context.destination);
  for (const pitch of PITCHES) {
    const oscillator = context.createOscillator();
    oscillator.frequency.value = pitch;
    oscillator.connect(volume);
    oscillator.start();
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const at = context.currentTime + round * ROUND;
    volume.gain.setValueAtTime(VOLUME, at);
    volume.gain.setValueAtTime(0, at + SOUNDS);
  }
  return () => void context.close().catch(() => undefined);
}

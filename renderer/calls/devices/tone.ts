/** A tone out of the loudspeaker that is chosen. */

/** Hz and ms: heard by everybody, and short. */
const PITCH = 440;
const LENGTH_MS = 1_200;
const VOLUME = 0.2;

/** Resolves when it has sounded. Errors: those of HTMLMediaElement.setSinkId and play. */
export async function playTone(speaker: string | null): Promise<void> {
  const context = new AudioContext();
  const oscillator = context.createOscillator();
  const volume = context.createGain();
  const out = context.createMediaStreamDestination();
  oscillator.frequency.value = PITCH;
  volume.gain.value = VOLUME;
  oscillator.connect(volume).connect(out);
  const audio = new Audio();
  audio.srcObject = out.stream;
  try {
    if (speaker !== null) await audio.setSinkId(speaker);
    oscillator.start();
    await audio.play();
    await new Promise((resolve) => window.setTimeout(resolve, LENGTH_MS));
  } finally {
    audio.pause();
    audio.srcObject = null;
    await context.close();
  }
}

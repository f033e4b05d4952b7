/** How loud a microphone is. Nothing of what it hears is kept. */
import { useEffect, useState } from 'react';

/** Times a second; a bar that moves so often is seen to follow a voice. */
const LEVELS_MS = 100;
/** Full scale of the bar: −50 dB is silence, −10 dB a voice close by. */
const QUIETEST_DB = -50;
const LOUDEST_DB = -10;

/** Of samples from −1 to 1: 0 is silence, 1 a loud voice. Pure. */
export function loudnessOf(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length);
  const level = 10 * Math.log10(Math.max(power, 1e-12));
  return Math.min(1, Math.max(0, (level - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB)));
}

/** Calls back with each level until the returned function is called. */
export function watchLevel(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  const context = new AudioContext();
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = window.setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    onLevel(loudnessOf(samples));
  }, LEVELS_MS);
  return () => {
    window.clearInterval(timer);
    source.disconnect();
    void context.close();
  };
}

/** 0 while there is no track. */
export function useLevel(track: MediaStreamTrack | null): number {
  const [level, setLevel] = useState(0);
  useEffect(() => {
    if (track === null) return undefined;
    const stop = watchLevel(track, setLevel);
    return () => {
      stop();
      setLevel(0);
    };
  }, [track]);
  return level;
}

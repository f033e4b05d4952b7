import { useCallback, useEffect, useRef, useState } from 'react';
import { LONGEST, record, type Recording } from './recorder.ts';
import type { Taking } from './useCamera.ts';

/** A film or sound while it is taken, up to its longest; nothing of it stays when it is dropped or the dialog goes. */
export function useRecording(stream: MediaStream | null, taking: Taking) {
  const running = useRef<Recording | null>(null);
  const [since, setSince] = useState<number | null>(null);
  const [length, setLength] = useState<number | null>(null);
  const [bytes, setBytes] = useState<Uint8Array<ArrayBuffer> | null>(null);
  const drop = useCallback(() => {
    running.current?.drop();
    running.current = null;
    setSince(null);
    setLength(null);
    setBytes(null);
  }, []);
  const stop = useCallback(() => {
    const recording = running.current;
    running.current = null;
    setSince(null);
    void recording?.finish().then(setBytes);
  }, []);
  const start = (): void => {
    if (stream === null || taking === 'photo') return;
    drop();
    running.current = record(stream, taking);
    setSince(performance.now());
    setLength(0);
  };
  useEffect(() => () => running.current?.drop(), []);
  useEffect(() => {
    if (since === null || taking === 'photo') return undefined;
    const timer = window.setInterval(() => {
      const seconds = Math.floor((performance.now() - since) / 1_000);
      setLength(seconds);
      if (seconds >= LONGEST[taking]) stop();
    }, 250);
    return () => window.clearInterval(timer);
  }, [since, taking, stop]);
  return { bytes, drop, length, since, start, stop };
}

/** Seconds as 1:05. */
export function clock(seconds: number): string {
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}

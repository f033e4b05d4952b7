/** The devices that are used on this computer for a consult: kept by the window, never in an account. */
import { useSyncExternalStore } from 'react';
import { z } from 'zod';

// The page runs no text as a program: zod is not to try.
z.config({ jitless: true });

const id = z.string().max(200).nullable().catch(null);

const chosen = z.object({
  /** Null: the one that the system has for it. */
  camera: id,
  microphone: id,
  speaker: id,
  /** Noise is taken out of what the microphone hears. */
  quiet: z.boolean().catch(true),
});
export type ChosenDevices = Readonly<z.infer<typeof chosen>>;

const STORED_AS = 'consilium.devices';
const listeners = new Set<() => void>();
let current: ChosenDevices | null = null;

/** What was stored, or what a fresh computer has. */
export function readChosen(stored: string | null): ChosenDevices {
  try {
    return chosen.parse(JSON.parse(stored ?? '{}'));
  } catch {
    return chosen.parse({});
  }
}

export function chosenDevices(): ChosenDevices {
  current ??= readChosen(window.localStorage.getItem(STORED_AS));
  return current;
}

export function useChosenDevices(): ChosenDevices {
  return useSyncExternalStore(onChosen, chosenDevices);
}

export function chooseDevices(change: Partial<ChosenDevices>): void {
  current = { ...chosenDevices(), ...change };
  window.localStorage.setItem(STORED_AS, JSON.stringify(current));
  for (const listener of listeners) listener();
}

/** Answers what ends it. */
export function onChosen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

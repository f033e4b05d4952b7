/** What a person sets for this computer: kept by the window, never in an account, never about a patient. */
import { useSyncExternalStore } from 'react';

/** Minutes without a key or a touch after which a session is locked. */
export const LOCK_MINUTES = [2, 5, 10, 15, 30] as const;
export type LockMinutes = (typeof LOCK_MINUTES)[number];

export interface Preferences {
  readonly lockMinutes: LockMinutes;
  readonly contrast: 'normal' | 'high';
  /** A colleague's machine is not to learn the address of this one: everything goes through the hospital's relay. */
  readonly relayOnly: boolean;
}

const STORED_AS = 'consilium.preferences';
const listeners = new Set<() => void>();
let current: Preferences | null = null;

/** What was stored, or what a fresh computer has; a damaged text is a fresh computer. */
export function readPreferences(stored: string | null, wantsContrast: boolean): Preferences {
  const value = parsed(stored);
  const contrast = value['contrast'];
  return {
    lockMinutes: LOCK_MINUTES.find((minutes) => minutes === value['lockMinutes']) ?? 10,
    contrast: contrast === 'high' || contrast === 'normal' ? contrast : wantsContrast ? 'high' : 'normal',
    relayOnly: value['relayOnly'] === true,
  };
}

/** The preferences now, and again whenever they change. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(onPreferences, preferences);
}

export function setPreferences(change: Partial<Preferences>): void {
  current = { ...preferences(), ...change };
  window.localStorage.setItem(STORED_AS, JSON.stringify(current));
  for (const listener of listeners) listener();
}

/** The preferences now. */
export function preferences(): Preferences {
  current ??= readPreferences(
    window.localStorage.getItem(STORED_AS),
    window.matchMedia('(prefers-contrast: more)').matches,
  );
  return current;
}

/** Calls back whenever they change, until the returned function is called. */
export function onPreferences(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function parsed(stored: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(stored ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/**
 * Light or dark, as chosen on this computer or as the system has it: one store for what is drawn by the theme and for
 * what is drawn without it. Told to the page as an attribute, and as the colours themselves (plain/plain.css).
 */
import type { StorageManager } from '@mui/material/styles';
import { useSyncExternalStore } from 'react';
import { onPreferences, preferences } from '../client/preferences.ts';
import { COLOURS } from './colours.ts';

export type ColourScheme = 'light' | 'dark';

/** Where the theme looks whether it is light or dark. */
export const SCHEME_ATTRIBUTE = 'data-color-scheme';

const STORED_AS = 'mui-mode';
const listeners = new Set<(scheme: ColourScheme) => void>();
const systemDark = window.matchMedia('(prefers-color-scheme: dark)');

/** Light or dark now, and again whenever it changes. */
export function useColourScheme(): ColourScheme {
  return useSyncExternalStore(subscribe, colourScheme);
}

/** Keeps a choice on this computer, and shows it. */
export function chooseColourScheme(scheme: ColourScheme): void {
  window.localStorage.setItem(STORED_AS, scheme);
  changed();
}

/** Shows the page in the colours that hold, from now on whenever they change. Called once, before the first picture. */
export function startColours(): void {
  systemDark.addEventListener('change', changed);
  window.addEventListener('storage', ({ key }) => key === STORED_AS && changed());
  onPreferences(() => paint(colourScheme()));
  paint(colourScheme());
}

/** Colours the page, whatever was chosen: paper is always light. */
export function paint(scheme: ColourScheme): void {
  const { contrast } = preferences();
  const { primary, error, warning, background, text, divider } = COLOURS[contrast][scheme];
  const page = document.documentElement;
  page.setAttribute(SCHEME_ATTRIBUTE, scheme);
  const colours = {
    primary: primary.main,
    'on-primary': primary.contrastText,
    error: error.main,
    warning: warning.main,
    page: background.default,
    paper: background.paper,
    text: text.primary,
    'text-secondary': text.secondary,
    divider,
  };
  for (const [name, colour] of Object.entries(colours)) page.style.setProperty(`--plain-${name}`, colour);
}

/** Where the theme keeps and hears which mode it is in: this store. What else it would keep, it has no use for. */
export const schemeStorage: StorageManager = ({ key }) => ({
  get: (defaultValue: unknown) => (key === STORED_AS ? colourScheme() : defaultValue),
  set: () => undefined,
  subscribe: (handler) => (key === STORED_AS ? subscribe(handler) : () => undefined),
});

/** The scheme that holds now. */
export function colourScheme(): ColourScheme {
  const chosen = window.localStorage.getItem(STORED_AS);
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return systemDark.matches ? 'dark' : 'light';
}

function changed(): void {
  const scheme = colourScheme();
  paint(scheme);
  for (const listener of listeners) listener(scheme);
}

function subscribe(listener: (scheme: ColourScheme) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

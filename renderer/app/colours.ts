/** The colours of the screens, for the theme (theme.ts) and for what is drawn without it (plain/). */

/** Background and text of the patient banner and of the four allergy states; the same in light and dark. */
export const BANNER = {
  patient: '#0a3d52',
  ink: '#ffffff',
  known: '#b3261e',
  'none-known': '#1e5c33',
  'not-recorded': '#4a5560',
  unavailable: '#f5c518',
  unavailableInk: '#1d1a00',
} as const;

const NORMAL = {
  light: {
    primary: { main: '#0b5c7a', contrastText: '#ffffff' },
    secondary: { main: '#8a4408' },
    error: { main: '#b3261e' },
    warning: { main: '#8f4a00' },
    background: { default: '#f4f6f7', paper: '#ffffff' },
    text: { primary: 'rgba(0, 0, 0, 0.87)', secondary: 'rgba(0, 0, 0, 0.6)' },
    divider: 'rgba(0, 0, 0, 0.12)',
  },
  dark: {
    primary: { main: '#6fc3e0', contrastText: 'rgba(0, 0, 0, 0.87)' },
    secondary: { main: '#e0a46f' },
    error: { main: '#ff8a80' },
    warning: { main: '#ffa726' },
    background: { default: '#12181b', paper: '#1a2226' },
    text: { primary: '#ffffff', secondary: 'rgba(255, 255, 255, 0.7)' },
    divider: 'rgba(255, 255, 255, 0.12)',
  },
} as const;

/** Black and white, one strong colour, lines that are seen: for weak eyes and sunlit rooms (WCAG 1.4.6, 7:1). */
const HIGH = {
  light: {
    primary: { main: '#003a52', contrastText: '#ffffff' },
    secondary: { main: '#5c2a00' },
    error: { main: '#8c0009' },
    warning: { main: '#5c3a00' },
    success: { main: '#0b4a1e' },
    info: { main: '#003a6b' },
    background: { default: '#ffffff', paper: '#ffffff' },
    text: { primary: '#000000', secondary: '#1a1a1a' },
    divider: '#000000',
  },
  dark: {
    primary: { main: '#9fe3ff', contrastText: 'rgba(0, 0, 0, 0.87)' },
    secondary: { main: '#ffcf9e' },
    error: { main: '#ffb4ab' },
    warning: { main: '#ffd479' },
    success: { main: '#9df0b3' },
    info: { main: '#a9d5ff' },
    background: { default: '#000000', paper: '#000000' },
    text: { primary: '#ffffff', secondary: '#f0f0f0' },
    divider: '#ffffff',
  },
} as const;

export const COLOURS = { normal: NORMAL, high: HIGH } as const;

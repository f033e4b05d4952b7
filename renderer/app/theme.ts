import { enUS, zhCN } from '@mui/material/locale';
import { createTheme, type Theme } from '@mui/material/styles';
import type { Preferences } from '../client/preferences.ts';
import type { Language } from '../i18n/index.ts';

/** Background and text of the patient banner and of the four allergy states; the same in light and dark. */
const BANNER = {
  patient: '#0a3d52',
  ink: '#ffffff',
  known: '#b3261e',
  'none-known': '#1e5c33',
  'not-recorded': '#4a5560',
  unavailable: '#f5c518',
  unavailableInk: '#1d1a00',
} as const;

declare module '@mui/material/styles' {
  interface Palette {
    banner: typeof BANNER;
  }
  interface PaletteOptions {
    banner: typeof BANNER;
  }
}

const FONTS =
  '"Noto Sans", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", system-ui, sans-serif';

const COLOR_SCHEMES = {
  light: {
    palette: {
      primary: { main: '#0b5c7a' },
      secondary: { main: '#8a4408' },
      error: { main: '#b3261e' },
      warning: { main: '#8f4a00' },
      background: { default: '#f4f6f7' },
      banner: BANNER,
    },
  },
  dark: {
    palette: {
      primary: { main: '#6fc3e0' },
      secondary: { main: '#e0a46f' },
      error: { main: '#ff8a80' },
      background: { default: '#12181b', paper: '#1a2226' },
      banner: BANNER,
    },
  },
} as const;

/** Black and white, one strong colour, lines that are seen: for weak eyes and sunlit rooms (WCAG 1.4.6, 7:1). */
const HIGH_CONTRAST = {
  light: {
    palette: {
      primary: { main: '#003a52' },
      secondary: { main: '#5c2a00' },
      error: { main: '#8c0009' },
      warning: { main: '#5c3a00' },
      success: { main: '#0b4a1e' },
      info: { main: '#003a6b' },
      background: { default: '#ffffff', paper: '#ffffff' },
      text: { primary: '#000000', secondary: '#1a1a1a' },
      divider: '#000000',
      banner: BANNER,
    },
  },
  dark: {
    palette: {
      primary: { main: '#9fe3ff' },
      secondary: { main: '#ffcf9e' },
      error: { main: '#ffb4ab' },
      warning: { main: '#ffd479' },
      success: { main: '#9df0b3' },
      info: { main: '#a9d5ff' },
      background: { default: '#000000', paper: '#000000' },
      text: { primary: '#ffffff', secondary: '#f0f0f0' },
      divider: '#ffffff',
      banner: BANNER,
    },
  },
} as const;

/** Seen from the keyboard on every control; without it nothing would show where the focus is. */
const FOCUS = {
  '&.Mui-focusVisible': {
    outline: '3px solid var(--mui-palette-primary-main)',
    outlineOffset: '-3px',
  },
} as const;

/** The chosen one of a list is told by a bar too, not by a shade alone. */
const SELECTED = {
  '&.Mui-selected': { boxShadow: 'inset 4px 0 0 var(--mui-palette-primary-main)' },
} as const;

const made = new Map<string, Theme>();

/** One theme, light and dark by CSS variables, dense: a chart is read at 1366×768. Made once for each. */
export function themeFor(language: Language, contrast: Preferences['contrast']): Theme {
  const key = `${language} ${contrast}`;
  const theme = made.get(key) ?? makeTheme(language, contrast);
  made.set(key, theme);
  return theme;
}

function makeTheme(language: Language, contrast: Preferences['contrast']) {
  return createTheme(
    {
      cssVariables: { colorSchemeSelector: 'data-color-scheme' },
      colorSchemes: contrast === 'high' ? HIGH_CONTRAST : COLOR_SCHEMES,
      typography: {
        fontFamily: FONTS,
        fontSize: 13,
        h1: { fontSize: '1.35rem', fontWeight: 600 },
        h2: { fontSize: '1.15rem', fontWeight: 600 },
        h3: { fontSize: '1rem', fontWeight: 600 },
        body1: { fontSize: '0.9rem' },
        button: { textTransform: 'none' },
      },
      components: {
        MuiTextField: { defaultProps: { size: 'small', margin: 'dense', fullWidth: true } },
        MuiButton: {
          defaultProps: { size: 'medium', variant: 'outlined' },
          styleOverrides: { root: { whiteSpace: 'nowrap', flexShrink: 0 } },
        },
        // With margins as gaps it would take away those that fields need for their labels.
        MuiStack: { defaultProps: { useFlexGap: true } },
        MuiTable: { defaultProps: { size: 'small' } },
        MuiTableCell: { styleOverrides: { head: { whiteSpace: 'nowrap' } } },
        MuiListItemButton: { defaultProps: { dense: true }, styleOverrides: { root: SELECTED } },
        MuiPaper: { defaultProps: { variant: 'outlined' } },
        MuiDialog: { defaultProps: { slotProps: { paper: { variant: 'elevation' } } } },
        MuiAlert: { styleOverrides: { root: { paddingTop: 2, paddingBottom: 2 } } },
        MuiButtonBase: { defaultProps: { disableRipple: true }, styleOverrides: { root: FOCUS } },
        MuiTab: { styleOverrides: { root: { minHeight: 40, paddingTop: 6, paddingBottom: 6 } } },
        MuiTabs: { styleOverrides: { root: { minHeight: 40 } } },
      },
    },
    language === 'zh-CN' ? zhCN : enUS,
  );
}

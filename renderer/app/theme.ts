import { enUS, zhCN } from '@mui/material/locale';
import { createTheme, type Theme } from '@mui/material/styles';
import type { Preferences } from '../client/preferences.ts';
import type { Language } from '../i18n/index.ts';
import { BANNER, COLOURS } from './colours.ts';
import { SCHEME_ATTRIBUTE } from './colourScheme.ts';

declare module '@mui/material/styles' {
  interface Palette {
    banner: typeof BANNER;
  }
  interface PaletteOptions {
    banner: typeof BANNER;
  }
}

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
  const { light, dark } = COLOURS[contrast];
  return createTheme(
    {
      cssVariables: { colorSchemeSelector: SCHEME_ATTRIBUTE },
      colorSchemes: {
        light: { palette: { ...light, banner: BANNER } },
        dark: { palette: { ...dark, banner: BANNER } },
      },
      typography: {
        fontFamily: 'inherit',
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

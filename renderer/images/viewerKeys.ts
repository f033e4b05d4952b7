/** What keys do in the viewer: the letters of OHIF where it has one. Pure. */
import {
  fitted,
  flipped,
  flippedDown,
  inverted,
  PRESETS,
  reset,
  toSlice,
  turned,
  zoomed,
  type Tool,
  type ViewerState,
} from './viewerState.ts';

export type KeyAct =
  | { readonly is: 'state'; readonly change: (state: ViewerState, count: number) => ViewerState }
  | { readonly is: 'play' | 'compare' | 'link' | 'other-pane' | 'unmeasure' | 'actual-size' }
  | { readonly is: 'series'; readonly by: 1 | -1 };

const ZOOM = 1.2;
const FAR = 10;

const by = (steps: number): KeyAct => ({
  is: 'state',
  change: (state, count) => toSlice(state, state.slice + steps, count),
});
const to = (tool: Tool): KeyAct => ({ is: 'state', change: (state) => ({ ...state, tool }) });
const change = (changed: (state: ViewerState) => ViewerState): KeyAct => ({ is: 'state', change: changed });

const KEYS: ReadonlyMap<string, KeyAct> = new Map([
  ['ArrowDown', by(1)],
  ['ArrowRight', by(1)],
  ['ArrowUp', by(-1)],
  ['ArrowLeft', by(-1)],
  ['End', by(Number.MAX_SAFE_INTEGER)],
  ['Home', by(Number.MIN_SAFE_INTEGER)],
  ['PageDown', by(FAR)],
  ['PageUp', by(-FAR)],
  ['w', to('window')],
  ['p', to('pan')],
  ['z', to('zoom')],
  ['m', to('measure')],
  ['r', change(turned)],
  ['h', change(flipped)],
  ['v', change(flippedDown)],
  ['i', change(inverted)],
  ['+', change((state) => zoomed(state, ZOOM))],
  ['-', change((state) => zoomed(state, 1 / ZOOM))],
  ['=', change(fitted)],
  ['0', change(reset)],
  ['o', { is: 'actual-size' }],
  ['c', { is: 'play' }],
  ['d', { is: 'compare' }],
  ['l', { is: 'link' }],
  ['x', { is: 'other-pane' }],
  ['Delete', { is: 'unmeasure' }],
  ['Backspace', { is: 'unmeasure' }],
  ['[', { is: 'series', by: -1 }],
  [']', { is: 'series', by: 1 }],
  ...PRESETS.map(({ center, width }, index): [string, KeyAct] => [
    String(index + 1),
    change((state) => ({ ...state, window: { center, width } })),
  ]),
]);

/** Null for a key that does nothing here. */
export function actOf(key: string, isCt: boolean): KeyAct | null {
  // Windows are in Hounsfield units, which a CT alone has.
  if (/^[1-9]$/u.test(key) && !isCt) return null;
  return KEYS.get(key.length === 1 ? key.toLowerCase() : key) ?? null;
}

/** Every key, for whoever asks: name of its text. */
export const KEY_HELP = [
  ['scroll', '↑ ↓'],
  ['far', 'Page Up / Page Down, Home / End'],
  ['tools', 'W P Z M'],
  ['zoom', '+ −'],
  ['sizes', '= O'],
  ['turn', 'R H V'],
  ['invert', 'I'],
  ['presets', '1 … 5'],
  ['play', 'C'],
  ['compare', 'D L X'],
  ['series', '[ ]'],
  ['unmeasure', 'Delete'],
  ['reset', '0'],
] as const;

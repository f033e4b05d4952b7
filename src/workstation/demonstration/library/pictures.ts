/** Drawn pictures for made-up cases: they show nobody, and look enough like what they stand for to be told apart in a list. */
import { PNG } from 'pngjs';

export const PICTURES = ['ecg', 'chest', 'head', 'abdomen', 'skin'] as const;
export type PictureKind = (typeof PICTURES)[number];

const SIZE = 256;
const SMALL = 96;

/** Brightness 0 to 1 at a place from -1 to 1 in both directions. `variant` moves what is abnormal. */
type Shade = (x: number, y: number, variant: number) => number;

const SHADES: Readonly<Record<PictureKind, Shade>> = {
  ecg: (x, y, variant) => {
    const grid = Math.abs((x * 10) % 1) < 0.06 || Math.abs((y * 10) % 1) < 0.06 ? 0.8 : 0.95;
    return Math.abs(y + beat(x, variant)) < 0.025 ? 0.05 : grid;
  },
  chest: (x, y, variant) => {
    const lung = Math.max(oval(x - 0.4, y, 0.3, 0.62), oval(x + 0.4, y, 0.3, 0.62));
    const heart = oval(x - 0.12, y - 0.25, 0.3, 0.34);
    const ribs = 0.08 * Math.max(0, Math.sin(14 * (y + x * x * 0.4)));
    const shadow = spot(x, y, { at: variant, radius: 0.2 });
    return 0.72 - 0.55 * lung + 0.45 * heart + ribs + 0.5 * shadow;
  },
  head: (x, y, variant) => {
    const skull = oval(x, y, 0.72, 0.88) - oval(x, y, 0.64, 0.8);
    const brain = 0.42 * oval(x, y, 0.64, 0.8);
    const ventricles =
      0.3 * Math.max(oval(x - 0.12, y + 0.05, 0.07, 0.24), oval(x + 0.12, y + 0.05, 0.07, 0.24));
    return 0.95 * skull + brain - ventricles + 0.35 * spot(x, y, { at: variant, radius: 0.16 });
  },
  abdomen: (x, y, variant) => {
    const body = 0.3 * oval(x, y, 0.92, 0.7);
    const liver = 0.22 * oval(x + 0.42, y + 0.1, 0.4, 0.42);
    const spine = 0.6 * oval(x, y - 0.42, 0.13, 0.13);
    return body + liver + spine + 0.35 * spot(x, y, { at: variant, radius: 0.14 });
  },
  skin: (x, y, variant) => {
    const grain = 0.02 * Math.sin(40 * x) * Math.sin(37 * y);
    return (
      0.78 +
      grain -
      0.4 * spot(x * 0.6, y * 0.6, { at: variant, radius: 0.2 }) -
      0.2 * spot(x, y, { at: variant + 3, radius: 0.12 })
    );
  },
};

/** A PNG of 256 pixels, and one of 96 for lists; the same for the same kind and variant. */
export function casePicture(
  kind: PictureKind,
  variant: number,
): { readonly whole: Uint8Array<ArrayBuffer>; readonly small: Uint8Array<ArrayBuffer> } {
  return { whole: drawn(kind, variant, SIZE), small: drawn(kind, variant, SMALL) };
}

function drawn(kind: PictureKind, variant: number, size: number): Uint8Array<ArrayBuffer> {
  const png = new PNG({ width: size, height: size, colorType: 2 });
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const shade = SHADES[kind]((2 * column) / size - 1, (2 * row) / size - 1, variant);
      const grey = Math.round(255 * Math.min(1, Math.max(0, shade)));
      const at = 4 * (row * size + column);
      png.data.set(kind === 'skin' ? [grey, grey * 0.78, grey * 0.68, 255] : [grey, grey, grey, 255], at);
    }
  }
  return new Uint8Array(PNG.sync.write(png, { colorType: 2 }));
}

/** 1 inside, falling to 0 at the edge. */
function oval(x: number, y: number, width: number, height: number): number {
  const distance = Math.hypot(x / width, y / height);
  return distance >= 1.04 ? 0 : distance <= 0.96 ? 1 : (1.04 - distance) / 0.08;
}

function spot(
  x: number,
  y: number,
  { at, radius }: { readonly at: number; readonly radius: number },
): number {
  const angle = at * 2.4;
  return oval(x - 0.35 * Math.cos(angle), y - 0.35 * Math.sin(angle), radius, radius);
}

/** A heart's beat with its P, QRS and T; odd variants raise the ST segment. */
function beat(x: number, variant: number): number {
  const phase = (((x + 1) * 1.6) % 1) - 0.4;
  const wave = (at: number, width: number, height: number): number =>
    height * Math.exp(-(((phase - at) / width) ** 2));
  const raised = variant % 2 === 1 ? wave(0.13, 0.09, 0.2) : 0;
  return (
    wave(-0.2, 0.03, 0.08) + wave(0, 0.012, 0.6) - wave(0.035, 0.012, 0.18) + wave(0.25, 0.05, 0.16) + raised
  );
}

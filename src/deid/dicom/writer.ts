/** Writes a data set as Explicit VR Little Endian (PS3.5 §7.1.2); values are bytes that stand little endian already. */
const LONG_FORM = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const UNDEFINED = 0xffff_ffff;
const ITEM = 0xfffe_e000;
const SEQUENCE_END = 0xfffe_e0dd;
const LONGEST_SHORT = 0xffff;

export type Written =
  | { readonly kind: 'value'; readonly tag: number; readonly vr: string; readonly value: Uint8Array }
  | { readonly kind: 'sequence'; readonly tag: number; readonly items: readonly (readonly Written[])[] }
  | {
      readonly kind: 'fragments';
      readonly tag: number;
      readonly vr: string;
      readonly fragments: readonly Uint8Array[];
    };

export function encodedDataSet(elements: readonly Written[]): Uint8Array {
  return joined(elements.toSorted((left, right) => left.tag - right.tag).map(encodedElement));
}

function encodedElement(element: Written): Uint8Array {
  switch (element.kind) {
    case 'value':
      return encodedValue(element.tag, element.vr, element.value);
    case 'sequence':
      return encodedValue(
        element.tag,
        'SQ',
        joined(element.items.map((item) => markedItem(encodedDataSet(item)))),
      );
    case 'fragments':
      return joined([
        head(element.tag, element.vr, UNDEFINED),
        ...element.fragments.map((fragment) => markedItem(even(fragment, 'OB'))),
        marker(SEQUENCE_END, 0),
      ]);
  }
}

function encodedValue(tag: number, vr: string, value: Uint8Array): Uint8Array {
  const padded = even(value, vr);
  // A short form has no room for it: such values are of unknown form (PS3.5 §6.2.2).
  const form = padded.length > LONGEST_SHORT && !LONG_FORM.has(vr) ? 'UN' : vr;
  return joined([head(tag, form, padded.length), padded]);
}

function head(tag: number, vr: string, length: number): Uint8Array {
  const isLong = LONG_FORM.has(vr);
  const view = new DataView(new ArrayBuffer(isLong ? 12 : 8));
  view.setUint16(0, tag >>> 16, true);
  view.setUint16(2, tag & 0xffff, true);
  view.setUint8(4, vr.charCodeAt(0));
  view.setUint8(5, vr.charCodeAt(1));
  if (isLong) view.setUint32(8, length, true);
  else view.setUint16(6, length, true);
  return new Uint8Array(view.buffer);
}

function markedItem(content: Uint8Array): Uint8Array {
  return joined([marker(ITEM, content.length), content]);
}

function marker(tag: number, length: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint16(0, tag >>> 16, true);
  view.setUint16(2, tag & 0xffff, true);
  view.setUint32(4, length, true);
  return new Uint8Array(view.buffer);
}

function even(value: Uint8Array, vr: string): Uint8Array {
  if (value.length % 2 === 0) return value;
  const isZero = vr === 'UI' || vr === 'UN' || vr.startsWith('O');
  return joined([value, Uint8Array.of(isZero ? 0 : 0x20)]);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

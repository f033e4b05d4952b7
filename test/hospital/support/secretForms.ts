/** The forms in which a text or a key might lie on a disk, and the search for them. */
import { toBase64Url, toHex, utf8 } from '../../../src/crypto/bytes.ts';
import { pinyinForms } from '../../../src/records/terminology/pinyin.ts';
import { gb18030 } from '../../support/gb18030.ts';

/** Bytes to look for, by what they would give away. */
export type Forms = ReadonlyMap<string, Uint8Array>;

/** Bytes by where they lie. */
export type Places = readonly (readonly [string, Uint8Array])[];

/** Shorter ones stand anywhere by chance. */
const SHORTEST_LATIN = 6;

/** A text as UTF-8, UTF-16 of both orders and GB18030; in Latin letters, only where it is long enough to mean something. */
export function textForms(name: string, text: string): Forms {
  if (text.length < SHORTEST_LATIN && !/\P{ASCII}/u.test(text)) return new Map();
  const little = Buffer.from(text, 'utf16le');
  const forms: [string, Uint8Array][] = [
    [`${name} in UTF-8`, utf8(text)],
    [`${name} in UTF-16LE`, new Uint8Array(little)],
    [`${name} in UTF-16BE`, new Uint8Array(Buffer.from(little).swap16())],
    [`${name} in GB18030`, gb18030(text)],
  ];
  return new Map(forms);
}

/** A person's name: also as it is typed in Latin letters. */
export function nameForms(name: string, text: string): Forms {
  const { syllables } = pinyinForms(text);
  const spellings = [syllables, syllables.toUpperCase(), capital(syllables)];
  const latin = spellings.flatMap((spelling) => [...textForms(`${name} as ${spelling}`, spelling)]);
  return new Map([...textForms(name, text), ...latin]);
}

/** A secret key: raw, in hex and in both base64 alphabets. */
export function keyForms(name: string, key: Uint8Array): Forms {
  const hex = toHex(key);
  const forms: [string, Uint8Array][] = [
    [`${name}, raw`, key],
    [`${name} in hex`, utf8(hex)],
    [`${name} in upper hex`, utf8(hex.toUpperCase())],
    [`${name} in base64`, utf8(Buffer.from(key).toString('base64').replaceAll('=', ''))],
    [`${name} in base64url`, utf8(toBase64Url(key))],
  ];
  return new Map(forms);
}

/** Which forms stand in which places. */
export function found(places: Places, forms: Forms): readonly string[] {
  const needles = [...forms].map(([name, form]) => ({ name, form: Buffer.from(form) }));
  return places.flatMap(([place, content]) => {
    const haystack = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    return needles.filter(({ form }) => haystack.includes(form)).map(({ name }) => `${name} in ${place}`);
  });
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/**
 * The character set of an HL7 v2 file. MSH-18 names it; laboratories often leave it empty and send GBK. A name that
 * does not fit the bytes is refused: a result under a garbled name is worse than none.
 */
import { ConsiliumError } from '../../errors.ts';

export type Hl7Charset = 'utf-8' | 'gb18030' | 'ascii' | 'iso-8859-1';

/** HL7 table 0211, and the names that systems write instead; without spaces, dashes and case. */
const NAMES: ReadonlyMap<string, Hl7Charset> = new Map([
  ['ascii', 'ascii'],
  ['unicodeutf8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['unicode', 'utf-8'],
  ['gb18030', 'gb18030'],
  ['gb180302000', 'gb18030'],
  ['gb180302005', 'gb18030'],
  ['gbk', 'gb18030'],
  ['gb2312', 'gb18030'],
  ['88591', 'iso-8859-1'],
  ['iso88591', 'iso-8859-1'],
]);

export interface DecodedHl7 {
  readonly text: string;
  readonly charset: Hl7Charset;
}

/**
 * Decodes by MSH-18 of the first message; where it is empty, as UTF-8 if the bytes are that, else as GB18030.
 * Errors: `hl7-charset` {declared, reason: 'unknown' | 'not-ascii' | 'not-utf-8' | 'not-gb18030' | 'is-utf-8'}.
 */
export function decodeHl7(bytes: Uint8Array): DecodedHl7 {
  const declared = declaredCharset(bytes);
  if (declared === '') return decodeUndeclared(bytes);
  const charset = NAMES.get(declared.toLowerCase().replaceAll(/[\s/_-]/gu, ''));
  if (charset === undefined) throw new ConsiliumError('hl7-charset', { declared, reason: 'unknown' });
  return { text: decodeAs(bytes, { charset, declared }), charset };
}

/** MSH-18, its first repetition. The head of the message is ASCII in all of these character sets. */
function declaredCharset(bytes: Uint8Array): string {
  const head = new TextDecoder('iso-8859-1').decode(bytes.subarray(0, 8192));
  const header = /MSH[^\r\n]*/u.exec(head)?.[0] ?? '';
  const field = header.split(header.charAt(3) || '|')[17] ?? '';
  return field.split(header.charAt(5) || '~')[0]?.trim() ?? '';
}

function decodeUndeclared(bytes: Uint8Array): DecodedHl7 {
  const asUtf8 = decodeOrNull(bytes, 'utf-8');
  if (asUtf8 !== null) return { text: asUtf8, charset: 'utf-8' };
  const asChinese = decodeOrNull(bytes, 'gb18030');
  if (asChinese === null) throw new ConsiliumError('hl7-charset', { declared: '', reason: 'unknown' });
  return { text: asChinese, charset: 'gb18030' };
}

function decodeAs(
  bytes: Uint8Array,
  of: { readonly charset: Hl7Charset; readonly declared: string },
): string {
  const { charset, declared } = of;
  if (charset === 'ascii' && bytes.some((byte) => byte > 0x7f))
    throw new ConsiliumError('hl7-charset', { declared, reason: 'not-ascii' });
  // Most UTF-8 passes as GB18030 too, and comes out garbled; GB18030 hardly ever passes as UTF-8 with Chinese in it.
  if (charset === 'gb18030' && /\p{Script=Han}/u.test(decodeOrNull(bytes, 'utf-8') ?? ''))
    throw new ConsiliumError('hl7-charset', { declared, reason: 'is-utf-8' });
  const text = decodeOrNull(bytes, charset);
  if (text === null) throw new ConsiliumError('hl7-charset', { declared, reason: `not-${charset}` });
  return text;
}

function decodeOrNull(bytes: Uint8Array, charset: Hl7Charset): string | null {
  try {
    return new TextDecoder(charset === 'ascii' ? 'utf-8' : charset, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

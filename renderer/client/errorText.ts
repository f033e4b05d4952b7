/** The text of an error code, with its detail put in where the text asks for it. */
import type { Language } from '../i18n/index.ts';
import { joined, knownWord, wordFor } from '../i18n/words.ts';
import { dateTime, duration } from './format.ts';

type Detail = Readonly<Record<string, string | number | boolean | null>>;

/** What is wrong and what to do next. A code without a text reads as an internal error. */
export function errorText(
  error: { readonly code: string; readonly detail: Detail },
  language: Language,
): string {
  const text = knownWord('errors', error.code, language) ?? wordFor('errors', 'internal', language);
  return text.replaceAll(/\{\{(\w+)\}\}/gu, (_, name: string) => part(name, error.detail, language));
}

function part(name: string, detail: Detail, language: Language): string {
  switch (name) {
    case 'wait':
      return duration(Number(detail['waitMs'] ?? 0), language);
    case 'byWhom':
      return byWhom(detail, language);
    case 'fields':
      return joined(
        String(detail['fields'] ?? '')
          .split(',')
          .map((field) => wordFor('field', field, language)),
        language,
      );
    case 'kind':
      return wordFor('cardKind', String(detail['kind'] ?? ''), language);
    default:
      return String(detail[name] ?? '');
  }
}

/** Who spent a card, where and when; nothing when the detail does not say. */
function byWhom(detail: Detail, language: Language): string {
  const isChinese = language === 'zh-CN';
  const institution = detail[isChinese ? 'institution' : 'institutionEn'];
  const time = detail['time'];
  if (typeof institution !== 'string' || typeof time !== 'number') return '';
  const by = detail[isChinese ? 'by' : 'byEn'];
  const words = [...(typeof by === 'string' ? [by] : []), institution, dateTime(time)];
  return isChinese ? `（${words.join('，')}）` : ` (${words.join(', ')})`;
}

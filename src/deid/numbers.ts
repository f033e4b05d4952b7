/** Numbers and codes that name a person, a thing of theirs, or an account: by shape, by checksum and by what stands before. */
import {
  isCompactDate,
  isIdentityCard,
  isBankCardNumber,
  isNhsNumber,
  isSocialCreditCode,
  looksLikeIdentityCard,
} from './checksums.ts';
import { hasDigit } from './labels.ts';
import type { Rule } from './rules.ts';
import { matchesOf } from './rules.ts';
import type { Span, SpanType } from './spans.ts';

export const SHAPES: readonly Rule[] = [
  {
    type: 'email',
    needs: ['@', '(at)', '[at]', '#at#', '(AT)'],
    pattern:
      /()([A-Za-z0-9_.+%-]{1,64}(?:\s?(?:\(at\)|\[at\]|#at#)\s?|@)[A-Za-z0-9-]+(?:(?:\.|\s?(?:\(dot\)|\[dot\])\s?)[A-Za-z0-9-]+)*(?:\.|\s?(?:\(dot\)|\[dot\])\s?)[A-Za-z]{2,10})/gi,
    confidence: 1,
  },
  {
    type: 'url',
    needs: ['://', 'www.', 'WWW.'],
    pattern:
      /()((?:https?|ftp):\/\/[^\s<>"'，。；、）)\u4e00-\u9fff]+|www\.[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:\/[^\s<>"'，。；、）)\u4e00-\u9fff]*)?)/gi,
    confidence: 1,
  },
  {
    type: 'url',
    pattern:
      /((?:^|[^A-Za-z0-9@.]))((?:[a-z0-9-]{2,}\.)+(?:com|cn|org|net|gov|edu|io|uk|info|health|hospital|me)(?:\.[a-z]{2})?(?:\/[\w./?=&%#-]*)?)(?![A-Za-z0-9])/gi,
    confidence: 0.9,
  },
  {
    type: 'ip-address',
    pattern: /((?:^|[^\d.]))((?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3})(?![\d.]*\d)/g,
    confidence: 0.95,
  },
  {
    type: 'ip-address',
    pattern:
      /((?:^|[^0-9A-Fa-f:]))((?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}|(?:[0-9A-Fa-f]{1,4}:){1,6}(?::[0-9A-Fa-f]{1,4}){1,5})(?![0-9A-Fa-f:])/g,
    confidence: 0.95,
    accepts: (found) => found.length >= 9,
  },
  {
    type: 'device',
    pattern: /((?:^|[^0-9A-Fa-f:-]))([0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5})(?![0-9A-Fa-f:-])/g,
    confidence: 1,
  },
  {
    type: 'device',
    pattern: /(\b)([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b/gi,
    confidence: 0.95,
  },
  {
    type: 'vehicle',
    pattern:
      /()([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-Z][·•. -]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳])(?![A-Za-z0-9])/g,
    confidence: 1,
    accepts: hasDigit,
  },
  {
    type: 'vehicle',
    pattern: /(\b)((?=[A-HJ-NPR-Z0-9]*\d[A-HJ-NPR-Z0-9]*\d)(?=[0-9]*[A-HJ-NPR-Z])[A-HJ-NPR-Z0-9]{17})\b/g,
    confidence: 0.9,
  },
  {
    type: 'organisation-code',
    pattern: /((?:^|[^A-Za-z0-9]))([159AN][0-9A-HJ-NP-RTUWXY]\d{6}[0-9A-HJ-NP-RTUWXY]{10})(?![A-Za-z0-9])/g,
    confidence: 1,
    accepts: isSocialCreditCode,
  },
  {
    type: 'passport',
    pattern: /((?:^|[^A-Za-z0-9]))((?:[EGDSPH]|E[A-HJ-NP-Z])\d{7,8}|[HM]\d{8}(?:\d{2})?)(?![A-Za-z0-9])/g,
    confidence: 0.9,
  },
  {
    type: 'national-id',
    pattern:
      /((?:^|[^A-Za-z0-9]))([A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D])(?![A-Za-z0-9])/g,
    confidence: 0.9,
  },
  {
    type: 'bank-card',
    pattern: /((?:^|[^A-Za-z0-9]))([A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?)(?![A-Za-z0-9])/g,
    confidence: 0.9,
    accepts: (found) => (found.match(/\d/gu) ?? []).length >= 10,
  },
  {
    type: 'number',
    pattern:
      /((?:^|[^A-Za-z0-9_./-]))([A-Z]{1,6}[-_/]?(?:\d[-_/]?){5,}\d[A-Z]{0,2}|\d{2,}[A-Z]{1,4}\d{3,}|[A-Z]{1,4}\d{2,4}-\d{3,}(?:-\d+)*)(?![A-Za-z0-9_])/g,
    confidence: 0.8,
    accepts: isFreeCode,
  },
];

/** Names of genes, trials and articles have such shapes too. */
function isFreeCode(found: string, before: string, after: string): boolean {
  return (
    (found.match(/\d/gu) ?? []).length >= 5 &&
    !/^(?:NCT|PMID|PMC|NM|NP|NC|RS|COSM|ISRCTN|DOI|ICD|LOINC|CHEMBL|GSE|EC|UN|YY|GB|WS|ISO)[-_/]?\d/u.test(
      found,
    ) &&
    !/(?:PMID|doi|国药准字|rs)[:：\s]*$/iu.test(before) &&
    !UNIT_BEHIND.test(after)
  );
}

/** Runs of digits, with spaces, hyphens and masks inside. */
const RUN = /(?<![A-Za-z0-9.])[+(]{0,2}[\d*](?:[ \-()]{0,2}[\d*]|[oOlI](?=\d)){5,24}[Xx]?(?![A-Za-z0-9])/g;
const UNIT_BEHIND =
  /^\s{0,2}(?:[%‰℃°×xX^/]|个|例|次|万|亿|元|copies|拷贝|IU|U\b|U\/|iu\b|cells|CFU|cfu|mg|ml|mL|μ|µ|ug|ng|pg|mmol|umol|nmol|cm|mm|Hz|kHz|kcal|步|steps|年)/u;

/** What a run of digits is, by its length, its checksum and what stands before it. */
export function numbersIn(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of matchesOf(RUN, text)) {
    const before = text.slice(Math.max(0, match.index - CONTEXT), match.index);
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 12);
    const found = kindOfRun(match[0], before, after);
    if (found !== null) spans.push({ start: match.index, end: match.index + match[0].length, ...found });
  }
  return spans;
}

const CONTEXT = 16;

interface Kind {
  readonly type: SpanType;
  readonly confidence: number;
}

function kindOfRun(run: string, before: string, after: string): Kind | null {
  const written = run
    .replaceAll(/[ \-()]/g, '')
    .replaceAll(/[oO]/g, '0')
    .replaceAll(/[lI]/g, '1')
    .toUpperCase();
  const bare = written.replace(/^\+/u, '');
  if (/^\d{17}[\dX]$/u.test(bare)) {
    if (isIdentityCard(bare)) return { type: 'national-id', confidence: 1 };
    if (looksLikeIdentityCard(bare)) return { type: 'national-id', confidence: 0.95 };
  }
  if (/^\d{15}$/u.test(bare) && looksLikeIdentityCard(bare)) return { type: 'national-id', confidence: 0.9 };
  if (bare.includes('*'))
    return /\d{2}/u.test(bare) && bare.length >= 7 ? { type: 'number', confidence: 0.85 } : null;
  return phoneOf(run, written) ?? groupedOf(run, bare) ?? longOf(bare, run, before, after);
}

function phoneOf(run: string, written: string): Kind | null {
  const national = written.replace(/^(?:\+|00)86/u, '').replace(/^86(?=1[3-9]\d{9}$)/u, '');
  if (/^1[3-9]\d{9}$/u.test(national)) return { type: 'phone', confidence: 1 };
  if (/^(?:400|800)\d{7}$/u.test(national)) return { type: 'phone', confidence: 0.95 };
  if (/^0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}\d{0,4}$/u.test(national))
    return { type: 'phone', confidence: 0.95 };
  if (written.startsWith('+') && written.length >= 9) return { type: 'phone', confidence: 0.97 };
  if (/^\(?\+?1?[ -]?\(?[2-9]\d{2}\)?[ -][2-9]\d{2}[ -]\d{4}$/u.test(run.trim()))
    return { type: 'phone', confidence: 0.95 };
  if (/^(?:0[127]\d{8,9}|0[38]00\d{6,7})$/u.test(written)) return { type: 'phone', confidence: 0.9 };
  if (/^[2-9]\d{2}-\d{4}$/u.test(run.trim())) return { type: 'phone', confidence: 0.8 };
  return null;
}

function groupedOf(run: string, bare: string): Kind | null {
  if (/^\d{3}-\d{2}-\d{4}$/u.test(run) || /^\d{3} \d{2} \d{4}$/u.test(run))
    return { type: 'national-id', confidence: 0.97 };
  if (isNhsNumber(bare)) return { type: 'national-id', confidence: 0.9 };
  if (/^\d{15,19}$/u.test(bare) && isBankCardNumber(bare)) return { type: 'bank-card', confidence: 0.95 };
  return null;
}

/** Nothing that is measured has so many places without a unit. */
function longOf(bare: string, run: string, before: string, after: string): Kind | null {
  if (!/^\d+$/u.test(bare) || UNIT_BEHIND.test(after) || /[\d.]$/u.test(before)) return null;
  if (/\d [\d]/u.test(run.trim()) && !/^\d{3,4}(?:[ -]\d{3,4})+$/u.test(run.trim())) {
    // Numbers that only stand beside each other, as in a row of a table.
    const parts = run.split(/[ ()]+/u).filter((part) => !/^\d{1,4}-\d{1,2}-\d{1,4}$/u.test(part));
    const longest = Math.max(0, ...parts.map(({ length }) => length));
    return longest >= 8 ? { type: 'number', confidence: 0.6 } : null;
  }
  if (bare.length === 8 && isCompactDate(bare)) return { type: 'date', confidence: 0.95 };
  if (/^\d{1,2}-\d{1,2}-\d{2,4}$|^\d{4}-\d{1,2}-\d{1,2}$|^\d{1,5}-\d{1,5}$/u.test(run)) return null;
  if (bare.length >= 8) return { type: 'number', confidence: 0.7 };
  return bare.length === 7 && !/(?:计数|count|总数|拷贝|load)\D{0,4}$/iu.test(before)
    ? { type: 'number', confidence: 0.55 }
    : null;
}

/** Whole dates as days since 1970-01-01 (Gregorian), read out of the ways they are written in. */
const DAY_MS = 86_400_000;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const HAN_DIGITS = '零一二三四五六七八九';

/** The day of a date with year, month and day, or null for any other. A number with slashes has its month first. */
export function dayOf(written: string): number | null {
  const text = written.normalize('NFKC').toLowerCase();
  return (
    fromParts(/(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})/u.exec(text), 1, 2, 3) ??
    fromParts(/^(\d{4})(\d{2})(\d{2})$/u.exec(text), 1, 2, 3) ??
    fromParts(/(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})/u.exec(text), 3, 1, 2) ??
    fromParts(/(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})/u.exec(text), 3, 2, 1) ??
    fromMonthName(text) ??
    fromHan(text)
  );
}

function fromParts(match: RegExpExecArray | null, year: number, month: number, day: number): number | null {
  if (match === null) return null;
  return dayNumber(Number(match[year]), Number(match[month]), Number(match[day]));
}

function dayNumber(year: number, month: number, day: number): number | null {
  if (!(year >= 1800 && year <= 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return null;
  const time = Date.UTC(year, month - 1, day);
  return new Date(time).getUTCDate() === day ? time / DAY_MS : null;
}

function fromMonthName(text: string): number | null {
  const name = MONTHS.findIndex((month) => new RegExp(String.raw`\b${month}`, 'u').test(text));
  const year = /\b(\d{4})\b/u.exec(text)?.[1];
  const day = /\b(\d{1,2})(?:st|nd|rd|th)?\b/u.exec(text)?.[1];
  return name < 0 || year === undefined || day === undefined
    ? null
    : dayNumber(Number(year), name + 1, Number(day));
}

function fromHan(text: string): number | null {
  const match =
    /^([零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]?$/u.exec(
      text.replaceAll(/[〇○]/gu, '零'),
    );
  if (match === null) return null;
  const year = Array.from(match[1] ?? '', (digit) => String(HAN_DIGITS.indexOf(digit))).join('');
  return dayNumber(Number(year), hanNumber(match[2] ?? ''), hanNumber(match[3] ?? ''));
}

/** 一 to 九十九. */
function hanNumber(text: string): number {
  const [tens = '', ones = ''] = text.includes('十') ? text.split('十') : ['零', text];
  return (tens === '' ? 1 : HAN_DIGITS.indexOf(tens)) * 10 + (ones === '' ? 0 : HAN_DIGITS.indexOf(ones));
}

/** `YYYY-MM-DD` of a day. */
export function isoOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

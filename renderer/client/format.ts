/** Dates, names and hashes as a screen shows them. Clinical content keeps its own language. */
import type { Bilingual } from '../../src/workstation/api/common.ts';
import type { Language } from '../i18n/index.ts';
import { wordFor } from '../i18n/words.ts';

const DAY_MS = 86_400_000;

/** `2026-11-25 13:05`, local, 24 hours: nobody can take the day for the month. */
export function dateTime(ms: number): string {
  return `${dateOnly(ms)} ${timeOnly(ms).slice(0, 5)}`;
}

/** `2026-11-25`, local. */
export function dateOnly(ms: number): string {
  const date = new Date(ms);
  return `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** `13:05:09`, local. */
export function timeOnly(ms: number): string {
  const date = new Date(ms);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** "3 days ago", by the calendar: what was last night was yesterday. */
export function relativeDay(ms: number, now: number, language: Language): string {
  const days = Math.round((midnight(ms) - midnight(now)) / DAY_MS);
  const format = relativeFormat(language);
  if (Math.abs(days) < 31) return format.format(days, 'day');
  if (Math.abs(days) < 365) return format.format(Math.round(days / 30.44), 'month');
  return format.format(Math.round(days / 365.25), 'year');
}

const relativeFormats = new Map<Language, Intl.RelativeTimeFormat>();

/** Made once for each language: a timeline asks for every entry, and making one takes longer than using it. */
function relativeFormat(language: Language): Intl.RelativeTimeFormat {
  const format = relativeFormats.get(language) ?? new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  relativeFormats.set(language, format);
  return format;
}

/** A wait in seconds, or in minutes from a minute and a half on. */
export function duration(ms: number, language: Language): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  const [value, unit] = seconds < 90 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

/** Minutes, from an hour and a half on hours, from two days on days; what is told of habits needs no more. */
export function longDuration(ms: number, language: Language): string {
  const minutes = Math.max(1, Math.ceil(ms / 60_000));
  const [value, unit] =
    minutes < 90
      ? [minutes, 'minute']
      : minutes < 2 * 24 * 60
        ? [Math.ceil(minutes / 60), 'hour']
        : [Math.ceil(minutes / (24 * 60)), 'day'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

export function named(name: Bilingual, language: Language): string {
  return language === 'zh-CN' ? name.zh : name.en;
}

/** The first and last characters of a hash: enough to compare by eye. */
export function shortHash(hash: string): string {
  return hash.length <= 16 ? hash : `${hash.slice(0, 8)}…${hash.slice(-8)}`;
}

/**
 * The six digits of a registration that are said aloud and stand on the slip of paper, out of its random number in hex:
 * digits alone, since letters are misheard and read as words.
 */
export function shortNumber(number: string): string {
  return String(Number.parseInt(number.slice(0, 12), 16) % 1_000_000).padStart(6, '0');
}

/** Characters as a reader counts them. */
export function characterCount(text: string): number {
  return Array.from(new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)).length;
}

function midnight(ms: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** A number of bytes in the unit that a reader would take: 12 kB, 3.4 MB. */
export function byteSize(bytes: number, language: Language): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  const form = {
    style: 'unit',
    unit: units[step] ?? 'byte',
    maximumFractionDigits: value < 10 ? 1 : 0,
  } as const;
  return new Intl.NumberFormat(language, form).format(value);
}

/** Names of languages by their BCP 47 codes, in the language of the screens. */
export function languageNames(codes: readonly string[], language: Language): string {
  const listed = codes.map((code) => wordFor('spokenLanguage', code, language));
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(listed);
}

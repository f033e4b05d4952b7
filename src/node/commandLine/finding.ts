/** One thing that a `check` looked at: what was found, what it means, and what to do about it. */
import type { ErrorDetail } from '../../errors.ts';
import type { CliIo } from './command.ts';
import { speaksChinese } from './explain.ts';

/** What was found; an error keeps the program from working, a warning does not. */
export interface Found<Code extends string> {
  readonly severity: 'ok' | 'warning' | 'error';
  readonly code: Code;
  readonly detail: ErrorDetail;
}

/** As it is printed. */
export interface Finding<Code extends string> extends Found<Code> {
  readonly means: string;
  /** Empty when there is nothing to do. */
  readonly action: string;
}

/** [what it means, what to do], in the two languages. */
export interface Explanation {
  readonly en: readonly [string, string];
  readonly zh: readonly [string, string];
}

export function ok<Code extends string>(code: Code, detail: ErrorDetail = {}): Found<Code> {
  return { severity: 'ok', code, detail };
}

export function warning<Code extends string>(code: Code, detail: ErrorDetail = {}): Found<Code> {
  return { severity: 'warning', code, detail };
}

export function error<Code extends string>(code: Code, detail: ErrorDetail = {}): Found<Code> {
  return { severity: 'error', code, detail };
}

/** Adds what a finding means, in the user's language. */
export function explained<Code extends string>(
  found: Found<Code>,
  texts: Readonly<Record<Code, Explanation>>,
  environment: CliIo['environment'],
): Finding<Code> {
  const text = texts[found.code];
  const [means, action] = speaksChinese(environment) ? text.zh : text.en;
  return { ...found, means, action };
}

/** A finding for people: its code and values, what it means, what to do. */
export function findingText({ action, code, detail, means, severity }: Finding<string>): string {
  const values = Object.entries(detail).map(([name, value]) => `${name}=${String(value)}`);
  const head = `${severity.padEnd(7)}  ${[code, ...values].join(' ')}`;
  return [head, `         ${means}`, ...(action === '' ? [] : [`         ${action}`])].join('\n');
}

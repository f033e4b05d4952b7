/** One thing that was looked at: what was found, what it means, and what to do about it. */
import type { ErrorDetail } from '../../../errors.ts';
import { speaksChinese } from '../../../node/commandLine/explain.ts';
import type { CliIo } from '../../../node/commandLine/command.ts';
import { FINDINGS, type FindingCode } from './texts.ts';

/** What was found; an error keeps the workstation from working, a warning does not. */
export interface Found {
  readonly severity: 'ok' | 'warning' | 'error';
  readonly code: FindingCode;
  readonly detail: ErrorDetail;
}

/** As it is printed. */
export interface Finding extends Found {
  readonly means: string;
  /** Empty when there is nothing to do. */
  readonly action: string;
}

export function ok(code: FindingCode, detail: ErrorDetail = {}): Found {
  return { severity: 'ok', code, detail };
}

export function warning(code: FindingCode, detail: ErrorDetail = {}): Found {
  return { severity: 'warning', code, detail };
}

export function error(code: FindingCode, detail: ErrorDetail = {}): Found {
  return { severity: 'error', code, detail };
}

/** Adds what a finding means, in the user's language. */
export function explained(found: Found, environment: CliIo['environment']): Finding {
  const text = FINDINGS[found.code];
  const [means, action] = speaksChinese(environment) ? text.zh : text.en;
  return { ...found, means, action };
}

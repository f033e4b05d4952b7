/** Findings of the workstation's `check`; see src/node/commandLine/finding.ts. */
import * as findings from '../../../node/commandLine/finding.ts';
import type { CliIo } from '../../../node/commandLine/command.ts';
import { FINDINGS, type FindingCode } from './texts.ts';

export type Found = findings.Found<FindingCode>;
export type Finding = findings.Finding<FindingCode>;

export const ok = findings.ok<FindingCode>;
export const warning = findings.warning<FindingCode>;
export const error = findings.error<FindingCode>;

/** Adds what a finding means, in the user's language. */
export function explained(found: Found, environment: CliIo['environment']): Finding {
  return findings.explained(found, FINDINGS, environment);
}

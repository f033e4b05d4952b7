/** A draft as it lies in the desk: of which records, under which key, and what was decided so far. */
import { z } from 'zod';
import { fromBase64Url, fromHex, fromUtf8, toBase64Url, toHex, utf8 } from '../../../../crypto/bytes.ts';
import { toStatementHash, type StatementHash } from '../../../../crypto/ids.ts';
import { ConsiliumError } from '../../../../errors.ts';
import { caseDraftContent, type CaseDraftContent } from '../../../api/caseDrafts.ts';
import { statementId } from '../../../api/common.ts';
import type { StaffSession } from '../../context.ts';

export interface StoredDraft {
  readonly draft: Uint8Array;
  readonly changed: number;
  /** In the order in which the case shows them. */
  readonly statements: readonly StatementHash[];
  /** SECRET, 32 bytes: dates are shifted and ids made anew under it. It dies with the draft. */
  readonly caseKey: Uint8Array;
  readonly content: CaseDraftContent;
}

const shape = z.object({
  statements: z.array(statementId),
  caseKey: z.string(),
  content: caseDraftContent,
});

export function keepDraft(session: StaffSession, draft: Omit<StoredDraft, 'changed'>): void {
  const json: z.infer<typeof shape> = {
    statements: draft.statements.map((statement) => toHex(statement)),
    caseKey: toBase64Url(draft.caseKey),
    content: draft.content,
  };
  session.desk.caseDrafts.keep(draft.draft, utf8(JSON.stringify(json)));
}

export function listDrafts(session: StaffSession): readonly StoredDraft[] {
  return session.desk.caseDrafts.list().map(decoded);
}

/** Errors: `case-draft-unknown`. */
export function demandDraft(session: StaffSession, hex: string): StoredDraft {
  const found = session.desk.caseDrafts.find(fromHex(hex));
  if (found === null) throw new ConsiliumError('case-draft-unknown');
  return decoded(found);
}

function decoded({
  changed,
  content,
  draft,
}: {
  readonly draft: Uint8Array;
  readonly changed: number;
  readonly content: Uint8Array;
}): StoredDraft {
  const { caseKey, statements, content: decided } = shape.parse(JSON.parse(fromUtf8(content)));
  return {
    draft,
    changed,
    caseKey: fromBase64Url(caseKey),
    statements: statements.map((statement) => toStatementHash(fromHex(statement))),
    content: decided,
  };
}

/** The part of the request table about images of notes and records. */
import { fromHex } from '../../../crypto/bytes.ts';
import { toStatementHash } from '../../../crypto/ids.ts';
import type { ArgsOf, ResultOf } from '../../api.ts';
import type { attachmentsApi } from '../../api/attachments.ts';
import type { HandlersOf } from '../context.ts';
import { statementOf } from '../visits/chart.ts';
import { sharedReading } from '../visits/myLedger.ts';
import type { VisitWork } from '../visits/work.ts';
import { addAttachment, listAttachments, readDrafted, removeAttachment } from './draft.ts';
import { openedAttachment } from './open.ts';

export function attachmentHandlers(work: VisitWork): HandlersOf<keyof typeof attachmentsApi> {
  return {
    'attachment/add': (args) => work.inTurn(args.visit, () => addAttachment(work, args)),
    'attachment/list': async ({ visit }) => listAttachments(work, visit),
    'attachment/remove': async (args) => {
      removeAttachment(work, args);
      return {};
    },
    'attachment/read': (args) => readAttachment(work, args),
  };
}

async function readAttachment(
  work: VisitWork,
  { id, of }: ArgsOf<'attachment/read'>,
): Promise<ResultOf<'attachment/read'>> {
  switch (of.kind) {
    case 'draft':
      return { bytes: new Uint8Array(readDrafted(work, of.visit, id)) };
    case 'record': {
      const { documents } = await statementOf(work, of);
      return openedAttachment(work.ledger.node, documents[of.leaf]?.reading, id);
    }
    case 'own': {
      const reading = await sharedReading(work, toStatementHash(fromHex(of.statement)));
      return openedAttachment(work.ledger.node, reading, id);
    }
  }
}

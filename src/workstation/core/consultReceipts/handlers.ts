/** Receipts of consults in the request table; see api/consultReceipts.ts. */
import { fromHex } from '../../../crypto/bytes.ts';
import { ConsiliumError } from '../../../errors.ts';
import type { consultReceiptsApi } from '../../api/consultReceipts.ts';
import type { CoreContext, HandlersOf } from '../context.ts';
import type { InvitationBox } from '../joining/box.ts';
import { VisitWork } from '../visits/work.ts';
import { receiptView, signReceipt } from './receipts.ts';

export function consultReceiptHandlers(
  context: CoreContext,
  invitations: InvitationBox,
): HandlersOf<keyof typeof consultReceiptsApi> {
  const work = new VisitWork(context, invitations);
  const dialogueOf = (name: string) => {
    const found = work.session.desk.dialogues.find(fromHex(name));
    if (found === null) throw new ConsiliumError('dialogue-unknown');
    return found;
  };
  return {
    'consult/receipt': async ({ dialogue }) => receiptView(work, dialogueOf(dialogue)),
    'consult/receipts': async () =>
      work.session.desk.dialogues
        .list()
        .map((dialogue) => receiptView(work, dialogue))
        .filter(({ state }) => state !== 'none'),
    'consult/sign-receipt': async ({ dialogue }) =>
      work.inTurn(`receipt ${dialogue}`, async () => signReceipt(work, dialogueOf(dialogue))),
  };
}

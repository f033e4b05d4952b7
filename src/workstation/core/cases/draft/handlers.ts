/** Making cases ready in the request table. */
import { fromHex } from '../../../../crypto/bytes.ts';
import type { caseDraftsApi } from '../../../api/caseDrafts.ts';
import type { CoreContext, HandlersOf } from '../../context.ts';
import type { InvitationBox } from '../../joining/box.ts';
import { VisitWork } from '../../visits/work.ts';
import {
  beginDraft,
  decideDraft,
  draftList,
  leaveImage,
  lookAtImage,
  ownRecordsOf,
  publishDraft,
  readDraft,
  takeImage,
} from './drafts.ts';

export function caseDraftHandlers(
  context: CoreContext,
  invitations: InvitationBox,
): HandlersOf<keyof typeof caseDraftsApi> {
  const work = new VisitWork(context, invitations);
  return {
    'case/draft': async (args) => work.inTurn('case/draft', async () => beginDraft(work, args)),
    'case/own-records': async ({ visit }) => ownRecordsOf(work, visit),
    'case/drafts': async () => draftList(work),
    'case/review': async ({ draft }) => readDraft(work, draft),
    'case/decide': async (args) => work.inTurn(args.draft, async () => decideDraft(work, args)),
    'case/give-up': async ({ draft }) => {
      work.session.desk.caseDrafts.remove(fromHex(draft));
      return {};
    },
    'case/draft-image': async (args) => lookAtImage(work, args),
    'case/keep-image': async (args) => work.inTurn(args.draft, async () => takeImage(work, args)),
    'case/leave-image': async (args) => work.inTurn(args.draft, async () => leaveImage(work, args)),
    'case/publish-draft': async (args) => work.inTurn(args.draft, async () => publishDraft(work, args)),
  };
}
